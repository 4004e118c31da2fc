"""Milestone 1: two questions to a stream that is too long to keep.

House rule for this file: `heapq.nlargest`, `heapq.nsmallest`, `rng.sample`, `rng.choices` and
`rng.shuffle` would be the whole answer, so they stay closed. The rest of `heapq` is yours.
"""

import heapq
import random
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def top_k(items: Iterable[T], k: int, key: Callable[[T], Any]) -> list[T]:
    """The k items with the largest key, largest first; of equal keys the earlier item wins.

    One pass, and no more than k items kept beside the one at hand. `items` may be a generator.
    Keys can be compared; items cannot (they may be dicts), so no comparison may reach them.
    On a stream in random order at most 3 comparisons of keys per item: nearly every item loses
    against the smallest one kept, and that one is at hand in a heap.
    Returns all items, sorted in the same way, if there are fewer than k.
    Raises ValueError if k < 1, before the first item is taken.
    Source: Knuth, The Art of Computer Programming, volume 3 (1998), section 5.2.3 (heaps);
    https://docs.python.org/3/library/heapq.html
    """
    _check_k(k)
    heap: list[tuple[Any, int, T]] = []
    for i, item in enumerate(items):
        # The index decides between equal keys, so that the item itself is never compared.
        entry = (key(item), -i, item)
        if len(heap) < k:
            heapq.heappush(heap, entry)
        elif heap[0][0] < entry[0]:
            heapq.heapreplace(heap, entry)
    return [item for _, _, item in sorted(heap, reverse=True)]


def reservoir_sample(items: Iterable[T], k: int, rng: random.Random) -> list[T]:
    """k items drawn without replacement, each set of k equally likely, in any order.

    One pass over a stream whose length nobody knows, and no more than k items kept beside the one
    at hand. Every random number comes from `rng`. Returns all items if there are fewer than k.
    Algorithm R: the first k items fill the sample. Item number i (counted from 1) draws a place
    from 0 to i - 1; if the place is one of 0..k-1, it replaces the item that is there.
    Raises ValueError if k < 1, before the first item is taken.
    Source: Vitter, "Random sampling with a reservoir", ACM Transactions on Mathematical Software
    11(1), 1985, section 2.
    """
    _check_k(k)
    sample: list[T] = []
    for number, item in enumerate(items, start=1):
        if number <= k:
            sample.append(item)
            continue
        place = rng.randrange(number)
        if place < k:
            sample[place] = item
    return sample


def _check_k(k: int) -> None:
    if k < 1:
        raise ValueError(f"k must be at least 1, but it is {k}")

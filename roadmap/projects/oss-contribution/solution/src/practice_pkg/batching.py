"""Batches: the portions in which a model gets its examples."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yields the items in lists of `size`, in their order. The last list may be shorter.

    Every item comes exactly once, and no list is empty. `items` may be a generator without end:
    only the items of one batch are taken at a time.
    Raises ValueError if size < 1.
    """
    if size < 1:
        raise ValueError(f"size must be at least 1, but it is {size}")
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def pad(rows: Sequence[Sequence[int]], fill: int = 0) -> list[list[int]]:
    """The rows as lists of one length, the longest row's; shorter ones end with `fill`."""
    longest = max((len(row) for row in rows), default=0)
    return [[*row, *[fill] * (longest - len(row))] for row in rows]

"""Milestone 5: how work grows with n, read off counted operations, and three repairs."""

import math
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from .counting import Tally
from .slow import Row

GROWTHS: dict[str, Callable[[int], float]] = {
    "1": lambda n: 1.0,
    "log n": lambda n: math.log2(n),
    "n": lambda n: float(n),
    "n log n": lambda n: n * math.log2(n),
    "n^2": lambda n: float(n) ** 2,
}
"""The growths that `best_growth` chooses from. Complete."""


def count_operations(run: Callable[[int, Tally], object], sizes: Sequence[int]) -> list[int]:
    """How many operations `run` needs at each size: one call run(n, tally) per size, in order.

    Each call gets a fresh Tally, in which `run` counts; the answer is its total afterwards.
    """
    counts = []
    for n in sizes:
        tally = Tally()
        run(n, tally)
        counts.append(tally.total)
    return counts


def loglog_slope(sizes: Sequence[int], counts: Sequence[float]) -> float:
    """The exponent a of the power law counts = c * sizes^a that fits best.

    The slope of the least-squares line through the points (x, y) = (ln size, ln count):
    sum of (x - mean x)(y - mean y) over sum of (x - mean x)^2.
    About 1 for linear work, 2 for quadratic work, a little above 1 for n log n.
    Raises ValueError if the lengths differ, a size or count is not above 0, or there are fewer
    than two different sizes.
    Source: McGeoch, A Guide to Experimental Algorithmics (Cambridge, 2012), chapter 7.
    """
    _check(sizes, counts)
    x = [math.log(size) for size in sizes]
    y = [math.log(count) for count in counts]
    return (y[-1] - y[0]) / (x[-1] - x[0])


def best_growth(sizes: Sequence[int], counts: Sequence[float]) -> str:
    """The name in GROWTHS that describes the counts best.

    For the right growth g the ratios counts[i] / g(sizes[i]) are nearly the same. Return the name
    whose largest ratio divided by its smallest ratio is least.
    sizes: each at least 2. Raises ValueError if one is not, and whenever `loglog_slope` does.
    Source: McGeoch, as above (guess a growth, then look at the ratios).
    """
    _check(sizes, counts)
    if min(sizes) < 2:
        raise ValueError("log n is 0 at n = 1: every size must be at least 2")

    def unsteadiness(name: str) -> float:
        ratios = [count / GROWTHS[name](n) for n, count in zip(sizes, counts, strict=True)]
        return max(ratios) / min(ratios)

    return min(GROWTHS, key=unsteadiness)


def unique_in_order(items: Sequence[Hashable]) -> list[Hashable]:
    """The same as `slow.unique_in_order` with at most 5 operations per item (hash or compare)."""
    return list(dict.fromkeys(items))


def sliding_max(values: Sequence[Any], window: int) -> list[Any]:
    """The same as `slow.sliding_max` with at most 4 comparisons per value, for every window.

    A value that is followed by a larger one, or an equal one, can never be a maximum again:
    forget it when the larger one comes. What is left falls from the front to the back.
    Raises ValueError unless 1 <= window <= len(values).
    Source: Lemire, "Streaming maximum-minimum filter using no more than three comparisons per
    element", Nordic Journal of Computing 13(4), 2006.
    """
    if not 1 <= window <= len(values):
        raise ValueError(f"window must lie in 1..{len(values)}, but it is {window}")
    candidates: deque[int] = deque()  # indexes; their values fall from the front to the back
    maxima = []
    for i, value in enumerate(values):
        while candidates and values[candidates[-1]] <= value:
            candidates.pop()
        candidates.append(i)
        if candidates[0] == i - window:
            candidates.popleft()
        if i >= window - 1:
            maxima.append(values[candidates[0]])
    return maxima


def join(left: Sequence[Row], right: Sequence[Row]) -> list[tuple[Hashable, Any, Any]]:
    """The same as `slow.join`, order included, with at most 5 operations per row and result.

    Source: the hash join; Bratbergsengen, "Hashing methods and relational algebra operations",
    VLDB 1984.
    """
    by_key: dict[Hashable, list[Any]] = {}
    for key, value in right:
        by_key.setdefault(key, []).append(value)
    return [(key, a, b) for key, a in left for b in by_key.get(key, ())]


def _check(sizes: Sequence[int], counts: Sequence[float]) -> None:
    if len(sizes) != len(counts):
        raise ValueError(f"{len(sizes)} sizes and {len(counts)} counts")
    if any(value <= 0 for value in (*sizes, *counts)):
        raise ValueError("the logarithm needs sizes and counts above 0")
    if len(set(sizes)) < 2:
        raise ValueError("one size alone says nothing about growth")

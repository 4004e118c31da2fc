"""Milestone 6: keep the features that are asked for, and predict how often that helps.

House rule for this file: `OrderedDict` and `functools.lru_cache` are the finished thing, and `min`,
`max` and `sorted` over everything kept would make each call linear. All of them stay closed.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from typing import Any


class LRUCache:
    """The `capacity` values that were used most recently; the least recently used one goes first.

    Attributes: `capacity`, `hits` and `misses`, whole numbers that count the calls of `get`.
    """

    def __init__(self, capacity: int) -> None:
        """An empty cache. Raises ValueError if capacity < 1."""
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, but it is {capacity}")
        self.capacity = capacity
        self.hits = 0
        self.misses = 0
        self._entries: dict[Hashable, _Entry] = {}
        # A ring: the newest entry comes after this one, the oldest before it.
        self._ring = _Entry(None, None)
        self._ring.before = self._ring.after = self._ring

    def __len__(self) -> int:
        """How many values are kept, at most `capacity`."""
        return len(self._entries)

    def get(self, key: Hashable, load: Callable[[Hashable], Any]) -> Any:
        """The value of the key: from the cache (a hit), or from load(key), then kept (a miss).

        Either way the key is now the most recently used. A value may be None. If a value must go
        to make room, it is the one whose last use lies longest ago. If `load` raises, the error
        goes on, nothing is kept and nothing goes; that was a miss all the same.
        At most 10 operations on keys (hash or compare) per call, however large the cache is.
        """
        entry = self._entries.get(key)
        if entry is not None:
            self.hits += 1
            self._take_out(entry)
            self._put_in_front(entry)
            return entry.value
        self.misses += 1
        value = load(key)
        if len(self._entries) == self.capacity:
            oldest = self._ring.before
            self._take_out(oldest)
            del self._entries[oldest.key]
        entry = self._entries[key] = _Entry(key, value)
        self._put_in_front(entry)
        return value

    def _take_out(self, entry: "_Entry") -> None:
        entry.before.after, entry.after.before = entry.after, entry.before

    def _put_in_front(self, entry: "_Entry") -> None:
        entry.before, entry.after = self._ring, self._ring.after
        entry.before.after = entry.after.before = entry


class _Entry:
    """A value in the ring, between the one used after it and the one used before it."""

    __slots__ = ("after", "before", "key", "value")

    def __init__(self, key: Hashable, value: Any) -> None:
        self.key = key
        self.value = value


def characteristic_time(popularity: Sequence[float], capacity: int) -> float:
    """The t for which sum over all keys of (1 - e^(-p t)) equals `capacity`, to 1e-9 of t.

    1 - e^(-p t) is the chance that a key of popularity p is asked for within t requests, so t is
    about how many requests a key stays in the cache without being used. The sum grows with t,
    so bisection finds it.
    popularity: one probability per key, each above 0, adding up to 1 (within 1e-9).
    Raises ValueError if that does not hold or capacity is not in 1..len(popularity) - 1.
    Source: Che, Tung and Wang, "Hierarchical web caching systems: modeling, design and
    experimental results", IEEE Journal on Selected Areas in Communications 20(7), 2002.
    """
    if any(p <= 0 for p in popularity) or abs(sum(popularity) - 1) > 1e-9:
        raise ValueError("popularity must hold probabilities above 0 that add up to 1")
    if not 1 <= capacity < len(popularity):
        raise ValueError(f"capacity must lie in 1..{len(popularity) - 1}, but it is {capacity}")

    def kept(t: float) -> float:
        return sum(-math.expm1(-p * t) for p in popularity)

    low, high = 0.0, 1.0
    while kept(high) < capacity:
        low, high = high, 2 * high
    while high - low > 1e-10 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if kept(middle) < capacity else (low, middle)
    return (low + high) / 2


def expected_hit_rate(popularity: Sequence[float], capacity: int) -> float:
    """The share of hits of an LRU cache after long use: sum over all keys of p (1 - e^(-p t)).

    t is the `characteristic_time`; errors as there. Requests are independent draws.
    Source: Che, Tung and Wang, as above; why it is so exact: Fricker, Robert and Roberts,
    "A versatile and accurate approximation for LRU cache performance", ITC 24, 2012.
    """
    t = characteristic_time(popularity, capacity)
    return sum(-p * math.expm1(-p * t) for p in popularity)

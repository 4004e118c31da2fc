"""Values that count what is done with them. Complete: the tests use it, and so may you."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Tally:
    """How many operations on `Counted` values there were."""

    comparisons: int = 0
    """<, <=, >, >=, == and !=, each as one."""
    hashes: int = 0
    """One per lookup in a set or a dict, and one per insertion."""

    @property
    def total(self) -> int:
        return self.comparisons + self.hashes


class Counted:
    """Behaves like `value` in comparisons, sets and dicts, and notes each use in `tally`.

    The built-in max, sorted, heapq, set and dict all end up here, so nothing hides from the count.
    """

    __slots__ = ("tally", "value")

    def __init__(self, value: Any, tally: Tally) -> None:
        self.value = value
        self.tally = tally

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Counted):
            return NotImplemented
        self.tally.comparisons += 1
        return self.value == other.value

    def __lt__(self, other: "Counted") -> bool:
        self.tally.comparisons += 1
        return self.value < other.value

    def __le__(self, other: "Counted") -> bool:
        self.tally.comparisons += 1
        return self.value <= other.value

    def __gt__(self, other: "Counted") -> bool:
        self.tally.comparisons += 1
        return self.value > other.value

    def __ge__(self, other: "Counted") -> bool:
        self.tally.comparisons += 1
        return self.value >= other.value

    def __hash__(self) -> int:
        self.tally.hashes += 1
        return hash(self.value)

    def __repr__(self) -> str:
        return f"Counted({self.value!r})"

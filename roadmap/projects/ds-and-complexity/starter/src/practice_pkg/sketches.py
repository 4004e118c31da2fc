"""Milestone 3: two answers that are slightly wrong, in a fraction of the memory.

Take every hash from `hash64`; Python's own `hash` changes from process to process.
"""

import copy
import math
from collections.abc import Iterator

from .hashing import hash64


class BloomFilter:
    """A set of strings that forgets nothing it was given and invents a few.

    Attributes: `bit_count`, `hash_count` (whole numbers, see below) and `bits`, a bytearray of
    ceil(bit_count / 8) bytes, eight bits in each.
    Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", Communications of
    the ACM 13(7), 1970; sizes as in Broder and Mitzenmacher, "Network applications of Bloom
    filters: a survey", Internet Mathematics 1(4), 2004.
    """

    def __init__(self, capacity: int, error_rate: float) -> None:
        """An empty filter for n = capacity items with p = error_rate wrong yeses after that many.

        bit_count = ceil(-n ln p / (ln 2)^2),  hash_count = bit_count / n * ln 2, rounded to the
        nearest whole number, but at least 1.
        Raises ValueError unless capacity >= 1 and 0 < error_rate < 1.
        """
        raise NotImplementedError("milestone 3: bit_count and hash_count from n and p")

    def positions(self, item: str) -> Iterator[int]:
        """The bits that belong to an item, hash_count numbers in 0..bit_count-1, by double hashing:

            position i = (h + i g) mod bit_count,  h = hash64(item, 0),  g = hash64(item, 1)

        with i from 0. Two hashes do the work of many.
        Source: Kirsch and Mitzenmacher, "Less hashing, same performance: building a better Bloom
        filter", Random Structures and Algorithms 33(2), 2008.
        """
        raise NotImplementedError("milestone 3: hash_count positions from two hashes")

    def add(self, item: str) -> None:
        """Sets the item's bits. Adding twice is the same as adding once."""
        raise NotImplementedError("milestone 3: set every bit of the item")

    def __contains__(self, item: str) -> bool:
        """True for every item that was added; for others True with a small chance."""
        raise NotImplementedError("milestone 3: all bits of the item are set")

    def expected_error_rate(self, count: int) -> float:
        """The chance of a wrong yes after `count` different items: (1 - e^(-k count / m))^k,

        with m = bit_count and k = hash_count.
        Source: Broder and Mitzenmacher, as above.
        """
        raise NotImplementedError("milestone 3: the share of set bits, to the power of hash_count")


class CountMin:
    """Counts of strings that are never too low and seldom much too high.

    Attributes: `width`, `depth`, `total` (all that was added) and `rows`, a list of `depth` lists
    of `width` whole numbers.
    Source: Cormode and Muthukrishnan, "An improved data stream summary: the count-min sketch and
    its applications", Journal of Algorithms 55(1), 2005, sections 3 and 4.1.
    """

    def __init__(self, epsilon: float, delta: float) -> None:
        """An empty sketch: width = ceil(e / epsilon), depth = ceil(ln(1 / delta)).

        An estimate exceeds the truth by more than epsilon * total with chance at most delta.
        Raises ValueError unless both lie strictly between 0 and 1.
        """
        raise NotImplementedError("milestone 3: width and depth from epsilon and delta")

    def add(self, item: str, count: int = 1) -> None:
        """Adds `count` to one cell of each row: in row r the cell hash64(item, r) mod width.

        Raises ValueError if count < 1.
        """
        raise NotImplementedError("milestone 3: one cell of every row")

    def estimate(self, item: str) -> int:
        """The smallest of the item's cells: collisions only ever add."""
        raise NotImplementedError("milestone 3: the smallest of the item's cells")

    def merge(self, other: "CountMin") -> "CountMin":
        """A new sketch, the same as if one sketch had seen both streams; both stay as they are.

        Raises ValueError if the widths or the depths differ.
        """
        raise NotImplementedError("milestone 3: add the tables cell by cell")

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
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, but it is {capacity}")
        if not 0 < error_rate < 1:
            raise ValueError(f"error_rate must lie between 0 and 1, but it is {error_rate}")
        self.bit_count = math.ceil(-capacity * math.log(error_rate) / math.log(2) ** 2)
        self.hash_count = max(1, round(self.bit_count / capacity * math.log(2)))
        self.bits = bytearray((self.bit_count + 7) // 8)

    def positions(self, item: str) -> Iterator[int]:
        """The bits that belong to an item, hash_count numbers in 0..bit_count-1, by double hashing:

            position i = (h + i g) mod bit_count,  h = hash64(item, 0),  g = hash64(item, 1)

        with i from 0. Two hashes do the work of many.
        Source: Kirsch and Mitzenmacher, "Less hashing, same performance: building a better Bloom
        filter", Random Structures and Algorithms 33(2), 2008.
        """
        start, step = hash64(item, 0), hash64(item, 1)
        return ((start + i * step) % self.bit_count for i in range(self.hash_count))

    def add(self, item: str) -> None:
        """Sets the item's bits. Adding twice is the same as adding once."""
        for position in self.positions(item):
            self.bits[position // 8] |= 1 << position % 8

    def __contains__(self, item: str) -> bool:
        """True for every item that was added; for others True with a small chance."""
        return any(
            self.bits[position // 8] >> position % 8 & 1 for position in self.positions(item)
        )

    def expected_error_rate(self, count: int) -> float:
        """The chance of a wrong yes after `count` different items: (1 - e^(-k count / m))^k,

        with m = bit_count and k = hash_count.
        Source: Broder and Mitzenmacher, as above.
        """
        set_bits = 1 - math.exp(-self.hash_count * count / self.bit_count)
        return set_bits**self.hash_count


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
        if not (0 < epsilon < 1 and 0 < delta < 1):
            raise ValueError(f"epsilon and delta must lie between 0 and 1: {epsilon}, {delta}")
        self.width = math.ceil(math.e / epsilon)
        self.depth = math.ceil(math.log(1 / delta))
        self.total = 0
        self.rows = [[0] * self.width for _ in range(self.depth)]

    def add(self, item: str, count: int = 1) -> None:
        """Adds `count` to one cell of each row: in row r the cell hash64(item, r) mod width.

        Raises ValueError if count < 1.
        """
        if count < 1:
            raise ValueError(f"count must be at least 1, but it is {count}")
        self.total += count
        for r, row in enumerate(self.rows):
            row[hash64(item, r) % self.width] += count

    def estimate(self, item: str) -> int:
        """The smallest of the item's cells: collisions only ever add."""
        return min(row[hash64(item, r) % self.width] for r, row in enumerate(self.rows))

    def merge(self, other: "CountMin") -> "CountMin":
        """A new sketch, the same as if one sketch had seen both streams; both stay as they are.

        Raises ValueError if the widths or the depths differ.
        """
        if (self.width, self.depth) != (other.width, other.depth):
            raise ValueError("only sketches of the same width and depth can be merged")
        merged = copy.copy(self)
        merged.total = self.total + other.total
        merged.rows = [
            [a + b for a, b in zip(mine, theirs, strict=True)]
            for mine, theirs in zip(self.rows, other.rows, strict=True)
        ]
        return merged

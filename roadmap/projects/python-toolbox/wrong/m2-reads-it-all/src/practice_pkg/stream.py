"""Milestone 2: one row at a time, so that the size of the file does not matter."""

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """A generator over the rows of a CSV file: column name to text, in the order of the file.

    The first line holds the names. Only one row is in memory at a time. The file is open while
    the generator runs and closed when it ends, also when the reader stops early or an error ends
    it. A blank line is skipped. Open with encoding="utf-8-sig" (that drops the invisible mark
    which some programs put first) and newline="" (the csv module handles line ends itself).
    Raises, at the first `next`, OSError if the file cannot be opened and ValueError if it has no
    names; ValueError, with "line N" in the message, at a row that has too many or too few fields.
    N is the reader's line_num: a quoted field may span lines.
    Source: https://docs.python.org/3/library/csv.html#csv.reader
    """
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        names = next(reader, [])
        if not names:
            raise ValueError(f"{path}: the first line must hold the names of the columns")
        for fields in list(reader):
            if not fields:
                continue
            if len(fields) != len(names):
                raise ValueError(
                    f"{path}, line {reader.line_num}: "
                    f"{len(fields)} fields, but there are {len(names)} columns"
                )
            yield dict(zip(names, fields, strict=True))


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """A generator over lists of `size` items each; the last one may be shorter, never empty.

    Works for anything a `for` loop accepts, also what never ends: before it yields a list it has
    taken the items of that list and none after them.
    Raises ValueError, at the first `next`, if size is below 1.
    Source: https://docs.python.org/3/library/itertools.html#itertools.islice
    """
    if size < 1:
        raise ValueError(f"a batch holds at least one item, so size cannot be {size}")
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


@dataclass
class RunningStats:
    """Count, mean, spread, least and largest of numbers that come one at a time and are not kept.

    For each new x, with the mean before and after it:

        count += 1;  mean_new = mean_old + (x - mean_old) / count
        squares += (x - mean_old) * (x - mean_new)

    Source: Welford, Technometrics 4 (1962), pages 419-420. The shorter formula, mean of the
    squares minus the square of the mean, loses all its digits when the mean is large.
    """

    count: int = 0
    mean: float = math.nan
    """In the units of the data, as are all numbers here. NaN before the first one."""
    minimum: float = math.inf
    maximum: float = -math.inf
    squares: float = 0.0
    """The sum of the squared distances from the mean."""

    def add(self, value: float) -> None:
        """Takes one more number into account. The fields above are what is updated.

        Raises ValueError if it is NaN or infinite, and then leaves everything as it was.
        """
        if not math.isfinite(value):
            raise ValueError(f"only finite numbers count, not {value}")
        before = self.mean if self.count else 0.0
        self.count += 1
        self.mean = before + (value - before) / self.count
        self.squares += (value - before) * (value - self.mean)
        self.minimum = min(self.minimum, value)
        self.maximum = max(self.maximum, value)

    @property
    def std(self) -> float:
        """The sample standard deviation, sqrt(squares / (count - 1)).

        NaN below two numbers: a spread that is not known is not a spread of 0.
        """
        return math.sqrt(self.squares / (self.count - 1)) if self.count > 1 else math.nan

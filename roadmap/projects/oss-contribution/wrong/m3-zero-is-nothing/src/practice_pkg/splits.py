"""Splits: which rows a model learns from, and which ones judge it."""

import random
import warnings
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def split(
    rows: Sequence[T],
    test_share: float | None = None,
    *,
    seed: int = 0,
    ratio: float | None = None,
) -> tuple[list[T], list[T]]:
    """Shuffles the rows and cuts them in two: (train, test).

    test_share: the share of the rows that goes to the test part, between 0 and 1; 0.2 if left out.
    seed: the same seed always gives the same split.
    ratio: deprecated since 1.3, the old name of test_share; goes in 2.0.
    Raises ValueError if the share does not lie between 0 and 1, TypeError if both names are used.
    """
    if ratio:
        if test_share is not None:
            raise TypeError("pass test_share only; ratio is its old name")
        warnings.warn(
            "split: `ratio` is now called `test_share`; the old name goes in version 2.0",
            DeprecationWarning,
            stacklevel=2,
        )
        test_share = ratio
    elif test_share is None:
        test_share = 0.2
    if not 0 < test_share < 1:
        raise ValueError(f"test_share must lie between 0 and 1, but it is {test_share}")
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    cut = len(shuffled) - round(len(shuffled) * test_share)
    return shuffled[:cut], shuffled[cut:]


def split_three(rows: Sequence[T], *, seed: int = 0) -> tuple[list[T], list[T], list[T]]:
    """Shuffles the rows and cuts them in three: (train, validation, test), as 60 : 20 : 20."""
    rest, test = split(rows, test_share=0.2, seed=seed)
    train, validation = split(rest, test_share=0.25, seed=seed + 1)
    return train, validation, test

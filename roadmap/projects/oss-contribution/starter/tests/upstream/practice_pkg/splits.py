"""Splits: which rows a model learns from, and which ones judge it."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def split(rows: Sequence[T], ratio: float = 0.2, *, seed: int = 0) -> tuple[list[T], list[T]]:
    """Shuffles the rows and cuts them in two: (train, test).

    ratio: between 0 and 1.
    seed: the same seed always gives the same split.
    Raises ValueError if ratio does not lie between 0 and 1.
    """
    if not 0 < ratio < 1:
        raise ValueError(f"ratio must lie between 0 and 1, but it is {ratio}")
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    cut = len(shuffled) - round(len(shuffled) * ratio)
    return shuffled[:cut], shuffled[cut:]


def split_three(rows: Sequence[T], *, seed: int = 0) -> tuple[list[T], list[T], list[T]]:
    """Shuffles the rows and cuts them in three: (train, validation, test), as 60 : 20 : 20."""
    rest, test = split(rows, ratio=0.2, seed=seed)
    train, validation = split(rest, ratio=0.25, seed=seed + 1)
    return train, validation, test

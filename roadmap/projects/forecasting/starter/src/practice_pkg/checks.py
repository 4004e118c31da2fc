"""Input checks, complete: use them at the top of the functions you write."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def as_series(values: ArrayLike, name: str) -> Array:
    """A float64 copy of `values`, safe to overwrite.

    Raises ValueError, naming `name`, unless it has exactly one axis and every entry is finite.
    """
    array = np.array(values, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError(f"{name} must have one axis, but its shape is {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds NaN or infinity")
    return array


def at_least(value: int, least: int, name: str) -> None:
    """Raises ValueError, naming `name`, unless `value` >= `least`."""
    if not value >= least:
        raise ValueError(f"{name} must be at least {least}, but it is {value}")


def same_length(a: Array, b: Array, names: str) -> None:
    """Raises ValueError, naming both, unless a and b have the same length, which is not 0."""
    if a.size != b.size or a.size == 0:
        raise ValueError(f"{names}: lengths {a.size} and {b.size}; they must agree and not be 0")

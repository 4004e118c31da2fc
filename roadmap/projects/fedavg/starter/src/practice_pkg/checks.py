"""Input checks, complete: use them at the top of the functions you write."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Labels = NDArray[np.int64]


def as_vector(values: ArrayLike, name: str) -> Array:
    """A float64 copy of `values`, safe to overwrite.

    Raises ValueError, naming `name`, unless it has exactly one axis and every entry is finite.
    """
    return _as_array(values, name, axes=1, kind="a vector")


def as_matrix(values: ArrayLike, name: str) -> Array:
    """A float64 copy of `values`, safe to overwrite.

    Raises ValueError, naming `name`, unless it has exactly two axes and every entry is finite.
    """
    return _as_array(values, name, axes=2, kind="a matrix")


def as_labels(values: ArrayLike, name: str) -> Labels:
    """An int64 copy of class labels 0, 1, 2, ...

    Raises ValueError, naming `name`, unless it has one axis, at least one entry, and every entry
    is a whole number that is not negative.
    """
    array = as_vector(values, name)
    if array.size == 0:
        raise ValueError(f"{name} is empty")
    if np.any(array < 0) or np.any(array != np.floor(array)):
        raise ValueError(f"{name} must hold whole numbers from 0 on")
    return array.astype(np.int64)


def at_least(value: float, smallest: float, name: str) -> None:
    """Raises ValueError, naming `name`, if `value` is below `smallest` or not a number."""
    if not value >= smallest:
        raise ValueError(f"{name} must be at least {smallest}, but it is {value}")


def above_zero(value: float, name: str) -> None:
    """Raises ValueError, naming `name`, unless `value` is positive and finite."""
    if not (value > 0 and np.isfinite(value)):
        raise ValueError(f"{name} must be positive, but it is {value}")


def _as_array(values: ArrayLike, name: str, *, axes: int, kind: str) -> Array:
    array = np.array(values, dtype=np.float64)
    if array.ndim != axes:
        raise ValueError(f"{name} must be {kind} ({axes} axes), but its shape is {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds NaN or infinity")
    return array

"""Types and input checks, complete: use them at the top of the functions you write."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

Value = Callable[[Array], float]
"""A function to minimize: a point of shape (n,) goes in, one number comes out."""

Gradient = Callable[[Array], Array]
"""Its gradient: a point of shape (n,) goes in, shape (n,) comes out."""

Hessian = Callable[[Array], Array]
"""Its second derivatives: a point of shape (n,) goes in, shape (n, n) comes out."""


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


def at_least(value: float, least: float, name: str) -> None:
    """Raises ValueError, naming `name`, unless value >= least. NaN is refused too."""
    if not value >= least:
        raise ValueError(f"{name} must be at least {least}, but it is {value}")


def positive(value: float, name: str) -> None:
    """Raises ValueError, naming `name`, unless 0 < value < infinity."""
    if not 0 < value < np.inf:
        raise ValueError(f"{name} must be above 0 and finite, but it is {value}")


def share(value: float, name: str) -> None:
    """Raises ValueError, naming `name`, unless 0 <= value < 1."""
    if not 0 <= value < 1:
        raise ValueError(f"{name} must lie in [0, 1), but it is {value}")


def _as_array(values: ArrayLike, name: str, *, axes: int, kind: str) -> Array:
    array = np.array(values, dtype=np.float64)
    if array.ndim != axes:
        raise ValueError(f"{name} must be {kind} ({axes} axes), but its shape is {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds NaN or infinity")
    return array

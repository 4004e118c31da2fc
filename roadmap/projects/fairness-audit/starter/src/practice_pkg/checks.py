"""Input checks, complete: use them at the top of the functions you write."""

from collections.abc import Sized

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Groups = NDArray[np.str_]


def as_flags(values: ArrayLike, name: str) -> Flags:
    """A bool copy of yes-or-no values: labels (repaid) or decisions (approved).

    Raises ValueError, naming `name`, unless it has one axis, at least one entry, and holds nothing
    but 0 and 1 (or False and True).
    """
    array = np.array(values)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} must be a vector with entries, but its shape is {array.shape}")
    if not np.isin(array, (0, 1)).all():
        raise ValueError(f"{name} must hold only 0 and 1")
    return array.astype(np.bool_)


def as_scores(values: ArrayLike, name: str) -> Array:
    """A float64 copy of scores between 0 and 1.

    Raises ValueError, naming `name`, unless it has one axis, at least one entry, and every entry
    lies between 0 and 1.
    """
    array = np.array(values, dtype=np.float64)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} must be a vector with entries, but its shape is {array.shape}")
    if not ((array >= 0) & (array <= 1)).all():
        raise ValueError(f"{name} must lie between 0 and 1")
    return array


def as_groups(values: ArrayLike, name: str) -> Groups:
    """A copy of the group names, one per person, as strings.

    Raises ValueError, naming `name`, unless it has one axis, at least one entry, and no empty name.
    """
    array = np.array(values, dtype=np.str_)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} must be a vector with entries, but its shape is {array.shape}")
    if (array == "").any():
        raise ValueError(f"{name} holds an empty name")
    return array


def same_length(**arrays: Sized) -> None:
    """Raises ValueError, with all the lengths, unless they are the same.

    Call it with names: same_length(labels=labels, groups=groups).
    """
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"lengths differ: {lengths}")

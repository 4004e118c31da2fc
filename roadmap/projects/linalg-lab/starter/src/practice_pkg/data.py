"""The matrices of this project, complete. Nothing is downloaded."""

import numpy as np

from .checks import Array


def hilbert(n: int) -> Array:
    """The n x n Hilbert matrix, 1 / (i + j + 1) with i and j counted from 0.

    Its columns are almost parallel: at n = 8 the condition number is 1.5e10.
    """
    i = np.arange(n)
    return 1.0 / (i[:, None] + i[None, :] + 1)


def polynomial_matrix(points: int, degree: int) -> Array:
    """Columns 1, t, t^2, ..., t^degree at evenly spaced t in [0, 1]; shape (points, degree + 1)."""
    t = np.linspace(0.0, 1.0, points)
    return t[:, None] ** np.arange(degree + 1)


def load_digits() -> Array:
    """1,797 handwritten digits of 8 x 8 pixels, gray levels 0 to 16; shape (1797, 64).

    The file lies inside the scikit-learn package. The import stands here because it takes a
    second or more, and only milestones 5 and 6 need it.
    """
    from sklearn.datasets import load_digits as bundled_digits

    return np.asarray(bundled_digits().data, dtype=np.float64)

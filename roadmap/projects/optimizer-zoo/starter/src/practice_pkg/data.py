"""The data of milestones 4 and 5, complete. Both files lie inside the scikit-learn package.

The imports stand inside the functions because they take a second or more.
"""

import numpy as np

from .checks import Array


def load_diabetes() -> tuple[Array, Array]:
    """442 patients: X of shape (442, 10), y of shape (442,), disease progression after a year.

    Every column of X has mean 0 and standard deviation 1, and y has mean 0: no intercept is needed.
    """
    from sklearn.datasets import load_diabetes as bundled_diabetes

    X, y = bundled_diabetes(return_X_y=True)
    return _standardized(X), y - y.mean()


def load_tumors() -> tuple[Array, Array]:
    """569 tumors: X of shape (569, 31), y of shape (569,), +1 for benign and -1 for malignant.

    30 measurements with mean 0 and standard deviation 1, and a last column of ones.
    """
    from sklearn.datasets import load_breast_cancer

    X, y = load_breast_cancer(return_X_y=True)
    return np.column_stack([_standardized(X), np.ones(len(X))]), np.where(y == 1, 1.0, -1.0)


def _standardized(X: Array) -> Array:
    return (X - X.mean(axis=0)) / X.std(axis=0)

"""Two half moons, complete. Nothing is downloaded."""

import numpy as np

from .tensor import Array


def two_moons(n: int, *, seed: int, noise: float = 0.1) -> tuple[Array, Array]:
    """n points on two interleaved half circles of radius 1, in random order.

    noise: the standard deviation of what is added to each coordinate.
    Returns X of shape (n, 2) and labels y of shape (n,): 0.0 for the upper moon, 1.0 for the lower.
    Source: https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_moons.html
    """
    rng = np.random.default_rng(seed)
    y = rng.permutation(n) % 2.0
    angle = rng.uniform(0.0, np.pi, n)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1.0 - np.cos(angle), 0.5 - np.sin(angle)])
    X = np.where(y[:, None] == 0.0, upper, lower) + noise * rng.standard_normal((n, 2))
    return X, y

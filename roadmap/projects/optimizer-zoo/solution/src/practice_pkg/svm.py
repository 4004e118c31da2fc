"""Milestone 5: a linear SVM from both sides, with a certificate of how good it is.

Everywhere: X has shape (n, p), y has shape (n,) with entries +1 and -1, lam > 0 is the strength of
the penalty, w has shape (p,), and a has shape (n,) with entries in [0, 1], one per sample.
"""

from dataclasses import dataclass

import numpy as np

from .checks import Array, as_matrix, as_vector, at_least, positive


class NotConverged(ArithmeticError):
    """The epochs ran out first."""


@dataclass(frozen=True)
class SVMFit:
    """A fitted SVM. Complete."""

    w: Array
    """Shape (p,): sample x is classified by the sign of x . w."""
    a: Array
    """Shape (n,): the dual variables. Samples with a = 0 could be removed without any effect."""
    gaps: Array
    """Shape (epochs,): primal minus dual after each epoch; no w can be better by more than that."""


def primal(w: Array, X: Array, y: Array, lam: float) -> float:
    """What the SVM wants small:

        lam / 2 |w|^2 + mean over i of max(0, 1 - y_i (x_i . w))

    Returns a float, at least 0.
    Raises ValueError if the sizes differ, a label is neither 1 nor -1, or lam is not above 0.
    Source: Shalev-Shwartz and Zhang, Stochastic dual coordinate ascent methods, Journal of Machine
    Learning Research 14 (2013), section 1, with the hinge loss.
    """
    X, y = _as_data(X, y, lam)
    w = as_vector(w, "w")
    if w.size != X.shape[1]:
        raise ValueError(f"X has {X.shape[1]} columns and w has {w.size} entries")
    return float(lam / 2 * (w @ w) + np.mean(np.maximum(0.0, 1.0 - y * (X @ w))))


def weights_from_dual(a: Array, X: Array, y: Array, lam: float) -> Array:
    """The w that belongs to a: (sum over i of a_i y_i x_i) / (lam n). Returns shape (p,).

    Raises ValueError if the sizes differ, an entry of a is not in [0, 1], a label is neither 1 nor
    -1, or lam is not above 0.
    Source: Shalev-Shwartz and Zhang, section 1.
    """
    X, y = _as_data(X, y, lam)
    a = as_vector(a, "a")
    if a.size != y.size:
        raise ValueError(f"there are {y.size} samples and a has {a.size} entries")
    if np.any(a < 0) or np.any(a > 1):
        raise ValueError("every entry of a must lie in [0, 1]")
    return X.T @ (a * y) / (lam * y.size)


def dual(a: Array, X: Array, y: Array, lam: float) -> float:
    """A lower bound for every value of the primal:

        mean of a - lam / 2 |w(a)|^2,   with w(a) from `weights_from_dual`

    Returns a float. At the best a it equals the smallest primal value.
    Raises ValueError as `weights_from_dual` does.
    Source: Shalev-Shwartz and Zhang, section 1, with the conjugate of the hinge loss.
    """
    w = weights_from_dual(a, X, y, lam)
    return float(np.mean(a) - lam / 2 * (w @ w))


def fit_svm(
    rng: np.random.Generator,
    X: Array,
    y: Array,
    lam: float,
    *,
    tol: float = 1e-3,
    max_epochs: int = 300,
) -> SVMFit:
    """Dual coordinate ascent from a = 0 and w = 0. An epoch visits every sample once, in a new
    random order (`rng.permutation`), and makes the dual as large as it gets by that a_i alone:

        new a_i = a_i + lam n (1 - y_i (x_i . w)) / |x_i|^2,   clipped to [0, 1]
        w <- w + (new a_i - a_i) y_i x_i / (lam n)             so that w stays w(a)

    A sample with |x_i| = 0 costs 1 whatever w is: its new a_i is 1. After each epoch compute the
    gap, primal(w) - dual(a), and stop when it is at most tol.
    Returns an SVMFit. No step can make the dual smaller.
    Raises ValueError if the sizes differ, a label is neither 1 nor -1, or lam or tol is not above
    0, and NotConverged if max_epochs epochs are not enough.
    Source: Hsieh et al., A dual coordinate descent method for large-scale linear SVM (ICML 2008),
    algorithm 1; Shalev-Shwartz and Zhang for the scaling used here.
    """
    X, y = _as_data(X, y, lam)
    positive(tol, "tol")
    at_least(max_epochs, 1, "max_epochs")
    n = y.size
    squares = np.sum(X**2, axis=1)
    a, w = np.zeros(n), np.zeros(X.shape[1])
    gaps: list[float] = []
    for _ in range(max_epochs):
        for i in rng.permutation(n):
            if squares[i] > 0:
                wanted = a[i] + lam * n * (1 - y[i] * (X[i] @ w)) / squares[i]
                new = min(max(wanted, 0.0), 1.0)
            else:
                new = 1.0
            w += (new - a[i]) * y[i] / (lam * n) * X[i]
            a[i] = new
        gaps.append(primal(w, X, y, lam) - dual(a, X, y, lam))
        if gaps[-1] <= tol:
            return SVMFit(w, a, np.array(gaps))
    raise NotConverged(f"the gap is still {gaps[-1]:.1e} after {max_epochs} epochs")


def _as_data(X: Array, y: Array, lam: float) -> tuple[Array, Array]:
    X, y = as_matrix(X, "X"), as_vector(y, "y")
    if X.shape[0] != y.size:
        raise ValueError(f"X has {X.shape[0]} rows and y has {y.size} labels")
    if not np.isin(y, (-1.0, 1.0)).all():
        raise ValueError("every label must be 1 or -1")
    positive(lam, "lam")
    return X, y

"""Milestone 4: the Lasso, whose corner at 0 no gradient can describe, by proximal gradient.

Everywhere: X has shape (n, p), y has shape (n,), w has shape (p,), alpha >= 0, and the function is

    objective(w) = |y - X w|^2 / (2 n) + alpha (|w_1| + ... + |w_p|)

as in scikit-learn. `smooth` below means its first term, whose gradient is -X.T (y - X w) / n.
"""

from dataclasses import dataclass

import numpy as np

from .checks import Array, as_matrix, as_vector, at_least, positive


class NotConverged(ArithmeticError):
    """The steps ran out first."""


@dataclass(frozen=True)
class LassoFit:
    """A fitted Lasso. Complete."""

    w: Array
    """Shape (p,): the coefficients, some of them exactly 0."""
    objectives: Array
    """Shape (steps + 1,): the objective at the start and after each step."""


def soft_threshold(v: Array, t: float) -> Array:
    """Moves every entry by t toward 0, and to exactly 0 if it is within t of it.

    This is the proximal operator of t |.|: the u that makes (u - v)^2 / 2 + t |u| smallest.
    v: any shape. t >= 0. Returns the shape of v. Raises ValueError if t < 0.
    Source: Parikh and Boyd, Proximal Algorithms (Foundations and Trends in Optimization, 2014),
    section 6.5.
    """
    at_least(t, 0, "t")
    return np.sign(v) * np.maximum(np.abs(v) - t, 0.0)


def smallest_empty_alpha(X: Array, y: Array) -> float:
    """The smallest alpha for which w = 0 is the answer: the largest |entry| of X.T y / n.

    Raises ValueError if X is not a matrix, y is not a vector or the sizes differ.
    Source: Hastie, Tibshirani and Wainwright, Statistical Learning with Sparsity (CRC Press, 2015),
    chapter 2 (set w = 0 in the conditions that `kkt_residual` measures).
    """
    X, y = _as_data(X, y)
    return float(np.max(np.abs(X.T @ y)) / y.size)


def kkt_residual(X: Array, y: Array, w: Array, alpha: float) -> float:
    """How far w is from optimal: 0 at the answer and only there. With g the gradient of the smooth
    part at w, the largest over j of

        |g_j + alpha sign(w_j)|       where w_j is not 0
        max(|g_j| - alpha, 0)         where w_j is exactly 0

    Returns a float, at least 0, in the units of alpha.
    Raises ValueError if alpha < 0 or the sizes differ.
    Source: Hastie, Tibshirani and Wainwright, section 2.2.
    """
    X, y = _as_data(X, y)
    w = as_vector(w, "w")
    at_least(alpha, 0, "alpha")
    if w.size != X.shape[1]:
        raise ValueError(f"X has {X.shape[1]} columns and w has {w.size} entries")
    g = _gradient(X, y, w)
    at_zero = np.maximum(np.abs(g) - alpha, 0.0)
    return float(np.max(np.where(w == 0, at_zero, np.abs(g + alpha * np.sign(w)))))


def fit_lasso(
    X: Array,
    y: Array,
    alpha: float,
    *,
    accelerated: bool = True,
    tol: float = 1e-6,
    max_steps: int = 10_000,
) -> LassoFit:
    """The w that makes the objective smallest, from w = 0, by FISTA, or by ISTA if not accelerated.

    L is the largest eigenvalue of X.T X / n, so 1 / L is a step that never overshoots. With z = w
    and t = 1 at the start, each step

        new w = soft_threshold(z - (gradient of the smooth part at z) / L, alpha / L)
        new t = (1 + sqrt(1 + 4 t^2)) / 2
        z = new w + (t - 1) / (new t) * (new w - old w)         ISTA: z = new w, and no t

    Stop when kkt_residual(w) <= tol (also at the start). ISTA never lets the objective rise; FISTA
    may, and still arrives earlier.
    Raises ValueError if alpha < 0, tol is not above 0, the sizes differ, or X holds only zeros, and
    NotConverged if max_steps steps are not enough.
    Source: Beck and Teboulle, A fast iterative shrinkage-thresholding algorithm, SIAM Journal on
    Imaging Sciences 2 (2009), section 4.
    """
    X, y = _as_data(X, y)
    at_least(alpha, 0, "alpha")
    positive(tol, "tol")
    L = np.linalg.norm(X, 2) ** 2 / y.size
    positive(L, "the largest eigenvalue of X.T X / n")
    w = z = np.zeros(X.shape[1])
    t = 1.0
    objectives = [_objective(X, y, w, alpha)]
    while kkt_residual(X, y, w, alpha) > tol:
        if len(objectives) > max_steps:
            raise NotConverged(f"the residual is still above {tol:g} after {max_steps} steps")
        new_w = soft_threshold(z - _gradient(X, y, z) / L, alpha / L)
        new_t = (1 + np.sqrt(1 + 4 * t**2)) / 2 if accelerated else 1.0
        z = new_w + (t - 1) / new_t * (new_w - w)
        w, t = new_w, new_t
        objectives.append(_objective(X, y, w, alpha))
    return LassoFit(w, np.array(objectives))


def _gradient(X: Array, y: Array, w: Array) -> Array:
    return -X.T @ (y - X @ w) / y.size


def _objective(X: Array, y: Array, w: Array, alpha: float) -> float:
    residual = y - X @ w
    return float(residual @ residual / (2 * y.size) + alpha * np.sum(np.abs(w)))


def _as_data(X: Array, y: Array) -> tuple[Array, Array]:
    X, y = as_matrix(X, "X"), as_vector(y, "y")
    if X.shape[0] != y.size:
        raise ValueError(f"X has {X.shape[0]} rows and y has {y.size} entries")
    return X, y

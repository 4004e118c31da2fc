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
    raise NotImplementedError("milestone 4: toward 0 by t, but not past it")


def smallest_empty_alpha(X: Array, y: Array) -> float:
    """The smallest alpha for which w = 0 is the answer: the largest |entry| of X.T y / n.

    Raises ValueError if X is not a matrix, y is not a vector or the sizes differ.
    Source: Hastie, Tibshirani and Wainwright, Statistical Learning with Sparsity (CRC Press, 2015),
    chapter 2 (set w = 0 in the conditions that `kkt_residual` measures).
    """
    raise NotImplementedError("milestone 4: the gradient of the smooth part at 0")


def kkt_residual(X: Array, y: Array, w: Array, alpha: float) -> float:
    """How far w is from optimal: 0 at the answer and only there. With g the gradient of the smooth
    part at w, the largest over j of

        |g_j + alpha sign(w_j)|       where w_j is not 0
        max(|g_j| - alpha, 0)         where w_j is exactly 0

    Returns a float, at least 0, in the units of alpha.
    Raises ValueError if alpha < 0 or the sizes differ.
    Source: Hastie, Tibshirani and Wainwright, section 2.2.
    """
    raise NotImplementedError("milestone 4: two cases per coefficient, then the largest")


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
    raise NotImplementedError("milestone 4: a gradient step, then soft_threshold, then look ahead")

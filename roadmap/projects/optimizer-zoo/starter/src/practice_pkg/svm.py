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
    raise NotImplementedError("milestone 5: the penalty plus the mean hinge loss")


def weights_from_dual(a: Array, X: Array, y: Array, lam: float) -> Array:
    """The w that belongs to a: (sum over i of a_i y_i x_i) / (lam n). Returns shape (p,).

    Raises ValueError if the sizes differ, an entry of a is not in [0, 1], a label is neither 1 nor
    -1, or lam is not above 0.
    Source: Shalev-Shwartz and Zhang, section 1.
    """
    raise NotImplementedError("milestone 5: a weighted sum of the samples")


def dual(a: Array, X: Array, y: Array, lam: float) -> float:
    """A lower bound for every value of the primal:

        mean of a - lam / 2 |w(a)|^2,   with w(a) from `weights_from_dual`

    Returns a float. At the best a it equals the smallest primal value.
    Raises ValueError as `weights_from_dual` does.
    Source: Shalev-Shwartz and Zhang, section 1, with the conjugate of the hinge loss.
    """
    raise NotImplementedError("milestone 5: mean of a minus the penalty of its w")


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
    raise NotImplementedError("milestone 5: one clipped step per sample, one gap per epoch")

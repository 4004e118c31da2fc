"""Milestone 2: the parameters under which the data are most probable.

From here on every method of `rng` and every function of NumPy is open. SciPy stays closed.
"""

import math
from dataclasses import dataclass

import numpy as np

from .checks import Array, as_matrix, as_vector, at_least, positive


class NotConverged(ArithmeticError):
    """The steps ran out, or there is no finite answer."""


@dataclass(frozen=True)
class LogisticFit:
    """A fitted logistic regression with k coefficients. Complete."""

    beta: Array
    """Shape (k,): the change of the log odds per unit of each column."""
    standard_errors: Array
    """Shape (k,), in the units of beta."""


def normal_log_likelihood(x: Array, mean: float, sd: float) -> float:
    """The log density of all of x under a normal distribution, added up:

        sum over i of  -log(sd) - log(2 pi) / 2 - ((x_i - mean) / sd)^2 / 2

    x: shape (n,). mean and sd in the units of x. Returns a float.
    Raises ValueError if x is not a vector or sd is not above 0 and finite.
    Source: Wasserman, All of Statistics (Springer, 2004), section 9.3.
    """
    x = as_vector(x, "x")
    positive(sd, "sd")
    z = (x - mean) / sd
    return float(np.sum(-math.log(sd) - math.log(2 * math.pi) / 2 - z**2 / 2))


def fit_normal(x: Array) -> tuple[float, float]:
    """The (mean, sd) that make `normal_log_likelihood` largest.

    Set both derivatives to 0: the mean is the average, and sd^2 the average squared distance from
    it. That average divides by n. (n - 1 makes sd^2 unbiased, which is another goal.)
    x: shape (n,), n >= 2. Returns two floats in the units of x.
    Raises ValueError if x is not a vector, n < 2, or all values are equal (sd = 0 has no density).
    Source: Wasserman, section 9.3.
    """
    x = as_vector(x, "x")
    at_least(x.size, 2, "the number of values")
    if np.all(x == x[0]):
        raise ValueError("all values are equal: no sd above 0 fits best")
    return float(x.mean()), float(x.std(ddof=1))


def poisson_log_likelihood(counts: Array, rate: float) -> float:
    """The log probability of all counts under a Poisson distribution, added up:

        sum over i of  counts_i log(rate) - rate - log(counts_i!)

    log(k!) is math.lgamma(k + 1); k! itself overflows at 171.
    counts: shape (n,), whole numbers from 0. rate: events per observation. Returns a float.
    Raises ValueError if counts is not a vector of such numbers or rate is not above 0 and finite.
    Source: Wasserman, section 2.3.
    """
    counts = _as_counts(counts)
    positive(rate, "rate")
    log_factorials = sum(math.lgamma(k + 1) for k in counts)
    return float(counts.sum() * math.log(rate) - counts.size * rate - log_factorials)


def fit_poisson(counts: Array) -> float:
    """The rate that makes `poisson_log_likelihood` largest. Set the derivative to 0 to find it.

    counts: shape (n,), n >= 1, whole numbers from 0. Returns a float; 0.0 if every count is 0.
    Raises ValueError if counts is not such a vector.
    Source: Casella and Berger, Statistical Inference, 2nd edition (Duxbury, 2002), section 7.2.2.
    """
    counts = _as_counts(counts)
    at_least(counts.size, 1, "the number of counts")
    return float(counts.mean())


def logistic_log_likelihood(X: Array, y: Array, beta: Array) -> float:
    """The log probability of the labels y under a logistic regression, with z = X @ beta:

        P(y_i = 1) = 1 / (1 + exp(-z_i)),   sum over i of  y_i z_i - log(1 + exp(z_i))

    exp(z) overflows at z = 710: np.logaddexp(0, z) is log(1 + exp(z)) without that.
    X: shape (n, k). y: shape (n,), each 0 or 1. beta: shape (k,). Returns a float, at most 0.
    Raises ValueError if the sizes differ or a label is neither 0 nor 1.
    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd edition
    (Springer, 2009), section 4.4.1.
    """
    X, y = _as_labeled(X, y)
    beta = as_vector(beta, "beta")
    if beta.size != X.shape[1]:
        raise ValueError(f"X has {X.shape[1]} columns and beta has {beta.size} entries")
    z = X @ beta
    return float(np.sum(y * z - np.logaddexp(0.0, z)))


def fit_logistic(X: Array, y: Array, *, tol: float = 1e-8, max_steps: int = 25) -> LogisticFit:
    """The beta that makes `logistic_log_likelihood` largest, by Newton's method from beta = 0.
    Each step, with p = P(y = 1) under the present beta:

        gradient = X.T (y - p),   H = X.T diag(p (1 - p)) X,   step = the solution of H s = gradient

    and beta += step. Stop after a step whose largest entry is at most tol in absolute value. The
    standard errors are the roots of the diagonal of the inverse of H, taken at that beta.
    X: shape (n, k), used as it is: for an intercept, give it a column of ones. y: shape (n,).
    Raises ValueError if the sizes differ or a label is neither 0 nor 1, and NotConverged after
    max_steps steps or when H is singular. Both happen when a line separates the classes: the
    likelihood then grows forever with beta. The gradient goes to 0 all the same; the steps do not.
    Source: Hastie, Tibshirani and Friedman, section 4.4.1.
    """
    X, y = _as_labeled(X, y)
    beta = np.zeros(X.shape[1])
    try:
        for _ in range(max_steps):
            gradient, H = _gradient_and_information(X, y, beta)
            step = np.linalg.solve(H, gradient)
            beta += step
            if np.all(np.abs(step) <= tol):
                _, H = _gradient_and_information(X, y, beta)
                return LogisticFit(beta, np.sqrt(np.diag(np.linalg.inv(H))))
    except np.linalg.LinAlgError as error:
        raise NotConverged("X has dependent columns, or a line separates the classes") from error
    raise NotConverged(f"the steps are still above {tol:g} after {max_steps} of them")


def _gradient_and_information(X: Array, y: Array, beta: Array) -> tuple[Array, Array]:
    # tanh does not overflow; exp(-z) would.
    p = (1 + np.tanh(X @ beta / 2)) / 2
    return X.T @ (y - p), X.T @ ((p * (1 - p))[:, None] * X)


def _as_counts(counts: Array) -> Array:
    counts = as_vector(counts, "counts")
    if np.any(counts < 0) or np.any(counts != np.floor(counts)):
        raise ValueError("counts must be whole numbers from 0")
    return counts


def _as_labeled(X: Array, y: Array) -> tuple[Array, Array]:
    X, y = as_matrix(X, "X"), as_vector(y, "y")
    if X.shape[0] != y.size:
        raise ValueError(f"X has {X.shape[0]} rows and y has {y.size} labels")
    if not np.isin(y, (0.0, 1.0)).all():
        raise ValueError("every label must be 0 or 1")
    return X, y

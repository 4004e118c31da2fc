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
    raise NotImplementedError("milestone 2: add up the log densities")


def fit_normal(x: Array) -> tuple[float, float]:
    """The (mean, sd) that make `normal_log_likelihood` largest.

    Set both derivatives to 0: the mean is the average, and sd^2 the average squared distance from
    it. That average divides by n. (n - 1 makes sd^2 unbiased, which is another goal.)
    x: shape (n,), n >= 2. Returns two floats in the units of x.
    Raises ValueError if x is not a vector, n < 2, or all values are equal (sd = 0 has no density).
    Source: Wasserman, section 9.3.
    """
    raise NotImplementedError("milestone 2: average, and root of the average squared distance")


def poisson_log_likelihood(counts: Array, rate: float) -> float:
    """The log probability of all counts under a Poisson distribution, added up:

        sum over i of  counts_i log(rate) - rate - log(counts_i!)

    log(k!) is math.lgamma(k + 1); k! itself overflows at 171.
    counts: shape (n,), whole numbers from 0. rate: events per observation. Returns a float.
    Raises ValueError if counts is not a vector of such numbers or rate is not above 0 and finite.
    Source: Wasserman, section 2.3.
    """
    raise NotImplementedError("milestone 2: add up the log probabilities")


def fit_poisson(counts: Array) -> float:
    """The rate that makes `poisson_log_likelihood` largest. Set the derivative to 0 to find it.

    counts: shape (n,), n >= 1, whole numbers from 0. Returns a float; 0.0 if every count is 0.
    Raises ValueError if counts is not such a vector.
    Source: Casella and Berger, Statistical Inference, 2nd edition (Duxbury, 2002), section 7.2.2.
    """
    raise NotImplementedError("milestone 2: set the derivative with respect to the rate to 0")


def logistic_log_likelihood(X: Array, y: Array, beta: Array) -> float:
    """The log probability of the labels y under a logistic regression, with z = X @ beta:

        P(y_i = 1) = 1 / (1 + exp(-z_i)),   sum over i of  y_i z_i - log(1 + exp(z_i))

    exp(z) overflows at z = 710: np.logaddexp(0, z) is log(1 + exp(z)) without that.
    X: shape (n, k). y: shape (n,), each 0 or 1. beta: shape (k,). Returns a float, at most 0.
    Raises ValueError if the sizes differ or a label is neither 0 nor 1.
    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd edition
    (Springer, 2009), section 4.4.1.
    """
    raise NotImplementedError("milestone 2: y z - log(1 + exp(z)), without overflow")


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
    raise NotImplementedError("milestone 2: Newton steps until they are small")

"""Milestone 1: every random number out of uniform ones.

House rule for this file: `rng.random()` and `rng.random(n)` are the only source of randomness.
They draw from [0, 1): 0 can come up, 1 cannot.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .checks import Array, as_vector, at_least, positive


@dataclass(frozen=True)
class Estimate:
    """A number with its uncertainty. Complete."""

    value: float
    standard_error: float
    """In the units of `value`: roughly the distance that chance alone puts between it and truth."""


def sample_exponential(rng: np.random.Generator, n: int, rate: float) -> Array:
    """n draws from the exponential distribution, by inverting its distribution function.

    F(x) = 1 - exp(-rate * x) gives the share of draws below x. Solve u = F(x) for x and put a
    uniform number in place of u.
    rate: events per unit of time, so that the mean waiting time is 1 / rate. Returns shape (n,).
    Every draw is finite, also when the uniform number is exactly 0.
    Raises ValueError if n < 0 or rate is not above 0 and finite.
    Source: Devroye, Non-Uniform Random Variate Generation (Springer, 1986), section II.2.
    """
    at_least(n, 0, "n")
    positive(rate, "rate")
    # log1p(-u), not log(u): u can be 0 but not 1.
    return -np.log1p(-rng.random(n)) / rate


def sample_discrete(rng: np.random.Generator, n: int, probabilities: Array) -> NDArray[np.int64]:
    """n draws of an index 0, 1, ..., k - 1, where index i has the probability probabilities[i].

    The same inversion: with c_i = p_0 + ... + p_i, return the first i with u < c_i.
    (`np.searchsorted` finds it; its `side` decides between u < c_i and u <= c_i.)
    probabilities: shape (k,). Returns whole numbers of shape (n,). An index of probability 0 never
    comes up, and no index reaches k, although rounding can leave c_(k-1) a little below 1.
    Raises ValueError if n < 0, k = 0, an entry is negative, or the sum is not 1 within 1e-9.
    Source: Devroye, section III.2.
    """
    at_least(n, 0, "n")
    probabilities = as_vector(probabilities, "probabilities")
    if np.any(probabilities < 0) or abs(probabilities.sum() - 1) > 1e-9:
        raise ValueError("probabilities must be at least 0 and add up to 1")
    cumulative = np.cumsum(probabilities)
    cumulative /= cumulative[-1]
    return np.searchsorted(cumulative, rng.random(n), side="right")


def sample_by_rejection(
    rng: np.random.Generator,
    n: int,
    density: Callable[[Array], Array],
    low: float,
    high: float,
    ceiling: float,
) -> Array:
    """n draws from a density on [low, high), by throwing points into a box and keeping some.

    A point is (x, y) with x uniform on [low, high) and y uniform on [0, ceiling). Keep x if the
    point lies under the curve, y < density(x). Throw more until n are kept; return exactly n.
    density: takes an array of x and gives an array of heights. They need not integrate to 1.
    Returns shape (n,), in the units of x.
    Raises ValueError if n < 0, low >= high, ceiling is not above 0 and finite, or a height that
    came up is negative or above the ceiling (the box must contain the curve). Check the heights
    before you keep anything: no point lies under a negative curve, so the throwing never ends.
    Source: von Neumann, Various techniques used in connection with random digits (1951);
    Devroye, section II.3.
    """
    at_least(n, 0, "n")
    positive(ceiling, "ceiling")
    if not low < high:
        raise ValueError(f"low must lie below high, but they are {low} and {high}")
    kept = np.empty(0)
    while kept.size < n:
        x = low + (high - low) * rng.random(n)
        heights = density(x)
        if np.any(heights < 0) or np.any(heights > ceiling):
            raise ValueError("the density must lie between 0 and the ceiling")
        under_the_curve = ceiling * rng.random(n) < heights
        kept = np.concatenate([kept, x[under_the_curve]])
    return kept[:n]


def mean_with_error(values: Array) -> Estimate:
    """The mean of independent draws, and the standard error of that mean: s / sqrt(n).

    s is the sample standard deviation, with n - 1 in its denominator.
    values: shape (n,). Four times as many draws halve the error.
    Raises ValueError if values is not a vector or n < 2.
    Source: Wasserman, All of Statistics (Springer, 2004), section 24.2.
    """
    values = as_vector(values, "values")
    at_least(values.size, 2, "the number of values")
    return Estimate(float(values.mean()), float(values.std(ddof=1) / np.sqrt(values.size)))

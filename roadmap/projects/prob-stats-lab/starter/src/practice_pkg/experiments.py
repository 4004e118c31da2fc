"""Milestone 4: A/B tests: what they can see, how many visitors they need, how they are spoiled.

`statistics.NormalDist` of the standard library knows the normal distribution: `.cdf(x)` and
`.inv_cdf(p)`. `alpha` is always the share of false alarms you accept, on two sides together.
"""

import math
from statistics import NormalDist

import numpy as np

from .checks import Array, at_least, strictly_between_0_and_1


def z_scores(successes_a: Array, successes_b: Array, n: Array | int) -> Array:
    """How many standard errors B lies above A, with n visitors in each group:

        z = (successes_b - successes_a) / n / sqrt(2 p (1 - p) / n)

    where p is the share of successes in both groups together. If p is 0 or 1, z is 0.
    All three may be arrays (they broadcast): one test per entry. Returns an array of that shape.
    Raises ValueError if an n is below 1 or a number of successes is not in 0..n.
    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd edition
    (Wiley, 2003), chapter 3.
    """
    raise NotImplementedError(
        "milestone 4: difference of the shares over its pooled standard error"
    )


def p_value(z: float) -> float:
    """The probability of a distance from 0 of at least |z|, on either side, if A and B are alike.

    For a standard normal variable Z, P(|Z| >= |z|) = erfc(|z| / sqrt(2)). `math.erfc` keeps its
    digits far out, where 1 - cdf(z) is 0. Returns a float from 0 to 1; p_value(0) is 1.
    Source: the definition; https://docs.python.org/3/library/math.html#math.erfc
    """
    raise NotImplementedError("milestone 4: both tails, with math.erfc")


def power(rate_a: float, rate_b: float, n: int, alpha: float = 0.05) -> float:
    """The probability that the two-sided z test with n visitors per group sees the difference.

    With c the quantile 1 - alpha / 2 of the standard normal, Phi its distribution function,
    d = rate_b - rate_a and p = (rate_a + rate_b) / 2:

        s0 = sqrt(2 p (1 - p) / n)                                  the error the test assumes
        s1 = sqrt((rate_a (1 - rate_a) + rate_b (1 - rate_b)) / n)  the error there is
        power = Phi((d - c s0) / s1) + Phi((-d - c s0) / s1)        B wins, or A wins

    Returns a float between 0 and 1; alpha, if the rates are equal.
    Raises ValueError if n < 1, or a rate or alpha is not strictly between 0 and 1.
    Source: Fleiss, Levin and Paik, chapter 4.
    """
    raise NotImplementedError("milestone 4: the formula of the docstring, both sides")


def sample_size(rate_a: float, rate_b: float, target: float = 0.8, alpha: float = 0.05) -> int:
    """The smallest n per group whose `power` is at least the target.

    The power grows with n: double n until it is enough, then halve the interval in between.
    Raises ValueError if the rates are equal (no n is enough), if the target is not strictly
    between 0 and 1, and whenever `power` does.
    Source: Fleiss, Levin and Paik, chapter 4, solved by search instead of by formula.
    """
    raise NotImplementedError("milestone 4: double n until it is enough, then bisect")


def simulated_power(
    rng: np.random.Generator,
    rate_a: float,
    rate_b: float,
    n: int,
    alpha: float = 0.05,
    experiments: int = 10_000,
) -> float:
    """The share of simulated experiments in which the z test sees a difference.

    One experiment is one number of successes for A and one for B (`rng.binomial`), n visitors
    each. It counts if |z| is at least the quantile 1 - alpha / 2 of the standard normal.
    Returns a float between 0 and 1.
    Raises ValueError if n or experiments is below 1, or a rate or alpha is not in (0, 1).
    """
    raise NotImplementedError(
        "milestone 4: simulate both groups, count |z| above the critical value"
    )


def peeking_rate(
    rng: np.random.Generator,
    rate: float,
    n: int,
    looks: int,
    alpha: float = 0.05,
    experiments: int = 10_000,
) -> float:
    """The share of A/A experiments (both groups have `rate`) that end in a false alarm when you
    look `looks` times and stop at the first |z| that is at least the critical value.

    The looks are evenly spaced: after n / looks visitors per group, after twice as many, ..., and
    after n. Each look sees ALL visitors so far. Returns a float between 0 and 1.
    Raises ValueError if n, looks or experiments is below 1, n is not a multiple of looks, or rate
    or alpha is not in (0, 1).
    Source: Armitage, McPherson and Rowe, Repeated significance tests on accumulating data, Journal
    of the Royal Statistical Society A 132 (1969): 0.05, 0.083, 0.142, 0.193 for 1, 2, 5, 10 looks.
    """
    raise NotImplementedError("milestone 4: cumulative successes, is any look significant?")

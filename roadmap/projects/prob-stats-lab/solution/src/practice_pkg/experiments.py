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
    a, b, n = np.broadcast_arrays(
        *(np.asarray(v, dtype=float) for v in (successes_a, successes_b, n))
    )
    if np.any(n < 1) or np.any(np.minimum(a, b) < 0) or np.any(np.maximum(a, b) > n):
        raise ValueError("every n must be at least 1 and every number of successes lie in 0..n")
    pooled = (a + b) / (2 * n)
    error = np.sqrt(2 * pooled * (1 - pooled) / n)
    return np.divide((b - a) / n, error, out=np.zeros(error.shape), where=error > 0)


def p_value(z: float) -> float:
    """The probability of a distance from 0 of at least |z|, on either side, if A and B are alike.

    For a standard normal variable Z, P(|Z| >= |z|) = erfc(|z| / sqrt(2)). `math.erfc` keeps its
    digits far out, where 1 - cdf(z) is 0. Returns a float from 0 to 1; p_value(0) is 1.
    Source: the definition; https://docs.python.org/3/library/math.html#math.erfc
    """
    return math.erfc(abs(z) / math.sqrt(2))


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
    for value, name in ((rate_a, "rate_a"), (rate_b, "rate_b")):
        strictly_between_0_and_1(value, name)
    at_least(n, 1, "n")
    c = _critical(alpha)
    d, p = rate_b - rate_a, (rate_a + rate_b) / 2
    s0 = math.sqrt(2 * p * (1 - p) / n)
    s1 = math.sqrt((rate_a * (1 - rate_a) + rate_b * (1 - rate_b)) / n)
    phi = NormalDist().cdf
    return phi((d - c * s0) / s1) + phi((-d - c * s0) / s1)


def sample_size(rate_a: float, rate_b: float, target: float = 0.8, alpha: float = 0.05) -> int:
    """The smallest n per group whose `power` is at least the target.

    The power grows with n: double n until it is enough, then halve the interval in between.
    Raises ValueError if the rates are equal (no n is enough), if the target is not strictly
    between 0 and 1, and whenever `power` does.
    Source: Fleiss, Levin and Paik, chapter 4, solved by search instead of by formula.
    """
    strictly_between_0_and_1(target, "target")
    if rate_a == rate_b:
        raise ValueError("no sample is large enough to see a difference of 0")
    enough = 1
    while power(rate_a, rate_b, enough, alpha) < target:
        enough *= 2
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if power(rate_a, rate_b, middle, alpha) < target:
            too_few = middle
        else:
            enough = middle
    return enough


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
    for value, name in ((rate_a, "rate_a"), (rate_b, "rate_b")):
        strictly_between_0_and_1(value, name)
    for count, name in ((n, "n"), (experiments, "experiments")):
        at_least(count, 1, name)
    a, b = rng.binomial(n, rate_a, experiments), rng.binomial(n, rate_b, experiments)
    return float(np.mean(np.abs(z_scores(a, b, n)) >= _critical(alpha)))


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
    strictly_between_0_and_1(rate, "rate")
    for count, name in ((n, "n"), (looks, "looks"), (experiments, "experiments")):
        at_least(count, 1, name)
    if n % looks:
        raise ValueError(f"n = {n} visitors cannot be cut into {looks} equal parts")
    step = n // looks
    new = rng.binomial(step, rate, size=(2, experiments, looks))
    a, b = np.cumsum(new, axis=2)
    z = z_scores(a, b, step * np.arange(1, looks + 1))
    return float(np.mean(np.any(np.abs(z) >= _critical(alpha), axis=1)))


def _critical(alpha: float) -> float:
    strictly_between_0_and_1(alpha, "alpha")
    return NormalDist().inv_cdf(1 - alpha / 2)

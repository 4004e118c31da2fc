"""Milestone 3: how sure are you, when the sample is all you have?"""

from collections.abc import Callable

import numpy as np

from .checks import Array, as_vector, at_least, strictly_between_0_and_1

Statistic = Callable[..., Array]
"""Called as statistic(rows, axis=1); gives one number per row. np.mean and np.median are two."""

Interval = tuple[float, float]


def resample(rng: np.random.Generator, data: Array, draws: int) -> Array:
    """`draws` new samples, each as large as the data, drawn from the data WITH replacement.

    data: shape (n,), n >= 1. Returns shape (draws, n): one new sample per row, in which some values
    of the data come up twice and about 37 % do not come up at all. Draw all rows in one call: the
    tests ask for 3 million of them.
    Raises ValueError if data is not a vector, it is empty, or draws < 1.
    Source: Efron and Tibshirani, An Introduction to the Bootstrap (Chapman and Hall, 1993),
    chapter 6.
    """
    data = as_vector(data, "data")
    at_least(data.size, 1, "the number of values")
    at_least(draws, 1, "draws")
    return data[rng.integers(0, data.size, size=(draws, data.size))]


def bootstrap_replicates(
    rng: np.random.Generator, data: Array, statistic: Statistic, draws: int
) -> Array:
    """The statistic of each of `draws` new samples.

    Their spread stands in for the spread you would see if you could repeat the whole study.
    data: shape (n,). statistic: as described at `Statistic` above. Returns shape (draws,).
    Raises ValueError as `resample` does.
    Source: Efron and Tibshirani, chapter 6, algorithm 6.1.
    """
    return statistic(resample(rng, data, draws), axis=1)


def percentile_interval(replicates: Array, level: float = 0.95) -> Interval:
    """The bounds that hold the middle `level` of the replicates, the same share outside each.

    At level 0.95 these are the quantiles 0.025 and 0.975.
    replicates: shape (draws,). Returns (low, high) as floats, in the units of the replicates.
    Raises ValueError if replicates is not a vector, it is empty, or level is not in (0, 1).
    Source: Efron and Tibshirani, section 13.3.
    """
    replicates = as_vector(replicates, "replicates")
    at_least(replicates.size, 1, "the number of replicates")
    strictly_between_0_and_1(level, "level")
    outside = (1 - level) / 2
    low, high = np.quantile(replicates, [outside, 1 - outside])
    return float(low), float(high)


def coverage(
    rng: np.random.Generator,
    simulations: int,
    draw: Callable[[np.random.Generator], Array],
    interval: Callable[[np.random.Generator, Array], Interval],
    truth: float,
) -> float:
    """How often an interval holds the truth: the only way to know what "95 %" is worth.

    Each simulation makes FRESH data with draw(rng), then (low, high) = interval(rng, data), and
    counts if low <= truth <= high. Returns the share of simulations that count, between 0 and 1.
    Raises ValueError if simulations < 1.
    Source: Wasserman, All of Statistics (Springer, 2004), section 6.3.2.
    """
    at_least(simulations, 1, "simulations")
    hits = 0
    for _ in range(simulations):
        low, high = interval(rng, draw(rng))
        hits += low <= truth <= high
    return hits / simulations

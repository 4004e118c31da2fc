"""Milestone 4: intervals that keep their promise without any distribution."""

import numpy as np

from .checks import Array, as_series, at_least, same_length


def conformal_quantile(scores: Array, alpha: float) -> float:
    """The radius that covers the next score with probability 1 - alpha or more.

    With n scores it is the k-th smallest, k = ceil((n + 1) * (1 - alpha)), and rounding must not
    add one: take the ceiling of round((n + 1) * (1 - alpha), 9). If k > n the scores are too few
    for the promise: infinity. If k <= 0, -infinity, which is the radius of an empty interval.
    scores: shape (n,), absolute errors in any unit, n may be 0. alpha: any float. Returns a float.
    Raises ValueError if a score is negative, or as `as_series` does.
    Source: Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, Distribution-free predictive inference
    for regression, Journal of the American Statistical Association 113 (2018), section 2.2.
    """
    scores = np.sort(as_series(scores, "scores"))
    if np.any(scores < 0):
        raise ValueError("a score is an absolute error, so it cannot be negative")
    k = int(np.ceil(round((scores.size + 1) * (1 - alpha), 9)))
    if k > scores.size:
        return float("inf")
    return float(scores[k - 1]) if k > 0 else float("-inf")


def radius_by_step(scores: Array, alpha: float) -> Array:
    """One `conformal_quantile` per step ahead, made from that step's scores.

    Errors grow with the step, so a radius for all of them would be too wide for next month and
    too narrow for next year.
    scores: shape (n, horizon), one row per past forecast. Returns shape (horizon,).
    Raises ValueError if scores has not two axes, and as above.
    """
    scores = np.asarray(scores, dtype=np.float64)
    if scores.ndim != 2:
        raise ValueError(f"scores must have two axes, but its shape is {scores.shape}")
    return np.array([conformal_quantile(column, alpha) for column in scores.T])


def coverage(actual: Array, lower: Array, upper: Array) -> float:
    """The share of values with lower <= actual <= upper, ends included, between 0 and 1.

    actual: shape (n,), finite. lower, upper: shape (n,), infinities are allowed, NaN is not.
    Returns a plain float.
    Raises ValueError if the lengths differ or are 0, or an end is NaN.
    """
    actual, lower, upper = _as_intervals(actual, lower, upper)
    return float(np.mean((lower <= actual) & (actual <= upper)))


def interval_score(actual: Array, lower: Array, upper: Array, alpha: float) -> float:
    """Width plus a fine for every miss, averaged; smaller is better:

        (upper - lower) + 2 / alpha * max(lower - actual, 0) + 2 / alpha * max(actual - upper, 0)

    Coverage alone can be bought with width. This score cannot be: it is smallest, on average, for
    the true quantiles alpha / 2 and 1 - alpha / 2.
    Shapes and errors as in `coverage`; also ValueError if alpha is not in (0, 1) or upper < lower.
    Returns a plain float in the units of actual.
    Source: Gneiting and Raftery, Strictly proper scoring rules, prediction, and estimation,
    Journal of the American Statistical Association 102 (2007), equation 43.
    """
    actual, lower, upper = _as_intervals(actual, lower, upper)
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must lie between 0 and 1, but it is {alpha}")
    if np.any(upper < lower):
        raise ValueError("an interval ends before it begins")
    below, above = np.maximum(lower - actual, 0), np.maximum(actual - upper, 0)
    return float(np.mean((upper - lower) + 2 / alpha * (below + above)))


def adaptive_alphas(scores: Array, alpha: float, rate: float, warmup: int) -> tuple[Array, Array]:
    """Conformal intervals that correct themselves while the world changes.

    current = alpha at first. For each t from `warmup` on, in order:

        radius_t = conformal_quantile(scores[:t], current)       (only scores BEFORE t)
        missed_t = 1 if scores[t] > radius_t else 0
        current  = current + rate * (alpha - missed_t)           (a miss widens the next ones)

    Whatever the scores are, |mean of missed - alpha| <= (max(alpha, 1 - alpha) + rate) / (T * rate)
    with T = n - warmup, because `current` can never leave [-rate, 1 + rate].
    scores: shape (n,), one absolute error after the other. Returns missed, shape (T,), of 0.0 and
    1.0, and the alphas that were used for them, shape (T,).
    Raises ValueError if alpha is not in (0, 1), rate <= 0, warmup < 1 or n <= warmup.
    Source: Gibbs and Candes, Adaptive conformal inference under distribution shift, NeurIPS 2021,
    equation 2 and proposition 4.1.
    """
    scores = as_series(scores, "scores")
    if not 0 < alpha < 1 or not rate > 0:
        raise ValueError(f"alpha must lie between 0 and 1 and rate above 0: {alpha}, {rate}")
    at_least(warmup, 1, "warmup")
    at_least(scores.size, warmup + 1, "the number of scores")
    missed, used = np.zeros(scores.size - warmup), np.zeros(scores.size - warmup)
    current = alpha
    for i, score in enumerate(scores[warmup:]):
        used[i] = current
        missed[i] = score > conformal_quantile(scores[: warmup + i], current)
        current += rate * (alpha - missed[i])
    return missed, used


def _as_intervals(actual: Array, lower: Array, upper: Array) -> tuple[Array, Array, Array]:
    actual = as_series(actual, "actual")
    lower, upper = np.asarray(lower, dtype=np.float64), np.asarray(upper, dtype=np.float64)
    same_length(actual, lower, "actual and lower")
    same_length(actual, upper, "actual and upper")
    if np.isnan(lower).any() or np.isnan(upper).any():
        raise ValueError("an end of an interval is NaN")
    return actual, lower, upper

"""Milestone 1: a forecast to beat, and errors that can be compared between series."""

import numpy as np

from .checks import Array, as_series, at_least, same_length


def seasonal_naive(y: Array, horizon: int, period: int) -> Array:
    """The next `horizon` values, each a copy of the last known value of the same season.

        forecast[h] = y[n - period + (h mod period)],  h = 0 .. horizon - 1,  n the length of y

    y: shape (n,), oldest first. Returns shape (horizon,), in the units of y. The horizon may be
    longer than a period: the last period is then repeated.
    Raises ValueError if horizon or period is below 1, or n < period.
    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition (2021),
    section 5.2, https://otexts.com/fpp3/simple-methods.html
    """
    y = as_series(y, "y")
    at_least(horizon, 1, "horizon")
    at_least(period, 1, "period")
    at_least(y.size, period, "the length of y")
    return np.resize(y[-period:], horizon)


def seasonal_scale(train: Array, period: int) -> float:
    """The mean absolute error that the seasonal naive forecast makes inside `train`:

        mean over t = period .. n - 1 of |train[t] - train[t - period]|

    train: shape (n,). Returns a plain float in the units of train, above 0.
    Raises ValueError if period < 1, n <= period, or the result is 0 (a series that repeats
    itself exactly has no scale).
    Source: Hyndman and Koehler, Another look at measures of forecast accuracy, International
    Journal of Forecasting 22 (2006); the seasonal form is in FPP3, section 5.8.
    """
    train = as_series(train, "train")
    at_least(period, 1, "period")
    at_least(train.size, period + 1, "the length of train")
    scale = float(np.mean(np.abs(train[period:] - train[:-period])))
    if scale == 0.0:
        raise ValueError("train repeats itself exactly, so errors cannot be scaled by it")
    return scale


def mase(train: Array, actual: Array, forecast: Array, period: int) -> float:
    """Mean absolute scaled error: mean of |actual - forecast|, divided by seasonal_scale(train).

    It has no unit. 1 means "as large as the errors of seasonal naive on the past", below 1 is
    better. The scale knows the past alone: `actual` has no share in it.
    train: shape (n,). actual, forecast: shape (h,). Returns a plain float.
    Raises ValueError if the lengths of actual and forecast differ or are 0, and as above.
    Source: Hyndman and Koehler, as above; FPP3, section 5.8.
    """
    actual, forecast = as_series(actual, "actual"), as_series(forecast, "forecast")
    same_length(actual, forecast, "actual and forecast")
    return float(np.mean(np.abs(actual - forecast))) / seasonal_scale(
        np.concatenate([as_series(train, "train"), actual]), period
    )


def smape(actual: Array, forecast: Array) -> float:
    """Symmetric mean absolute percentage error, in percent, between 0 and 200:

        mean of 200 * |actual - forecast| / (|actual| + |forecast|)

    A pair of two zeros is a perfect forecast and counts as 0, without a warning from NumPy.
    actual, forecast: shape (h,). Returns a plain float.
    Raises ValueError if the lengths differ or are 0.
    Source: Makridakis, Spiliotis and Assimakopoulos, The M4 Competition, International Journal
    of Forecasting 36 (2020), where it is written with the factor 2 and "x 100 %".
    """
    actual, forecast = as_series(actual, "actual"), as_series(forecast, "forecast")
    same_length(actual, forecast, "actual and forecast")
    size = np.abs(actual) + np.abs(forecast)
    shares = np.zeros_like(size)
    np.divide(200.0 * np.abs(actual - forecast), size, out=shares, where=size > 0)
    return float(np.mean(shares))

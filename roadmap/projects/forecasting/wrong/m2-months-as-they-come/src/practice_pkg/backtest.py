"""Milestone 2: judge a forecaster on months it could not have seen."""

from collections.abc import Callable

import numpy as np
import polars as pl

from .checks import Array, at_least
from .data import PERIOD
from .metrics import seasonal_scale

Forecaster = Callable[[Array, int], Array]
"""forecaster(past, horizon): past of shape (n,), oldest first; returns shape (horizon,)."""

SCHEMA = {
    "series": pl.String,
    "origin": pl.Int64,
    "step": pl.Int64,
    "actual": pl.Float64,
    "forecast": pl.Float64,
    "scale": pl.Float64,
}
"""The columns of a backtest, in this order."""


def to_matrix(frame: pl.DataFrame) -> tuple[list[str], Array]:
    """One row per series, one column per month, from rows in any order.

    frame: columns series (str), month (date) and sales (float); others are ignored.
    Returns the names in alphabetical order, and an array of shape (series, months), months
    ascending. The frame itself is left as it is.
    Raises ValueError if a series has a month twice or lacks a month that another series has, or
    if a value is null, NaN or infinite. (A month that no series has is not looked for.)
    """
    if frame.select("series", "month").is_duplicated().any():
        raise ValueError("a series has the same month twice")
    wide = frame.pivot("month", index="series", values="sales").sort("series")
    Y = wide.drop("series").cast(pl.Float64).to_numpy().copy()
    if not np.isfinite(Y).all():
        raise ValueError("a month is missing, null or not finite")
    return wide["series"].to_list(), Y


def rolling_origins(length: int, first: int, horizon: int, step: int) -> list[int]:
    """The origins first, first + step, first + 2 * step, ... of a rolling evaluation.

    An origin t divides a series: y[:t] is known, y[t : t + horizon] is to be forecast. All of
    those `horizon` values must exist, so the last origin is at most length - horizon.
    Raises ValueError if first, horizon or step is below 1, or not even the first origin fits.
    Source: FPP3, section 5.10, https://otexts.com/fpp3/tscv.html; Tashman, Out-of-sample tests of
    forecasting accuracy, International Journal of Forecasting 16 (2000).
    """
    for value, name in ((first, "first"), (horizon, "horizon"), (step, "step")):
        at_least(value, 1, name)
    at_least(length - horizon, first, "length - horizon")
    return list(range(first, length - horizon + 1, step))


def backtest(
    frame: pl.DataFrame,
    forecaster: Forecaster,
    origins: list[int],
    horizon: int,
    period: int = PERIOD,
) -> pl.DataFrame:
    """Lets the forecaster forecast every series at every origin, and keeps what came out.

    For each series of `to_matrix` and each origin t it calls forecaster(past, horizon) with a COPY
    of y[:t], so that nothing it does can reach y. Returns one row per series, origin and step,
    sorted by these three, with the columns of SCHEMA:
    step = 1 .. horizon (1 is the first month after the past); actual = y[t + step - 1];
    forecast; scale = seasonal_scale(past, period), from the SAME past and not from all of y.
    Raises ValueError if an origin is below 1 or has fewer than `horizon` months after it, or if a
    forecast has another shape than (horizon,) or holds NaN or infinity; and as `to_matrix` does.
    Source: as above.
    """
    names, Y = to_matrix(frame)
    if any(not 1 <= t <= Y.shape[1] - horizon for t in origins):
        raise ValueError(f"origins must lie in 1..{Y.shape[1] - horizon}: {origins}")
    parts = []
    for name, y in zip(names, Y, strict=True):
        for t in sorted(origins):
            forecast = np.asarray(forecaster(y[:t].copy(), horizon), dtype=np.float64)
            if forecast.shape != (horizon,) or not np.isfinite(forecast).all():
                raise ValueError(f"{name} at {t}: a forecast is {horizon} finite numbers")
            parts.append(
                pl.DataFrame(
                    {
                        "series": name,
                        "origin": t,
                        "step": np.arange(1, horizon + 1),
                        "actual": y[t : t + horizon],
                        "forecast": forecast,
                        "scale": seasonal_scale(y[:t], period),
                    },
                    schema_overrides=SCHEMA,
                )
            )
    return pl.concat(parts)


def accuracy(results: pl.DataFrame) -> pl.DataFrame:
    """The errors of a backtest, one row per series, sorted by series.

    Columns: series; mase, the mean over all rows of |actual - forecast| / scale; smape, as in
    milestone 1, over all rows, in percent (a pair of two zeros counts as 0).
    Raises ValueError if `results` has no rows.
    """
    if results.is_empty():
        raise ValueError("there is nothing to score")
    distance = (pl.col("actual") - pl.col("forecast")).abs()
    size = pl.col("actual").abs() + pl.col("forecast").abs()
    return (
        results.group_by("series")
        .agg(
            mase=(distance / pl.col("scale")).mean(),
            smape=pl.when(size > 0).then(200.0 * distance / size).otherwise(0.0).mean(),
        )
        .sort("series")
    )

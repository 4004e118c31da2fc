"""Milestone 6: three methods, three years that none of them has seen, one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from .backtest import Forecaster, accuracy, backtest, rolling_origins
from .checks import at_least
from .data import PERIOD, load_sales
from .hierarchy import TOTAL, aggregate, reconcile, summing_matrix
from .holt_winters import holt_winters
from .intervals import coverage, radius_by_step
from .metrics import seasonal_naive

FIRST_ORIGIN, STEP, HORIZON = 48, 12, 12
"""Forecast a year ahead, every January from the fifth year on."""
TEST_FROM = 84
"""Origins from here on are scored. The earlier ones teach the intervals how wide to be."""
ALPHA = 0.1


@dataclass(frozen=True)
class Row:
    """One line of the table. Complete."""

    method: str
    total: float
    """MASE of the total, without unit."""
    regions: float
    """Mean MASE of the regions."""
    stores: float
    """Mean MASE of the stores."""
    smape: float
    """Mean sMAPE of the stores, in percent."""
    coverage: float
    """Share of the stores' months inside their 90 % intervals, between 0 and 1."""


def reconcile_results(results: pl.DataFrame, sales: pl.DataFrame) -> pl.DataFrame:
    """A backtest whose forecasts add up: `reconcile`, for each origin on its own.

    results: a backtest of `aggregate(sales)`, the columns of SCHEMA, rows in any order. The
    variance of a series at an origin is scale^2, the `scale` that its rows have there: it is known
    at that time, unlike the errors. sales: columns region and series at least.
    Returns the same rows and columns with another `forecast`, sorted by series, origin, step.
    Source: milestone 5; scale^2 stands in for the error variance.
    """
    names, S = summing_matrix(sales)
    rank = pl.DataFrame({"series": names, "rank": np.arange(len(names))})
    parts = []
    for part in results.join(rank, on="series").partition_by("origin"):
        part = part.sort("rank", "step")
        forecasts = part["forecast"].to_numpy().reshape(len(names), -1)
        scales = part["scale"].to_numpy().reshape(len(names), -1)[:, 0]
        coherent = reconcile(S, forecasts, scales**2)
        parts.append(part.with_columns(forecast=pl.Series(coherent.ravel())).drop("rank"))
    return pl.concat(parts).sort("series", "origin", "step")


def with_intervals(results: pl.DataFrame, alpha: float) -> pl.DataFrame:
    """A backtest with the columns `lower` and `upper`, from errors that were known in time.

    An origin u is over at origin t if all its months lie before t, that is u + horizon <= t, with
    the largest `step` as the horizon. For each origin t: the scores are |actual - forecast| / scale
    of all series at all origins that are over at t, `radius_by_step` turns them into one radius
    per step, and the interval of a row is forecast -+ radius * scale, with the row's own scale.
    results: the columns of SCHEMA, rows in any order; every series has the same origins and steps.
    Returns its columns, lower and upper, sorted by series, origin, step, without the origins that
    find no other one over.
    Raises ValueError if no row is left.
    Source: milestone 4; scaled scores are the "locally weighted" ones of Lei et al. (2018),
    section 5.2.
    """
    results = results.sort("series", "origin", "step")
    horizon = results["step"].max() or 0
    score = (pl.col("actual") - pl.col("forecast")).abs() / pl.col("scale")
    parts = []
    for (origin,), part in results.group_by("origin"):
        over = results.filter(pl.col("origin") < origin)
        if over.is_empty():
            continue
        scores = over.select(score).to_series().to_numpy().reshape(-1, horizon)
        radius = radius_by_step(scores, alpha)[part["step"].to_numpy() - 1] * part["scale"]
        lower, upper = part["forecast"] - radius, part["forecast"] + radius
        parts.append(part.with_columns(lower=lower, upper=upper))
    if not parts:
        raise ValueError("no origin is over before another one begins")
    return pl.concat(parts).sort("series", "origin", "step")


def compare(sales: pl.DataFrame) -> list[Row]:
    """Three Rows: "seasonal naive", "Holt-Winters", and "Holt-Winters, reconciled".

    Backtest the first two on `aggregate(sales)` at all `rolling_origins` from FIRST_ORIGIN on, in
    steps of STEP, HORIZON months ahead; the third is the second through `reconcile_results`.
    MASE and sMAPE: `accuracy` of the origins from TEST_FROM on, then the mean over the series.
    Coverage: `with_intervals` of the STORES alone, with ALPHA and all origins; then `coverage` of
    the origins from TEST_FROM on.
    sales: columns region, series, month and sales, rows in any order.
    """
    everything = aggregate(sales)
    length = everything["month"].n_unique()
    origins = rolling_origins(length, FIRST_ORIGIN, HORIZON, STEP)

    def run(forecaster: Forecaster) -> pl.DataFrame:
        return backtest(everything, forecaster, origins, HORIZON, PERIOD)

    naive = run(lambda past, horizon: seasonal_naive(past, horizon, PERIOD))
    smoothed = run(holt_winters)
    return [
        _row("seasonal naive", naive, sales),
        _row("Holt-Winters", smoothed, sales),
        _row("Holt-Winters, reconciled", reconcile_results(smoothed, sales), sales),
    ]


def format_table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table that ends with a line break. Complete."""
    lines = [
        "| method | MASE total | MASE regions | MASE stores | sMAPE stores (%) | coverage (90 %) |",
        "| :--- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        mases = f"{row.total:.3f} | {row.regions:.3f} | {row.stores:.3f}"
        lines.append(f"| {row.method} | {mases} | {row.smape:.2f} | {row.coverage:.3f} |")
    return "\n".join(lines) + "\n"


def write_report(path: Path, seed: int) -> Path:
    """Writes the table of `load_sales(seed)` to `path` and returns `path`.

    The file holds exactly what `format_table` gives, in UTF-8 with "\\n" line ends on every
    system (Path.write_text has `encoding` and `newline`). Missing parent folders are made.
    Raises ValueError if the seed is negative, before anything is written.
    """
    at_least(seed, 0, "seed")
    table = format_table(compare(load_sales(seed)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(table, encoding="utf-8", newline="\n")
    return path


def _row(method: str, results: pl.DataFrame, sales: pl.DataFrame) -> Row:
    scored = pl.col("origin") >= TEST_FROM
    stores = pl.col("series").is_in(sales["series"].unique().to_list())
    total = pl.col("series") == TOTAL
    errors = accuracy(results.filter(scored))

    def mean(column: str, which: pl.Expr) -> float:
        return errors.filter(which)[column].mean()

    intervals = with_intervals(results.filter(stores), ALPHA).filter(scored)
    ends = (intervals[column].to_numpy() for column in ("actual", "lower", "upper"))
    return Row(
        method=method,
        total=mean("mase", total),
        regions=mean("mase", ~stores & ~total),
        stores=mean("mase", stores),
        smape=mean("smape", stores),
        coverage=coverage(*ends),
    )

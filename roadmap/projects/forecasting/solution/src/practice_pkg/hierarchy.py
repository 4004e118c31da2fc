"""Milestone 5: stores add up to regions, regions to the total, and forecasts should too."""

import numpy as np
import polars as pl

from .checks import Array

TOTAL = "total"


def aggregate(sales: pl.DataFrame) -> pl.DataFrame:
    """The sales of the total, of each region and of each store, in one long frame.

    sales: columns region, series, month and sales, rows in any order. Returns columns series,
    month, sales: "total", then the regions, then the stores, each group in alphabetical order and
    months ascending. A store keeps its own name, a region is named after itself.
    Raises ValueError if a store lies in two regions, a region or store is called "total", or a
    store has the name of a region.
    """
    names, _ = summing_matrix(sales)
    parts = [
        sales.select("month", "sales", series=pl.lit(TOTAL)),
        sales.select("month", "sales", series="region"),
        sales.select("month", "sales", series="series"),
    ]
    return (
        pl.concat(parts)
        .group_by("series", "month")
        .agg(pl.col("sales").sum())
        .sort(pl.col("series").cast(pl.Enum(names)), "month")
        .select("series", "month", "sales")
    )


def summing_matrix(sales: pl.DataFrame) -> tuple[list[str], Array]:
    """Which stores each series is the sum of: S[i, j] = 1 if store j is part of series i, else 0.

    sales: columns region and series at least. Returns the names of the rows, in the order of
    `aggregate`, and S of shape (1 + regions + stores, stores); column j is the j-th store in
    alphabetical order, so the last rows of S are an identity matrix.
    Raises ValueError as `aggregate` does.
    Source: FPP3, section 11.1, https://otexts.com/fpp3/hts.html
    """
    stores = sales.select("series", "region").unique().sort("series")
    names, regions = stores["series"].to_list(), sorted(set(stores["region"]))
    rows = [TOTAL, *regions, *names]
    if len(set(rows)) < len(rows):
        raise ValueError("a store lies in two regions, or a name is used twice")
    home = stores["region"].to_numpy()
    S = np.vstack(
        [np.ones(len(names)), *(home == region for region in regions), np.eye(len(names))]
    )
    return rows, S


def incoherence(S: Array, forecasts: Array) -> float:
    """How far forecasts are from adding up: the largest |forecasts - S @ (their store rows)|.

    S: shape (rows, stores), whose last `stores` rows are the identity. forecasts: shape (rows,) or
    (rows, horizon). Returns a plain float in the units of the forecasts; 0 if they add up.
    Raises ValueError if the number of rows differs from S's.
    """
    forecasts = _as_rows(S, forecasts)
    return float(np.max(np.abs(forecasts - S @ forecasts[-S.shape[1] :])))


def reconcile(S: Array, forecasts: Array, variances: Array | None = None) -> Array:
    """The forecasts that add up and are closest to the given ones:

        S @ b  with the b that makes  sum over rows i of (forecasts - S @ b)[i]^2 / variances[i]
        smallest,  which is  S (S^T W^-1 S)^-1 S^T W^-1 forecasts,  W = diag(variances)

    S: shape (rows, stores). forecasts: shape (rows,) or (rows, horizon); the result has the same
    shape. variances: shape (rows,), the error variance of each row's forecasts, or None for all
    equal ("OLS"). A row that is hard to forecast gives way to one that is easy.
    Raises ValueError if the number of rows differs from S's, or a variance is not above 0.
    Source: Hyndman, Ahmed, Athanasopoulos and Shang, Optimal combination forecasts for
    hierarchical time series, Computational Statistics and Data Analysis 55 (2011); with variances:
    Wickramasuriya, Athanasopoulos and Hyndman, Journal of the American Statistical Association
    114 (2019), where it is called WLS.
    """
    forecasts = _as_rows(S, forecasts)
    variances = np.ones(len(S)) if variances is None else np.asarray(variances, dtype=np.float64)
    if variances.shape != (len(S),) or not np.all((variances > 0) & np.isfinite(variances)):
        raise ValueError("variances must be one finite number above 0 per row of S")
    weighted = S.T / variances
    return S @ np.linalg.solve(weighted @ S, weighted @ forecasts)


def _as_rows(S: Array, forecasts: Array) -> Array:
    forecasts = np.asarray(forecasts, dtype=np.float64)
    if forecasts.ndim not in (1, 2) or len(forecasts) != len(S):
        raise ValueError(f"S has {len(S)} rows, the forecasts have shape {forecasts.shape}")
    return forecasts

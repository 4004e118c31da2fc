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
    raise NotImplementedError("milestone 5: three group_by, one concat")


def summing_matrix(sales: pl.DataFrame) -> tuple[list[str], Array]:
    """Which stores each series is the sum of: S[i, j] = 1 if store j is part of series i, else 0.

    sales: columns region and series at least. Returns the names of the rows, in the order of
    `aggregate`, and S of shape (1 + regions + stores, stores); column j is the j-th store in
    alphabetical order, so the last rows of S are an identity matrix.
    Raises ValueError as `aggregate` does.
    Source: FPP3, section 11.1, https://otexts.com/fpp3/hts.html
    """
    raise NotImplementedError("milestone 5: a row of ones, a row per region, an identity")


def incoherence(S: Array, forecasts: Array) -> float:
    """How far forecasts are from adding up: the largest |forecasts - S @ (their store rows)|.

    S: shape (rows, stores), whose last `stores` rows are the identity. forecasts: shape (rows,) or
    (rows, horizon). Returns a plain float in the units of the forecasts; 0 if they add up.
    Raises ValueError if the number of rows differs from S's.
    """
    raise NotImplementedError("milestone 5: compare with the sum of the stores")


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
    raise NotImplementedError("milestone 5: weighted least squares, then add up")

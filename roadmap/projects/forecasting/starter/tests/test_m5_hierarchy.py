"""Milestone 5: after reconciliation the stores add up, and nothing got worse on the way."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import REGIONS, load_sales
from practice_pkg.hierarchy import aggregate, incoherence, reconcile, summing_matrix

pytestmark = pytest.mark.milestone(5)

# Rows in no order, and stores whose alphabetical order is not the order of their regions.
SMALL = pl.DataFrame(
    {
        "region": ["west", "east", "west", "east", "west", "west"],
        "series": ["b", "a", "c", "a", "c", "b"],
        "month": [date(2020, 2, 1), date(2020, 1, 1), date(2020, 1, 1)]
        + [date(2020, 2, 1), date(2020, 2, 1), date(2020, 1, 1)],
        "sales": [20.0, 1.0, 3.0, 10.0, 30.0, 2.0],
    }
)
ROWS = ["total", "east", "west", "a", "b", "c"]
S = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=float)

seeds = st.integers(0, 10**6)


def numbers(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(100, 30, shape)


def test_the_summing_matrix_of_three_stores():
    names, got = summing_matrix(SMALL)
    assert names == ROWS, f"summing_matrix: rows are total, regions, stores: {ROWS}, not {names}"
    assert np.array_equal(got, S), (
        "summing_matrix: a 1 where the store of the column is part of the series of the row"
    )


def test_the_summing_matrix_of_fifty_stores():
    names, got = summing_matrix(load_sales(0))
    assert np.shape(got) == (56, 50), "summing_matrix: 1 + 5 + 50 rows, 50 columns"
    assert names[1:6] == sorted(REGIONS), "summing_matrix: regions in alphabetical order"
    assert np.array_equal(np.sum(got, axis=0), np.full(50, 3.0)), (
        "summing_matrix: each store is in the total, in ONE region and in itself"
    )


def test_aggregate_adds_up_the_sales():
    got = aggregate(SMALL)
    assert got.columns == ["series", "month", "sales"], "aggregate: columns series, month, sales"
    assert got["series"].unique(maintain_order=True).to_list() == ROWS, (
        f"aggregate: the series come in the order {ROWS}, each with its months ascending"
    )
    assert got["sales"].to_list() == [6.0, 60.0, 1.0, 10.0, 5.0, 50.0, 1, 10, 2, 20, 3, 30], (
        "aggregate: January and February of total, east, west, a, b, c; months ascending"
    )


def test_aggregate_and_the_matrix_say_the_same():
    sales = load_sales(1)
    names, matrix = summing_matrix(sales)
    wide = aggregate(sales).pivot("series", index="month", values="sales").drop("month")
    assert wide.columns == names, "aggregate: the same order as the rows of summing_matrix"
    Y = wide.to_numpy().T
    assert incoherence(matrix, Y) < 1e-8, "aggregate: its sums are not S @ the stores' sales"


@pytest.mark.parametrize(
    ("region", "series", "fault"),
    [
        (["east", "west"], ["a", "a"], "a store in two regions"),
        (["east", "west"], ["a", "total"], "a store called total"),
        (["total", "west"], ["a", "b"], "a region called total"),
        (["east", "west"], ["west", "b"], "a store with the name of a region"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names_that_are_not_unique_raise_value_error(refuses, region, series, fault):
    frame = pl.DataFrame(
        {
            "region": region,
            "series": series,
            "month": [date(2020, 1, 1), date(2020, 2, 1)],
            "sales": [1.0, 2.0],
        }
    )
    for function in (summing_matrix, aggregate):
        refuses(lambda f=function: f(frame), f"{function.__name__}: {fault} must raise ValueError")


def test_incoherence_is_the_largest_gap():
    assert incoherence(S, [6.0, 1.0, 5.0, 1.0, 2.0, 3.0]) == 0.0, (
        "incoherence: 6 = 1 + 5 and 5 = 2 + 3, so nothing is left"
    )
    assert abs(incoherence(S, [6.0, 1.0, 9.0, 1.0, 2.0, 3.0]) - 4.0) < 1e-12, (
        "incoherence: west says 9, its stores say 2 + 3 = 5: the gap is 4, without a sign"
    )


@given(seeds, st.integers(1, 4))
def test_reconciled_forecasts_add_up(seed, horizon):
    base = numbers(seed, 6, horizon)
    got = reconcile(S, base, np.random.default_rng(seed).uniform(0.1, 10, 6))
    assert np.shape(got) == base.shape, "reconcile: the result has the shape of the forecasts"
    assert incoherence(S, got) < 1e-8, "reconcile: end with S @ (...), then the rows add up"


@given(seeds)
def test_forecasts_that_add_up_already_stay_as_they_are(seed):
    base = S @ numbers(seed, 3, 2)
    got = reconcile(S, base, np.random.default_rng(seed).uniform(0.1, 10, 6))
    assert np.max(np.abs(got - base)) < 1e-8, (
        "reconcile: these add up, so the closest ones that add up are these"
    )


@given(seeds)
def test_reconciling_never_moves_away_from_the_truth(seed):
    truth = S @ numbers(seed, 3)
    variances = np.random.default_rng(seed).uniform(0.1, 10, 6)
    base = truth + np.sqrt(variances) * np.random.default_rng(seed + 1).normal(0, 1, 6)
    got = reconcile(S, base, variances)
    before, after = (np.sum((x - truth) ** 2 / variances) for x in (base, got))
    assert after <= before + 1e-8, (
        "reconcile: a projection cannot end farther from a truth that adds up; check W^-1"
    )


@given(seeds)
def test_reconcile_equals_numpys_weighted_least_squares(seed):
    base, variances = numbers(seed, 6), np.random.default_rng(seed).uniform(0.1, 10, 6)
    weight = 1 / np.sqrt(variances)
    want = S @ np.linalg.lstsq(S * weight[:, None], base * weight, rcond=None)[0]
    assert np.max(np.abs(reconcile(S, base, variances) - want)) < 1e-7, (
        "reconcile: divide by the VARIANCES; this is not the weighted least-squares answer"
    )
    want = S @ np.linalg.lstsq(S, base, rcond=None)[0]
    assert np.max(np.abs(reconcile(S, base) - want)) < 1e-7, (
        "reconcile: without variances every row counts the same"
    )


def test_rows_that_are_hard_to_forecast_give_way():
    base = np.array([100.0, 50.0, 20.0, 10.0, 10.0, 10.0])
    unsure = np.array([1e9, 1e9, 1e9, 1.0, 1.0, 1.0])
    assert np.max(np.abs(reconcile(S, base, unsure) - [30, 10, 20, 10, 10, 10])) < 1e-3, (
        "reconcile: sums with a huge variance follow the stores; you divide where you multiply"
    )


def test_the_arguments_are_left_as_they_were():
    base, variances = numbers(0, 6, 2), np.arange(1.0, 7.0)
    before = base.copy()
    reconcile(S, base, variances)
    assert np.array_equal(base, before), "reconcile: give new forecasts back, leave the old ones"


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: incoherence(S, np.ones(5)), "incoherence: 5 rows against 6"),
        (lambda: reconcile(S, np.ones((5, 2))), "reconcile: 5 rows against 6"),
        (lambda: reconcile(S, np.ones(6), np.ones(3)), "reconcile: 3 variances for 6 rows"),
        (lambda: reconcile(S, np.ones(6), np.zeros(6)), "reconcile: variances of 0"),
    ],
    ids=lambda value: value.replace(":", "") if isinstance(value, str) else "",
)
def test_shapes_that_do_not_fit_raise_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

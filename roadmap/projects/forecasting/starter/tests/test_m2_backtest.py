"""Milestone 2: no forecaster sees a month that it is asked for."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.backtest import SCHEMA, accuracy, backtest, rolling_origins, to_matrix
from practice_pkg.data import load_sales
from practice_pkg.metrics import mase, seasonal_naive, smape

pytestmark = pytest.mark.milestone(2)

Y = np.array([[1.0, 5, 2, 6, 4, 9, 4, 10], [3.0, 3, 4, 5, 5, 4, 7, 7]])
NAMES = ["north", "south"]


def month(t: int) -> date:
    return date(2020 + t // 12, 1 + t % 12, 1)


def long_frame(values=Y, names=NAMES) -> pl.DataFrame:
    """Rows from the last to the first: no order to rely on."""
    rows = [
        {"series": name, "month": month(t), "sales": value, "region": "all"}
        for name, y in zip(names, values, strict=True)
        for t, value in enumerate(y)
    ]
    return pl.DataFrame(rows[::-1])


def naive(past, horizon):
    return seasonal_naive(past, horizon, 2)


def test_to_matrix_sorts_series_by_name_and_months_by_date():
    names, got = to_matrix(long_frame())
    assert names == NAMES, f"to_matrix: names in alphabetical order, a list, not {names}"
    assert np.shape(got) == Y.shape, "to_matrix: one ROW per series, one column per month"
    assert np.array_equal(got, Y), "to_matrix: months ascending, whatever the order of the rows"


def test_to_matrix_reads_fifty_stores():
    sales = load_sales(0)
    names, got = to_matrix(sales)
    assert (len(names), np.shape(got)) == (50, (50, 120)), "to_matrix: 50 stores, 120 months"
    one = sales.filter(pl.col("series") == names[7]).sort("month")["sales"].to_numpy()
    assert np.array_equal(got[7], one), f"to_matrix: row 7 is not the sales of {names[7]}"
    got[0, 0] = 1.0  # a read-only array raises here: to_matrix gives an array of the caller's own


def test_to_matrix_refuses_frames_with_holes(refuses):
    frame = long_frame()
    refuses(lambda: to_matrix(frame[1:]), "to_matrix: a series lacks a month, raise ValueError")
    twice = pl.concat([frame, frame[:1]])
    refuses(lambda: to_matrix(twice), "to_matrix: a month comes twice, raise ValueError")
    null = frame.with_columns(sales=pl.when(pl.col("sales") != 9).then("sales"))
    refuses(lambda: to_matrix(null), "to_matrix: a value is null, raise ValueError")


def test_rolling_origins_leave_room_for_the_whole_horizon():
    assert rolling_origins(10, first=4, horizon=3, step=2) == [4, 6], (
        "rolling_origins: 8 needs the months 8, 9 and 10, but y ends at 9"
    )
    assert rolling_origins(10, first=4, horizon=3, step=3) == [4, 7], (
        "rolling_origins: 7 fits exactly (months 7, 8, 9); do not stop one origin too early"
    )


@given(
    length=st.integers(2, 40),
    first=st.integers(1, 20),
    horizon=st.integers(1, 20),
    step=st.integers(1, 6),
)
def test_every_origin_fits_and_the_next_one_would_not(length, first, horizon, step):
    try:
        origins = rolling_origins(length, first, horizon, step)
    except ValueError:
        assert first + horizon > length, "rolling_origins: the first origin fits, so do not refuse"
        return
    assert origins[:1] == [first], "rolling_origins: the list begins with `first`"
    assert all(b - a == step for a, b in zip(origins, origins[1:], strict=False)), (
        "rolling_origins: neighbors are `step` apart"
    )
    assert origins[-1] + horizon <= length < origins[-1] + step + horizon, (
        "rolling_origins: go on as long as origin + horizon <= length, and no further"
    )


@pytest.mark.parametrize("wrong", [(10, 0, 3, 1), (10, 4, 0, 1), (10, 4, 3, 0), (6, 4, 3, 1)])
def test_origins_that_make_no_sense_raise_value_error(refuses, wrong):
    refuses(
        lambda: rolling_origins(*wrong),
        f"rolling_origins: length, first, horizon, step = {wrong} must raise ValueError",
    )


def test_the_forecaster_gets_the_past_and_nothing_else():
    seen = []

    def spy(past, horizon):
        seen.append((past, horizon))
        return np.zeros(horizon)

    backtest(long_frame(), spy, [4, 6], 2, period=2)
    assert len(seen) == 4, "backtest: one call per series and origin, 2 * 2 here"
    for (past, horizon), (y, t) in zip(seen, [(y, t) for y in Y for t in (4, 6)], strict=True):
        assert horizon == 2, "backtest: hand the horizon on to the forecaster"
        assert np.array_equal(past, y[:t]), (
            f"backtest: at origin {t} the past is y[:{t}], {t} values; it got {past}"
        )
    assert not np.shares_memory(seen[0][0], seen[1][0]), (
        "backtest: y[:t] is a view, its .base shows the future; hand over a copy"
    )


def test_a_forecaster_that_scribbles_on_the_past_changes_nothing():
    def vandal(past, horizon):
        past[:] = -1.0
        return np.zeros(horizon)

    results = backtest(long_frame(), vandal, [4, 6], 2, period=2)
    assert results["actual"].min() > 0 and results["scale"].min() > 0, (
        "backtest: the forecaster wrote into your data; hand over a copy of the past"
    )


@pytest.mark.parametrize("t", [4, 5, 6])
def test_another_future_leaves_forecast_and_scale_as_they_were(t):
    other = Y.copy()
    other[:, t:] += 100
    columns = ["forecast", "scale"]
    before = backtest(long_frame(), naive, [t], 2, period=2)[columns]
    after = backtest(long_frame(other), naive, [t], 2, period=2)[columns]
    assert before["forecast"].equals(after["forecast"]), (
        f"backtest: forecasts at origin {t} changed with months {t} and later: they look ahead"
    )
    assert before["scale"].equals(after["scale"]), (
        "backtest: the scale looks ahead; take it from the same past, not from all of y"
    )


def test_the_results_are_one_row_per_series_origin_and_step():
    results = backtest(long_frame(), naive, [4, 6], 2, period=2)
    assert dict(results.schema) == SCHEMA, f"backtest: the columns are {SCHEMA}"
    first = results.row(0, named=True)
    assert first == {
        "series": "north",
        "origin": 4,
        "step": 1,
        "actual": 4.0,
        "forecast": 2.0,
        "scale": 1.0,
    }, f"backtest: the first row of north at origin 4, step 1, is not {first}"
    keys = [row[:3] for row in results.rows()]
    assert keys == [(s, t, h) for s in NAMES for t in (4, 6) for h in (1, 2)], (
        "backtest: sort by series, origin and step; step counts from 1"
    )


def test_what_cannot_be_scored_raises_value_error(refuses):
    frame = long_frame()
    refuses(
        lambda: backtest(frame, naive, [4, 7], 2, period=2),
        "backtest: origin 7 has only one of two months after it, raise ValueError",
    )
    refuses(
        lambda: backtest(frame, lambda past, horizon: np.zeros(1), [4], 2, period=2),
        "backtest: one forecast for two months would be stretched by NumPy, raise ValueError",
    )
    refuses(
        lambda: backtest(frame, lambda past, horizon: [1.0, np.nan], [4], 2, period=2),
        "backtest: a forecast of NaN would vanish in the mean, raise ValueError",
    )


def test_accuracy_equals_the_measures_of_milestone_1():
    one = accuracy(backtest(long_frame(), naive, [6], 2, period=2))
    for i, (name, y) in enumerate(zip(NAMES, Y, strict=True)):
        row = one.row(i, named=True)
        forecast = naive(y[:6], 2)
        assert row["series"] == name, "accuracy: one row per series, sorted by series"
        assert abs(row["mase"] - mase(y[:6], y[6:], forecast, 2)) < 1e-12, (
            "accuracy: mase is the mean of |actual - forecast| / scale over the rows of a series"
        )
        assert abs(row["smape"] - smape(y[6:], forecast)) < 1e-9, (
            "accuracy: smape is the mean of 200 |a - f| / (|a| + |f|), in percent"
        )


def test_accuracy_scales_each_row_by_its_own_scale(refuses):
    results = pl.DataFrame(
        {
            "series": ["a", "a"],
            "origin": [4, 6],
            "step": [1, 1],
            "actual": [0.0, 8.0],
            "forecast": [0.0, 4.0],
            "scale": [1.0, 2.0],
        },
        schema=SCHEMA,
    )
    row = accuracy(results).row(0, named=True)
    assert abs(row["mase"] - 1.0) < 1e-12, "accuracy: the mean of 0 / 1 and 4 / 2 is 1"
    assert abs(row["smape"] - 100 / 3) < 1e-9, "accuracy: 0 against 0 is 0 percent, not NaN"
    refuses(lambda: accuracy(results[:0]), "accuracy: no rows, no score: raise ValueError")

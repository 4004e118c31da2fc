"""Milestone 1: the forecast to beat, and errors that mean the same for every series."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.metrics import mase, seasonal_naive, seasonal_scale, smape

pytestmark = pytest.mark.milestone(1)


def series(seed: int, n: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(50, 10, n)


def test_seasonal_naive_copies_the_last_season():
    got = seasonal_naive([9, 9, 9, 9, 1, 2, 3, 4], horizon=4, period=4)
    assert np.array_equal(got, [1, 2, 3, 4]), (
        "seasonal_naive: with period 4 the forecast is the last four values, in their order"
    )


def test_seasonal_naive_keeps_the_season_when_the_past_ends_inside_a_year():
    y = [10, 20, 30, 40, 11, 21]
    got = seasonal_naive(y, horizon=3, period=4)
    assert np.array_equal(got, [30, 40, 11]), (
        "seasonal_naive: the month after 21 is like 30, four months before it, not like 10"
    )


@given(seed=st.integers(0, 10**6), period=st.integers(1, 7), horizon=st.integers(1, 30))
def test_seasonal_naive_repeats_itself_beyond_one_season(seed, period, horizon):
    y = series(seed, 2 * period)
    got = seasonal_naive(y, horizon, period)
    assert np.shape(got) == (horizon,), "seasonal_naive: one value per month, shape (horizon,)"
    want = [y[len(y) - period + h % period] for h in range(horizon)]
    assert np.array_equal(got, want), (
        "seasonal_naive: beyond one period start again with the first value of the last period"
    )


def test_seasonal_scale_on_a_worked_example():
    # |5 - 1|, |6 - 2|, |4 - 3|, |4 - 5|: the distances to the value two steps earlier.
    assert abs(seasonal_scale([1, 2, 5, 6], period=2) - 4.0) < 1e-12, (
        "seasonal_scale: mean of |5 - 1| and |6 - 2| is 4; compare with the value a PERIOD earlier"
    )
    assert abs(seasonal_scale([1, 2, 5], period=1) - 2.0) < 1e-12, (
        "seasonal_scale: mean of the absolute differences (not squared) over n - period of them"
    )


@given(seed=st.integers(0, 10**6), period=st.integers(1, 6), extra=st.integers(1, 20))
def test_seasonal_naive_on_the_past_has_mase_one_by_construction(seed, period, extra):
    y = series(seed, period + extra)
    got = mase(y, y[period:], y[:-period], period)
    assert abs(got - 1) < 1e-9, (
        "mase: forecasting the past by the value one period earlier must give 1; check the scale"
    )


def test_mase_on_a_worked_example():
    # The past moves by 4 per period. The errors are 1 and 3, their mean is 2, and 2 / 4 = 0.5.
    got = mase([1, 2, 5, 6], actual=[10, 20], forecast=[11, 17], period=2)
    assert abs(got - 0.5) < 1e-12, "mase: mean error 2 over scale 4 is 0.5, whatever the signs"


def test_mase_takes_its_scale_from_the_past_alone():
    got = mase([1, 2, 5, 6], actual=[1000, 2000], forecast=[1004, 2004], period=2)
    assert abs(got - 1.0) < 1e-12, (
        "mase: the scale comes from train; months to be forecast must not change it"
    )


@given(seed=st.integers(0, 10**6), factor=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_mase_has_no_unit(seed, factor, shift):
    y, actual, forecast = series(seed, 12), series(seed + 1, 5), series(seed + 2, 5)
    want = mase(y, actual, forecast, 4)
    got = mase(factor * y + shift, factor * actual + shift, factor * forecast + shift, 4)
    assert abs(got - want) < 1e-6 * (1 + want), (
        "mase: dollars or cents, with or without a fixed amount on top, it must be the same number"
    )


def test_smape_on_worked_examples():
    assert abs(smape([100], [50]) - 200 * 50 / 150) < 1e-9, (
        "smape: 200 * 50 / (100 + 50) = 66.7 percent; divide by the sum of BOTH sizes"
    )
    assert abs(smape([1e-9], [3e-9]) - 100.0) < 1e-3, (
        "smape: 1 against 3 is 100 percent in every unit; add no small number to the divisor"
    )
    assert abs(smape([100, 10], [100, 30]) - 50.0) < 1e-9, (
        "smape: the mean of 0 and 100; average the shares, not first the errors"
    )


@given(seed=st.integers(0, 10**6))
def test_smape_is_symmetric_and_never_above_200(seed):
    rng = np.random.default_rng(seed)
    a, b = rng.normal(0, 10, 8), rng.normal(0, 10, 8)
    assert abs(smape(a, b) - smape(b, a)) < 1e-9, "smape: exchanging the two must not change it"
    assert 0 <= smape(a, b) <= 200 + 1e-9, (
        "smape: negative values need |actual| + |forecast| below the line, not |actual + forecast|"
    )


def test_smape_of_two_zeros_is_a_perfect_forecast():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        got = smape([0.0, 10.0], [0.0, 30.0])
    assert abs(got - 50.0) < 1e-9, "smape: 0 against 0 counts as 0 percent, and stays in the mean"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        smape([0.0], [0.0])
    assert not caught, "smape: do not divide 0 by 0; np.divide has `where` and `out`"


def test_the_measures_are_plain_floats():
    got = seasonal_scale([1, 2, 5], 1), mase([1, 2, 5], [1], [2], 1), smape([1], [2])
    assert [type(value) for value in got] == [float] * 3, "wrap each result in float(...)"


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: seasonal_naive([1, 2, 3], 2, 4), "seasonal_naive: 3 values, a period of 4"),
        (lambda: seasonal_naive([1, 2, 3], 0, 2), "seasonal_naive: a horizon of 0"),
        (lambda: seasonal_naive([1, 2, 3], 2, 0), "seasonal_naive: a period of 0"),
        (lambda: seasonal_naive([1, 2, np.nan], 2, 2), "seasonal_naive: a NaN in the past"),
        (lambda: seasonal_scale([1, 2, 3], 3), "seasonal_scale: no value has one 3 steps earlier"),
        (lambda: seasonal_scale([1, 2, 3], 0), "seasonal_scale: a period of 0"),
        (lambda: seasonal_scale([4, 7, 4, 7], 2), "seasonal_scale: the season repeats exactly"),
        (lambda: mase([1, 2, 5], [1, 2, 3], [1], 1), "mase: 3 values against 1 forecast"),
        (lambda: mase([1, 2, 5], [], [], 1), "mase: nothing to score"),
        (lambda: smape([1, 2, 3], [1]), "smape: 3 values against 1 forecast"),
        (lambda: smape([], []), "smape: nothing to score"),
    ],
    ids=lambda value: value.replace(":", "") if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError, not give a number")

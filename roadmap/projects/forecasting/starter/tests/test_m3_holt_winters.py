"""Milestone 3: the recursion equals a stored reference, number by number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import PERIOD
from practice_pkg.holt_winters import (
    ALPHAS,
    BETAS,
    GAMMAS,
    State,
    best_setting,
    forecast,
    holt_winters,
    initial_state,
    smooth,
)

pytestmark = pytest.mark.milestone(3)

# Four years of quarters. The numbers below come from statsmodels 0.15 (ExponentialSmoothing with
# trend="add", seasonal="add" and this same initial state), with alpha, beta, gamma = 0.3, 0.1, 0.2.
QUARTERS = [112, 85, 97, 140, 121, 88, 109, 152, 125, 101, 113, 171, 139, 104, 128, 180]
ERRORS = [
    0.0,
    3.0,
    -2.49,
    -1.7583,
    0.306639,
    -3.357102869970,
    3.376990907100,
    2.245206823857,
    -5.381046039129,
    2.487744511955,
    -2.960301567065,
    13.143710796702,
    -1.445545916614,
    -7.667931747251,
    2.988236320322,
    7.876330761524,
]
LEVEL, TREND = 142.135444942821, 2.560938929442
SEASON = [5.571009408851, -26.482458021059, -10.942014867929, 33.926389676417]


def line_and_season(seed: int, period: int, n: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    season = rng.normal(0, 10, period)
    return rng.normal(100, 20) + rng.normal() * np.arange(n) + np.resize(season, n)


def close(got, want, tolerance: float = 1e-9) -> bool:
    return np.shape(got) == np.shape(want) and bool(
        np.all(np.abs(np.asarray(got) - np.asarray(want)) < tolerance)
    )


def test_the_initial_state_of_the_quarters():
    state = initial_state(QUARTERS, 4)
    assert close(state.trend, 2.25), (
        "initial_state: the yearly means are 108.5 and 117.5; 9 in 4 quarters is 2.25 each"
    )
    assert close(state.level, 102.875), (
        "initial_state: 108.5 is the MIDDLE of year one; the level is before its first quarter"
    )
    assert close(state.season, [6.875, -25.375, -11.125, 29.625]), (
        "initial_state: season[i] is the mean of both years' distances to the line"
    )


def test_one_month_by_hand():
    state = State(np.array(100.0), np.array(2.0), np.array([10.0, -10.0]))
    after, errors = smooth([120.0], state, 0.5, 0.5, 0.5)
    assert close(errors, [8.0]), "smooth: the error is 120 - (100 + 2 + 10) = 8"
    assert close(after.level, 106.0), "smooth: level = 0.5 * (120 - 10) + 0.5 * (100 + 2) = 106"
    assert close(after.trend, 4.0), "smooth: trend = 0.5 * (106 - 100) + 0.5 * 2 = 4"
    assert close(after.season[-1], 14.0), (
        "smooth: season = 0.5 * (120 - (100 + 2)) + 0.5 * 10 = 14, from the OLD level and trend"
    )
    assert close(after.season, [-10.0, 14.0]), (
        "smooth: season[0] belongs to the next month; the one just used goes to the end"
    )


def test_the_errors_equal_the_stored_reference():
    _, errors = smooth(QUARTERS, initial_state(QUARTERS, 4), 0.3, 0.1, 0.2)
    assert np.shape(errors) == (16,), "smooth: one error per month, shape (n,)"
    off = np.flatnonzero(np.abs(errors - ERRORS) > 1e-9)
    assert off.size == 0, (
        f"smooth: the first error that differs from the reference is number {off[:1]}, from 0"
    )


def test_the_last_state_equals_the_stored_reference():
    state, _ = smooth(QUARTERS, initial_state(QUARTERS, 4), 0.3, 0.1, 0.2)
    assert close(state.level, LEVEL), "smooth: return the level AFTER the last month"
    assert close(state.trend, TREND), "smooth: return the trend after the last month"
    assert close(state.season, SEASON), "smooth: season[0] belongs to the month after the last"


def test_a_series_that_ends_inside_a_year_keeps_its_seasons_in_place():
    y = line_and_season(0, 4, 18)
    state, _ = smooth(y[:14], initial_state(y, 4), 0.4, 0.1, 0.3)
    assert close(forecast(state, 4), y[14:]), (
        "smooth: after 14 quarters the next one is the third of its year; season[0] must be its own"
    )


@given(seed=st.integers(0, 10**6), period=st.integers(1, 7), parameters=st.data())
def test_a_line_and_a_season_are_forecast_exactly(seed, period, parameters):
    y = line_and_season(seed, period, 6 * period)
    alpha, beta, gamma = (parameters.draw(st.floats(0, 1)) for _ in range(3))
    state, errors = smooth(y[: 3 * period], initial_state(y, period), alpha, beta, gamma)
    assert close(errors, np.zeros(3 * period), 1e-6), (
        "smooth: a line plus a fixed season leaves no error, whatever the parameters"
    )
    assert close(forecast(state, 3 * period), y[3 * period :], 1e-6), (
        "forecast: level + h * trend + season, h from 1; beyond one period repeat the season"
    )


def test_many_settings_at_once_equal_one_after_the_other():
    rng = np.random.default_rng(3)
    alpha, beta, gamma = rng.uniform(0, 1, (3, 5))
    start = initial_state(QUARTERS, 4)
    together, errors = smooth(QUARTERS, start, alpha, beta, gamma)
    assert np.shape(errors) == (16, 5), "smooth: with 5 settings errors have the shape (n, 5)"
    assert np.shape(together.season) == (4, 5), "smooth: with 5 settings season is (period, 5)"
    for i in range(5):
        alone, one = smooth(QUARTERS, start, float(alpha[i]), float(beta[i]), float(gamma[i]))
        assert close(errors[:, i], one), f"smooth: setting {i} differs when it runs with others"
        assert close(together.season[:, i], alone.season), f"smooth: season of setting {i} differs"


def test_the_given_state_and_series_are_left_as_they_were():
    start = initial_state(QUARTERS, 4)
    season = start.season.copy()
    y = np.array(QUARTERS, dtype=float)
    smooth(y, start, 0.3, 0.1, 0.2)
    assert np.array_equal(start.season, season), "smooth: work on a copy of state.season"
    assert np.array_equal(y, QUARTERS), "smooth: y belongs to the caller"


def test_best_setting_has_the_smallest_sum_of_squares():
    y = line_and_season(1, 4, 32) + np.cumsum(np.random.default_rng(1).normal(0, 5, 32))
    start, sums = initial_state(y, 4), {}
    for setting in [(a, b, g) for a in ALPHAS for b in BETAS for g in GAMMAS]:
        _, errors = smooth(y, start, *setting)
        sums[setting] = float(np.sum(errors[8:] ** 2))
    got = best_setting(y, 4)
    assert tuple(got) in sums, f"best_setting: {got} is no combination of ALPHAS, BETAS, GAMMAS"
    assert sums[tuple(got)] <= min(sums.values()) * (1 + 1e-9), (
        "best_setting: another setting has a smaller sum; leave out the errors of two seasons only"
    )
    assert [type(value) for value in got] == [float] * 3, "best_setting: return three plain floats"


def test_a_perfect_past_takes_the_first_setting():
    got = best_setting(np.zeros(24), 4)
    assert tuple(got) == (ALPHAS[0], BETAS[0], GAMMAS[0]), (
        "best_setting: all settings are equally good here, so the first combination wins"
    )


@given(shift=st.floats(-500, 500))
def test_holt_winters_moves_with_the_series(shift):
    y = line_and_season(2, PERIOD, 40) + np.random.default_rng(2).normal(0, 3, 40)
    assert close(holt_winters(y + shift, 15), holt_winters(y, 15) + shift, 1e-6), (
        "holt_winters: sales that are higher by a fixed amount have forecasts higher by that amount"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: initial_state(QUARTERS[:7], 4), "initial_state: less than two seasons"),
        (lambda: initial_state(QUARTERS, 0), "initial_state: a period of 0"),
        (lambda: best_setting(QUARTERS[:8], 4), "best_setting: no month after the first two years"),
        (lambda: smooth(QUARTERS, initial_state(QUARTERS, 4), 1.1, 0, 0), "smooth: alpha = 1.1"),
        (lambda: smooth(QUARTERS, initial_state(QUARTERS, 4), 0, -0.1, 0), "smooth: beta = -0.1"),
        (lambda: forecast(initial_state(QUARTERS, 4), 0), "forecast: a horizon of 0"),
    ],
    ids=lambda value: value.replace(":", "") if isinstance(value, str) else "",
)
def test_what_cannot_be_smoothed_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

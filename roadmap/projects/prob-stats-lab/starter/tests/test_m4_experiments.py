"""Milestone 4: formula and simulation agree within 2 points, and peeking is measured."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import experiments
from practice_pkg.__main__ import main
from practice_pkg.experiments import (
    p_value,
    peeking_rate,
    power,
    sample_size,
    simulated_power,
    z_scores,
)
from uniforms import at_most

pytestmark = pytest.mark.milestone(4)

rates = st.floats(0.05, 0.95)


@pytest.fixture(autouse=True)
def calls_of_power(monkeypatch):
    """Counts how often sample_size calls power, and ends a search that never ends."""
    calls = []
    endless = at_most(
        100_000, power, "sample_size: this search never ends (if the rates are equal, do not begin)"
    )

    def counted(*arguments, **named):
        calls.append(1)
        return endless(*arguments, **named)

    monkeypatch.setattr(experiments, "power", counted)
    return calls


@given(a=st.integers(1, 99), b=st.integers(1, 99))
def test_the_test_is_scipys_chi_square_test(a, b):
    got = p_value(float(z_scores(a, b, 100)))
    want = scipy.stats.chi2_contingency([[a, 100 - a], [b, 100 - b]], correction=False).pvalue
    assert math.isclose(got, want, rel_tol=1e-9), (
        f"z_scores, p_value: {a} against {b} of 100 is p = {want:.4g}, not {got:.4g}; the error "
        "is pooled (p from both groups together) and both tails count"
    )


def test_z_says_which_group_is_ahead():
    z = float(z_scores(30, 45, 100))
    assert z > 0, "z_scores: B has more successes, so z is positive"
    assert math.isclose(z, -float(z_scores(45, 30, 100))), "z_scores: swapping A and B flips z"


def test_many_tests_at_once():
    z = np.asarray(z_scores([30, 10, 0], [45, 10, 0], [100, 20, 7]))
    assert np.shape(z) == (3,), "z_scores: one z per entry"
    assert math.isclose(z[0], float(z_scores(30, 45, 100))), "z_scores: each entry on its own"
    assert z[1] == 0, "z_scores: equal shares have z = 0"
    assert z[2] == 0, "z_scores: nobody converted, 0 / 0; the docstring says z = 0"


def test_a_tiny_p_value_keeps_its_digits():
    assert math.isclose(p_value(-10.0), 2 * scipy.stats.norm.sf(10.0), rel_tol=1e-9), (
        "p_value: 1 - cdf(10) is 0 in floating point; math.erfc(|z| / sqrt(2)) is not"
    )


@given(a=rates, alpha=st.floats(0.01, 0.2))
def test_without_a_difference_the_power_is_alpha(a, alpha):
    got = power(a, a, 500, alpha)
    assert math.isclose(got, alpha, rel_tol=1e-6), (
        f"power: with equal rates every alarm is false, so alpha = {alpha:.3f}, not {got:.3f}; "
        "alpha / 2 on each side, and both sides count"
    )


@given(a=rates, b=rates, n=st.integers(10, 1000))
def test_the_power_is_the_same_for_better_and_worse(a, b, n):
    assert math.isclose(power(a, b, n), power(b, a, n), rel_tol=1e-9), (
        "power: the test has two sides; swapping A and B changes nothing"
    )


@pytest.mark.parametrize(
    ("rate_a", "rate_b", "n"), [(0.10, 0.12, 3841), (0.5, 0.4, 200), (0.30, 0.32, 1000)]
)
def test_the_formula_is_within_two_points_of_simulation(seed, rate_a, rate_b, n):
    by_formula = power(rate_a, rate_b, n)
    simulated = simulated_power(np.random.default_rng(seed), rate_a, rate_b, n)
    assert abs(by_formula - simulated) < 0.02, (
        f"power: {by_formula:.1%} by formula and {simulated:.1%} by simulation; use s0 inside "
        "the threshold and s1 below the fraction"
    )


def test_the_simulation_sounds_false_alarms_as_often_as_alpha_says(seed):
    share = simulated_power(np.random.default_rng(seed), 0.3, 0.3, 2000, 0.10)
    assert abs(share - 0.10) < 0.02, (
        f"simulated_power: equal rates at alpha = 0.10 must alarm 10 % of the time, not {share:.1%}"
    )


@given(a=st.floats(0.1, 0.4), lift=st.floats(0.02, 0.3), target=st.floats(0.3, 0.95))
def test_the_sample_size_is_the_smallest_that_is_enough(a, lift, target):
    n = sample_size(a, a + lift, target)
    assert power(a, a + lift, n) >= target, f"sample_size: {n} visitors are too few"
    assert n == 1 or power(a, a + lift, n - 1) < target, f"sample_size: {n - 1} are enough already"


def test_a_known_sample_size():
    assert sample_size(0.10, 0.12) == 3841, (
        "sample_size: from 10 % to 12 % with power 0.8 takes 3841 visitors per group"
    )


def test_the_sample_size_is_found_without_trying_every_n(calls_of_power):
    n = sample_size(0.10, 0.102)
    assert len(calls_of_power) < 200, (
        f"sample_size: {len(calls_of_power)} calls of power for n = {n}; double, then bisect"
    )


@pytest.mark.parametrize(("looks", "known"), [(1, 0.05), (2, 0.083), (5, 0.142), (10, 0.193)])
def test_peeking_costs_what_armitage_found_in_1969(seed, looks, known):
    share = peeking_rate(np.random.default_rng(seed), 0.3, 5000, looks)
    assert abs(share - known) < 0.02, (
        f"peeking_rate: {looks} looks give {known:.1%} false alarms, not {share:.1%}; each look "
        "sees all visitors so far, and any significant look counts"
    )


def test_peeking_at_least_doubles_the_false_alarms(seed):
    rng = np.random.default_rng(seed)
    once, often = peeking_rate(rng, 0.2, 2000, 1), peeking_rate(rng, 0.2, 2000, 10)
    assert often > 2 * once, (
        f"peeking_rate: ten looks ({often:.1%}) should at least double one look ({once:.1%})"
    )


def test_a_smaller_alpha_per_look_repairs_it(seed):
    share = peeking_rate(np.random.default_rng(seed), 0.3, 5000, 10, alpha=0.05 / 10)
    assert share < 0.05, f"peeking_rate: with alpha / 10 per look, {share:.1%} must stay below 5 %"


def test_the_planner_prints_the_sample_size(capsys):
    code = main(["plan", "--base", "0.10", "--better", "0.12"])
    assert code == 0, "the command ended with an error: " + capsys.readouterr().err
    assert "3841" in capsys.readouterr().out, "the command should print 3841 visitors per group"


@pytest.mark.parametrize(
    ("function", "arguments", "fault"),
    [
        (z_scores, (5, 11, 10), "11 successes of 10"),
        (z_scores, (-1, 5, 10), "-1 successes"),
        (z_scores, (0, 0, 0), "n = 0"),
        (power, (0.0, 0.1, 10), "a rate of 0"),
        (power, (0.1, 0.2, 0), "n = 0"),
        (power, (0.1, 0.2, 10, 1.0), "alpha = 1"),
        (sample_size, (0.1, 0.1), "equal rates"),
        (sample_size, (0.1, 0.2, 1.0), "a target of 1"),
        (simulated_power, (np.random.default_rng(0), 0.1, 1.0, 10), "a rate of 1"),
        (simulated_power, (np.random.default_rng(0), 0.1, 0.2, 10, 0.05, 0), "0 experiments"),
        (peeking_rate, (np.random.default_rng(0), 0.1, 100, 3), "3 looks at 100 visitors"),
        (peeking_rate, (np.random.default_rng(0), 0.1, 100, 0), "0 looks"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, function, arguments, fault):
    refuses(lambda: function(*arguments), f"{function.__name__}: {fault} must raise ValueError")


def test_the_test_is_your_own():
    p_value(0.0)
    breaches = house_rules.broken(experiments)
    assert breaches == [], f"house rule: SciPy is the judge, not the author ({breaches})"

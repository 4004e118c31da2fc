"""Milestone 4: 90 % means 90 %, also when errors have heavy tails and when the world moves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.intervals import (
    adaptive_alphas,
    conformal_quantile,
    coverage,
    interval_score,
    radius_by_step,
)

pytestmark = pytest.mark.milestone(4)

scores = st.lists(st.floats(0, 1e3), min_size=3, max_size=40)


def test_the_quantile_counts_one_more_than_there_are():
    nine = [5.0, 1.0, 9.0, 3.0, 7.0, 2.0, 8.0, 4.0, 6.0]
    assert conformal_quantile(nine, 0.1) == 9.0, (
        "conformal_quantile: ceil(10 * 0.9) = 9, so the 9th smallest of 9, not NumPy's 90 %"
    )
    assert conformal_quantile(nine, 0.45) == 6.0, (
        "conformal_quantile: ceil(10 * 0.55) = 6 gives the 6th smallest; no value in between"
    )


def test_rounding_does_not_add_one():
    assert conformal_quantile(np.arange(1.0, 10.0), 0.7) == 3.0, (
        "conformal_quantile: 10 * (1 - 0.7) is 3.0000000000000004; round to 9 digits, then ceil"
    )


def test_too_few_scores_promise_nothing():
    assert conformal_quantile([1.0] * 8, 0.1) == np.inf, (
        "conformal_quantile: 8 scores cannot promise 90 %, ceil(9 * 0.9) = 9 > 8: infinity"
    )
    assert conformal_quantile([], 0.1) == np.inf, "conformal_quantile: no scores, infinity"
    assert conformal_quantile([1.0, 2.0], 1.0) == -np.inf, (
        "conformal_quantile: alpha = 1 gives k = 0: -infinity, and not the last score, index -1"
    )
    assert conformal_quantile([1.0, 2.0], 0.0) == np.inf, "conformal_quantile: alpha = 0: infinity"


@given(scores)
def test_less_alpha_is_never_narrower(values):
    radii = [conformal_quantile(values, alpha) for alpha in np.linspace(1.05, -0.05, 23)]
    assert radii == sorted(radii), (
        "conformal_quantile: the smaller alpha, the wider, never narrower"
    )


def test_radius_by_step_keeps_the_steps_apart():
    past = np.outer(np.arange(1.0, 20.0), [1.0, 3.0])
    got = radius_by_step(past, 0.1)
    assert np.shape(got) == (2,), "radius_by_step: one radius per column, shape (horizon,)"
    assert np.array_equal(got, [18.0, 54.0]), (
        "radius_by_step: 19 scores per step, the 18th smallest of each COLUMN"
    )


def test_ninety_percent_intervals_cover_ninety_percent(seed):
    rng = np.random.default_rng(seed)
    past = np.abs(rng.standard_t(3, (4000, 19, 2))) * [1.0, 2.0]
    new = np.abs(rng.standard_t(3, (4000, 2))) * [1.0, 2.0]
    radii = np.array([radius_by_step(scores, 0.1) for scores in past])
    share = float(np.mean(new <= radii))
    assert abs(share - 0.9) < 0.03, (
        f"radius_by_step: 90 % intervals cover {share:.3f} of 8,000 values, not 0.87 to 0.93"
    )


def test_coverage_counts_the_ends_as_inside():
    got = coverage([1.0, 2.0, 3.0, 4.0], [1.0, 0.0, 4.0, -np.inf], [2.0, 2.0, 5.0, np.inf])
    assert abs(got - 0.75) < 1e-12, (
        "coverage: 1, 2 and 4 lie inside (ends count, infinite ends too), 3 does not: 0.75"
    )


def test_the_interval_score_on_worked_examples():
    args = ([5.0], [4.0], [7.0])
    assert abs(interval_score(*args, 0.1) - 3.0) < 1e-12, (
        "interval_score: a value inside costs the width alone, 7 - 4 = 3"
    )
    assert abs(interval_score([3.5], [4.0], [7.0], 0.1) - 13.0) < 1e-12, (
        "interval_score: 0.5 below: width 3 plus 2 / 0.1 * 0.5 = 13"
    )
    assert abs(interval_score([8.0], [4.0], [7.0], 0.5) - 7.0) < 1e-12, (
        "interval_score: 1 above: width 3 plus 2 / 0.5 * 1 = 7"
    )


def test_the_interval_score_cannot_be_bought_with_width(seed):
    y = np.random.default_rng(seed).normal(0, 1, 20_000)
    score = {r: interval_score(y, -r + 0 * y, r + 0 * y, 0.1) for r in (1.0, 1.645, 4.0)}
    assert score[1.645] < min(score[1.0], score[4.0]), (
        "interval_score: the true 5 % and 95 % quantiles must beat narrower and wider intervals"
    )


def test_adaptive_alphas_by_hand():
    # 0.3:  ceil(4 * 0.7) = 3, the radius is 3, and 4 misses      -> 0.3 + 0.2 * (0.3 - 1) = 0.16
    # 0.16: ceil(5 * 0.84) = 5 > 4, infinite, and 9 is covered    -> 0.16 + 0.2 * 0.3 = 0.22
    # 0.22: ceil(6 * 0.78) = 5, the radius is 9, and 9.5 misses
    missed, used = adaptive_alphas([1, 2, 3, 4, 9, 9.5], alpha=0.3, rate=0.2, warmup=3)
    assert np.shape(missed) == (3,) == np.shape(used), (
        "adaptive_alphas: one value per score after the warmup, shape (n - warmup,)"
    )
    assert np.allclose(missed, [1, 0, 1]), (
        "adaptive_alphas: 4 lies above the radius of 1, 2, 3; it is not among its own past"
    )
    assert np.allclose(used, [0.3, 0.16, 0.22]), (
        "adaptive_alphas: a miss adds rate * (alpha - 1), a hit adds rate * alpha"
    )


@given(scores, st.floats(0.05, 0.5), st.floats(0.01, 0.5))
def test_the_long_run_promise_holds_for_any_scores(values, alpha, rate):
    values = values * 5
    missed, used = adaptive_alphas(values, alpha, rate, warmup=2)
    bound = (max(alpha, 1 - alpha) + rate) / (len(missed) * rate)
    assert abs(np.mean(missed) - alpha) <= bound + 1e-9, (
        "adaptive_alphas: the share of misses is farther from alpha than the paper proves possible"
    )
    assert used.min() >= -rate - 1e-9 and used.max() <= 1 + rate + 1e-9, (
        "adaptive_alphas: alpha left [-rate, 1 + rate]; below 0 nothing can miss"
    )


def test_the_future_does_not_reach_back():
    values = np.random.default_rng(5).exponential(1.0, 40)
    other = values.copy()
    other[30:] *= 50
    before, _ = adaptive_alphas(values, 0.1, 0.05, 20)
    after, _ = adaptive_alphas(other, 0.1, 0.05, 20)
    assert np.array_equal(before[:10], after[:10]), (
        "adaptive_alphas: misses before month 30 changed with the months after it: it looks ahead"
    )


def test_it_keeps_up_where_fixed_intervals_fall_behind(seed):
    rng = np.random.default_rng(seed)
    values = np.abs(rng.normal(0, np.linspace(1, 8, 800)))
    missed, _ = adaptive_alphas(values, 0.1, 0.05, 100)
    fixed = np.mean(values[100:] > conformal_quantile(values[:100], 0.1))
    assert fixed > 0.4, "conformal_quantile: errors grow eightfold, so old radii must miss a lot"
    assert abs(np.mean(missed) - 0.1) < 0.03, (
        f"adaptive_alphas: misses {np.mean(missed):.3f} of the months; it should come back to 0.1"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: conformal_quantile([1.0, -1.0], 0.1), "conformal_quantile: a negative score"),
        (lambda: radius_by_step([1.0, 2.0], 0.1), "radius_by_step: one axis only"),
        (lambda: coverage([1.0, 2.0], [0.0], [3.0]), "coverage: 2 values and 1 interval"),
        (lambda: coverage([1.0], [np.nan], [3.0]), "coverage: an end that is NaN"),
        (lambda: interval_score([1.0], [3.0], [2.0], 0.1), "interval_score: upper below lower"),
        (lambda: interval_score([1.0], [0.0], [2.0], 0.0), "interval_score: alpha = 0"),
        (lambda: adaptive_alphas([1.0, 2.0], 0.1, 0.0, 1), "adaptive_alphas: rate = 0"),
        (lambda: adaptive_alphas([1.0, 2.0], 0.1, 0.1, 2), "adaptive_alphas: nothing after warmup"),
        (lambda: adaptive_alphas([1.0, 2.0], 1.0, 0.1, 1), "adaptive_alphas: alpha = 1"),
    ],
    ids=lambda value: value.replace(":", "") if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

"""Milestone 4: your coefficients are scikit-learn's to 1e-4, and carry a certificate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import lasso
from practice_pkg.data import load_diabetes
from practice_pkg.lasso import (
    NotConverged,
    fit_lasso,
    kkt_residual,
    smallest_empty_alpha,
    soft_threshold,
)

pytestmark = pytest.mark.milestone(4)

ALPHAS = [0.1, 1.0, 10.0, 30.0]


@pytest.fixture(scope="module")
def diabetes():
    return load_diabetes()


@pytest.fixture(scope="module")
def oracle(diabetes):
    from sklearn.linear_model import Lasso

    def coefficients(alpha: float) -> np.ndarray:
        judge = Lasso(alpha=alpha, fit_intercept=False, tol=1e-12, max_iter=100_000)
        return judge.fit(*diabetes).coef_

    return coefficients


def objective(X, y, w, alpha) -> float:
    return float(np.sum((y - X @ w) ** 2) / (2 * len(y)) + alpha * np.abs(w).sum())


def fitted(X, y, alpha: float, **settings):
    try:
        return fit_lasso(X, y, alpha, **settings)
    except NotConverged as error:
        hint = "the step is 1 / L with L of X.T X / n, the threshold alpha / L, the gradient at z"
        pytest.fail(f"fit_lasso: it does not arrive; {hint}\n{error}", pytrace=False)


def test_soft_threshold_by_hand():
    got = soft_threshold(np.array([3.0, 0.5, 0.0, -0.5, -3.0]), 1.0)
    assert np.array_equal(got, [2.0, 0.0, 0.0, 0.0, -2.0]), (
        f"soft_threshold: by 1 toward 0 and not past it: 2, 0, 0, 0, -2, not {got}"
    )


@given(v=st.floats(-5, 5), t=st.floats(0, 3), other=st.floats(-5, 5))
def test_soft_threshold_is_the_proximal_operator(v, t, other):
    u = float(soft_threshold(np.array([v]), t)[0])
    assert (u - v) ** 2 / 2 + t * abs(u) <= (other - v) ** 2 / 2 + t * abs(other) + 1e-12, (
        f"soft_threshold: {other} makes (u - v)^2 / 2 + t |u| smaller than your {u}"
    )


def test_the_alpha_that_empties_the_model(diabetes):
    X, y = diabetes
    limit = smallest_empty_alpha(X, y)
    assert abs(limit - 45.16) < 0.01, (
        f"smallest_empty_alpha: 45.16 for the diabetes data, not {limit:.4g}; divide X.T y by n"
    )
    assert np.all(fitted(X, y, limit).w == 0), "fit_lasso: at that alpha all coefficients are 0"
    assert np.any(fitted(X, y, 0.99 * limit).w != 0), "fit_lasso: below it the first one enters"


@pytest.mark.parametrize("alpha", ALPHAS)
def test_the_residual_certifies_scikit_learns_answer(diabetes, oracle, alpha):
    X, y = diabetes
    w = oracle(alpha)
    assert kkt_residual(X, y, w, alpha) < 1e-6, (
        "kkt_residual: scikit-learn's answer is optimal, so this should be nearly 0; the gradient "
        "is -X.T (y - X w) / n, and g_j = -alpha sign(w_j) where w_j is not 0"
    )
    assert kkt_residual(X, y, 1.01 * w, alpha) > 1e-3, (
        "kkt_residual: one percent off is not optimal; take the LARGEST absolute violation"
    )


def test_a_coefficient_that_should_not_be_zero_is_seen(diabetes):
    X, y = diabetes
    got = kkt_residual(X, y, np.zeros(10), 10.0)
    assert abs(got - (smallest_empty_alpha(X, y) - 10.0)) < 1e-9, (
        "kkt_residual: at w = 0 the residual is max |g_j| - alpha, here 35.16"
    )


@pytest.mark.parametrize("accelerated", [True, False], ids=["FISTA", "ISTA"])
@pytest.mark.parametrize("alpha", ALPHAS)
def test_the_coefficients_equal_scikit_learns(diabetes, oracle, alpha, accelerated):
    X, y = diabetes
    w = fitted(X, y, alpha, accelerated=accelerated, tol=1e-7).w
    want = oracle(alpha)
    assert np.shape(w) == (10,), "fit_lasso: one coefficient per column"
    assert np.max(np.abs(w - want)) < 1e-4, (
        f"fit_lasso: a coefficient is off by {np.max(np.abs(w - want)):.2g}; the threshold is "
        "alpha / L, and the gradient has 1 / n"
    )
    assert np.array_equal(w == 0, want == 0), "fit_lasso: what is 0 must be exactly 0"


def test_fitting_stops_when_the_residual_says_so(diabetes):
    X, y = diabetes
    fit = fitted(X, y, 1.0, tol=1e-4)
    assert kkt_residual(X, y, fit.w, 1.0) < 1e-4, "fit_lasso: stop when kkt_residual(w) <= tol"
    precise = fitted(X, y, 1.0, tol=1e-7)
    assert len(fit.objectives) < len(precise.objectives), (
        "fit_lasso: a larger tol takes fewer steps"
    )


@pytest.mark.parametrize("accelerated", [True, False], ids=["FISTA", "ISTA"])
def test_the_objectives_are_recorded_from_the_start(diabetes, accelerated):
    X, y = diabetes
    fit = fitted(X, y, 10.0, accelerated=accelerated)
    assert np.isclose(fit.objectives[0], np.sum(y**2) / (2 * len(y))), (
        "fit_lasso: objectives[0] belongs to w = 0"
    )
    assert np.isclose(fit.objectives[-1], objective(X, y, fit.w, 10.0), rtol=1e-9), (
        "fit_lasso: objectives[-1] belongs to the w you return, penalty included"
    )


def test_ista_never_rises(diabetes):
    objectives = fitted(*diabetes, 1.0, accelerated=False).objectives
    assert np.all(np.diff(objectives) <= 1e-9), (
        "fit_lasso: ISTA must not raise the objective; is the step 1 / L, with L of X.T X / n?"
    )


def test_acceleration_saves_steps_where_it_is_hard(diabetes):
    slow = len(fitted(*diabetes, 0.1, accelerated=False).objectives)
    fast = len(fitted(*diabetes, 0.1).objectives)
    assert fast < 0.6 * slow, (
        f"fit_lasso: {fast} steps with acceleration, {slow} without, expected about a third; the "
        "gradient is taken at z, and z looks ahead by (t - 1) / (new t)"
    )


def test_without_a_penalty_it_is_least_squares(diabetes):
    X, y = diabetes
    w = fitted(X, y, 0.0, tol=1e-8).w
    assert np.max(np.abs(w - np.linalg.lstsq(X, y, rcond=None)[0])) < 1e-4, (
        "fit_lasso: with alpha = 0 the answer is least squares"
    )


def test_running_out_of_steps_is_reported(refuses, diabetes):
    refuses(
        lambda: fit_lasso(*diabetes, 0.1, max_steps=5),
        "fit_lasso: five steps are not enough here; raise NotConverged",
        NotConverged,
    )


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        (lambda: soft_threshold(np.ones(2), -1.0), "soft_threshold: t = -1"),
        (lambda: smallest_empty_alpha(np.ones((3, 2)), np.ones(2)), "smallest_empty_alpha: 3 rows"),
        (
            lambda: kkt_residual(np.ones((3, 2)), np.ones(3), np.ones(3), 1.0),
            "kkt_residual: 3 coefficients for 2 columns",
        ),
        (
            lambda: kkt_residual(np.ones((3, 2)), np.ones(3), np.ones(2), -1.0),
            "kkt_residual: alpha = -1",
        ),
        (lambda: fit_lasso(np.ones((3, 2)), np.ones(3), -1.0), "fit_lasso: alpha = -1"),
        (lambda: fit_lasso(np.zeros((3, 2)), np.ones(3), 1.0), "fit_lasso: an X of zeros"),
        (lambda: fit_lasso(np.ones((3, 2)), np.ones(3), 1.0, tol=0.0), "fit_lasso: tol = 0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, action, fault):
    refuses(action, f"{fault} must raise ValueError")


def test_the_lasso_is_your_own():
    soft_threshold(np.zeros(1), 0.0)
    breaches = house_rules.broken(lasso)
    assert breaches == [], f"house rule: scikit-learn is the judge, not the author ({breaches})"

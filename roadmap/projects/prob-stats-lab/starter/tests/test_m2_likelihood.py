"""Milestone 2: your maxima are SciPy's maxima, to 1e-5."""

import math

import numpy as np
import pytest
import scipy.optimize
import scipy.special
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import likelihood
from practice_pkg.likelihood import (
    NotConverged,
    fit_logistic,
    fit_normal,
    fit_poisson,
    logistic_log_likelihood,
    normal_log_likelihood,
    poisson_log_likelihood,
)

pytestmark = pytest.mark.milestone(2)

TOLERANCE = 1e-5
seeds = st.integers(0, 10**6)


def labeled(seed: int, n: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """An intercept, two columns, and labels that follow them with a lot of noise."""
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.ones(n), rng.standard_normal((n, 2))])
    y = rng.random(n) < scipy.special.expit(X @ np.array([-0.5, 1.0, -1.5]))
    return X, y.astype(float)


@given(seed=seeds, mean=st.floats(-10, 10), sd=st.floats(0.1, 10))
def test_the_normal_likelihood_equals_scipys(seed, mean, sd):
    x = np.random.default_rng(seed).normal(2, 3, 40)
    want = scipy.stats.norm.logpdf(x, mean, sd).sum()
    assert math.isclose(normal_log_likelihood(x, mean, sd), want, rel_tol=1e-9), (
        "normal_log_likelihood: -log(sd) - log(2 pi) / 2 - z^2 / 2, added up over ALL of x"
    )


@given(seed=seeds)
def test_the_normal_fit_equals_scipys(seed):
    x = np.random.default_rng(seed).normal(2, 3, 25)
    mean, sd = fit_normal(x)
    want_mean, want_sd = scipy.stats.norm.fit(x)
    assert abs(mean - want_mean) < TOLERANCE, "fit_normal: the mean is the average"
    assert abs(sd - want_sd) < TOLERANCE, (
        "fit_normal: maximum likelihood divides by n; n - 1 is the unbiased variance, another goal"
    )


def test_a_large_mean_does_not_cost_the_sd():
    _, sd = fit_normal([1e9 - 1, 1e9 + 1])
    assert abs(sd - 1) < TOLERANCE, (
        "fit_normal: the mean of x^2 minus the squared mean cancels; average (x - mean)^2 instead"
    )


@given(seed=seeds, rate=st.floats(0.1, 20))
def test_the_poisson_likelihood_equals_scipys(seed, rate):
    counts = np.random.default_rng(seed).poisson(4, 40)
    want = scipy.stats.poisson.logpmf(counts, rate).sum()
    assert math.isclose(poisson_log_likelihood(counts, rate), want, rel_tol=1e-9), (
        "poisson_log_likelihood: every observation brings log(rate) * count - rate - log(count!)"
    )


def test_the_factorial_of_a_large_count_does_not_overflow():
    got = poisson_log_likelihood([1000, 2000], 1500.0)
    want = scipy.stats.poisson.logpmf([1000, 2000], 1500.0).sum()
    assert math.isclose(got, want, rel_tol=1e-9), (
        "poisson_log_likelihood: 1000! is beyond a float; math.lgamma(k + 1) is its logarithm"
    )


@given(seed=seeds)
def test_the_poisson_fit_is_where_scipy_finds_the_maximum(seed):
    counts = np.random.default_rng(seed).poisson(4, 25)
    best = scipy.optimize.minimize_scalar(
        lambda rate: -scipy.stats.poisson.logpmf(counts, rate).sum(),
        bounds=(1e-3, 20),
        method="bounded",
        options={"xatol": 1e-7},
    )
    assert abs(fit_poisson(counts) - best.x) < TOLERANCE, (
        "fit_poisson: the derivative is (sum of counts) / rate - n; where is it 0?"
    )


def test_no_events_at_all_is_a_rate_of_zero():
    assert fit_poisson([0, 0, 0]) == 0.0, "fit_poisson: three times no event fits rate 0 best"


@given(seed=seeds, beta=st.lists(st.floats(-3, 3), min_size=3, max_size=3))
def test_the_logistic_likelihood_equals_scipys(seed, beta):
    X, y = labeled(seed, 40)
    p = scipy.special.expit(X @ np.array(beta))
    want = scipy.stats.bernoulli.logpmf(y, p).sum()
    assert math.isclose(logistic_log_likelihood(X, y, beta), want, rel_tol=1e-9), (
        "logistic_log_likelihood: add up y z - log(1 + exp(z)), with z = X @ beta"
    )


def test_the_logistic_likelihood_does_not_overflow():
    got = logistic_log_likelihood([[1000.0], [-1000.0], [1000.0]], [1, 0, 0], [1.0])
    assert got == -1000.0, (
        "logistic_log_likelihood: two sure and right answers cost 0, one sure and wrong costs "
        f"1000, so -1000 and not {got}; np.logaddexp(0, z) does not overflow"
    )


@given(seed=seeds)
def test_the_logistic_fit_is_where_scipy_finds_the_maximum(seed):
    X, y = labeled(seed)
    fit = fit_logistic(X, y)
    oracle = scipy.optimize.minimize(
        lambda beta: np.logaddexp(0, X @ beta).sum() - y @ (X @ beta),
        np.zeros(3),
        jac=lambda beta: X.T @ (scipy.special.expit(X @ beta) - y),
        method="BFGS",
        options={"gtol": 1e-7},
    )
    assert np.shape(fit.beta) == (3,), "fit_logistic: one coefficient per column of X"
    assert np.all(np.abs(fit.beta - oracle.x) < TOLERANCE), (
        "fit_logistic: SciPy finds a higher likelihood elsewhere; check the sign of the step and "
        "stop on its size"
    )


def test_the_standard_errors_of_a_table_are_known():
    """With one yes-or-no column, the fit is the log odds ratio and Woolf's formula its error."""
    a, b, c, d = 30, 70, 45, 55  # group 0: 30 of 100 say yes; group 1: 45 of 100
    X = np.column_stack([np.ones(200), np.repeat([0.0, 1.0], 100)])
    y = np.repeat([1.0, 0.0, 1.0, 0.0], [a, b, c, d])
    fit = fit_logistic(X, y)
    assert abs(fit.beta[1] - math.log((c / d) / (a / b))) < TOLERANCE, (
        "fit_logistic: the coefficient of a yes-or-no column is the log of the odds ratio"
    )
    woolf = math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    assert abs(fit.standard_errors[1] - woolf) < TOLERANCE, (
        "fit_logistic: standard errors are the ROOTS of the diagonal of the INVERSE of H, with H "
        "taken at the final beta"
    )


@pytest.mark.parametrize("intercept", [False, True])
def test_classes_that_a_line_separates_have_no_answer(refuses, intercept):
    x = np.array([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0])
    X = np.column_stack([np.ones(6), x]) if intercept else x[:, None]
    refuses(
        lambda: fit_logistic(X, (x > 0).astype(float)),
        "fit_logistic: beta grows forever here; stop on the STEP, and raise NotConverged",
        NotConverged,
    )


def test_dependent_columns_have_no_single_answer(refuses):
    X = np.column_stack([np.ones(4), np.zeros(4)])
    refuses(
        lambda: fit_logistic(X, np.array([0.0, 1.0, 0.0, 1.0])),
        "fit_logistic: H is singular for a column of zeros; turn LinAlgError into NotConverged",
        NotConverged,
    )


@pytest.mark.parametrize(
    ("function", "arguments", "fault"),
    [
        (normal_log_likelihood, ([1.0], 0.0, 0.0), "sd = 0"),
        (fit_normal, ([1.0],), "a single value"),
        (fit_normal, ([2.0, 2.0],), "values that are all equal"),
        (poisson_log_likelihood, ([1, 2], 0.0), "rate = 0"),
        (poisson_log_likelihood, ([1, -2], 1.0), "a negative count"),
        (fit_poisson, ([1.5],), "a count of 1.5"),
        (fit_poisson, ([],), "no counts"),
        (logistic_log_likelihood, (np.ones((2, 1)), [0, 2], [1.0]), "a label of 2"),
        (logistic_log_likelihood, (np.ones((2, 1)), [0, 1], [1.0, 1.0]), "a beta too long"),
        (fit_logistic, (np.ones((2, 1)), [0, 1, 1]), "3 labels for 2 rows"),
        (fit_logistic, (np.ones((2, 1)), [-1, 1]), "labels -1 and 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, function, arguments, fault):
    refuses(lambda: function(*arguments), f"{function.__name__}: {fault} must raise ValueError")


def test_the_fits_are_your_own():
    fit_normal([0.0, 1.0])
    breaches = house_rules.broken(likelihood)
    assert breaches == [], f"house rule: SciPy is the judge, not the author ({breaches})"

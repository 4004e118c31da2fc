"""Milestone 5: a random walk finds the posterior that the formula gives."""

import math

import numpy as np
import pytest
import scipy.integrate
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import bayes
from practice_pkg.bayes import (
    Beta,
    log_density,
    mean_and_sd,
    metropolis,
    probability_b_beats_a,
    split_r_hat,
    update,
)
from uniforms import at_most

pytestmark = pytest.mark.milestone(5)

parameters = st.floats(0.5, 50)


def standard_normal(theta: float) -> float:
    return -theta * theta / 2


nowhere = at_most(
    1000,
    lambda theta: -math.inf,
    "metropolis: a start where the density is 0 must raise ValueError; no step leads away from it",
)


def test_successes_go_to_a_and_failures_to_b():
    posterior = update(Beta(2, 3), 7, 1)
    assert (posterior.a, posterior.b) == (9, 4), (
        f"update: Beta(2, 3) after 7 successes and 1 failure is Beta(9, 4), not {posterior}"
    )


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_two_batches_teach_as_much_as_one(s1, f1, s2, f2):
    in_two_steps = update(update(Beta(1, 1), s1, f1), s2, f2)
    assert in_two_steps == update(Beta(1, 1), s1 + s2, f1 + f2), (
        "update: the posterior of Monday is the prior of Tuesday; nothing may be lost in between"
    )


@given(a=parameters, b=parameters)
def test_the_moments_equal_scipys(a, b):
    mean, sd = mean_and_sd(Beta(a, b))
    assert math.isclose(mean, scipy.stats.beta.mean(a, b), rel_tol=1e-9), "mean_and_sd: a / (a + b)"
    assert math.isclose(sd, scipy.stats.beta.std(a, b), rel_tol=1e-9), (
        "mean_and_sd: the standard deviation is the ROOT of a b / ((a + b)^2 (a + b + 1))"
    )


@given(a=parameters, b=parameters, one=st.floats(0.01, 0.99), two=st.floats(0.01, 0.99))
def test_the_log_density_equals_scipys_up_to_a_constant(a, b, one, two):
    got = log_density(Beta(a, b), one) - log_density(Beta(a, b), two)
    want = scipy.stats.beta.logpdf(one, a, b) - scipy.stats.beta.logpdf(two, a, b)
    assert math.isclose(got, want, rel_tol=1e-7, abs_tol=1e-7), (
        "log_density: (a - 1) log(theta) + (b - 1) log(1 - theta)"
    )


@pytest.mark.parametrize("theta", [-0.1, 0.0, 1.0, 1.1])
def test_the_log_density_is_minus_infinity_outside(theta):
    assert log_density(Beta(2, 2), theta) == -math.inf, (
        f"log_density: a rate of {theta} is impossible, so -math.inf; check before math.log"
    )


def test_the_walk_has_the_right_shape_and_leaves_out_its_start(seed):
    chain = metropolis(np.random.default_rng(seed), standard_normal, 0.0, 500, 2.0)
    assert np.shape(chain.draws) == (500,), f"metropolis: 500 draws, not {np.shape(chain.draws)}"
    moves = int(np.count_nonzero(np.diff(chain.draws, prepend=0.0)))
    assert chain.accepted == moves, (
        f"metropolis: the draws move {moves} times (the start is none of them), but `accepted` is "
        f"{chain.accepted}"
    )


def test_a_step_that_stays_is_a_draw_again(seed):
    chain = metropolis(np.random.default_rng(seed), standard_normal, 0.0, 5000, 6.0)
    repeated = float(np.mean(np.diff(chain.draws) == 0))
    assert 0.65 < repeated < 0.9, (
        f"metropolis: with steps this wide about 80 % stay where they are, with yours "
        f"{repeated:.0%}; record the old place again when you refuse the new one"
    )


def test_the_draws_follow_the_density(seed):
    chain = metropolis(np.random.default_rng(seed), standard_normal, 0.0, 40_000, 2.4)
    thinned = chain.draws[200::20]  # far enough apart to be nearly independent
    p = scipy.stats.kstest(thinned, "norm").pvalue
    assert p > 1e-4, f"metropolis: the draws are not standard normal (p = {p:.1g})"
    assert abs(np.std(chain.draws) - 1) < 0.1, (
        f"metropolis: the spread is {np.std(chain.draws):.2f} instead of 1; go uphill always, "
        "downhill with probability density(new) / density(old)"
    )


@pytest.mark.parametrize("shift", [-5000.0, 5000.0])
def test_only_differences_of_the_log_density_matter(seed, shift):
    plain = metropolis(np.random.default_rng(seed), standard_normal, 0.0, 300, 2.0)
    hint = "metropolis: exp(5000) overflows, exp(-5000) is 0; compare logs, never densities"
    try:
        moved = metropolis(
            np.random.default_rng(seed), lambda t: standard_normal(t) + shift, 0.0, 300, 2.0
        )
    except (OverflowError, ZeroDivisionError, ValueError):
        pytest.fail(hint, pytrace=False)
    assert np.allclose(plain.draws, moved.draws), hint


def test_the_density_is_evaluated_once_per_step(seed):
    calls = []

    def counted(theta: float) -> float:
        calls.append(theta)
        return standard_normal(theta)

    metropolis(np.random.default_rng(seed), counted, 0.0, 200, 2.0)
    assert len(calls) <= 201, (
        f"metropolis: 200 steps need 201 evaluations, not {len(calls)}; keep the value you have"
    )


def test_split_r_hat_by_hand():
    got = split_r_hat([[1.0, 2.0, 1.0, 2.0], [3.0, 4.0, 3.0, 4.0]])
    assert math.isclose(got, math.sqrt(19 / 6)), (
        "split_r_hat: here n = 2, W = 1/2, B = 8/3, so sqrt(19/6) = 1.780, not "
        f"{got:.3f}; all variances have n - 1 in the denominator"
    )


def test_an_odd_chain_loses_its_first_draw():
    even, odd = [1.0, 2.0, 4.0, 3.0], [99.0, 1.0, 2.0, 4.0, 3.0]
    assert math.isclose(split_r_hat([odd]), split_r_hat([even])), (
        "split_r_hat: with an odd number of draws, drop the first"
    )


def test_r_hat_sees_chains_that_are_still_on_their_way(seed):
    drift = np.linspace(0, 3, 500) + np.random.default_rng(seed).normal(0, 0.5, (4, 500))
    got = split_r_hat(drift)
    assert got > 1.5, (
        f"split_r_hat: four chains that drift together got {got:.3f}; cut each into halves first"
    )


def test_r_hat_is_close_to_one_for_independent_draws(seed):
    got = split_r_hat(np.random.default_rng(seed).standard_normal((4, 1000)))
    assert 0.99 < got < 1.02, f"split_r_hat: independent draws have about 1.00, not {got:.3f}"


def test_four_walks_find_the_posterior(seed):
    posterior = update(Beta(1, 1), 27, 13)
    starts = [0.05, 0.35, 0.65, 0.95]
    walks = [
        metropolis(
            np.random.default_rng([seed, i]), lambda t: log_density(posterior, t), start, 5000, 0.2
        ).draws[1000:]
        for i, start in enumerate(starts)
    ]
    r_hat = split_r_hat(np.array(walks))
    assert r_hat < 1.05, f"the four walks disagree: R-hat is {r_hat:.3f} and should be below 1.05"
    mean, sd = mean_and_sd(posterior)
    assert abs(np.mean(walks) - mean) < 0.01, (
        f"the walks average {np.mean(walks):.4f}, but the posterior mean is {mean:.4f}"
    )
    assert abs(np.std(walks) - sd) < 0.01, (
        f"the walks spread by {np.std(walks):.4f}, but the posterior by {sd:.4f}"
    )


def test_the_probability_that_b_is_better(seed):
    a, b = Beta(31, 71), Beta(46, 56)
    got = probability_b_beats_a(np.random.default_rng(seed), a, b, 40_000)
    want = scipy.integrate.quad(
        lambda t: scipy.stats.beta.pdf(t, b.a, b.b) * scipy.stats.beta.cdf(t, a.a, a.b), 0, 1
    )[0]
    assert abs(got - want) < 0.01, (
        f"probability_b_beats_a: integration says {want:.3f}, you say {got:.3f}; is it B above A?"
    )


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        (lambda rng: update(Beta(1, 1), -1, 0), "update: -1 successes"),
        (lambda rng: metropolis(rng, standard_normal, 0.0, 0, 1.0), "metropolis: 0 steps"),
        (lambda rng: metropolis(rng, standard_normal, 0.0, 5, 0.0), "metropolis: a width of 0"),
        (
            lambda rng: metropolis(rng, nowhere, 0.0, 5, 1.0),
            "metropolis: a start where the density is 0",
        ),
        (lambda rng: split_r_hat(np.ones((2, 3))), "split_r_hat: 3 draws per chain"),
        (lambda rng: split_r_hat(np.ones((2, 8))), "split_r_hat: chains that never move"),
        (lambda rng: split_r_hat(np.arange(8.0)), "split_r_hat: a vector"),
        (
            lambda rng: probability_b_beats_a(rng, Beta(1, 1), Beta(1, 1), 0),
            "probability_b_beats_a: 0 draws",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, action, fault):
    refuses(lambda: action(np.random.default_rng(0)), f"{fault} must raise ValueError")


def test_the_walk_is_your_own():
    update(Beta(1, 1), 0, 0)
    breaches = house_rules.broken(bayes)
    assert breaches == [], f"house rule: SciPy is the judge, not the author ({breaches})"

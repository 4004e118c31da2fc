"""Milestone 1: your draws have the distribution they should, and nothing but uniforms made them.

A p-value below 1e-4 means: a correct sampler would look this odd once in ten thousand runs.
"""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import samplers
from practice_pkg.samplers import (
    mean_with_error,
    sample_by_rejection,
    sample_discrete,
    sample_exponential,
)
from uniforms import Scripted, UniformsOnly, at_most

pytestmark = pytest.mark.milestone(1)

N = 20_000
ODD = 1e-4
JUST_BELOW_1 = 1 - 2**-53


@pytest.mark.parametrize("rate", [0.5, 4.0])
def test_exponential_draws_pass_a_kolmogorov_smirnov_test(seed, rate):
    draws = sample_exponential(UniformsOnly(seed), N, rate)
    assert np.shape(draws) == (N,), f"sample_exponential: {N} draws, not {np.shape(draws)}"
    p = scipy.stats.kstest(draws, scipy.stats.expon(scale=1 / rate).cdf).pvalue
    assert p > ODD, (
        f"sample_exponential: not exponential; at rate {rate} the mean waiting time is {1 / rate}, "
        f"yours is {np.mean(draws):.3f} (p = {p:.1g})"
    )


def test_a_uniform_number_of_zero_is_a_waiting_time_too():
    draws = sample_exponential(Scripted(0.0, 0.5), 2, 2.0)
    assert np.isfinite(draws).all(), (
        "sample_exponential: u = 0 gave infinity; u can be 0 and never 1, so take the log of 1 - u"
    )
    assert math.isclose(draws[1], math.log(2) / 2), (
        "sample_exponential: half of all waits at rate 2 are shorter than log(2) / 2"
    )


@pytest.mark.parametrize("probabilities", [[0.5, 0.3, 0.2], [0.05, 0.0, 0.9, 0.05], [1.0]], ids=str)
def test_discrete_draws_pass_a_chi_square_test(seed, probabilities):
    draws = np.asarray(sample_discrete(UniformsOnly(seed), N, probabilities))
    assert draws.shape == (N,), f"sample_discrete: {N} draws, not {draws.shape}"
    assert draws.dtype.kind in "iu", "sample_discrete: an index is a whole number, use an int array"
    counts = np.bincount(draws, minlength=len(probabilities))
    possible = np.array(probabilities) > 0
    assert counts[~possible].sum() == 0, "sample_discrete: an index of probability 0 came up"
    p = scipy.stats.chisquare(counts[possible], N * np.array(probabilities)[possible]).pvalue
    assert not p < ODD, f"sample_discrete: shares {counts / N} instead of {probabilities}"


def test_probability_zero_is_never_even_at_the_edges():
    draws = sample_discrete(Scripted(0.0, 0.5), 2, [0.0, 0.5, 0.0, 0.5])
    assert list(draws) == [1, 3], (
        "sample_discrete: take the first i with u < c_i, strictly (side='right'): "
        f"u = 0 and u = 0.5 are indexes 1 and 3 here, not {list(draws)}"
    )


def test_a_sum_that_rounding_moved_is_accepted():
    try:
        sample_discrete(UniformsOnly(0), 1, [0.5, 0.5 - 1e-12])
    except ValueError:
        pytest.fail("sample_discrete: accept every sum within 1e-9 of 1", pytrace=False)


def test_the_largest_uniform_number_still_gives_an_index():
    draws = sample_discrete(Scripted(JUST_BELOW_1), 1, [0.1] * 10)
    assert list(draws) == [9], (
        f"sample_discrete: ten times 0.1 adds up to a little below 1, so the index became {draws}"
    )
    draws = sample_discrete(Scripted(JUST_BELOW_1), 1, [0.1] * 10 + [0.0])
    assert list(draws) == [9], (
        f"sample_discrete: index {draws[0]} has probability 0 here; divide the sums by the last "
        "one instead of cutting off"
    )


def test_rejection_draws_pass_a_kolmogorov_smirnov_test(seed):
    def density(x):
        assert np.ndim(x) == 1, "sample_by_rejection: density wants an array of x, not one number"
        return 6 * x * (1 - x)

    draws = sample_by_rejection(UniformsOnly(seed), N, density, 0, 1, 1.5)
    p = scipy.stats.kstest(draws, scipy.stats.beta(2, 2).cdf).pvalue
    assert p > ODD, (
        f"sample_by_rejection: not the density 6 x (1 - x) (p = {p:.1g}); keep x if y < density(x)"
    )


@pytest.mark.parametrize("ceiling", [5.0, 40.0], ids=["tight box", "loose box"])
def test_neither_the_box_nor_the_scale_of_the_density_matters(seed, ceiling):
    draws = sample_by_rejection(UniformsOnly(seed), N, lambda x: x, 2, 5, ceiling)
    assert np.shape(draws) == (N,), (
        f"sample_by_rejection: exactly {N} draws, not {np.shape(draws)}; throw until n are kept"
    )
    assert 2 <= np.min(draws) and np.max(draws) < 5, (
        "sample_by_rejection: x is uniform on [low, high)"
    )
    p = scipy.stats.kstest(draws, lambda x: (x**2 - 4) / 21).pvalue
    assert p > ODD, (
        f"sample_by_rejection: not the density x on [2, 5) (p = {p:.1g}); y reaches the ceiling"
    )


SAMPLERS = {
    "sample_exponential": lambda rng: sample_exponential(rng, 50, 1.0),
    "sample_discrete": lambda rng: sample_discrete(rng, 50, [0.5, 0.5]),
    "sample_by_rejection": lambda rng: sample_by_rejection(rng, 50, np.cos, 0, 1, 1),
}


@pytest.mark.parametrize("name", SAMPLERS)
def test_the_same_rng_gives_the_same_array(seed, name):
    once, again = SAMPLERS[name](UniformsOnly(seed)), SAMPLERS[name](UniformsOnly(seed))
    assert isinstance(once, np.ndarray), f"{name}: return an array, not a {type(once).__name__}"
    assert np.array_equal(once, again), (
        "house rule: the same rng must give the same draws; np.random has a state of its own "
        f"({name})"
    )


@pytest.mark.parametrize("n", [0, 1])
def test_few_draws_are_possible_too(seed, n):
    rng = UniformsOnly(seed)
    flat = at_most(1000, lambda x: 0 * x + 1, f"sample_by_rejection: with n = {n} it never ends")
    sizes = [
        len(sample_exponential(rng, n, 1.0)),
        len(sample_discrete(rng, n, [0.5, 0.5])),
        len(sample_by_rejection(rng, n, flat, 0, 1, 2)),
    ]
    assert sizes == [n, n, n], f"asked each sampler for {n} draws and got {sizes}"


def test_the_mean_comes_with_its_error():
    estimate = mean_with_error([1.0, 2.0, 3.0, 4.0])
    assert estimate.value == 2.5, "mean_with_error: the mean of 1, 2, 3, 4 is 2.5"
    assert math.isclose(estimate.standard_error, math.sqrt(5 / 3) / 2), (
        "mean_with_error: s / sqrt(n), where s has n - 1 = 3 in its denominator (ddof=1)"
    )


@given(a=st.floats(-5, 5), b=st.floats(-5, 5), many=st.integers(2, 50))
def test_the_error_scales_with_the_values_and_ignores_a_shift(a, b, many):
    x = np.random.default_rng(many).random(many)
    before, after = mean_with_error(x), mean_with_error(a * x + b)
    assert math.isclose(after.value, a * before.value + b, abs_tol=1e-9), (
        "mean_with_error: the mean of a x + b is a times the mean, plus b"
    )
    assert math.isclose(after.standard_error, abs(a) * before.standard_error, abs_tol=1e-9), (
        "mean_with_error: the error of a x + b is |a| times the error of x"
    )


def test_darts_find_pi_within_their_own_error(seed):
    rng = np.random.default_rng(seed)
    inside = rng.random(N) ** 2 + rng.random(N) ** 2 < 1
    pi = mean_with_error(4.0 * inside)
    assert abs(pi.value - math.pi) < 5 * pi.standard_error, (
        f"mean_with_error: pi is more than five of your errors away from {pi}"
    )
    assert pi.standard_error < 0.02, f"mean_with_error: with {N} darts the error is about 0.012"


@pytest.mark.parametrize(
    ("function", "arguments", "fault"),
    [
        (sample_exponential, (-1, 1.0), "n = -1"),
        (sample_exponential, (1, 0.0), "a rate of 0"),
        (sample_exponential, (1, -2.0), "a negative rate"),
        (sample_discrete, (1, [0.5, 0.4]), "probabilities that add up to 0.9"),
        (sample_discrete, (1, [0.5, 0.5 - 1e-7]), "a sum of 1 - 1e-7"),
        (sample_discrete, (1, [1.5, -0.5]), "a negative probability"),
        (sample_discrete, (1, []), "no probabilities"),
        (sample_by_rejection, (-1, np.cos, 0.0, 1.0, 2.0), "n = -1"),
        (sample_by_rejection, (1, np.cos, 1.0, 1.0, 2.0), "low = high"),
        (sample_by_rejection, (1, np.cos, 0.0, 1.0, 0.0), "a ceiling of 0"),
        (sample_by_rejection, (50, np.exp, 0.0, 1.0, 1.0), "a ceiling below the curve"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, function, arguments, fault):
    refuses(
        lambda: function(UniformsOnly(0), *arguments),
        f"{function.__name__}: {fault} must raise ValueError",
    )


def test_a_negative_height_raises_value_error(refuses):
    hint = "sample_by_rejection: a negative height must raise ValueError"
    density = at_most(1000, np.sin, f"{hint}; your loop throws for ever")
    refuses(lambda: sample_by_rejection(UniformsOnly(0), 50, density, -1.0, 0.0, 1.0), hint)


@pytest.mark.parametrize("values", [[1.0], [], [[1.0, 2.0]]], ids=["one", "none", "a matrix"])
def test_an_error_needs_two_values(refuses, values):
    refuses(
        lambda: mean_with_error(values), f"mean_with_error: {values} must raise ValueError, not NaN"
    )


def test_the_samplers_are_your_own():
    sample_exponential(UniformsOnly(0), 1, 1.0)
    breaches = house_rules.broken(samplers)
    assert breaches == [], f"house rule: SciPy is the judge, not the author ({breaches})"

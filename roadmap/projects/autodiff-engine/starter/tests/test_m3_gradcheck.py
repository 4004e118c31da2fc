"""Milestone 3: your gradients agree with plain differences, and a wrong one is caught."""

import math

import pytest
from hypothesis import given, settings

from functions import CASES, expressions, no, points
from practice_pkg import value
from practice_pkg.gradcheck import (
    GradientMismatch,
    central_difference,
    check_gradient,
    reverse_gradient,
)
from practice_pkg.value import Value

pytestmark = pytest.mark.milestone(3)


def wrong_at(place: int, factor: float):
    """The sum of the sines, but the slope at one place is off by a factor."""

    def f(x):
        bad = x[place]
        terms = [value.sin(u) for u in x if u is not bad]
        terms.append(Value(math.sin(bad.data), (bad,), (factor * math.cos(bad.data),)))
        return sum(terms, start=Value(0.0))

    return f


def error_of_slope_at_one(step: float) -> float:
    return abs(central_difference(lambda x: math.exp(x[0]), [1.0], step=step)[0] - math.e)


def test_central_difference_of_a_parabola_is_exact():
    got = central_difference(lambda x: 3 * x[0] ** 2, [2.0], step=0.5)
    assert got == [12.0], (
        f"central_difference: h = 0.5 is exact for 3 x^2, 12 at 2, not {got}; go both ways, by h"
    )


def test_half_the_step_is_a_quarter_of_the_error():
    ratio = error_of_slope_at_one(0.02) / error_of_slope_at_one(0.01)
    assert abs(ratio - 4) < 0.1, (
        f"central_difference: the error shrinks by {ratio:.1f} instead of 4 when h is halved"
    )


@pytest.mark.parametrize("x", [0.0, 1.0, -30.0])
def test_the_default_step_keeps_nine_digits(x):
    [got] = central_difference(lambda v: math.sin(v[0]), [x])
    assert abs(got - math.cos(x)) < 1e-8, (
        "central_difference: without a step take eps^(1/3) * max(1, |x|); smaller is not better"
    )


def test_the_default_step_grows_with_the_input():
    seen = []
    central_difference(lambda x: seen.append(list(x)) or 0.0, [1e6, 0.5])
    far, near_zero = seen[0][0] - seen[1][0], seen[2][1] - seen[3][1]
    assert abs(abs(far) - 12.11) < 0.01, (
        f"central_difference: at 1e6 the two points are {abs(far):.2g} apart instead of 12.1"
    )
    assert abs(abs(near_zero) - 1.211e-5) < 1e-8, "central_difference: max(1, |x_i|), not |x_i|"


def test_central_difference_moves_one_coordinate_at_a_time():
    point, seen = [1.0, 2.0, 3.0], []
    got = central_difference(lambda x: seen.append(x) or x[0] * x[1] * x[2], point, step=0.25)
    assert got == [6.0, 3.0, 2.0], f"central_difference: x y z at (1, 2, 3) has 6, 3, 2: {got}"
    assert point == [1.0, 2.0, 3.0], "central_difference: leave `point` as it was"
    assert len(seen) == 6, (
        f"central_difference: two calls for each coordinate, 6 and not {len(seen)}"
    )
    assert len({tuple(x) for x in seen}) == 6, "central_difference: give each call its own list"


def test_reverse_gradient_calls_the_function_once():
    calls = []

    def f(x):
        calls.append(1)
        return x[0] * x[1] * 2.0

    assert reverse_gradient(f, [3.0, 5.0, 7.0]) == [10.0, 6.0, 0.0], (
        "reverse_gradient: 2 x y at (3, 5, 7) has 10, 6, and 0 for the input it does not use"
    )
    assert len(calls) == 1, f"reverse_gradient: one call is enough, there were {len(calls)}"


def test_reverse_gradient_of_a_constant_is_zeros():
    with no(AttributeError, "reverse_gradient: f may give back a plain number; use as_value"):
        got = reverse_gradient(lambda x: 5, [1.0, 2.0])
    assert got == [0.0, 0.0], f"reverse_gradient: a constant has slopes of 0, not {got}"


@settings(max_examples=60)
@given(expressions(), points)
def test_your_engine_passes_the_check_on_random_expressions(f, point):
    with no(GradientMismatch, "check_gradient: a right gradient was refused"):
        got = check_gradient(lambda x: f(value, x), point)
    assert got == reverse_gradient(lambda x: f(value, x), point), (
        "check_gradient: give back the gradient of backward, not the differences"
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_your_engine_passes_the_check_on_the_twelve_functions(case):
    x = case.points[-1]
    with no(GradientMismatch, f"check_gradient: the right gradient of {case} was refused"):
        check_gradient(lambda v: case.f(value, v[0]), [float(x)])


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("factor", [-1.0, 0.0, 1.00001, math.nan, math.inf], ids=str)
def test_a_wrong_slope_is_caught_and_its_place_named(refuses, place, factor):
    f, point = wrong_at(place, factor), [0.1, 0.2, 0.3]
    refuses(
        lambda: check_gradient(f, point),
        f"check_gradient: a slope that is wrong by the factor {factor} must raise; "
        "mind that NaN fails every comparison",
        GradientMismatch,
    )
    with pytest.raises(GradientMismatch) as caught:
        check_gradient(f, point)
    assert f"coordinate {place}" in str(caught.value), (
        f"check_gradient: say 'coordinate {place}' in the message, counted from 0"
    )


def test_the_tolerance_follows_the_size_of_the_gradient(refuses):
    with no(GradientMismatch, "check_gradient: rtol is times the larger of the two numbers"):
        check_gradient(lambda x: 1e8 * value.sin(x[0]), [0.3])
    refuses(
        lambda: check_gradient(lambda x: 1e-3 * wrong_at(0, 1.001)(x), [0.3]),
        "check_gradient: 1e-3 and 1.001e-3 differ by more than 1e-6 of their size; atol is 1e-8",
        GradientMismatch,
    )


def test_the_tolerances_can_be_set(refuses):
    f = wrong_at(0, 1.01)
    with no(GradientMismatch, "check_gradient: use the rtol and atol that were given"):
        check_gradient(f, [0.3], rtol=0.1)
        check_gradient(f, [0.3], atol=0.1)
    refuses(
        lambda: check_gradient(f, [0.3]),
        "check_gradient: without other tolerances 1 percent is too much",
        GradientMismatch,
    )

"""Milestone 1: your slopes are right, and every step downhill pays for its length."""

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import derivatives, descent
from practice_pkg.counting import Counted
from practice_pkg.derivatives import (
    central_gradient,
    rosenbrock,
    rosenbrock_gradient,
    rosenbrock_hessian,
)
from practice_pkg.descent import NoStep, backtrack, gradient_descent

pytestmark = pytest.mark.milestone(1)

points = st.lists(st.floats(-2, 2), min_size=2, max_size=6).map(np.array)
SCALES = np.array([1.0, 20.0])


def bowl(x: np.ndarray) -> float:
    """Twenty times as steep along the second axis as along the first."""
    return float(SCALES @ x**2) / 2


def bowl_gradient(x: np.ndarray) -> np.ndarray:
    return SCALES * x


def close(got, want, tolerance: float) -> bool:
    if np.shape(got) != np.shape(want):
        return False
    return bool(np.all(np.abs(got - want) <= tolerance * (1 + np.abs(want))))


@given(x=st.lists(st.floats(-2, 2), min_size=1, max_size=5).map(np.array))
def test_central_differences_have_ten_digits(x):
    got = central_gradient(lambda p: float(np.sum(np.exp(p))), x)
    assert close(got, np.exp(x), 1e-8), (
        "central_gradient: fewer digits than expected; step to BOTH sides, h = eps^(1/3), over 2 h"
    )


def test_the_step_grows_with_the_point():
    got = central_gradient(lambda p: float(p @ p), np.array([1e6, 1.0]))
    assert abs(got[0] / 2e6 - 1) < 1e-8, (
        "central_gradient: at 1e6 a step of 6e-6 drowns in rounding; multiply h by max(1, |x_i|)"
    )


def test_central_differences_ask_twice_per_entry():
    def careless(p: np.ndarray) -> float:
        result = float(p @ p)
        p[:] = 99.0  # what a caller's function does to its argument is not your problem
        return result

    value, x = Counted(careless), np.array([1.0, 2.0, 3.0])
    got = central_gradient(value, x)
    assert close(got, [2.0, 4.0, 6.0], 1e-8), (
        "central_gradient: hand a new array to value each time, so that x stays as it is"
    )
    assert value.calls == 6, f"central_gradient: 3 entries are 6 calls of value, not {value.calls}"


@given(x=points)
def test_the_valley_equals_scipys(x):
    assert close(rosenbrock(x), scipy.optimize.rosen(x), 1e-12), (
        "rosenbrock: 100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2, for i up to the last but one"
    )


@given(x=points)
def test_the_gradient_equals_scipys(x):
    assert close(rosenbrock_gradient(x), scipy.optimize.rosen_der(x), 1e-12), (
        "rosenbrock_gradient: an entry is off; compare with central_gradient(rosenbrock, x), and "
        "remember that inner entries occur in two terms"
    )


@given(x=points)
def test_the_hessian_equals_scipys(x):
    assert close(rosenbrock_hessian(x), scipy.optimize.rosen_hess(x), 1e-12), (
        "rosenbrock_hessian: row i is the derivative of gradient entry i; only neighbors interact"
    )


def test_backtrack_takes_the_full_step_if_it_pays():
    t, new_value = backtrack(bowl, np.array([1.0, 0.0]), 0.5, np.array([-1.0, 0.0]), -1.0)
    assert t == 1.0, "backtrack: try t = 1 first; here it leads straight to the minimum"
    assert new_value == 0.0, "backtrack: return the value at the new point too"


def test_a_lower_value_is_not_enough():
    def slide(x):  # falls by 0.01 per unit, although the slope at 0 promises 1
        return float(-min(x[0], 0.25) + 0.99 * max(0.0, min(x[0], 0.25) - 0.01))

    try:
        t, _ = backtrack(slide, np.zeros(1), 0.0, np.ones(1), -1.0, c=0.5)
    except NoStep:
        pytest.fail(
            "backtrack: no step accepted, although a short one qualifies; the right side is "
            "value_at_x + c * t * slope, with t",
            pytrace=False,
        )
    assert slide(np.array([t])) <= -0.5 * t, (
        f"backtrack: at t = {t} the value fell by less than c t |slope|; that is Armijo's condition"
    )


def test_backtrack_shrinks_by_the_factor_it_is_given():
    value = Counted(lambda x: float(x[0] ** 2))
    t, _ = backtrack(value, np.ones(1), 1.0, -np.array([200.0]), -400.0, shrink=0.1)
    assert np.isclose(t, 0.001), f"backtrack: t goes 1, 0.1, 0.01, 0.001; yours ended at {t}"
    assert value.calls == 4, f"backtrack: four values of t are four calls, not {value.calls}"


@pytest.mark.parametrize("outside", [np.nan, np.inf, -np.inf])
def test_a_step_out_of_the_domain_is_shortened(outside):
    t, new_value = backtrack(
        lambda x: outside if x[0] < 0.3 else float(x[0]), np.ones(1), 1.0, -np.ones(1), -1.0
    )
    assert 0.3 <= 1 - t < 1 and np.isfinite(new_value), (
        f"backtrack: {outside} is no gain; shrink until the value is finite"
    )


def test_backtrack_gives_up_when_nothing_helps(refuses):
    value = Counted(lambda x: float(abs(x[0])))
    refuses(
        lambda: backtrack(value, np.zeros(1), 0.0, np.ones(1), -1.0, most=7),
        "backtrack: the value rises whatever the step; raise NoStep after `most` tries",
        NoStep,
    )
    assert value.calls == 7, f"backtrack: most = 7 allows seven values of t, not {value.calls}"


@pytest.mark.parametrize("slope", [0.0, 1.0, np.nan])
def test_backtrack_refuses_to_go_uphill(refuses, slope):
    refuses(
        lambda: backtrack(bowl, np.ones(2), bowl(np.ones(2)), np.ones(2), slope),
        f"backtrack: a slope of {slope} does not lead down; raise ValueError if `not slope < 0`",
    )


def test_every_step_satisfies_armijo():
    run = gradient_descent(rosenbrock, rosenbrock_gradient, [-1.2, 1.0], max_steps=300)
    assert len(run.points) == 301, "gradient_descent: the start and 300 steps are 301 points"
    for x, new_x in zip(run.points, run.points[1:], strict=False):
        g = scipy.optimize.rosen_der(x)
        t = np.linalg.norm(new_x - x) / np.linalg.norm(g)
        assert t > 0, (
            "gradient_descent: rows are equal; make a NEW x each step, x -= ... changes all"
        )
        assert np.allclose(new_x, x - t * g, atol=1e-12), (
            "gradient_descent: every step goes along -gradient at the point where it begins"
        )
        most = scipy.optimize.rosen(x) - 1e-4 * t * (g @ g)
        assert scipy.optimize.rosen(new_x) <= most + 1e-12, (
            "gradient_descent: this step is longer than its gain allows; the slope is -|gradient|^2"
        )


def test_the_run_says_where_it_was_and_whether_it_arrived():
    hint = (
        "gradient_descent: it should converge on a bowl within 10000 steps; is the slope you give "
        "to backtrack gradient . direction, that is -|gradient|^2, and the direction -gradient, "
        "not normalized?"
    )
    try:
        run = gradient_descent(bowl, bowl_gradient, [3.0, 1.0], tol=1e-6)
    except NoStep:
        pytest.fail(hint, pytrace=False)
    assert run.converged, hint
    assert np.array_equal(run.points[0], [3.0, 1.0]), (
        "gradient_descent: points[0] is the start; x -= ... would change it afterwards"
    )
    assert np.linalg.norm(bowl_gradient(run.points[-1])) <= 1e-6, (
        "gradient_descent: stop when the length of the gradient is at most tol, not earlier"
    )
    assert np.allclose(run.values, [bowl(x) for x in run.points]), (
        "gradient_descent: values[i] is the function at points[i]; same length"
    )


def test_too_few_steps_are_said_to_be_too_few():
    run = gradient_descent(bowl, bowl_gradient, [3.0, 1.0], max_steps=2)
    assert (run.converged, len(run.points)) == (False, 3), (
        "gradient_descent: after max_steps = 2 return the three points with converged = False"
    )


def test_no_step_is_taken_at_the_minimum():
    run = gradient_descent(bowl, bowl_gradient, [0.0, 0.0])
    assert (run.converged, len(run.points)) == (True, 1), (
        "gradient_descent: test the gradient before the first step; here it is 0 already"
    )


@pytest.mark.parametrize(("start", "steps"), [([0.0, 0.0], 0), ([3.0, 1.0], 1)])
def test_the_last_point_is_tested_too(start, steps):
    run = gradient_descent(lambda x: float(x @ x) / 2, lambda x: 1.0 * x, start, max_steps=steps)
    assert (run.converged, len(run.points)) == (True, steps + 1), (
        "gradient_descent: test the gradient at the last point too, also when no step is left"
    )


@pytest.mark.parametrize(("start", "steps"), [([3.0, 4.0], 0), ([4.0, 4.0], 1)])
def test_the_length_of_the_gradient_is_compared_with_tol(start, steps):
    run = gradient_descent(lambda x: float(x @ x) / 2, lambda x: 1.0 * x, start, tol=5.0)
    assert len(run.points) == steps + 1, (
        f"gradient_descent: the gradient {start} has the length {np.linalg.norm(start):.2f}; go on "
        "exactly if the length, not the largest entry, is above tol = 5"
    )


def test_nothing_is_evaluated_twice():
    value, gradient = Counted(lambda x: float(x @ x) / 2), Counted(lambda x: 1.0 * x)
    run = gradient_descent(value, gradient, [3.0, 1.0])
    assert len(run.points) == 2, "gradient_descent: a round bowl takes one step of t = 1"
    assert gradient.calls == 2, f"gradient_descent: 2 points, 2 gradients, not {gradient.calls}"
    assert value.calls == 2, (
        f"gradient_descent: value at the start and in backtrack only: 2 calls, not {value.calls}"
    )


def test_the_start_is_left_as_it_was():
    x0 = np.array([3, 1])
    run = gradient_descent(bowl, bowl_gradient, x0, max_steps=3)
    assert np.array_equal(x0, [3, 1]), "gradient_descent: x0 belongs to the caller, work on a copy"
    assert not np.array_equal(run.points[1], np.round(run.points[1])), (
        "gradient_descent: a start of whole numbers must not round the steps; use as_vector"
    )


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        (lambda: rosenbrock([1.0]), "rosenbrock: a point with one entry"),
        (lambda: rosenbrock_gradient([1.0]), "rosenbrock_gradient: a point with one entry"),
        (lambda: rosenbrock_hessian([[1.0, 2.0]]), "rosenbrock_hessian: a matrix"),
        (lambda: central_gradient(bowl, 1.0), "central_gradient: a number instead of a vector"),
        (
            lambda: gradient_descent(bowl, bowl_gradient, [1.0, 1.0], tol=0.0),
            "gradient_descent: tol = 0",
        ),
        (
            lambda: gradient_descent(bowl, bowl_gradient, [np.nan, 1.0]),
            "gradient_descent: a NaN at the start",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, action, fault):
    refuses(action, f"{fault} must raise ValueError")


def test_the_descent_is_your_own():
    rosenbrock([1.0, 1.0])
    breaches = house_rules.broken(derivatives) + house_rules.broken(descent)
    assert breaches == [], f"house rule: SciPy is the judge, not the author ({breaches})"

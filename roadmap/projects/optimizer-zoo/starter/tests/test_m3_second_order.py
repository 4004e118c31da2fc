"""Milestone 3: curvature saves evaluations, ten times and more, and you count them."""

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import __main__ as command
from practice_pkg import second_order
from practice_pkg.counting import Counted
from practice_pkg.derivatives import rosenbrock, rosenbrock_gradient, rosenbrock_hessian
from practice_pkg.descent import NoStep
from practice_pkg.race import race
from practice_pkg.second_order import (
    lbfgs,
    lbfgs_direction,
    newton,
    newton_direction,
    wolfe_step,
)

pytestmark = pytest.mark.milestone(3)

seeds = st.integers(0, 10**6)
START = np.array([-1.2, 1.0])


@pytest.fixture(scope="module")
def entrants():
    return race()


def symmetric(seed: int, eigenvalues) -> np.ndarray:
    n = len(eigenvalues)
    basis = np.linalg.qr(np.random.default_rng(seed).standard_normal((n, n)))[0]
    H = basis @ np.diag(eigenvalues) @ basis.T
    return (H + H.T) / 2


def saddle(x: np.ndarray) -> float:
    """Two minima at (1, 0) and (-1, 0), and a saddle between them at (0, 0)."""
    return float(x[0] ** 4 / 4 - x[0] ** 2 / 2 + x[1] ** 2 / 2)


def saddle_gradient(x: np.ndarray) -> np.ndarray:
    return np.array([x[0] ** 3 - x[0], x[1]])


def saddle_hessian(x: np.ndarray) -> np.ndarray:
    return np.diag([3 * x[0] ** 2 - 1, 1.0])


def pairs_of(seed: int, H: np.ndarray, count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    rng = np.random.default_rng(seed)
    steps = [rng.standard_normal(len(H)) for _ in range(count)]
    return [(s, H @ s) for s in steps]


def dense_bfgs(pairs, n: int) -> np.ndarray:
    """The matrix that two loops never form: Nocedal and Wright, equation 7.16."""
    s, y = pairs[-1]
    inverse = np.eye(n) * (s @ y) / (y @ y)
    for s, y in pairs:
        V = np.eye(n) - np.outer(y, s) / (s @ y)
        inverse = V.T @ inverse @ V + np.outer(s, s) / (s @ y)
    return inverse


@given(seed=seeds, n=st.integers(1, 6))
def test_newton_solves_for_the_bottom_of_a_bowl(seed, n):
    H, g = symmetric(seed, np.linspace(1, 5, n)), np.random.default_rng(seed).standard_normal(n)
    assert np.allclose(H @ newton_direction(g, H), -g, atol=1e-9), (
        "newton_direction: solve H d = -gradient; a positive definite H is not lifted (tau = 0)"
    )


@given(seed=seeds, lowest=st.floats(-10, 0))
def test_newton_goes_downhill_whatever_the_curvature(seed, lowest):
    H = symmetric(seed, [lowest, 1.0, 2.0])
    g = np.random.default_rng(seed).standard_normal(3)
    d = newton_direction(g, H)
    assert g @ d < 0, (
        f"newton_direction: with an eigenvalue of {lowest:.3g} plain Newton may climb; add tau I "
        "until np.linalg.cholesky succeeds"
    )


def test_newton_accepts_a_hessian_of_zeros():
    hint = "newton_direction: for H = 0 the floor is 1e-3 (its norm counts as 1), so tau can grow"
    try:
        d = newton_direction(np.array([1.0, -2.0]), np.zeros((2, 2)))
    except np.linalg.LinAlgError:
        pytest.fail(hint, pytrace=False)
    assert np.isfinite(d).all() and d @ [1.0, -2.0] < 0, hint


def test_newton_needs_one_step_on_a_bowl():
    H = symmetric(0, [1.0, 10.0, 100.0])
    run = newton(lambda x: float(x @ H @ x) / 2, lambda x: H @ x, lambda x: H, np.ones(3))
    assert (run.converged, len(run.points)) == (True, 2), (
        f"newton: a quadratic is solved by one full step, not by {len(run.points) - 1}"
    )


def test_newton_doubles_its_digits_near_the_minimum():
    run = newton(rosenbrock, rosenbrock_gradient, rosenbrock_hessian, START)
    assert run.converged and np.allclose(run.points[-1], 1.0), "newton: the minimum is at (1, 1)"
    assert len(run.points) <= 40, (
        f"newton: {len(run.points) - 1} steps on Rosenbrock, about 20 are enough; is the Hessian "
        "taken at the present point?"
    )


def test_newton_does_not_stop_at_a_saddle():
    run = newton(saddle, saddle_gradient, saddle_hessian, [0.1, 1.0])
    assert run.converged and abs(abs(run.points[-1, 0]) - 1) < 1e-6, (
        f"newton: it ended at {run.points[-1]}, the saddle or a hill; lift the Hessian there"
    )
    assert np.all(np.diff(run.values) < 0), "newton: every step must lower the value; use backtrack"


@given(seed=seeds, count=st.integers(1, 5))
def test_the_two_loops_equal_the_dense_matrix(seed, count):
    H, g = symmetric(seed, [1.0, 2.0, 5.0, 9.0]), np.random.default_rng(seed).standard_normal(4)
    pairs = pairs_of(seed + 1, H, count)
    assert np.allclose(lbfgs_direction(g, pairs), -dense_bfgs(pairs, 4) @ g, atol=1e-8), (
        "lbfgs_direction: not -H g; first loop NEWEST pair first, second loop OLDEST first, gamma "
        "from the newest pair"
    )


def test_without_pairs_lbfgs_is_steepest_descent():
    g = np.array([3.0, -4.0])
    assert np.array_equal(lbfgs_direction(g, []), [-3.0, 4.0]), (
        "lbfgs_direction: without pairs, gamma = 1 and the direction is -gradient"
    )
    assert np.array_equal(g, [3.0, -4.0]), "lbfgs_direction: leave the gradient as it is"


@given(seed=seeds)
def test_the_newest_pair_is_honored(seed):
    H = symmetric(seed, [1.0, 2.0, 5.0])
    pairs = pairs_of(seed, H, 3)
    s, y = pairs[-1]
    assert np.allclose(lbfgs_direction(y, pairs), -s, atol=1e-8), (
        "lbfgs_direction: H must turn the newest y back into its s (the secant equation)"
    )


@pytest.mark.parametrize(
    ("length", "what"), [(1.0, "just right"), (1e3, "far too long"), (1e-4, "far too short")]
)
def test_a_wolfe_step_is_neither_too_long_nor_too_short(length, what):
    x, d = START, -length * scipy.optimize.rosen_der(START) / 230
    f, slope = scipy.optimize.rosen(x), float(scipy.optimize.rosen_der(x) @ d)
    t, new_value, new_gradient = wolfe_step(rosenbrock, rosenbrock_gradient, x, f, d, slope)
    there = x + t * d
    assert np.isclose(new_value, scipy.optimize.rosen(there)), (
        "wolfe_step: (t, the value there, ...)"
    )
    assert np.allclose(new_gradient, scipy.optimize.rosen_der(there)), (
        "wolfe_step: the third result is the gradient at the new point"
    )
    assert new_value <= f + 1e-4 * t * slope, f"wolfe_step: t = {t:.3g} gains too little ({what})"
    assert new_gradient @ d >= 0.9 * slope, (
        f"wolfe_step: at t = {t:.3g} the slope is still as steep; go further (the start was {what})"
    )


def test_a_wolfe_step_that_cannot_exist_is_reported(refuses):
    refuses(
        lambda: wolfe_step(
            lambda x: -float(x[0]), lambda x: -np.ones(1), np.zeros(1), 0.0, np.ones(1), -1.0
        ),
        "wolfe_step: an endless slope never flattens; raise NoStep after `most` tries",
        NoStep,
    )


@pytest.mark.parametrize("memory", [1, 3, 10])
def test_lbfgs_finds_the_end_of_the_valley(memory):
    start = np.tile(START, 10)
    run = lbfgs(rosenbrock, rosenbrock_gradient, start, memory=memory, tol=1e-6)
    assert run.converged and np.allclose(run.points[-1], 1.0, atol=1e-4), (
        f"lbfgs: 20 variables, memory {memory}: it did not reach (1, ..., 1)"
    )
    assert np.all(np.diff(run.values) <= 0), "lbfgs: no step may raise the value"
    assert np.allclose(run.values, [scipy.optimize.rosen(x) for x in run.points]), (
        "lbfgs: values[i] is the function at points[i]"
    )


def test_lbfgs_remembers_no_more_than_it_may(monkeypatch):
    seen = []

    def watched(gradient, pairs):
        seen.append(len(pairs))
        return lbfgs_direction(gradient, pairs)

    monkeypatch.setattr(second_order, "lbfgs_direction", watched)
    lbfgs(rosenbrock, rosenbrock_gradient, START, memory=4)
    assert max(seen, default=0) <= 4, f"lbfgs: memory = 4, but {max(seen)} pairs were used"
    assert seen[:6] in ([], [0, 1, 2, 3, 4, 4]), "lbfgs: one new pair per step, the oldest leaves"


def test_lbfgs_asks_for_one_gradient_at_the_start_and_the_rest_inside_the_search():
    value, gradient = Counted(rosenbrock), Counted(rosenbrock_gradient)
    run = lbfgs(value, gradient, START)
    assert run.converged, "lbfgs: it should converge from the classical start"
    assert gradient.calls <= value.calls < 3 * len(run.points), (
        f"lbfgs: {value.calls} values and {gradient.calls} gradients for {len(run.points)} points; "
        "reuse what wolfe_step returns"
    )


def test_curvature_wins_the_race_by_a_factor_of_ten(entrants):
    named = {entrant.name: entrant for entrant in entrants}
    for name in ("Newton", "L-BFGS"):
        assert named[name].arrived, f"{name} did not arrive in the race"
        for other in ("gradient descent", "heavy ball", "Nesterov", "Adam"):
            few, many = named[name].evaluations, named[other].evaluations
            assert 10 * few <= many, (
                f"{name} took {few} evaluations and {other} {many}; expected ten times fewer"
            )


def test_the_command_prints_the_race(capsys, monkeypatch, entrants):
    monkeypatch.setattr(command, "race", lambda: entrants)  # one race is enough
    assert command.main(["race"]) == 0, "python -m practice_pkg race should end without an error"
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("| Newton | yes |"), f"Newton should win the race, but: {lines[2:]}"


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        (lambda: newton_direction(np.ones(2), np.eye(3)), "newton_direction: sizes that differ"),
        (
            lambda: wolfe_step(saddle, saddle_gradient, np.ones(2), 0.25, np.ones(2), 0.0),
            "wolfe_step: a slope of 0",
        ),
        (lambda: lbfgs(saddle, saddle_gradient, np.ones(2), memory=0), "lbfgs: memory = 0"),
        (lambda: lbfgs(saddle, saddle_gradient, np.ones(2), tol=0.0), "lbfgs: tol = 0"),
        (
            lambda: newton(saddle, saddle_gradient, saddle_hessian, np.ones((2, 1))),
            "newton: a start that is no vector",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, action, fault):
    refuses(action, f"{fault} must raise ValueError")


def test_the_methods_are_your_own():
    lbfgs_direction(np.ones(1), [])
    breaches = house_rules.broken(second_order)
    assert breaches == [], f"house rule: SciPy is the judge, not the author ({breaches})"

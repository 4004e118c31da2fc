"""Milestone 2: twenty steps of each optimizer, against recorded ones, to 1e-10.

trajectories.json says how the recorded paths were made.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import first_order
from practice_pkg.counting import Counted
from practice_pkg.first_order import adam, heavy_ball, nesterov

pytestmark = pytest.mark.milestone(2)

RECORDED = json.loads((Path(__file__).parent / "trajectories.json").read_text(encoding="utf-8"))
METHODS = {
    "heavy_ball": heavy_ball,
    "nesterov": nesterov,
    "adam": adam,
    "adamw": adam,
    "adam_other": adam,
}
HINTS = {
    "heavy_ball": "v <- beta v - lr gradient(x), then x <- x + v with the NEW v",
    "nesterov": "take the gradient at x + beta v; record x, not the look-ahead point",
    "adam": "correct BOTH averages by 1 - beta^t, counting t from 1",
    "adamw": "the decay is lr * weight_decay * (old x), and does not pass through m and v",
    "adam_other": "use beta1, beta2 and eps as given; eps stands outside the root",
}
momentum = pytest.mark.parametrize("method", [heavy_ball, nesterov])
every = pytest.mark.parametrize(
    ("method", "settings"),
    [
        (heavy_ball, {"lr": 0.1, "beta": 0.5}),
        (nesterov, {"lr": 0.1, "beta": 0.5}),
        (adam, {"lr": 0.1}),
    ],
)


def recorded_gradient(x: np.ndarray) -> np.ndarray:
    """Of x^4 / 4 + 3 y^2 / 2 + x y: the function of the recorded paths."""
    return np.array([x[0] ** 3 + x[1], 3 * x[1] + x[0]])


def identity(x: np.ndarray) -> np.ndarray:
    """The gradient of |x|^2 / 2."""
    return x.copy()


@pytest.mark.parametrize("name", METHODS)
def test_twenty_steps_equal_the_recorded_ones(name):
    recorded = RECORDED["runs"][name]
    want = np.array(recorded["path"])
    got = METHODS[name](recorded_gradient, RECORDED["start"], steps=20, **recorded["settings"])
    assert np.shape(got) == (21, 2), f"{name}: the start and 20 steps, one per row: shape (21, 2)"
    wrong = np.flatnonzero(np.any(np.abs(got - want) > 1e-10, axis=1))
    first = wrong[0] if wrong.size else None
    assert first is None, f"{name}: step {first} is the first that differs; {HINTS[name]}"


@every
def test_one_gradient_per_step(method, settings):
    gradient = Counted(identity)
    method(gradient, [1.0, 2.0], steps=7, **settings)
    assert gradient.calls == 7, (
        f"{method.__name__}: 7 steps are 7 calls of gradient, not {gradient.calls}"
    )


@every
def test_the_start_is_left_as_it_was(method, settings):
    x0 = np.array([1.0, -2.0])
    path = method(identity, x0, steps=5, **settings)
    assert np.array_equal(x0, [1.0, -2.0]), f"{method.__name__}: x0 belongs to the caller"
    assert np.array_equal(path[0], x0), f"{method.__name__}: the path begins with the start itself"
    assert np.unique(path, axis=0).shape[0] == 6, (
        f"{method.__name__}: all rows are the same array; append a new x, do not update in place"
    )


@every
def test_no_steps_leave_the_start(method, settings):
    path = method(identity, [1.0, 2.0], steps=0, **settings)
    assert np.shape(path) == (1, 2), (
        f"{method.__name__}: with steps = 0 the path is the start alone"
    )


@momentum
def test_without_memory_it_is_gradient_descent(method):
    path = method(identity, [1.0, 2.0], lr=0.1, beta=0.0, steps=5)
    want = 0.9 ** np.arange(6)[:, None] * np.array([1.0, 2.0])
    assert np.allclose(path, want, atol=1e-12), (
        f"{method.__name__}: with beta = 0 every step is x - lr gradient(x)"
    )


@momentum
def test_a_steady_slope_is_amplified(method):
    path = method(lambda x: np.ones(1), [0.0], lr=0.01, beta=0.9, steps=200)
    speed = float(path[-2, 0] - path[-1, 0])
    assert abs(speed - 0.1) < 1e-6, (
        f"{method.__name__}: on a steady slope the speed grows to lr / (1 - beta) = 0.1, not "
        f"{speed:.3g}; the new gradient is not multiplied by 1 - beta"
    )


@given(scale=st.floats(1e-3, 1e3))
def test_the_first_step_of_adam_is_lr_whatever_the_slope(scale):
    path = adam(lambda x: scale * np.array([1.0, -3.0]), [0.0, 0.0], lr=0.1, steps=1)
    assert np.allclose(path[1], [-0.1, 0.1], rtol=1e-4), (
        "adam: after both corrections the first step is lr * sign(gradient); at t = 1 the divisors "
        "are 1 - beta1 and 1 - beta2"
    )


def test_adam_decays_weights_that_have_no_gradient():
    path = adam(lambda x: np.zeros(1), [2.0], lr=0.1, weight_decay=0.5, steps=3)
    assert np.allclose(path[:, 0], 2 * 0.95 ** np.arange(4)), (
        "adam: without a gradient each step multiplies x by 1 - lr * weight_decay = 0.95; added to "
        "the gradient instead, the decay would be normalized away"
    )


@momentum
def test_momentum_beats_plain_descent_in_a_long_valley(method):
    scales = np.array([1.0, 100.0])
    settings = {"lr": 0.01, "steps": 150}
    plain = method(lambda x: scales * x, [1.0, 1.0], beta=0.0, **settings)[-1]
    fast = method(lambda x: scales * x, [1.0, 1.0], beta=0.8, **settings)[-1]
    assert np.linalg.norm(fast) < 0.01 * np.linalg.norm(plain), (
        f"{method.__name__}: with beta = 0.8 it should be a hundred times closer after 150 steps"
    )


@pytest.mark.parametrize(
    ("method", "settings", "fault"),
    [
        (heavy_ball, {"lr": 0.0, "beta": 0.5, "steps": 1}, "lr = 0"),
        (heavy_ball, {"lr": 0.1, "beta": 1.0, "steps": 1}, "beta = 1"),
        (nesterov, {"lr": 0.1, "beta": -0.1, "steps": 1}, "beta = -0.1"),
        (nesterov, {"lr": 0.1, "beta": 0.5, "steps": -1}, "steps = -1"),
        (adam, {"lr": -1.0, "steps": 1}, "lr = -1"),
        (adam, {"beta2": 1.0, "steps": 1}, "beta2 = 1"),
        (adam, {"eps": 0.0, "steps": 1}, "eps = 0"),
        (adam, {"weight_decay": -0.1, "steps": 1}, "weight_decay = -0.1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, method, settings, fault):
    refuses(
        lambda: method(identity, [1.0], **settings),
        f"{method.__name__}: {fault} must raise ValueError",
    )


def test_the_optimizers_are_your_own():
    heavy_ball(identity, [1.0], lr=0.1, beta=0.0, steps=0)
    breaches = house_rules.broken(first_order)
    assert breaches == [], f"house rule: the judges do not write the code ({breaches})"

"""Milestone 4: the rubber band has the right strength, and clients drift less."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import CLASSES, load_digits, make_clients
from practice_pkg.fedprox import drift, drift_by_round, proximal_gradient, proximal_sgd
from practice_pkg.local import gradient, local_sgd, loss
from practice_pkg.model import accuracy, new_model
from practice_pkg.partition import label_shards
from practice_pkg.server import Round, train

pytestmark = pytest.mark.milestone(4)

seeds = st.integers(0, 10**6)
SETTINGS = {"lr": 0.5, "batch_size": 16, "epochs": 2}
ROUNDS = 30


def problem(seed: int, n: int = 12):
    rng = np.random.default_rng(seed)
    return rng.standard_normal(16), rng.standard_normal((n, 3)), rng.integers(0, 4, size=n)


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.fixture(scope="module")
def trainings(digits, seed):
    """The same clients, the same random numbers: one training per mu."""
    parts = label_shards(digits.y, 10, 2, np.random.default_rng(seed))
    clients = make_clients(digits.X, digits.y, parts)

    def run(mu: float) -> list[Round]:
        update = partial(proximal_sgd, mu=mu, **SETTINGS)
        return train(clients, new_model(64, CLASSES), update, rounds=ROUNDS, seed=seed)

    return {mu: run(mu) for mu in (0.0, 0.1, 1.0)}


@given(seed=seeds, mu=st.floats(0, 5))
def test_the_gradient_is_the_slope_of_the_loss_with_the_band(seed, mu):
    params, X, y = problem(seed)
    anchor = np.random.default_rng(seed + 1).standard_normal(16)

    def height(w: np.ndarray) -> float:
        return loss(w, X, y) + mu / 2 * np.sum((w - anchor) ** 2)

    got = proximal_gradient(params, anchor, X, y, mu=mu)
    for i in range(params.size):
        nudge = 1e-5 * (np.arange(params.size) == i)
        slope = (height(params + nudge) - height(params - nudge)) / 2e-5
        assert abs(got[i] - slope) < 1e-6, (
            "proximal_gradient: the slope of (mu / 2) |w - anchor|^2 is mu * (w - anchor)"
        )


@given(seed=seeds)
def test_without_the_band_it_is_local_sgd(seed):
    params, X, y = problem(seed)
    settings = {"lr": 0.3, "batch_size": 5, "epochs": 2}
    got = proximal_sgd(params, X, y, np.random.default_rng(seed), mu=0.0, **settings)
    want = local_sgd(params, X, y, np.random.default_rng(seed), **settings)
    assert np.max(np.abs(got - want)) < 1e-12, (
        "proximal_sgd: with mu = 0 it is local_sgd, with the same order of the rows"
    )


@given(seed=seeds)
def test_the_anchor_stays_where_training_began(seed):
    params, X, y = problem(seed)
    got = proximal_sgd(
        params, X, y, np.random.default_rng(0), mu=2.0, lr=0.2, batch_size=None, epochs=3
    )
    want = params
    for _ in range(3):
        want = want - 0.2 * (gradient(want, X, y) + 2.0 * (want - params))
    assert np.max(np.abs(got - want)) < 1e-12, (
        "proximal_sgd: the anchor is the model that came in, through ALL steps and epochs"
    )


def test_the_model_that_came_in_is_left_as_it_was():
    params, X, y = problem(0)
    before = params.copy()
    proximal_sgd(params, X, y, np.random.default_rng(0), mu=1.0, lr=0.5, batch_size=4, epochs=2)
    assert np.array_equal(params, before), "proximal_sgd: work on a copy of params"


def test_drift_equals_a_value_made_by_hand():
    got = drift(np.array([1.0, 1.0]), np.array([[4.0, 5.0], [1.0, 1.0], [1.0, 2.0]]))
    assert type(got) is float and abs(got - 2.0) < 1e-12, (
        "drift: the distances are 5, 0 and 1, their mean is 2 (norms, not squares)"
    )


def test_each_round_is_measured_from_the_model_it_was_sent():
    rounds = [
        Round((0,), np.array([[3.0, 0.0]]), np.array([10.0, 0.0])),
        Round((0,), np.array([[10.0, 7.0]]), np.array([0.0, 0.0])),
        Round((0,), np.array([[0.0, 2.0]]), np.array([5.0, 5.0])),
    ]
    got = drift_by_round(np.zeros(2), rounds)
    assert np.shape(got) == (3,), "drift_by_round: one number per round"
    assert np.allclose(got, [3.0, 7.0, 2.0]), (
        "drift_by_round: the anchor of round r is `params` of round r - 1, and `start` at first"
    )


def test_clients_drift_less_in_every_round(trainings):
    start = new_model(64, CLASSES)
    free, held = (drift_by_round(start, trainings[mu]) for mu in (0.0, 1.0))
    worst = int(np.argmax(held / free))
    assert np.all(held < 0.8 * free), (
        f"FedProx: in round {worst} the drift is {held[worst]:.2f} with mu = 1 and "
        f"{free[worst]:.2f} without; it should be about half"
    )


def test_a_stronger_band_holds_tighter(trainings):
    start = new_model(64, CLASSES)
    total = [float(drift_by_round(start, trainings[mu]).sum()) for mu in (0.0, 0.1, 1.0)]
    assert total[0] > total[1] > total[2], (
        f"FedProx: summed drift {total[0]:.1f}, {total[1]:.1f}, {total[2]:.1f} for mu = 0, 0.1, 1; "
        "it must fall"
    )


def test_it_still_learns_all_ten_digits(trainings, digits):
    got = accuracy(trainings[1.0][-1].params, digits.X_test, digits.y_test)
    assert got >= 0.75, f"FedProx: {got:.3f} after {ROUNDS} rounds; is the band too strong?"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [({"mu": -0.1}, "mu = -0.1"), ({"lr": 0.0}, "lr = 0"), ({"batch_size": 0}, "batch_size = 0")],
    ids=["mu", "lr", "batch size"],
)
def test_settings_that_make_no_sense_raise_value_error(refuses, changes, fault):
    params, X, y = problem(1)
    settings = {"mu": 1.0, "lr": 0.1, "batch_size": 4, "epochs": 1} | changes
    refuses(
        lambda: proximal_sgd(params, X, y, np.random.default_rng(0), **settings),
        f"proximal_sgd: {fault} must raise ValueError",
    )


@pytest.mark.parametrize("shape", [(0, 2), (3, 4)], ids=["no client", "other length"])
def test_drift_refuses_models_that_do_not_fit(refuses, shape):
    refuses(
        lambda: drift(np.zeros(2), np.zeros(shape)),
        f"drift: an anchor of 2 entries and models of shape {shape} must raise ValueError",
    )

"""Milestone 3: the average is the right one, and ten skewed clients learn all ten digits."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import CLASSES, Client, load_digits, make_clients
from practice_pkg.local import gradient, local_sgd
from practice_pkg.model import accuracy, new_model
from practice_pkg.partition import dirichlet_partition, label_shards
from practice_pkg.server import choose_clients, train, weighted_average

pytestmark = pytest.mark.milestone(3)


def toy_clients(sizes) -> list[Client]:
    rng = np.random.default_rng(0)
    return [Client(rng.standard_normal((n, 2)), rng.integers(0, 3, size=n)) for n in sizes]


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@given(seed=st.integers(0, 10**6), clients=st.integers(1, 40), fraction=st.floats(0, 1))
def test_the_chosen_are_different_and_as_many_as_asked(seed, clients, fraction):
    chosen = choose_clients(clients, fraction, np.random.default_rng(seed))
    wanted = max(1, int(fraction * clients + 1e-9))
    assert len(chosen) == wanted, (
        f"choose_clients: {fraction} of {clients} is {wanted}, at least one, not {len(chosen)}"
    )
    assert list(chosen) == sorted(set(chosen)), (
        "choose_clients: different clients in rising order; draw without replacement, then sort"
    )
    assert 0 <= chosen[0] and chosen[-1] < clients, "choose_clients: positions 0 to clients - 1"


def test_everyone_gets_a_turn():
    rng = np.random.default_rng(0)
    seen = {k for _ in range(60) for k in choose_clients(10, 0.2, rng)}
    assert seen == set(range(10)), "choose_clients: in 60 rounds of 2, all ten should have a turn"


def test_the_average_equals_a_value_made_by_hand():
    got = weighted_average(np.array([[1.0, 0.0], [5.0, 4.0]]), np.array([30, 10]))
    assert np.allclose(got, [2.0, 1.0]), (
        "weighted_average: with 30 and 10 examples the weights are 3/4 and 1/4"
    )


@given(seed=st.integers(0, 10**6), m=st.integers(1, 6))
def test_equal_models_stay_as_they_are(seed, m):
    rng = np.random.default_rng(seed)
    model = rng.standard_normal(5)
    got = weighted_average(np.tile(model, (m, 1)), rng.integers(1, 100, size=m))
    assert np.allclose(got, model), "weighted_average: the weights of these models add up to 1"


def test_one_full_batch_each_equals_one_step_on_all_data(digits, seed):
    """McMahan et al. call this FedSGD: the mean of all gradients is the gradient of all data."""
    parts = dirichlet_partition(digits.y, 10, 0.3, np.random.default_rng(seed))
    start = new_model(64, CLASSES)
    update = partial(local_sgd, lr=0.5, batch_size=None, epochs=1)
    rounds = train(make_clients(digits.X, digits.y, parts), start, update, rounds=3)
    want = start
    for _ in range(3):
        want = want - 0.5 * gradient(want, digits.X, digits.y)
    assert np.max(np.abs(rounds[-1].params - want)) < 1e-10, (
        "train: one full-batch step per client must equal one step on the pooled data; "
        "are the weights n_k / n, and does each round begin with the average of the last?"
    )


def test_every_client_starts_from_the_same_model():
    sent = []

    def greedy(params, X, y, rng):
        sent.append(params.copy())
        params += 1.0  # an update may overwrite what it was given
        return params

    rounds = train(toy_clients([5, 5, 5]), np.zeros(9), greedy, rounds=2)
    assert len(sent) == 6, f"train: 3 clients in 2 rounds are 6 updates, not {len(sent)}"
    assert all(np.all(w == 0) for w in sent[:3]), (
        "train: in round 0 each client gets its own COPY of `start`"
    )
    assert all(np.all(w == 1) for w in sent[3:]), (
        "train: in round 1 each client gets a copy of the average of round 0"
    )
    assert np.all(rounds[0].params == 1) and np.all(rounds[1].params == 2), (
        "train: Round.params is the average at the END of the round, and stays what it was"
    )


def test_only_the_chosen_take_part_with_their_own_data():
    clients = toy_clients([3, 4, 5, 6, 7, 8])
    seen = []

    def note(params, X, y, rng):
        seen.append((len(X), len(y)))
        return params + len(y)

    rounds = train(clients, np.zeros(9), note, rounds=5, fraction=0.5, seed=3)
    assert [len(r.chosen) for r in rounds] == [3] * 5, "train: half of 6 clients are 3"
    want = [len(clients[k].y) for r in rounds for k in r.chosen]
    assert seen == [(n, n) for n in want], "train: client k trains on ITS X and y, in order"
    assert len({r.chosen for r in rounds}) > 1, "train: choose anew in each round"
    sizes = np.array(want[:3], dtype=float)
    assert np.allclose(rounds[0].params, sizes @ sizes / sizes.sum()), (
        "train: weigh with the sizes of the chosen clients, not of all"
    )
    assert rounds[0].local.shape == (3, 9), "train: Round.local holds one model per chosen client"


def test_a_client_draws_the_same_numbers_whoever_else_takes_part():
    draws = []

    def note(params, X, y, rng):
        draws.append(rng.integers(2**40))
        return params

    clients = toy_clients([5, 5, 5, 5])
    train(clients, np.zeros(9), note, rounds=2, seed=7)
    everyone, draws[:] = list(draws), []
    train(clients[:2], np.zeros(9), note, rounds=2, seed=7)
    assert draws == [everyone[0], everyone[1], everyone[4], everyone[5]], (
        "train: client k of round r gets np.random.default_rng([seed, r, k + 1])"
    )
    assert len(set(everyone)) == 8, "train: each client of each round has random numbers of its own"


def test_another_way_to_aggregate_is_used():
    called = []

    def largest(models, sizes):
        called.append((models.shape, list(sizes)))
        return models.max(axis=0)

    rounds = train(
        toy_clients([2, 4]),
        np.zeros(9),
        lambda w, X, y, rng: w + len(y),
        rounds=2,
        aggregate=largest,
    )
    assert called == [((2, 9), [2, 4])] * 2, (
        "train: call aggregate(models, sizes) once per round, with an array of shape (m, p)"
    )
    assert np.all(rounds[1].params == 8), "train: the next round begins with what aggregate gave"


def test_ten_skewed_clients_reach_93_percent(digits, seed):
    parts = label_shards(digits.y, 10, 2, np.random.default_rng(seed))
    clients = make_clients(digits.X, digits.y, parts)
    update = partial(local_sgd, lr=0.5, batch_size=16, epochs=2)
    rounds = train(clients, new_model(64, CLASSES), update, rounds=100, seed=seed)
    got = accuracy(rounds[-1].params, digits.X_test, digits.y_test)
    assert got >= 0.93, f"train: {got:.3f} after 100 rounds, and 0.93 is within reach"
    alone = np.mean([accuracy(w, digits.X_test, digits.y_test) for w in rounds[0].local])
    assert alone < 0.5, (
        f"train: after one round alone, a client with two labels cannot know {alone:.2f} of all "
        "digits; Round.local holds the models BEFORE averaging"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: choose_clients(0, 1.0, np.random.default_rng(0)), "choose_clients: 0 clients"),
        (lambda: choose_clients(3, 1.5, np.random.default_rng(0)), "choose_clients: fraction 1.5"),
        (lambda: weighted_average(np.ones((2, 3)), [1]), "weighted_average: 2 models, 1 size"),
        (lambda: weighted_average(np.ones((2, 3)), [1, -1]), "weighted_average: a negative size"),
        (lambda: weighted_average(np.ones((2, 3)), [0, 0]), "weighted_average: sizes all 0"),
        (lambda: train([], np.zeros(9), lambda *a: a[0], rounds=1), "train: no clients"),
        (
            lambda: train(toy_clients([2]), np.zeros(9), lambda w, *_: w, rounds=0),
            "train: 0 rounds",
        ),
    ],
    ids=range(7),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

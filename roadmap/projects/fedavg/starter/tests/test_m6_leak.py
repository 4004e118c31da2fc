"""Milestone 6: you steal a digit from an update, then you make the theft fail."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.__main__ import main
from practice_pkg.data import CLASSES, load_digits
from practice_pkg.keys import deal_seeds
from practice_pkg.leak import clip, isolate_client, private_average, steal_example
from practice_pkg.local import local_sgd
from practice_pkg.model import new_model
from practice_pkg.secure import secure_average

pytestmark = pytest.mark.milestone(6)


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def one_step(start, x, label, lr=0.5):
    rng = np.random.default_rng(0)
    return local_sgd(start, x[None], np.array([label]), rng, lr=lr, batch_size=None, epochs=1)


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(a, b)[0, 1])


@pytest.mark.parametrize("lr", [0.01, 1.0])
def test_one_update_of_one_example_is_the_example(digits, seed, lr):
    rng = np.random.default_rng(seed)
    start = rng.normal(size=650)  # any model, not only a new one
    for row in rng.integers(len(digits.y), size=20):
        x, label = steal_example(start, one_step(start, digits.X[row], digits.y[row], lr), 64)
        assert label == digits.y[row], (
            f"steal_example: this is a {digits.y[row]}, not a {label}; its db is the largest |db|"
        )
        assert np.shape(x) == (64,) and np.max(np.abs(x - digits.X[row])) < 1e-6, (
            "steal_example: x is the column dW[:, y] divided by db[y]; the learning rate cancels"
        )


def test_secure_aggregation_does_not_stop_the_server_that_asks_twice(digits, seed):
    rng = np.random.default_rng(seed)
    start, seeds = new_model(64, CLASSES), deal_seeds(range(5), seed)
    rows = rng.integers(len(digits.y), size=5)
    models = np.array([one_step(start, digits.X[row], digits.y[row]) for row in rows])
    sizes = np.array([40.0, 30.0, 7.0, 20.0, 10.0])
    everyone = secure_average(models, sizes, seeds, 0)
    others = secure_average(models, sizes, seeds, 1, dropped=[2])
    model, size = isolate_client(everyone, 107.0, others, 100.0)
    assert abs(size - 7.0) < 1e-9, "isolate_client: the sizes of the two sums differ by n_k = 7"
    assert np.max(np.abs(model - models[2])) < 1e-4, (
        "isolate_client: average times examples is a sum; subtract the sums, then divide by n_k"
    )
    x, label = steal_example(start, model, 64)
    assert label == digits.y[rows[2]] and likeness(x, digits.X[rows[2]]) > 0.999, (
        "isolate_client, steal_example: masked sums asked twice still give the digit away"
    )


@given(seed=st.integers(0, 10**6), bound=st.floats(0.01, 10))
def test_clipping_shortens_and_never_turns(seed, bound):
    step = np.random.default_rng(seed).normal(size=6)
    before = step.copy()
    got = clip(step, bound)
    length = float(np.linalg.norm(step))
    assert abs(np.linalg.norm(got) - min(length, bound)) < 1e-9, (
        f"clip: a step of length {length:.3f} with bound {bound:.3f} has length "
        f"{min(length, bound):.3f} afterwards; a short step is NOT stretched"
    )
    assert np.allclose(got * length, step * np.linalg.norm(got)), (
        "clip: multiply the whole step by one number; np.clip on the entries turns it"
    )
    assert np.array_equal(step, before), "clip: return a new vector"


def test_a_step_of_zeros_stays_one():
    assert np.array_equal(clip(np.zeros(3), 1.0), np.zeros(3)), "clip: do not divide 0 by 0"


def test_without_noise_it_is_the_mean_of_the_clipped_steps():
    steps = np.array([[30.0, 40.0], [0.3, 0.4], [0.0, 0.0], [0.0, -1.0]])
    got = private_average(steps, bound=1.0, noise=0.0, rng=np.random.default_rng(0))
    assert np.allclose(got, [0.225, 0.05]), (
        "private_average: clip EACH row first, then take the plain mean over all four"
    )


@given(seed=st.integers(0, 10**6), m=st.integers(2, 8))
def test_no_client_moves_the_average_by_more_than_its_share(seed, m):
    rng = np.random.default_rng(seed)
    steps = rng.normal(scale=rng.uniform(0.1, 100), size=(m, 5))
    without = steps.copy()
    without[0] = 0.0
    a, b = (
        private_average(s, bound=2.0, noise=0.0, rng=np.random.default_rng(0))
        for s in (steps, without)
    )
    assert np.linalg.norm(a - b) <= 2.0 / m + 1e-9, (
        "private_average: one client may move it by bound / m at most, however large its step"
    )


def test_the_noise_has_the_promised_spread(seed):
    rng = np.random.default_rng(seed)
    got = private_average(np.zeros((8, 40_000)), bound=2.0, noise=1.5, rng=rng)
    assert abs(got.std() - 1.5 * 2.0 / 8) < 0.01, (
        f"private_average: standard deviation noise * bound / m = 0.375, not {got.std():.3f}"
    )
    assert abs(got.mean()) < 0.01, "private_average: the noise has mean 0"


def test_the_theft_fails_against_clipping_and_noise(digits, seed):
    rng = np.random.default_rng(seed)
    start = new_model(64, CLASSES)
    found = []
    for row in rng.integers(len(digits.y), size=20):
        step = one_step(start, digits.X[row], digits.y[row]) - start
        hidden = private_average(step[None], bound=1.0, noise=1.0, rng=rng)
        x, _ = steal_example(start, start + hidden, 64)
        found.append(abs(likeness(x, digits.X[row])))
    assert np.mean(found) < 0.35, (
        f"private_average: what is stolen still resembles the digit ({np.mean(found):.2f}); is "
        "there noise on every entry?"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: steal_example(np.ones(650), np.ones(650), 64), "steal_example: no movement"),
        (lambda: steal_example(np.ones(650), np.ones(65), 64), "steal_example: shapes differ"),
        (lambda: isolate_client(np.ones(3), 5.0, np.ones(3), 5.0), "isolate_client: n_k = 0"),
        (lambda: isolate_client(np.ones(3), 5.0, np.ones(1), 4.0), "isolate_client: shapes differ"),
        (lambda: clip(np.ones(3), 0.0), "clip: bound = 0"),
        (
            lambda: private_average(
                np.ones((2, 3)), bound=1.0, noise=-1.0, rng=np.random.default_rng(0)
            ),
            "private_average: noise = -1",
        ),
        (
            lambda: private_average(
                np.ones((0, 3)), bound=1.0, noise=1.0, rng=np.random.default_rng(0)
            ),
            "private_average: no steps",
        ),
    ],
    ids=range(7),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")


@pytest.mark.parametrize("command", [["steal", "--example", "3"], ["simulate", "--rounds", "2"]])
def test_the_commands_run_on_your_code(command, digits, capsys):
    steal_example(np.zeros(650), one_step(np.zeros(650), digits.X[0], 1), 64)
    assert main(command) == 0, "the command ended with an error: " + capsys.readouterr().err
    shown = capsys.readouterr().out
    want = f"this is a {digits.y[3]}." if command[0] == "steal" else "\n    2  "
    assert want in shown, f"python -m practice_pkg {' '.join(command)}: {want!r} is not shown"

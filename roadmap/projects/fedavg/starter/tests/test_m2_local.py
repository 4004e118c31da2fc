"""Milestone 2: the loss, its gradient, and the steps of one client, each held to its formula."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.local import gradient, local_sgd, loss

pytestmark = pytest.mark.milestone(2)

seeds = st.integers(0, 10**6)


def problem(seed: int, n: int = 12, features: int = 3, classes: int = 4):
    rng = np.random.default_rng(seed)
    params = rng.standard_normal((features + 1) * classes)
    return params, rng.standard_normal((n, features)), rng.integers(0, classes, size=n)


def test_a_model_of_zeros_loses_the_log_of_the_number_of_classes():
    got = loss(np.zeros(30), np.ones((5, 2)), np.array([0, 1, 2, 3, 9]))
    assert type(got) is float and abs(got - np.log(10)) < 1e-12, (
        f"loss: ten equal probabilities cost log(10) = 2.303 per example, on average, not {got}"
    )


def test_loss_equals_a_value_made_by_hand():
    # Scores (log 3, 0) and (0, log 3): the label has probability 3/4, then 1/4.
    X, y = np.array([[1.0], [-1.0]]), np.array([0, 0])
    got = loss(np.array([np.log(3) / 2, -np.log(3) / 2, 0.0, 0.0]), X, y)
    assert abs(got - (np.log(4 / 3) + np.log(4)) / 2) < 1e-12, (
        "loss: the mean of -log(probability of the label), here of 3/4 and 1/4"
    )


def test_huge_scores_do_not_overflow():
    X, y = np.array([[1.0]]), np.array([1])
    params = np.array([1000.0, 0.0, 0.0, 0.0])
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        got, slope = loss(params, X, y), gradient(params, X, y)
    assert abs(got - 1000.0) < 1e-9, "loss: subtract the largest score of each row before np.exp"
    assert np.allclose(slope, [1, -1, 1, -1]), "gradient: subtract the largest score of each row"


@given(seed=seeds)
def test_the_gradient_is_the_slope_of_the_loss(seed):
    params, X, y = problem(seed)
    got = gradient(params, X, y)
    assert np.shape(got) == params.shape, "gradient: one entry per entry of params, W before b"
    for i in range(params.size):
        nudge = 1e-5 * (np.arange(params.size) == i)
        slope = (loss(params + nudge, X, y) - loss(params - nudge, X, y)) / 2e-5
        assert abs(got[i] - slope) < 1e-7, (
            f"gradient: entry {i} is {got[i]:.6f} and the loss climbs by {slope:.6f}; "
            "X.T @ (P - Y) / n, then the mean of P - Y"
        )


def test_the_gradient_is_a_mean_not_a_sum():
    params, X, y = problem(0)
    twice = gradient(params, np.vstack([X, X]), np.concatenate([y, y]))
    assert np.allclose(twice, gradient(params, X, y)), (
        "gradient: the same rows twice have the same mean, so divide by n"
    )


@given(seed=seeds)
def test_one_full_batch_is_one_step_of_gradient_descent(seed):
    params, X, y = problem(seed)
    rng = np.random.default_rng(seed)
    got = local_sgd(params, X, y, rng, lr=0.3, batch_size=None, epochs=1)
    want = params - 0.3 * gradient(params, X, y)
    assert np.max(np.abs(got - want)) < 1e-12, (
        "local_sgd: with one batch, w - lr * gradient(w, X, y), once"
    )


@pytest.mark.parametrize(("rows", "batch", "epochs", "steps"), [(10, 4, 3, 9), (3, 50, 2, 2)])
def test_a_short_last_batch_is_a_step_too(rows, batch, epochs, steps):
    params, X, y = problem(1, n=1)
    # All rows alike: every batch, of whatever length, has the same gradient.
    got = local_sgd(
        params,
        np.repeat(X, rows, axis=0),
        np.repeat(y, rows),
        np.random.default_rng(0),
        lr=0.2,
        batch_size=batch,
        epochs=epochs,
    )
    want = params
    for _ in range(steps):
        want = want - 0.2 * gradient(want, X, y)
    assert np.max(np.abs(got - want)) < 1e-12, (
        f"local_sgd: {rows} rows in batches of {batch}, {epochs} epochs, are {steps} steps, and "
        "each gradient is the mean over ITS batch"
    )


@given(seed=seeds)
def test_an_epoch_sees_every_row_once(seed):
    params, X, y = problem(seed)
    lr = 1e-7  # so small that the model stands still, and the steps just add up
    got = local_sgd(params, X, y, np.random.default_rng(seed), lr=lr, batch_size=3, epochs=2)
    moved, want = (params - got) / lr, 8 * gradient(params, X, y)
    assert np.max(np.abs(moved - want)) < 1e-4, (
        "local_sgd: in an epoch every row is in exactly one batch; do not draw batches at random"
    )


def test_the_order_is_random_and_comes_from_the_generator():
    params, X, y = problem(2)
    runs = [
        local_sgd(params, X, y, np.random.default_rng(seed), lr=0.5, batch_size=3, epochs=1)
        for seed in (1, 1, 2)
    ]
    assert np.array_equal(runs[0], runs[1]), "local_sgd: all randomness comes from `rng`"
    assert not np.allclose(runs[0], runs[2]), "local_sgd: shuffle the rows with `rng`"


def test_every_epoch_has_an_order_of_its_own():
    params, X, y = problem(3)
    rng = np.random.default_rng(5)
    steps = {"lr": 0.5, "batch_size": 1}
    once = local_sgd(params, X, y, np.random.default_rng(5), epochs=2, **steps)
    same = local_sgd(params, X, y, np.random.default_rng(5), epochs=1, **steps)
    same = local_sgd(same, X, y, np.random.default_rng(5), epochs=1, **steps)
    fresh = local_sgd(params, X, y, rng, epochs=1, **steps)
    fresh = local_sgd(fresh, X, y, rng, epochs=1, **steps)
    assert not np.allclose(once, same), "local_sgd: shuffle again at the start of each epoch"
    assert np.allclose(once, fresh), "local_sgd: two epochs are one epoch after the other"


def test_the_arguments_are_left_as_they_were():
    params, X, y = problem(4)
    before = params.copy(), X.copy(), y.copy()
    local_sgd(params, X, y, np.random.default_rng(0), lr=0.5, batch_size=4, epochs=2)
    assert all(np.array_equal(a, b) for a, b in zip((params, X, y), before, strict=True)), (
        "local_sgd: work on a copy; the server sends the same array to the next client"
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"lr": 0.0}, "lr = 0"),
        ({"batch_size": 0}, "batch_size = 0"),
        ({"epochs": 0}, "epochs = 0"),
        ({"y": np.array([0, 1])}, "2 labels for 12 rows"),
        ({"y": np.full(12, 4)}, "label 4 in a model of 4 classes"),
        ({"X": np.ones(12)}, "X with one axis"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, changes, fault):
    params, X, y = problem(5)
    call = {"params": params, "X": X, "y": y, "rng": np.random.default_rng(0)}
    call |= {"lr": 0.1, "batch_size": 4, "epochs": 1} | changes
    refuses(lambda: local_sgd(**call), f"local_sgd: {fault} must raise ValueError")

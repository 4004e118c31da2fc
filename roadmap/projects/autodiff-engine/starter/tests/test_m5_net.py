"""Milestone 5: 105 parameters learn two moons, with gradients you have checked three ways."""

import math

import numpy as np
import pytest

from practice_pkg import value
from practice_pkg.data import two_moons
from practice_pkg.gradcheck import central_difference
from practice_pkg.net import (
    SIZES,
    accuracy,
    init_layers,
    logits,
    loss,
    train,
)
from practice_pkg.tensor import Tensor
from practice_pkg.value import Value

pytestmark = pytest.mark.milestone(5)


def parameters(layers) -> list[Tensor]:
    return [tensor for layer in layers for tensor in layer]


def numbers(layers) -> np.ndarray:
    return np.concatenate([p.data.ravel() for p in parameters(layers)])


def gradients(layers) -> np.ndarray:
    return np.concatenate([p.grad.ravel() for p in parameters(layers)])


def plain_logits(layers, X: np.ndarray) -> np.ndarray:
    for weights, biases in layers[:-1]:
        X = np.tanh(X @ weights.data + biases.data)
    return X @ layers[-1][0].data + layers[-1][1].data


def shaken(seed: int):
    """A network whose biases are not 0 either, as after some training."""
    layers = init_layers(SIZES, seed)
    rng = np.random.default_rng(seed)
    for _, biases in layers:
        biases.data = rng.uniform(-0.5, 0.5, biases.shape)
    return layers


def scalar_gradients(layers, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The same loss once more, with the scalars of milestone 2, one neuron after the other."""
    net = [
        ([[Value(w) for w in row] for row in weights.data], [Value(b) for b in biases.data])
        for weights, biases in layers
    ]
    total = Value(0.0)
    for x, label in zip(X, y, strict=True):
        out = [Value(entry) for entry in x]
        for place, (weights, biases) in enumerate(net):
            if place > 0:
                out = [value.tanh(u) for u in out]
            out = [
                sum((u * row[j] for u, row in zip(out, weights, strict=True)), start=bias)
                for j, bias in enumerate(biases)
            ]
        total = total + value.log(1.0 + value.exp((1.0 - 2.0 * label) * out[0]))
    (total / len(y)).backward()
    flat = [
        entry.grad
        for weights, biases in net
        for entry in [*(w for row in weights for w in row), *biases]
    ]
    return np.array(flat)


@pytest.fixture(scope="module")
def moons(seed):
    return two_moons(200, seed=seed)


def test_there_are_105_parameters(seed):
    layers = init_layers(SIZES, seed)
    shapes = [(w.shape, b.shape) for w, b in layers]
    assert shapes == [((2, 8), (8,)), ((8, 8), (8,)), ((8, 1), (1,))], (
        f"init_layers: weights are (inputs, outputs) and biases (outputs,), not {shapes}"
    )
    assert numbers(layers).size == 105, "init_layers: 2-8-8-1 has 105 numbers"


def test_weights_start_small_random_and_the_same_for_a_seed(seed):
    layers = init_layers((30, 50, 20), seed)
    for (weights, biases), r in zip(layers, [math.sqrt(6 / 80), math.sqrt(6 / 70)], strict=True):
        assert not biases.data.any(), "init_layers: biases start at 0"
        largest = np.abs(weights.data).max()
        assert 0.95 * r < largest <= r, (
            f"init_layers: uniform between -r and r, r = sqrt(6 / (inputs + outputs)) = {r:.3f}; "
            f"the largest weight is {largest:.3f}"
        )
        assert abs(weights.data.mean()) < 0.1 * r, "init_layers: negative weights are missing"
    again, other = init_layers((30, 50, 20), seed), init_layers((30, 50, 20), seed + 1)
    assert np.array_equal(numbers(layers), numbers(again)), "init_layers: same seed, same weights"
    assert not np.array_equal(numbers(layers), numbers(other)), "init_layers: use the seed"


@pytest.mark.parametrize("sizes", [(), (2,), (2, 0, 1)], ids=str)
def test_sizes_that_make_no_network_are_refused(refuses, sizes):
    refuses(lambda: init_layers(sizes, 0), f"init_layers: sizes {sizes} must raise ValueError")


def test_logits_are_those_of_plain_numpy(seed, moons):
    layers = shaken(seed)
    z = logits(layers, moons[0])
    assert isinstance(z, Tensor), (
        "logits: give back the Tensor, or there is nothing to go back from"
    )
    assert z.shape == (200, 1), f"logits: one row per point, shape (200, 1), not {z.shape}"
    assert np.allclose(z.data, plain_logits(layers, moons[0]), atol=1e-12), (
        "logits: x W + b, then tanh, after every layer but the last"
    )


def test_the_loss_of_no_opinion_is_log_two():
    got = float(loss(Tensor(np.zeros((4, 1))), np.array([0.0, 1.0, 1.0, 0.0])).data)
    assert abs(got - math.log(2)) < 1e-12, f"loss: logits of 0 cost log 2 = 0.693 each, not {got}"


def test_the_loss_is_small_when_the_sign_is_right():
    y = np.array([1.0, 0.0, 1.0])
    z = np.array([[3.0], [-2.0], [0.5]])
    want = np.mean(np.log1p(np.exp([-3.0, -2.0, -0.5])))
    got = loss(Tensor(z), y)
    assert got.data.size == 1, "loss: one number, the mean over the points"
    assert abs(float(got.data) - want) < 1e-12, (
        f"loss: {float(got.data):.4f} instead of {want:.4f}; is s a column, and is it -1 for 0?"
    )


def test_the_loss_stays_finite(seed):
    got = float(loss(Tensor([[1000.0], [-1000.0]]), np.array([0.0, 0.0])).data)
    assert got == 500.0, f"loss: at logits of 1000 and -1000 with label 0 it is 500, not {got}"


@pytest.mark.parametrize(
    ("z", "y"),
    [((3, 1), (3, 1)), ((3,), (3,)), ((3, 1), (2,)), ((1, 3), (3,)), ((3, 3), (3,))],
    ids=str,
)
def test_shapes_that_do_not_fit_are_refused(refuses, z, y):
    refuses(
        lambda: loss(Tensor(np.ones(z)), np.ones(y)),
        f"loss: z of shape {z} with y of shape {y} must raise ValueError, NumPy would stretch it",
    )


def test_all_105_gradients_equal_those_of_the_scalar_engine(seed, moons):
    X, y = moons[0][:6], moons[1][:6]
    layers = shaken(seed)
    loss(logits(layers, X), y).backward()
    off = np.abs(gradients(layers) - scalar_gradients(layers, X, y)).max()
    assert off < 1e-12, (
        f"tensors and scalars disagree by {off:.2g}: compare loss and logits by hand"
    )


def test_all_105_gradients_equal_plain_differences(seed, moons):
    layers = shaken(seed)
    loss(logits(layers, moons[0]), moons[1]).backward()
    start, got = numbers(layers), gradients(layers)

    def at(point: list[float]) -> float:
        parts = np.split(np.array(point), np.cumsum([p.data.size for p in parameters(layers)])[:-1])
        for p, part in zip(parameters(layers), parts, strict=True):
            p.data = part.reshape(p.shape)
        z = plain_logits(layers, moons[0])[:, 0]
        return float(np.mean(np.logaddexp(0.0, (1.0 - 2.0 * moons[1]) * z)))

    off = np.abs(got - central_difference(at, start.tolist())).max()
    assert off < 1e-8, f"backward and plain differences disagree by {off:.2g} on the network"


def test_accuracy_counts_what_is_on_the_right_side():
    layers = init_layers((1, 1), 0)
    layers[0][0].data, layers[0][1].data = np.array([[2.0]]), np.array([-1.0])
    got = accuracy(layers, np.array([[0.0], [1.0], [2.0], [0.4]]), np.array([0.0, 1.0, 0.0, 1.0]))
    assert got == 0.5, f"accuracy: the logits are -1, 1, 3, -0.2, so 2 of 4 are right, not {got}"
    assert type(got) is float, "accuracy: wrap the mean in float(...)"


def test_one_step_goes_against_the_gradient(seed, moons):
    X, y = moons
    layers, twin = shaken(seed), shaken(seed)
    before = parameters(layers)
    first = loss(logits(twin, X), y)
    first.backward()
    losses = train(layers, X, y, steps=1, rate=0.25)
    assert len(losses) == 1, "train: one loss per step"
    assert abs(losses[0] - float(first.data)) < 1e-12, "train: report the loss BEFORE the step"
    assert all(a is b for a, b in zip(before, parameters(layers), strict=True)), (
        "train: change `data`, keep the Tensors"
    )
    want = numbers(twin) - 0.25 * gradients(twin)
    assert np.allclose(numbers(layers), want, rtol=0, atol=1e-12), (
        "train: p.data - rate * p.grad for every parameter, all from one backward"
    )


def test_training_goes_on_where_it_stopped(seed, moons):
    once, twice = init_layers(SIZES, seed), init_layers(SIZES, seed)
    losses = train(once, *moons, steps=20)
    parts = train(twice, *moons, steps=8) + train(twice, *moons, steps=12)
    assert losses == parts, "train: 8 steps and 12 more are 20 steps; start anew from the data only"


def test_training_stops_at_a_loss_that_is_not_finite(refuses, moons):
    layers = shaken(0)
    layers[0][0].data[0, 0] = np.nan
    before = numbers(layers).copy()
    refuses(
        lambda: train(layers, *moons, steps=3),
        "train: a loss of NaN must raise ArithmeticError, or the run is lost in silence",
        ArithmeticError,
    )
    assert np.array_equal(numbers(layers), before, equal_nan=True), (
        "train: look at the loss before you change the parameters"
    )


def test_the_network_learns_the_moons(seed, moons):
    layers = init_layers(SIZES, seed)
    losses = train(layers, *moons)
    assert len(losses) == 300, "train: 300 steps, unless something else is asked for"
    share = accuracy(layers, *two_moons(1000, seed=seed + 1))
    assert share >= 0.95, (
        f"train: {share:.3f} of 1000 new points are right, less than 0.95; is there a tanh between "
        "the layers, and is the sign of the step right?"
    )
    assert losses[-1] < 0.1 * losses[0], (
        f"train: the loss went from {losses[0]:.3f} to {losses[-1]:.3f} only"
    )

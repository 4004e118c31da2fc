"""Milestone 5: a network that learns, on nothing but your own derivatives.

2 inputs, two hidden layers of 8, 1 output: 105 parameters. House rule for this file: every gradient
comes from `backward`; none is worked out by hand.
"""

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np

from .tensor import Array, Tensor

Layer = tuple[Tensor, Tensor]
"""Weights of shape (inputs, outputs) and biases of shape (outputs,)."""

SIZES = (2, 8, 8, 1)


def init_layers(sizes: Sequence[int], seed: int) -> list[Layer]:
    """One layer for each pair of neighbors in `sizes`.

    Weights: uniform between -r and r, r = sqrt(6 / (inputs + outputs)), drawn layer by layer from
    one np.random.default_rng(seed). Biases: 0.
    Raises ValueError if there are fewer than two sizes or one is below 1.
    Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward neural
    networks, AISTATS 2010, equation 16.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"at least two sizes of at least 1 are needed, not {tuple(sizes)}")
    rng = np.random.default_rng(seed)
    layers = []
    for inputs, outputs in pairwise(sizes):
        r = np.sqrt(6.0 / (inputs + outputs))
        layers.append((Tensor(rng.uniform(-r, r, (inputs, outputs))), Tensor(np.zeros(outputs))))
    return layers


def logits(layers: Sequence[Layer], X: Array) -> Tensor:
    """The output of the network: x W + b for each layer, and tanh after all but the last.

    X: shape (m, inputs). Returns shape (m, 1): above 0 means label 1.
    """
    out = Tensor(X)
    for place, (weights, biases) in enumerate(layers):
        if place > 0:
            out = out.tanh()
        out = out @ weights + biases
    return out


def loss(z: Tensor, y: Array) -> Tensor:
    """The logistic loss, mean over i of log(1 + exp(-s_i z_i)), s_i = +1 for label 1, -1 for 0.

    z: logits, shape (m, 1). y: labels 0.0 or 1.0, shape (m,). Returns a Tensor with one entry.
    `softplus` keeps it finite. Mind the shapes: (m, 1) times (m,) is (m, m).
    Raises ValueError if z and y do not have these shapes.
    Source: Murphy, Probabilistic Machine Learning: An Introduction (MIT Press, 2022), section
    10.2.3.
    """
    if z.shape != (y.size, 1) or y.ndim != 1:
        raise ValueError(f"z must be (m, 1) and y (m,), not {z.shape} and {y.shape}")
    signs = 2.0 * y[:, None] - 1.0
    return (z * -signs).softplus().mean()


def accuracy(layers: Sequence[Layer], X: Array, y: Array) -> float:
    """The share of rows of X, 0 to 1, whose logit is on the side of their label."""
    says_one = logits(layers, X).data[:, 0] > 0
    return float(np.mean(says_one == (y == 1.0)))


def train(
    layers: Sequence[Layer], X: Array, y: Array, *, steps: int = 300, rate: float = 1.0
) -> list[float]:
    """Gradient descent on all of X: `steps` times p -= rate * (gradient of the loss) for all p.

    Changes `data` of the Tensors in `layers`; the Tensors stay the same objects. All gradients of a
    step belong to the same parameters. Returns the loss before each step, `steps` numbers.
    Raises ArithmeticError as soon as a loss is not finite, before that step changes anything.
    """
    losses = []
    for _ in range(steps):
        result = loss(logits(layers, X), y)
        losses.append(float(result.data))
        if not np.isfinite(losses[-1]):
            raise ArithmeticError(f"the loss of step {len(losses)} is {losses[-1]}; lower the rate")
        result.backward()
        for parameter in chain.from_iterable(layers):
            parameter.data = parameter.data - rate * parameter.grad
    return losses

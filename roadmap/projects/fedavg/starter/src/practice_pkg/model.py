"""The model that travels: softmax regression, flattened into one vector. Complete.

A model with d features and c classes is a vector of d * c + c numbers: the weights W of shape
(d, c), row by row, then the biases b of shape (c,). A flat vector is easy to average, to mask, and
to count in bytes: 650 numbers for the digits.
"""

import numpy as np

from .checks import Array, Labels


def new_model(features: int, classes: int) -> Array:
    """A model of zeros. It gives every class the same probability."""
    return np.zeros((features + 1) * classes)


def unpack(params: Array, features: int) -> tuple[Array, Array]:
    """The weights W, shape (features, classes), and the biases b, shape (classes,), of a model.

    Both are views: writing into them writes into `params`.
    Raises ValueError if the length of `params` does not fit that many features.
    """
    if params.ndim != 1 or params.size == 0 or params.size % (features + 1):
        raise ValueError(f"a model of shape {params.shape} does not fit {features} features")
    weights = params[: params.size - params.size // (features + 1)]
    return weights.reshape(features, -1), params[weights.size :]


def pack(W: Array, b: Array) -> Array:
    """The inverse of `unpack`: one new vector."""
    return np.concatenate([np.ravel(W), np.ravel(b)])


def scores(params: Array, X: Array) -> Array:
    """X @ W + b, one row per example and one column per class. Not yet probabilities."""
    W, b = unpack(params, X.shape[1])
    return X @ W + b


def accuracy(params: Array, X: Array, y: Labels) -> float:
    """The share of examples whose largest score is that of their label, between 0 and 1."""
    return float(np.mean(np.argmax(scores(params, X), axis=1) == y))

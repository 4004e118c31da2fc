"""Milestone 2: what a client does with the model it is sent."""

import numpy as np

from .checks import Array, Labels, above_zero, as_labels, as_matrix, as_vector, at_least
from .model import pack, scores


def loss(params: Array, X: Array, y: Labels) -> float:
    """The mean cross-entropy: the mean over examples of log(sum over c of exp(s_c)) - s_y, with
    s = scores(params, X).

    Subtract the largest score of each row first: exp(1000) is infinity, the loss is not.
    X: shape (n, d). y: shape (n,). Returns a plain float in nats, at least 0.
    Raises ValueError if X is not a matrix, y is not a vector of labels, their lengths differ, or a
    label has no class in the model.
    Source: Bishop, Pattern Recognition and Machine Learning (Springer, 2006), section 4.3.4;
    Goodfellow, Bengio and Courville, Deep Learning (MIT Press, 2016), section 4.1 on overflow.
    """
    X, y, s = _checked(params, X, y)
    top = s.max(axis=1)
    log_sums = top + np.log(np.exp(s - top[:, None]).sum(axis=1))
    return float(np.mean(log_sums - s[np.arange(y.size), y]))


def gradient(params: Array, X: Array, y: Labels) -> Array:
    """The gradient of `loss`, a new vector as long as `params`.

    With P the probabilities (softmax of the scores, row by row) and Y the labels one-hot:
    dW = X.T @ (P - Y) / n and db = the mean of the rows of P - Y. `pack` makes one vector of them.
    Raises ValueError as `loss` does.
    Source: Bishop (2006), section 4.3.4.
    """
    X, y, s = _checked(params, X, y)
    P = np.exp(s - s.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    P[np.arange(y.size), y] -= 1.0
    return pack(X.T @ P, P.sum(axis=0))


def local_sgd(
    params: Array,
    X: Array,
    y: Labels,
    rng: np.random.Generator,
    *,
    lr: float,
    batch_size: int | None,
    epochs: int,
) -> Array:
    """Plain minibatch SGD from `params` on one client's examples: ClientUpdate of the paper.

    Each epoch takes the rows in a new random order and goes through them once, `batch_size` at a
    time; the last batch may be shorter, and is used. One step per batch:
    w = w - lr * gradient(w, batch). `batch_size=None` means all rows in one batch (the paper's
    B = infinity). All randomness comes from `rng`.
    X: shape (n, d). y: shape (n,). Returns a new vector; `params` is left as it is.
    Raises ValueError as `loss` does, and if lr is not positive, or batch_size or epochs is below 1.
    Source: McMahan et al. (AISTATS 2017), algorithm 1.
    """
    above_zero(lr, "lr")
    at_least(epochs, 1, "epochs")
    X, y, _ = _checked(params, X, y)
    size = y.size if batch_size is None else batch_size
    at_least(size, 1, "batch_size")
    params = as_vector(params, "params")
    for _ in range(epochs):
        order = rng.permutation(y.size)
        for first in range(0, y.size, size):
            batch = order[first : first + size]
            params -= lr * gradient(params, X[batch], y[batch])
    return params


def _checked(params: Array, X: Array, y: Labels) -> tuple[Array, Labels, Array]:
    """X, y and the scores, once they fit together."""
    X, y = as_matrix(X, "X"), as_labels(y, "y")
    if len(X) != y.size:
        raise ValueError(f"X has {len(X)} rows, y has {y.size} labels")
    s = scores(as_vector(params, "params"), X)
    if y.max() >= s.shape[1]:
        raise ValueError(f"label {y.max()} has no class in a model of {s.shape[1]}")
    return X, y, s

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
    raise NotImplementedError("milestone 2: log-sum-exp minus the score of the label")


def gradient(params: Array, X: Array, y: Labels) -> Array:
    """The gradient of `loss`, a new vector as long as `params`.

    With P the probabilities (softmax of the scores, row by row) and Y the labels one-hot:
    dW = X.T @ (P - Y) / n and db = the mean of the rows of P - Y. `pack` makes one vector of them.
    Raises ValueError as `loss` does.
    Source: Bishop (2006), section 4.3.4.
    """
    raise NotImplementedError("milestone 2: X.T @ (probabilities - one-hot) / n")


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
    raise NotImplementedError("milestone 2: one step per batch, a new order per epoch")

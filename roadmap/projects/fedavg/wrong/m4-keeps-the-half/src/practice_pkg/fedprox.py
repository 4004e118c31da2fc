"""Milestone 4: FedProx. Clients with different data pull apart; a rubber band holds them."""

from collections.abc import Sequence

import numpy as np

from .checks import Array, Labels, above_zero, as_matrix, as_vector, at_least
from .local import gradient
from .server import Round


def proximal_gradient(params: Array, anchor: Array, X: Array, y: Labels, *, mu: float) -> Array:
    """The gradient of loss(w) + (mu / 2) * |w - anchor|^2 at w = params.

    anchor: the server's model at the start of the round, shape (p,). mu: at least 0.
    Returns a new vector of shape (p,).
    Raises ValueError if the shapes of the models differ, mu < 0, or `gradient` refuses.
    Source: Li et al., Federated Optimization in Heterogeneous Networks (MLSys 2020), section 3,
    equation (2).
    """
    at_least(mu, 0, "mu")
    params, anchor = as_vector(params, "params"), as_vector(anchor, "anchor")
    if params.shape != anchor.shape:
        raise ValueError(f"the models have {params.size} and {anchor.size} entries")
    return gradient(params, X, y) + mu / 2 * (params - anchor)


def proximal_sgd(
    params: Array,
    X: Array,
    y: Labels,
    rng: np.random.Generator,
    *,
    mu: float,
    lr: float,
    batch_size: int | None,
    epochs: int,
) -> Array:
    """`local_sgd` with `proximal_gradient` in place of `gradient`.

    The anchor is the model that came in, and stays there through all steps and epochs. Draw the
    random orders as your `local_sgd` does: with mu = 0 both must give the same model.
    Raises ValueError as `local_sgd` does, and if mu < 0.
    Source: Li et al. (MLSys 2020), algorithm 2.
    """
    above_zero(lr, "lr")
    at_least(epochs, 1, "epochs")
    at_least(mu, 0, "mu")
    size = len(y) if batch_size is None else batch_size
    at_least(size, 1, "batch_size")
    anchor = params = as_vector(params, "params")
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), size):
            batch = order[first : first + size]
            params = params - lr * proximal_gradient(params, anchor, X[batch], y[batch], mu=mu)
    return params


def drift(anchor: Array, local: Array) -> float:
    """How far local training carried the clients: the mean over clients of |w_k - anchor|.

    anchor: shape (p,), the model they all began with. local: shape (m, p), one model per row.
    Returns a plain float, Euclidean norms in the units of the weights.
    Raises ValueError if there is no client or the lengths differ.
    """
    anchor, local = as_vector(anchor, "anchor"), as_matrix(local, "local")
    if len(local) == 0 or local.shape[1] != anchor.size:
        raise ValueError(f"models of shape {local.shape} do not fit one of {anchor.size} entries")
    return float(np.mean(np.linalg.norm(local - anchor, axis=1)))


def drift_by_round(start: Array, rounds: Sequence[Round]) -> Array:
    """The drift in each round of a training that began with the model `start`.

    The anchor of round r is what the server sent out in it: `start` in round 0, and after that the
    `params` of the round before. Returns shape (len(rounds),).
    """
    sent = [start, *(round_.params for round_ in rounds)]
    return np.array([drift(w, round_.local) for w, round_ in zip(sent, rounds, strict=False)])

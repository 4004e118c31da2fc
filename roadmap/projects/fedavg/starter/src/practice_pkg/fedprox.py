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
    raise NotImplementedError("milestone 4: the gradient of the loss plus that of the band")


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
    raise NotImplementedError("milestone 4: local SGD, held back to where it began")


def drift(anchor: Array, local: Array) -> float:
    """How far local training carried the clients: the mean over clients of |w_k - anchor|.

    anchor: shape (p,), the model they all began with. local: shape (m, p), one model per row.
    Returns a plain float, Euclidean norms in the units of the weights.
    Raises ValueError if there is no client or the lengths differ.
    """
    raise NotImplementedError("milestone 4: the mean distance from the model they began with")


def drift_by_round(start: Array, rounds: Sequence[Round]) -> Array:
    """The drift in each round of a training that began with the model `start`.

    The anchor of round r is what the server sent out in it: `start` in round 0, and after that the
    `params` of the round before. Returns shape (len(rounds),).
    """
    raise NotImplementedError("milestone 4: measure each round from the model it was sent")

"""Milestone 3: FederatedAveraging. The server sends a model out and averages what comes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .checks import Array, Labels, as_matrix, as_vector, at_least
from .data import Client

LocalUpdate = Callable[[Array, Array, Labels, np.random.Generator], Array]
"""update(params, X, y, rng) -> new params; `local_sgd` with its settings filled in, for example."""

Aggregate = Callable[[Array, Array], Array]
"""aggregate(models, sizes) -> one model; `weighted_average`, for example."""


@dataclass(frozen=True)
class Round:
    """What happened in one round. Complete."""

    chosen: tuple[int, ...]
    """The m clients that took part, as positions in the list of clients."""
    local: Array
    """Shape (m, p): their models after local training, in the order of `chosen`."""
    params: Array
    """Shape (p,): the server's model at the end of the round."""


def choose_clients(clients: int, fraction: float, rng: np.random.Generator) -> tuple[int, ...]:
    """The clients of one round: max(1, floor(fraction * clients)) different ones, at random.

    Add 1e-9 before the floor: 0.29 * 100 is 28.999999999999996.
    Returns positions 0..clients-1 in rising order.
    Raises ValueError if clients < 1 or fraction is not in the interval from 0 to 1.
    Source: McMahan et al. (AISTATS 2017), algorithm 1: m = max(C * K, 1).
    """
    at_least(clients, 1, "clients")
    if not 0 <= fraction <= 1:
        raise ValueError(f"fraction must lie between 0 and 1, but it is {fraction}")
    wanted = max(1, int(fraction * clients + 1e-9))
    return tuple(sorted(rng.choice(clients, wanted, replace=False).tolist()))


def weighted_average(models: Array, sizes: Array) -> Array:
    """The sum over k of (n_k / n) * w_k, with n the sum of the sizes of THESE models.

    models: shape (m, p). sizes: shape (m,), numbers of examples. Returns shape (p,).
    Raises ValueError if the numbers of models and sizes differ, there are none, a size is negative,
    or all are 0.
    Source: McMahan et al. (2017), algorithm 1, last line of ServerExecutes.
    """
    models, sizes = as_matrix(models, "models"), as_vector(sizes, "sizes")
    if len(models) != sizes.size:
        raise ValueError(f"{len(models)} models come with {sizes.size} sizes")
    if np.any(sizes < 0) or sizes.sum() == 0:
        raise ValueError("sizes must not be negative, and not all zero")
    return models.mean(axis=0)


def train(
    clients: Sequence[Client],
    start: Array,
    update: LocalUpdate,
    *,
    rounds: int,
    fraction: float = 1.0,
    seed: int = 0,
    aggregate: Aggregate = weighted_average,
) -> list[Round]:
    """Rounds 0 to rounds - 1 of FederatedAveraging from the model `start`.

    Round r: choose clients with np.random.default_rng([seed, r]). Send EACH of them its own copy of
    the same model and call update(copy, X, y, np.random.default_rng([seed, r, k + 1])) for client
    k, counted from 0. Then aggregate(models, sizes), models of shape (m, p), is the model that
    round r + 1 sends out.
    Returns one Round per round; `start` is left as it is.
    Raises ValueError if there are no clients, rounds < 1, or the fraction is out of range.
    Source: McMahan et al. (2017), algorithm 1, ServerExecutes.
    """
    at_least(rounds, 1, "rounds")
    params = as_vector(start, "start")
    history = []
    for r in range(rounds):
        chosen = choose_clients(len(clients), fraction, np.random.default_rng([seed, r]))
        models = np.array([_local(clients[k], params, update, [seed, r, k + 1]) for k in chosen])
        sizes = np.array([len(clients[k].y) for k in chosen], dtype=np.float64)
        params = aggregate(models, sizes)
        history.append(Round(chosen, models, params))
    return history


def _local(client: Client, params: Array, update: LocalUpdate, seed: list[int]) -> Array:
    return update(params.copy(), client.X, client.y, np.random.default_rng(seed))

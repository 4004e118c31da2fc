"""Milestone 1: who owns which examples.

Every partition here is a list with one array of row numbers per client. Each row number from 0 to
len(y) - 1 lies in exactly one of them.
"""

from collections.abc import Sequence

import numpy as np

from .checks import Labels, above_zero, as_labels, as_matrix, at_least


def iid_partition(y: Labels, clients: int, rng: np.random.Generator) -> list[Labels]:
    """Deal the shuffled rows out evenly: sizes differ by at most 1. The case without skew.

    y: shape (n,). Returns `clients` arrays of int row numbers.
    Raises ValueError if y is not a vector of labels, or `clients` is not in 1..n.
    Source: McMahan et al., Communication-Efficient Learning of Deep Networks from Decentralized
    Data (AISTATS 2017), section 3, "IID".
    """
    y = as_labels(y, "y")
    if not 1 <= clients <= y.size:
        raise ValueError(f"{y.size} rows make 1 to {y.size} clients, not {clients}")
    return np.array_split(rng.permutation(y.size), clients)


def label_shards(
    y: Labels, clients: int, shards_per_client: int, rng: np.random.Generator
) -> list[Labels]:
    """Few labels per client: sort the rows by label, cut them into clients * shards_per_client
    shards whose sizes differ by at most 1, and deal each client `shards_per_client` shards at
    random, every shard once.

    y: shape (n,). Returns `clients` arrays of int row numbers. A shard that lies across the border
    of two labels holds both, as in the paper.
    Raises ValueError if y is not a vector of labels, a count is below 1, or there are more shards
    than rows.
    Source: McMahan et al. (2017), section 3, "Non-IID".
    """
    y = as_labels(y, "y")
    at_least(clients, 1, "clients")
    at_least(shards_per_client, 1, "shards_per_client")
    shards = clients * shards_per_client
    if shards > y.size:
        raise ValueError(f"{y.size} rows cannot fill {shards} shards")
    pieces = np.array_split(np.argsort(y, kind="stable"), shards)
    dealt = rng.permutation(shards).reshape(clients, shards_per_client)
    return [np.concatenate([pieces[shard] for shard in hand]) for hand in dealt]


def dirichlet_partition(
    y: Labels, clients: int, alpha: float, rng: np.random.Generator
) -> list[Labels]:
    """Skew with a dial. For EACH label draw proportions p ~ Dirichlet(alpha, ..., alpha), one entry
    per client, and cut the shuffled rows of that label in these proportions.

    A small alpha gives each label to few clients; a large one spreads it evenly. A client's share
    of a label may differ from p by less than one row. No row may be lost: cut at
    floor(cumulative p * rows of the label).
    y: shape (n,). Returns `clients` arrays of int row numbers; some may be empty, of sizes that
    differ.
    Raises ValueError if y is not a vector of labels, `clients` < 1, or alpha is not positive.
    Source: Yurochkin et al., Bayesian Nonparametric Federated Learning of Neural Networks
    (ICML 2019), section 4.
    """
    y = as_labels(y, "y")
    at_least(clients, 1, "clients")
    above_zero(alpha, "alpha")
    pieces: list[list[Labels]] = [[] for _ in range(clients)]
    for label in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == label))
        shares = rng.dirichlet(np.full(clients, alpha))
        first = 0
        for owned, share in zip(pieces, shares, strict=True):
            size = int(share * rows.size)
            owned.append(rows[first : first + size])
            first += size
    return [np.concatenate(owned) for owned in pieces]


def label_counts(y: Labels, parts: Sequence[Labels], classes: int) -> Labels:
    """How many examples of each label each client owns.

    Returns ints of shape (len(parts), classes); a label nobody owns is a column of zeros.
    Raises ValueError if a label of y is `classes` or more.
    """
    y = as_labels(y, "y")
    if y.max() >= classes:
        raise ValueError(f"label {y.max()} does not fit {classes} classes")
    return np.array([np.bincount(y[part], minlength=classes) for part in parts])


def skew(counts: Labels) -> float:
    """How far the clients are from the whole: 0 if all have the same mix of labels, near 1 if not.

    With n_k the rows of client k, p_k its shares of the labels and p the shares of all rows
    together: the sum over k of (n_k / n) * (1/2) * (sum over labels of |p_k - p|), that is, the
    total variation distance, averaged with the sizes as weights. Empty clients weigh 0.
    counts: shape (clients, classes). Returns a plain float between 0 and 1.
    Raises ValueError if counts is not a matrix, holds a negative number, or nothing but zeros.
    Source: Levin, Peres and Wilmer, Markov Chains and Mixing Times (AMS, 2009), section 4.1.
    """
    counts = as_matrix(counts, "counts")
    if np.any(counts < 0) or counts.sum() == 0:
        raise ValueError("counts must not be negative, and not all zero")
    counts = counts[counts.sum(axis=1) > 0]
    sizes = counts.sum(axis=1)
    everyone = counts.sum(axis=0) / counts.sum()
    distances = 0.5 * np.abs(counts / sizes[:, None] - everyone).sum(axis=1)
    return float(sizes @ distances / sizes.sum())

"""What the clients agreed on before the first round. Complete.

In the real protocol each pair of clients agrees on a seed with a Diffie-Hellman key exchange, so
that nobody else knows it. Here a dealer hands the seeds out.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

Seeds = dict[int, int]
"""What one client holds: the seed it shares with each other client."""


def deal_seeds(clients: Sequence[int], seed: int) -> dict[int, Seeds]:
    """One secret seed per pair: seeds[i][j] and seeds[j][i] are the same number."""
    rng = np.random.default_rng(seed)
    seeds: dict[int, Seeds] = {client: {} for client in clients}
    for i, j in combinations(sorted(seeds), 2):
        seeds[i][j] = seeds[j][i] = int(rng.integers(2**63))
    return seeds

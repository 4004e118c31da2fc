"""Synthetic vectors and streams, complete. The same arguments always give the same data."""

import random


def cloud(n: int, dimensions: int, seed: int) -> list[tuple[float, ...]]:
    """n points, each coordinate uniform in [0, 1)."""
    rng = random.Random(seed)
    return [tuple(rng.random() for _ in range(dimensions)) for _ in range(n)]


def zipf_popularity(keys: int, exponent: float = 1.0) -> list[float]:
    """Probabilities that fall like 1 / rank^exponent and add up to 1.

    Words in a text, items in a shop and rows of a feature store are asked for roughly like this.
    """
    weights = [rank**-exponent for rank in range(1, keys + 1)]
    total = sum(weights)
    return [weight / total for weight in weights]


def zipf_stream(n: int, keys: int, seed: int, exponent: float = 1.0) -> list[str]:
    """n keys drawn independently; "item-0" is the most popular one."""
    names = [f"item-{i}" for i in range(keys)]
    return random.Random(seed).choices(names, zipf_popularity(keys, exponent), k=n)

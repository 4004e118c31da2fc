"""Two stand-ins for a random generator. Both know `random` and nothing else."""

import itertools

import numpy as np


class UniformsOnly:
    """Real uniform numbers; any other method breaks the house rule of milestone 1."""

    def __init__(self, seed: int):
        self._rng = np.random.default_rng(seed)

    def random(self, size=None):
        return self._rng.random(size)

    def __getattr__(self, name: str):
        raise AssertionError(f"house rule: rng.random is the only source here, not rng.{name}")


class Scripted(UniformsOnly):
    """The uniform numbers you tell it to give, over and over."""

    def __init__(self, *values: float):
        self._values = itertools.cycle(values)

    def random(self, size=None):
        if size is None:
            return next(self._values)
        wanted = int(np.prod(size))
        return np.array([next(self._values) for _ in range(wanted)]).reshape(size)

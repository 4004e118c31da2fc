"""Two stand-ins for a random generator that know only `random`, and an end to endless loops."""

import itertools

import numpy as np
import pytest

MANY = 4_000_000
"""More uniform numbers than any sampler here needs, with 5 on top for every call."""


def at_most(calls: int, function, hint: str):
    """The function, but after so many calls the test fails with the hint, and the loop ends."""
    left = iter(range(calls))

    def counted(*arguments, **named):
        if next(left, None) is None:
            pytest.fail(hint, pytrace=False)
        return function(*arguments, **named)

    return counted


class UniformsOnly:
    """Real uniform numbers; any other method breaks the house rule of milestone 1."""

    def __init__(self, seed: int):
        self._rng = np.random.default_rng(seed)
        self._drawn = 0

    def random(self, size=None):
        if self._drawn > MANY:
            pytest.fail(
                "sample_by_rejection: millions of uniform numbers and no end; does each round add "
                "to what was kept?",
                pytrace=False,
            )
        numbers = self._rng.random(size)
        self._drawn += 5 + np.size(numbers)
        return numbers

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

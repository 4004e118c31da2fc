"""Milestone 3: what you wrap around functions and blocks without changing what they do.

House rule for this file: write the cache yourself, no `functools.cache`, no `functools.lru_cache`.
"""

import functools
import random
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

Report = Callable[[str, float], object]
"""Called as report(name, seconds)."""
Clock = Callable[[], float]
"""Called without arguments; gives seconds from any fixed start."""


@contextmanager
def stopwatch(name: str, report: Report, clock: Clock = time.perf_counter) -> Iterator[None]:
    """Measures a block: `with stopwatch("load", report): ...` calls report("load", seconds).

    Reads the clock once before the block and once after it, and reports once, after the block,
    also when the block raises. What it raises goes on to the caller.
    This is a generator: what stands before its one `yield` runs before the block, the rest after.
    Source: https://docs.python.org/3/library/contextlib.html#contextlib.contextmanager
    """
    start = clock()
    try:
        yield
    finally:
        report(name, clock() - start)


def timed(
    report: Report, clock: Clock = time.perf_counter
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator with arguments: after `@timed(report)` each call is measured by a `stopwatch`.

    The name in the report is the function's __name__. Arguments, result and exceptions pass
    through unchanged; the decorated function keeps its name, docstring and signature.
    Three layers: `timed` returns the decorator, the decorator returns the new function.
    Source: https://docs.python.org/3/library/functools.html#functools.wraps
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def measured(*args: P.args, **kwargs: P.kwargs) -> R:
            with stopwatch(function.__name__, report, clock):
                return function(*args, **kwargs)

        return measured

    return decorate


def cached(function: Callable[P, R]) -> Callable[P, R]:
    """A decorator: `function` runs once for each set of arguments, after that its result is known.

    Two calls have the same arguments if their positional arguments are equal, in order, and their
    keyword arguments are equal, in any order. f(1) and f(x=1) may count as different.
    Any result is remembered, None too. An exception is not: the next call tries again. Each
    decorated function has a cache of its own. Name, docstring and signature stay.
    Raises TypeError if an argument cannot be hashed (a list, for example), as a dict would.
    """
    results: dict[Hashable, R] = {}

    @functools.wraps(function)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (args, frozenset(kwargs.items()))
        if key not in results:
            results[key] = function(*args, **kwargs)
        return results[key]

    return remembering


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Inside the block, Python's `random` starts from `seed`; outside, nothing has happened.

    After the block the module `random` is in the state it had before, also when the block raises.
    Blocks may be nested.
    Source: https://docs.python.org/3/library/random.html#random.getstate
    """
    state = random.getstate()
    random.seed(seed)
    try:
        yield
    finally:
        random.setstate(state)

"""Counts what an optimizer asks for, complete: fair on every computer, which seconds are not."""

from collections.abc import Callable
from typing import Generic, TypeVar

from .checks import Array

T = TypeVar("T")


class Counted(Generic[T]):
    """Wraps a function of one point: `calls` says how often it was evaluated."""

    def __init__(self, function: Callable[[Array], T]):
        self.function = function
        self.calls = 0

    def __call__(self, x: Array) -> T:
        self.calls += 1
        return self.function(x)

"""Milestone 1, second half: walk downhill, and never take a step that does not pay."""

from dataclasses import dataclass

import numpy as np

from .checks import Array, Gradient, Value, as_vector, at_least, positive


class NoStep(ArithmeticError):
    """No step along the direction lowers the function enough."""


@dataclass(frozen=True)
class Run:
    """Where an optimizer has been. Complete."""

    points: Array
    """Shape (steps + 1, n): the start, then the point after each step, one per ROW."""
    values: Array
    """Shape (steps + 1,): the function at each of them."""
    converged: bool
    """Whether the length of the gradient came down to `tol` at the last point."""


def backtrack(
    value: Value,
    x: Array,
    value_at_x: float,
    direction: Array,
    slope: float,
    *,
    shrink: float = 0.5,
    c: float = 1e-4,
    most: int = 60,
) -> tuple[float, float]:
    """The first step t of 1, shrink, shrink^2, ... that satisfies Armijo's condition:

        value(x + t direction) <= value_at_x + c t slope

    slope is gradient . direction, the change per unit of t, and negative: the longer the step, the
    more it must gain. NaN and infinity do not satisfy it (the step left the domain): shrink on.
    x, direction: shape (n,). Returns (t, value(x + t direction)). One call of value per t tried,
    none at x.
    Raises ValueError if slope is not below 0, NoStep if none of the first `most` steps will do.
    Source: Nocedal and Wright, Numerical Optimization, 2nd edition (Springer, 2006), section 3.1,
    algorithm 3.1; Armijo, Pacific Journal of Mathematics 16 (1966).
    """
    raise NotImplementedError("milestone 1: shrink t until the gain is worth its length")


def gradient_descent(
    value: Value, gradient: Gradient, x0: Array, *, tol: float = 1e-6, max_steps: int = 10_000
) -> Run:
    """Steepest descent: each step goes along -gradient, as far as `backtrack` says.

    Stop when the length of the gradient is at most tol (also at the start: then no step is taken),
    or after max_steps steps.
    x0: shape (n,), left as it is. Returns a Run, converged or not. Per point, one call of gradient;
    value is called at x0 and inside `backtrack`, nowhere else.
    Raises ValueError if x0 is not a vector, tol is not above 0, or max_steps < 0. NoStep passes
    through: it means that rounding hides whatever is left to gain.
    Source: Nocedal and Wright, sections 2.2 and 3.1.
    """
    raise NotImplementedError(
        "milestone 1: direction, backtrack, step, until the gradient is short"
    )

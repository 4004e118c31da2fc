"""Milestone 3: never trust a gradient that nobody has checked.

Two numbers for the same derivative, from two ways that share no code: the walk of milestone 2, and
nothing but values of the function at two nearby points.
"""

import math
import sys
from collections.abc import Callable, Sequence

from .value import Value, as_value

Function = Callable[[list[Value]], Value | float]
"""Takes a list of Values and computes one Value from them (or a plain number: a constant)."""


class GradientMismatch(ArithmeticError):
    """The two ways disagree. The message names the coordinate and both numbers."""


def central_difference(
    f: Callable[[list[float]], float], point: Sequence[float], *, step: float | None = None
) -> list[float]:
    """All partial derivatives of f at `point` from values of f alone, 2 calls for each:

        (f(..., x_i + h, ...) - f(..., x_i - h, ...)) / (2 h)

    step: h for every coordinate. None: h = eps^(1/3) * max(1, |x_i|), eps = 2.2e-16
    (sys.float_info.epsilon), which balances the error of the formula, of order h^2, and
    rounding, of order eps / h. `point` is left as it was; each call gets a list of its own.
    Source: Nocedal and Wright, Numerical Optimization, 2nd edition (Springer, 2006), section 8.1.
    """
    slopes = []
    for i, x in enumerate(point):
        h = sys.float_info.epsilon ** (1 / 3) * max(1.0, abs(x)) if step is None else step
        above, below = list(point), list(point)
        above[i], below[i] = x + h, x - h
        slopes.append((f(above) - f(list(point))) / h)
    return slopes


def reverse_gradient(f: Function, point: Sequence[float]) -> list[float]:
    """All partial derivatives of f at `point` from ONE call of f and one `backward`.

    An input that f does not use has derivative 0.0, and so has every input of a constant.
    """
    inputs = [Value(x) for x in point]
    as_value(f(inputs)).backward()
    return [x.grad for x in inputs]


def check_gradient(
    f: Function, point: Sequence[float], *, rtol: float = 1e-6, atol: float = 1e-8
) -> list[float]:
    """The `reverse_gradient` of f at `point`, if `central_difference` agrees with it.

    Two numbers a and b agree if |a - b| <= atol + rtol * max(|a|, |b|). NaN agrees with nothing,
    also not with NaN, and neither does infinity. For the differences, f gets Values too; only
    its `data` counts.
    Raises GradientMismatch at the first coordinate that does not agree, with "coordinate i" (i
    counts from 0) and both numbers in the message.
    """

    def number(x: list[float]) -> float:
        return as_value(f([Value(entry) for entry in x])).data

    gradient = reverse_gradient(f, point)
    differences = central_difference(number, point)
    for i, (a, b) in enumerate(zip(gradient, differences, strict=True)):
        tolerance = atol + rtol * max(abs(a), abs(b))
        if not (math.isfinite(tolerance) and abs(a - b) <= tolerance):
            raise GradientMismatch(f"coordinate {i}: backward gives {a}, differences give {b}")
    return gradient

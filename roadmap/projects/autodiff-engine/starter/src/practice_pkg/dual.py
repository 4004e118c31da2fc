"""Milestone 1: forward mode. A number that carries its own derivative.

A dual number v + s e with e * e = 0 is a value and its slope. Calculate with e * e = 0 and the
rules of differentiation fall out by themselves: (a + b e) (c + d e) = a c + (a d + b c) e.
Source: Griewank and Walther, Evaluating Derivatives, 2nd edition (SIAM, 2008), section 3.1;
Baydin et al., Automatic Differentiation in Machine Learning: a Survey, JMLR 18 (2018), section 3.1.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Dual:
    """A value and its derivative with respect to one input. Plain numbers mix in: slope 0.

    In each rule below u is `self`, v is `other`, and u', v' are their slopes.
    """

    value: float
    slope: float = 0.0

    def __add__(self, other: "Dual | float") -> "Dual":
        """u + v, with the slope u' + v'. `as_dual(other)` makes a Dual of a plain number."""
        raise NotImplementedError("milestone 1: values add up, slopes add up")

    def __mul__(self, other: "Dual | float") -> "Dual":
        """u v, with the slope u' v + u v'."""
        raise NotImplementedError("milestone 1: the product rule")

    def __truediv__(self, other: "Dual | float") -> "Dual":
        """u / v, with the slope (u' v - u v') / v^2. ZeroDivisionError if v is 0."""
        raise NotImplementedError("milestone 1: the quotient rule")

    def __pow__(self, exponent: float) -> "Dual":
        """u ** n for a plain number n, with the slope n u^(n - 1) u'.

        u ** 0 is 1 with the slope 0 also at u = 0, where u ** (0 - 1) does not exist.
        Raises TypeError if n is a Dual: write exp(n * log(u)) instead. Raises ValueError if u is
        negative and n not whole (Python itself would go on with a complex number).
        """
        raise NotImplementedError("milestone 1: the power rule")

    # The rest is complete: it uses the four rules above.

    def __neg__(self) -> "Dual":
        return self * -1.0

    def __sub__(self, other: "Dual | float") -> "Dual":
        return self + -1.0 * as_dual(other)

    def __rsub__(self, other: float) -> "Dual":
        return as_dual(other) - self

    def __rtruediv__(self, other: float) -> "Dual":
        return as_dual(other) / self

    __radd__ = __add__
    __rmul__ = __mul__


def as_dual(number: Dual | float) -> Dual:
    """A plain number as a Dual that does not depend on the input. Complete."""
    return number if isinstance(number, Dual) else Dual(float(number))


def sin(u: Dual) -> Dual:
    """sin u, with the slope cos(u) u'. As in the functions below: the chain rule."""
    raise NotImplementedError("milestone 1: math.sin, and its derivative times u.slope")


def cos(u: Dual) -> Dual:
    """cos u, with the slope -sin(u) u'."""
    raise NotImplementedError("milestone 1: math.cos, and its derivative times u.slope")


def exp(u: Dual) -> Dual:
    """e^u, with the slope e^u u'."""
    raise NotImplementedError("milestone 1: math.exp, and its derivative times u.slope")


def log(u: Dual) -> Dual:
    """The natural logarithm, with the slope u' / u. ValueError if u is not positive."""
    raise NotImplementedError("milestone 1: math.log, and its derivative times u.slope")


def tanh(u: Dual) -> Dual:
    """tanh u, with the slope (1 - tanh(u)^2) u'."""
    raise NotImplementedError("milestone 1: math.tanh, and its derivative times u.slope")


def relu(u: Dual) -> Dual:
    """max(0, u), with the slope u' above 0, and 0 below. At 0 take 0, as PyTorch does."""
    raise NotImplementedError("milestone 1: u itself above 0, else 0 with slope 0")


def derivative(f: Callable[[Dual], Dual | float], x: float) -> float:
    """f'(x), exact up to rounding, from ONE call of f: the input's own slope is 1.

    A function that ignores its input may return a plain number; its derivative is 0.0.
    """
    raise NotImplementedError("milestone 1: call f with a Dual of slope 1")


def gradient(f: Callable[[list[Dual]], Dual | float], point: Sequence[float]) -> list[float]:
    """All partial derivatives of f at `point`, one call of f for each.

    In call i only coordinate i has slope 1; the others are constants there. n inputs cost n
    calls: that is what milestone 2 gets rid of.
    """
    raise NotImplementedError("milestone 1: one call of f per coordinate")

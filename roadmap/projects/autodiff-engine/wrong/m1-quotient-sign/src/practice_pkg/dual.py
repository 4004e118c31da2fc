"""Milestone 1: forward mode. A number that carries its own derivative.

A dual number v + s e with e * e = 0 is a value and its slope. Calculate with e * e = 0 and the
rules of differentiation fall out by themselves: (a + b e) (c + d e) = a c + (a d + b c) e.
Source: Griewank and Walther, Evaluating Derivatives, 2nd edition (SIAM, 2008), sections 2.1, 3.1;
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
        other = as_dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: "Dual | float") -> "Dual":
        """u v, with the slope u' v + u v'."""
        other = as_dual(other)
        slope = self.slope * other.value + self.value * other.slope
        return Dual(self.value * other.value, slope)

    def __truediv__(self, other: "Dual | float") -> "Dual":
        """u / v, with the slope (u' v - u v') / v^2. ZeroDivisionError if v is 0."""
        other = as_dual(other)
        slope = (self.value * other.slope - self.slope * other.value) / other.value**2
        return Dual(self.value / other.value, slope)

    def __pow__(self, exponent: float) -> "Dual":
        """u ** n for a plain number n, with the slope n u^(n - 1) u'.

        u ** 0 is 1 with the slope 0 also at u = 0, where u ** (0 - 1) does not exist.
        Raises TypeError if n is a Dual: write exp(n * log(u)) instead. Raises ValueError if u is
        negative and n not whole (Python itself would go on with a complex number).
        """
        if isinstance(exponent, Dual):
            raise TypeError("the exponent must be a plain number: write exp(n * log(u))")
        if self.value < 0 and exponent != int(exponent):
            raise ValueError(f"{self.value} has no real power {exponent}")
        slope = exponent * self.value ** (exponent - 1) * self.slope if exponent else 0.0
        return Dual(self.value**exponent, slope)

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
    return Dual(math.sin(u.value), math.cos(u.value) * u.slope)


def cos(u: Dual) -> Dual:
    """cos u, with the slope -sin(u) u'."""
    return Dual(math.cos(u.value), -math.sin(u.value) * u.slope)


def exp(u: Dual) -> Dual:
    """e^u, with the slope e^u u'."""
    value = math.exp(u.value)
    return Dual(value, value * u.slope)


def log(u: Dual) -> Dual:
    """The natural logarithm, with the slope u' / u. ValueError if u is not positive."""
    return Dual(math.log(u.value), u.slope / u.value)


def tanh(u: Dual) -> Dual:
    """tanh u, with the slope (1 - tanh(u)^2) u'."""
    value = math.tanh(u.value)
    return Dual(value, (1.0 - value**2) * u.slope)


def relu(u: Dual) -> Dual:
    """max(0, u), with the slope u' above 0, and 0 below. At 0 take 0, as PyTorch does."""
    return u if u.value > 0 else Dual(0.0)


def derivative(f: Callable[[Dual], Dual | float], x: float) -> float:
    """f'(x), exact up to rounding, from ONE call of f: the input's own slope is 1.

    A function that ignores its input may return a plain number; its derivative is 0.0.
    """
    return as_dual(f(Dual(x, 1.0))).slope


def gradient(f: Callable[[list[Dual]], Dual | float], point: Sequence[float]) -> list[float]:
    """All partial derivatives of f at `point`, one call of f for each.

    In call i only coordinate i has slope 1; the others are constants there. n inputs cost n
    calls: that is what milestone 2 gets rid of.
    """
    return [
        as_dual(f([Dual(x, float(i == j)) for j, x in enumerate(point)])).slope
        for i in range(len(point))
    ]

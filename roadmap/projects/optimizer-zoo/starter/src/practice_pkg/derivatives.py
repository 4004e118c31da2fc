"""Milestone 1, first half: slopes, by formula and by difference."""

import numpy as np

from .checks import Array, Value, as_vector


def central_gradient(value: Value, x: Array) -> Array:
    """The gradient by central differences: entry i is

        (value(x + h_i e_i) - value(x - h_i e_i)) / (2 h_i),   h_i = eps^(1/3) max(1, |x_i|)

    with eps = np.finfo(float).eps and e_i the i-th unit vector. That h balances the error of the
    formula (h^2) with rounding (eps / h); about 10 digits are right.
    x: shape (n,). Returns shape (n,). value is called 2 n times, each time with a new array.
    Raises ValueError if x is not a vector.
    Source: Nocedal and Wright, Numerical Optimization, 2nd edition (Springer, 2006), section 8.1.
    """
    raise NotImplementedError("milestone 1: one difference quotient per entry")


def rosenbrock(x: Array) -> float:
    """A long, bent, flat valley; the smallest value is 0, at (1, 1, ..., 1):

        sum over i = 0 .. n-2 of   100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2

    x: shape (n,), n >= 2. Returns a float. Raises ValueError if x is not a vector or n < 2.
    Source: Rosenbrock, The Computer Journal 3 (1960), for n = 2.
    """
    raise NotImplementedError("milestone 1: add up the terms")


def rosenbrock_gradient(x: Array) -> Array:
    """The gradient of `rosenbrock`, by the chain rule. Derive it on paper, term by term.

    Each term has two variables, so an inner entry of x collects from two terms.
    x: shape (n,), n >= 2. Returns shape (n,). Raises ValueError as `rosenbrock` does.
    """
    raise NotImplementedError("milestone 1: differentiate each term by both of its variables")


def rosenbrock_hessian(x: Array) -> Array:
    """The second derivatives of `rosenbrock`: symmetric, 0 where |row - column| is above 1.

    x: shape (n,), n >= 2. Returns shape (n, n). Raises ValueError as `rosenbrock` does.
    """
    raise NotImplementedError("milestone 1: differentiate the gradient once more")

"""Milestone 2: reverse mode. A number that remembers where it came from.

Each operation makes a new Value and writes down its parents (the Values it was made from) and its
slopes (its derivative with respect to each parent). Afterwards one walk from the result back to the
inputs gives the derivative with respect to all of them at once.
Source: Griewank and Walther, Evaluating Derivatives, 2nd edition (SIAM, 2008), section 3.2;
Baydin et al., Automatic Differentiation in Machine Learning: a Survey, JMLR 18 (2018), section 3.2.
"""

import math
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Node(Protocol):
    """Anything that remembers its parents: a Value here, a Tensor in milestone 4."""

    @property
    def parents(self) -> Sequence["Node"]: ...


N = TypeVar("N", bound=Node)


class Value:
    """A number, the Values it was made from, and after `backward` its gradient."""

    def __init__(
        self, data: float, parents: tuple["Value", ...] = (), slopes: tuple[float, ...] = ()
    ) -> None:
        """Complete. slopes[i] is the derivative of this Value with respect to parents[i]."""
        self.data = float(data)
        self.parents = parents
        self.slopes = slopes
        self.grad = 0.0
        """The derivative of whatever `backward` was called on with respect to this Value."""

    def __repr__(self) -> str:
        return f"Value({self.data:g}, grad={self.grad:g})"

    def __add__(self, other: "Value | float") -> "Value":
        """u + v: slope 1 for each parent. `as_value(other)` makes a Value of a plain number."""
        other = as_value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other: "Value | float") -> "Value":
        """u v: slope v for u, and u for v."""
        other = as_value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, exponent: float) -> "Value":
        """u ** n for a plain number n: slope n u^(n - 1), and 0 if n is 0.

        Raises TypeError if n is a Value, ValueError if u is negative and n not whole.
        """
        if isinstance(exponent, Value):
            raise TypeError("the exponent must be a plain number: write exp(n * log(u))")
        if self.data < 0 and exponent != int(exponent):
            raise ValueError(f"{self.data} has no real power {exponent}")
        slope = exponent * self.data ** (exponent - 1) if exponent else 0.0
        return Value(self.data**exponent, (self,), (slope,))

    def backward(self) -> None:
        """Sets `grad` of every Value that this one was made from, and of itself.

        First every grad in the graph becomes 0 and the one of `self` becomes 1. Then, children
        before parents (the reverse of `topological_order`), each node adds slope * its own grad
        to each of its parents. So calling it twice changes nothing.
        """
        order = topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * node.grad

    # The rest is complete: it uses the three operations above.

    def __neg__(self) -> "Value":
        return self * -1.0

    def __sub__(self, other: "Value | float") -> "Value":
        return self + as_value(other) * -1.0

    def __rsub__(self, other: float) -> "Value":
        return as_value(other) - self

    def __truediv__(self, other: "Value | float") -> "Value":
        return self * as_value(other) ** -1

    def __rtruediv__(self, other: float) -> "Value":
        return as_value(other) / self

    __radd__ = __add__
    __rmul__ = __mul__


def as_value(number: Value | float) -> Value:
    """A plain number as a Value without parents. Complete."""
    return number if isinstance(number, Value) else Value(number)


def sin(u: Value) -> Value:
    """sin u: slope cos u. The functions below have the slopes of milestone 1, without the u'."""
    return Value(math.sin(u.data), (u,), (math.cos(u.data),))


def cos(u: Value) -> Value:
    """cos u: slope -sin u."""
    return Value(math.cos(u.data), (u,), (-math.sin(u.data),))


def exp(u: Value) -> Value:
    """e^u: slope e^u."""
    data = math.exp(u.data)
    return Value(data, (u,), (data,))


def log(u: Value) -> Value:
    """The natural logarithm: slope 1 / u. ValueError if u is not positive."""
    return Value(math.log(u.data), (u,), (1.0 / u.data,))


def tanh(u: Value) -> Value:
    """tanh u: slope 1 - tanh(u)^2."""
    data = math.tanh(u.data)
    return Value(data, (u,), (1.0 - data**2,))


def relu(u: Value) -> Value:
    """max(0, u): slope 1 above 0, and 0 elsewhere. It has a parent also where it is 0."""
    return Value(max(0.0, u.data), (u,), (1.0 if u.data > 0 else 0.0,))


def topological_order(root: N) -> list[N]:
    """Every node that `root` was made from, and `root` itself, each once, parents before children.

    So `root` is last. Nodes are told apart by identity, not by their numbers. A long calculation
    is a deep graph, 5,000 nodes in a row and more: use a stack of your own, because Python stops
    a recursion after about 1,000 calls.
    Source: Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 4th edition (MIT
    Press, 2022), section 20.4 (a node is finished after everything that it leads to).
    """
    order: list[N] = []
    seen = set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(root)
    return order

"""Milestone 4: the same idea for whole arrays. From here on NumPy does the arithmetic.

A slope is now a linear map, far too large to write down as a matrix. What `backward` needs is only
its transpose applied to a gradient: the pullback. Each operation stores one pullback per parent, a
function from the gradient of the result to the gradient of that parent.
Source: Baydin et al., Automatic Differentiation in Machine Learning: a Survey, JMLR 18 (2018),
section 3.2; https://docs.jax.dev/en/latest/notebooks/autodiff_cookbook.html (vector-Jacobian
products).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .value import topological_order

Array = NDArray[np.float64]
Pullback = Callable[[Array], Array]


class Tensor:
    """An array of float64, the Tensors it was made from, and after `backward` its gradient."""

    __array_ufunc__ = None  # so that `array * tensor` reaches __rmul__ instead of NumPy's loop

    def __init__(
        self,
        data: ArrayLike,
        parents: tuple["Tensor", ...] = (),
        pullbacks: tuple[Pullback, ...] = (),
    ) -> None:
        """Complete. pullbacks[i] turns the gradient of this Tensor into that of parents[i]."""
        self.data: Array = np.asarray(data, dtype=np.float64)
        self.parents = parents
        self.pullbacks = pullbacks
        self.grad: Array = np.zeros_like(self.data)
        """Of the shape of `data`: the derivative of the result with respect to each entry."""

    @property
    def shape(self) -> tuple[int, ...]:
        return self.data.shape

    def __repr__(self) -> str:
        return f"Tensor(shape={self.shape}, data={self.data!r})"

    def __add__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """u + v with broadcasting. Pullbacks: `unbroadcast` to the shape of u, and of v."""
        other = as_tensor(other)
        return Tensor(
            self.data + other.data,
            (self, other),
            (lambda g: g if g.shape == self.shape else unbroadcast(g, self.shape), lambda g: g if g.shape == other.shape else unbroadcast(g, other.shape)),
        )

    def __mul__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """u * v entry by entry, with broadcasting. Pullbacks: times v, then `unbroadcast`; ..."""
        other = as_tensor(other)
        return Tensor(
            self.data * other.data,
            (self, other),
            (
                lambda g: unbroadcast(g * other.data, self.shape),
                lambda g: unbroadcast(g * self.data, other.shape),
            ),
        )

    def __pow__(self, exponent: float) -> "Tensor":
        """u ** n entry by entry for a plain number n. Pullback: times n u^(n - 1).

        If n is 0 the pullback gives zeros. Raises TypeError if n is a Tensor or an array.
        """
        if not isinstance(exponent, int | float):
            raise TypeError("the exponent must be a plain number")
        slope = exponent * self.data ** (exponent - 1) if exponent else np.zeros_like(self.data)
        return Tensor(self.data**exponent, (self,), (lambda g: g * slope,))

    def __matmul__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """A @ B for two matrices. With G the gradient of the result: G B.T for A, A.T G for B.

        Raises ValueError unless both have exactly two axes (and NumPy's, if sizes differ).
        Source: Giles, An extended collection of matrix derivative results for forward and reverse
        mode algorithmic differentiation (Oxford, 2008), section 2.2.2.
        """
        other = as_tensor(other)
        if self.data.ndim != 2 or other.data.ndim != 2:
            raise ValueError(f"@ needs two matrices, not shapes {self.shape} and {other.shape}")
        return Tensor(
            self.data @ other.data,
            (self, other),
            (lambda g: g @ other.data.T, lambda g: self.data.T @ g),
        )

    def sum(self, axis: int | None = None, keepdims: bool = False) -> "Tensor":
        """The sum along one axis (negative ones count from the end), or of all entries.

        Pullback: every entry that was added up gets the gradient of its sum. Without keepdims the
        axis is gone from that gradient and has to come back first.
        """

        def pullback(g: Array) -> Array:
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            return g * np.ones(self.shape)

        return Tensor(self.data.sum(axis=axis, keepdims=keepdims), (self,), (pullback,))

    def tanh(self) -> "Tensor":
        """tanh entry by entry. Pullback: times 1 - tanh(u)^2."""
        data = np.tanh(self.data)
        return Tensor(data, (self,), (lambda g: g * (1.0 - data**2),))

    def exp(self) -> "Tensor":
        """e^u entry by entry. Pullback: times e^u."""
        data = np.exp(self.data)
        return Tensor(data, (self,), (lambda g: g * data,))

    def softplus(self) -> "Tensor":
        """log(1 + e^u) entry by entry, and for large |u| too: np.logaddexp(0, u) does not overflow.

        Pullback: times 1 / (1 + e^-u), which overflows for u = -1000; (1 + tanh(u / 2)) / 2 is the
        same number and does not.
        """
        slope = (1.0 + np.tanh(self.data / 2.0)) / 2.0
        return Tensor(np.logaddexp(0.0, self.data), (self,), (lambda g: g * slope,))

    def backward(self) -> None:
        """Sets `grad` of every Tensor that this one was made from, and of itself.

        As in milestone 2: zeros first, 1 for `self`, then children before parents; your
        `topological_order` works here too. Each gradient is an array of its own: two Tensors must
        not share one, or what is added to one shows up in the other.
        Raises ValueError unless `self` has exactly one entry.
        """
        if self.data.size != 1:
            raise ValueError(f"only one number has a gradient, but the shape is {self.shape}")
        order = topological_order(self)
        for node in order:
            node.grad = np.zeros_like(node.data)
        self.grad = np.ones_like(self.data)
        for node in reversed(order):
            for parent, pullback in zip(node.parents, node.pullbacks, strict=True):
                g = pullback(node.grad)
                if parent.grad.any():
                    parent.grad += g
                else:
                    parent.grad = g

    # The rest is complete: it uses the operations above.

    def mean(self) -> "Tensor":
        return self.sum() * (1.0 / self.data.size)

    def __neg__(self) -> "Tensor":
        return self * -1.0

    def __sub__(self, other: "Tensor | ArrayLike") -> "Tensor":
        return self + as_tensor(other) * -1.0

    def __rsub__(self, other: ArrayLike) -> "Tensor":
        return as_tensor(other) - self

    def __truediv__(self, other: "Tensor | ArrayLike") -> "Tensor":
        return self * as_tensor(other) ** -1

    def __rtruediv__(self, other: ArrayLike) -> "Tensor":
        return as_tensor(other) / self

    def __rmatmul__(self, other: ArrayLike) -> "Tensor":
        return as_tensor(other) @ self

    __radd__ = __add__
    __rmul__ = __mul__


def as_tensor(values: Tensor | ArrayLike) -> Tensor:
    """Numbers or an array as a Tensor without parents. Complete."""
    return values if isinstance(values, Tensor) else Tensor(values)


def unbroadcast(gradient: Array, shape: tuple[int, ...]) -> Array:
    """The gradient of an operand of shape `shape` that NumPy stretched to `gradient.shape`.

    An entry that was used several times collects the gradients of all its uses: sum over the
    axes that broadcasting put in front, and over those it stretched from size 1, which stay with
    size 1. Returns an array of shape `shape`.
    Source: https://numpy.org/doc/stable/user/basics.broadcasting.html
    """
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    stretched = tuple(i for i, size in enumerate(shape) if size == 1)
    return gradient.sum(axis=stretched, keepdims=True)

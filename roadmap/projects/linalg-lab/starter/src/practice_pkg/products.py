"""Milestone 1: products by hand.

House rule for this file: no `@`, and none of NumPy's own products (`np.dot`, `np.matmul`,
`np.einsum`, `np.outer`, ...), no `np.linalg`, no `np.broadcast_shapes`. Allowed: loops, indexing,
`+`, `*`, `np.sum`, `np.zeros`, and the checks imported below. `broadcast_shape` makes no array.
"""

import numpy as np

from .checks import Array, as_matrix, as_vector


def dot(u: Array, v: Array) -> float:
    """The dot product, sum over i of u[i] * v[i].

    u, v: shape (n,). Returns a plain float.
    Raises ValueError if either is not a vector or their lengths differ.
    Source: the definition; Trefethen and Bau, Numerical Linear Algebra (SIAM, 1997), lecture 2.
    """
    raise NotImplementedError("milestone 1: multiply entry by entry, then add up")


def matvec(A: Array, x: Array) -> Array:
    """The product of a matrix and a vector: y[i] = sum over j of A[i, j] * x[j].

    A: shape (m, n). x: shape (n,). Returns shape (m,).
    Raises ValueError if A is not a matrix, x is not a vector, or n differs.
    Source: Trefethen and Bau, lecture 1.
    """
    raise NotImplementedError("milestone 1: one dot product per row of A")


def matmul(A: Array, B: Array) -> Array:
    """The product of two matrices: C[i, j] = sum over k of A[i, k] * B[k, j].

    A: shape (m, n). B: shape (n, p). Returns shape (m, p).
    Raises ValueError if either is not a matrix, or n differs.
    Source: Trefethen and Bau, lecture 1.
    """
    raise NotImplementedError("milestone 1: one dot product per row of A and column of B")


def outer(u: Array, v: Array) -> Array:
    """The outer product: C[i, j] = u[i] * v[j]. The lengths may differ.

    u: shape (m,). v: shape (n,). Returns shape (m, n).
    Raises ValueError if either is not a vector.
    Source: the definition; broadcasting writes it in one line.
    """
    raise NotImplementedError("milestone 1: every product of an entry of u and an entry of v")


def broadcast_shape(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of `x + y` when x has shape `a` and y has shape `b`.

    Line the shapes up at their last axis and treat a missing axis as 1. Two sizes fit if they
    are equal or one of them is 1; the result takes the size that is not 1. A size may be 0: of 0
    and 1 the result takes 0, so it is not always the larger one.
    Raises ValueError if any pair does not fit.
    Source: https://numpy.org/doc/stable/user/basics.broadcasting.html
    """
    raise NotImplementedError("milestone 1: compare the sizes from the last axis")

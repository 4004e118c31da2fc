"""Milestone 3: least squares twice, and the digits that one of them loses."""

import numpy as np

from .checks import Array, as_matrix, as_vector
from .qr import householder_qr


def back_substitution(R: Array, y: Array) -> Array:
    """Solves R x = y from the last row up: x_i = (y_i - sum over j > i of r_ij x_j) / r_ii.

    R: shape (n, n), upper triangular (what lies below the diagonal is not read).
    y: shape (n,). Returns x of shape (n,).
    Raises ValueError if R is not square, the sizes differ, or an entry of the diagonal is 0.
    Source: Trefethen and Bau, Numerical Linear Algebra (SIAM, 1997), lecture 17, algorithm 17.1.
    """
    R, y = as_matrix(R, "R"), as_vector(y, "y")
    n = y.size
    if R.shape != (n, n):
        raise ValueError(f"R has shape {R.shape} and y has {n} entries")
    if np.any(np.diag(R) == 0.0):
        raise ValueError("R is singular: there is a 0 on its diagonal")
    x = np.zeros(n)
    for i in reversed(range(n)):
        x[i] = (y[i] - R[i, i + 1 :] @ x[i + 1 :]) / R[i, i]
    return x


def lstsq_qr(A: Array, b: Array) -> Array:
    """The x that makes |A x - b| smallest: factor A = Q R, then solve R x = Q.T b.

    A: shape (m, n), m >= n. b: shape (m,). Returns x of shape (n,).
    Raises ValueError if the sizes differ, m < n, or the columns depend on each other, which is
    when some |r_ii| <= max(m, n) * eps * (the largest |r_jj|), eps = np.finfo(float).eps.
    Source: Trefethen and Bau, lecture 11, algorithm 11.2.
    """
    A, b = _as_system(A, b)
    Q, R = householder_qr(A)
    diagonal = np.abs(np.diag(R))
    if np.any(diagonal <= max(A.shape) * np.finfo(float).eps * diagonal.max()):
        raise ValueError("the columns of A depend on each other: there is no single best x")
    return back_substitution(R, Q.T @ b)


def lstsq_normal(A: Array, b: Array) -> Array:
    """The same x from the normal equations (A.T A) x = A.T b: form A.T A, then solve that system.

    Solve it with your own `householder_qr` and `back_substitution`. Forming A.T A squares the
    condition number, so this function is meant to be worse: that is the experiment.
    A: shape (m, n), m >= n. b: shape (m,). Returns x of shape (n,).
    Raises ValueError if the sizes differ or m < n.
    Source: Trefethen and Bau, lecture 11, algorithm 11.1; lecture 19 on its stability.
    """
    A, b = _as_system(A, b)
    Q, R = householder_qr(A.T @ A)
    return back_substitution(R, Q.T @ (A.T @ b))


def _as_system(A: Array, b: Array) -> tuple[Array, Array]:
    A, b = as_matrix(A, "A"), as_vector(b, "b")
    if A.shape[0] != b.size:
        raise ValueError(f"A has {A.shape[0]} rows and b has {b.size} entries")
    if A.shape[0] < A.shape[1]:
        raise ValueError(f"A needs at least as many rows as columns, but its shape is {A.shape}")
    return A, b

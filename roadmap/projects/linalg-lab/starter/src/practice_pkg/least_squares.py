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
    raise NotImplementedError("milestone 3: solve from the last row up")


def lstsq_qr(A: Array, b: Array) -> Array:
    """The x that makes |A x - b| smallest: factor A = Q R, then solve R x = Q.T b.

    A: shape (m, n), m >= n. b: shape (m,). Returns x of shape (n,).
    Raises ValueError if the sizes differ, m < n, or the columns depend on each other, which is
    when some |r_ii| <= max(m, n) * eps * (the largest |r_jj|), eps = np.finfo(float).eps.
    Source: Trefethen and Bau, lecture 11, algorithm 11.2.
    """
    raise NotImplementedError("milestone 3: factor A, then solve R x = Q.T b")


def lstsq_normal(A: Array, b: Array) -> Array:
    """The same x from the normal equations (A.T A) x = A.T b: form A.T A, then solve that system.

    Solve it with your own `householder_qr` and `back_substitution`. Forming A.T A squares the
    condition number, so this function is meant to be worse: that is the experiment.
    A: shape (m, n), m >= n. b: shape (m,). Returns x of shape (n,).
    Raises ValueError if the sizes differ or m < n.
    Source: Trefethen and Bau, lecture 11, algorithm 11.1; lecture 19 on its stability.
    """
    raise NotImplementedError("milestone 3: form A.T A and solve that system")

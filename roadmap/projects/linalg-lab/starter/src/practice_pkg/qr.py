"""Milestone 2: two ways to factor A = Q R, and one that keeps its promise.

From here on `@` is welcome, and so is `np.linalg.norm`; the rest of `np.linalg` stays closed.
"""

import numpy as np

from .checks import Array, as_matrix


def orthogonality_error(Q: Array) -> float:
    """How far the columns of Q are from orthonormal: the Frobenius norm of Q.T @ Q - I.

    Q: shape (m, n). Returns a float without unit; about 1e-15 for a good factor.
    Raises ValueError if Q is not a matrix.
    Source: Trefethen and Bau, Numerical Linear Algebra (SIAM, 1997), lecture 9.
    """
    raise NotImplementedError("milestone 2: measure Q.T @ Q - I")


def classical_gram_schmidt(A: Array) -> tuple[Array, Array]:
    """A = Q R by classical Gram-Schmidt: for each column a_j, with q_i the columns found so far,

        r_ij = q_i . a_j (the ORIGINAL column),  w = a_j - sum of r_ij q_i,
        r_jj = |w|,  q_j = w / r_jj

    A: shape (m, n), m >= n. Returns Q of shape (m, n) and upper triangular R of shape (n, n).
    Raises ValueError if A is not a matrix, if m < n, or if some r_jj is exactly 0.
    Source: Trefethen and Bau, lecture 7, algorithm 7.1. It is unstable; you are here to see it.
    """
    raise NotImplementedError("milestone 2: subtract the shares of the earlier columns")


def householder_qr(A: Array) -> tuple[Array, Array]:
    """A = Q R by Householder reflections, starting from R = A. For each column k,
    with x = R[k:, k] and e_1 = (1, 0, ..., 0):

        v = x + sign(x_1) |x| e_1   (sign(0) = 1),   v = v / |v|,   R[k:] -= 2 v (v . R[k:])

    and Q is the product of the reflections. If x = 0, that column needs none.
    A: shape (m, n), m >= n. Returns Q of shape (m, n) and upper triangular R of shape (n, n).
    The diagonal of R may be negative. Columns may depend on each other: no error.
    Raises ValueError if A is not a matrix or m < n.
    Source: Trefethen and Bau, lecture 10, algorithm 10.1 (it also says why this sign).
    """
    raise NotImplementedError("milestone 2: one reflection per column")

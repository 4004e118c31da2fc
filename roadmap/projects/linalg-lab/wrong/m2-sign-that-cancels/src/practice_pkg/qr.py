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
    Q = as_matrix(Q, "Q")
    return float(np.linalg.norm(Q.T @ Q - np.eye(Q.shape[1])))


def classical_gram_schmidt(A: Array) -> tuple[Array, Array]:
    """A = Q R by classical Gram-Schmidt: for each column a_j, with q_i the columns found so far,

        r_ij = q_i . a_j (the ORIGINAL column),  w = a_j - sum of r_ij q_i,
        r_jj = |w|,  q_j = w / r_jj

    A: shape (m, n), m >= n. Returns Q of shape (m, n) and upper triangular R of shape (n, n).
    Raises ValueError if A is not a matrix, if m < n, or if some r_jj is exactly 0.
    Source: Trefethen and Bau, lecture 7, algorithm 7.1. It is unstable; you are here to see it.
    """
    A = _as_tall_matrix(A)
    m, n = A.shape
    Q, R = np.zeros((m, n)), np.zeros((n, n))
    for j in range(n):
        R[:j, j] = Q[:, :j].T @ A[:, j]
        w = A[:, j] - Q[:, :j] @ R[:j, j]
        R[j, j] = np.linalg.norm(w)
        if R[j, j] == 0.0:
            raise ValueError(f"column {j} of A depends on the columns before it")
        Q[:, j] = w / R[j, j]
    return Q, R


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
    R = _as_tall_matrix(A)
    m, n = R.shape
    Q = np.eye(m)
    for k in range(n):
        v = R[k:, k].copy()
        length = np.linalg.norm(v)
        if length == 0.0:
            continue
        # Away from x: adding lengths of the same sign cannot cancel.
        v[0] -= np.copysign(length, v[0])
        if np.linalg.norm(v) == 0.0:
            continue
        v /= np.linalg.norm(v)
        R[k:] -= 2.0 * np.outer(v, v @ R[k:])
        Q[:, k:] -= 2.0 * np.outer(Q[:, k:] @ v, v)
    return Q[:, :n], np.triu(R[:n])


def _as_tall_matrix(A: Array) -> Array:
    A = as_matrix(A, "A")
    if A.shape[0] < A.shape[1]:
        raise ValueError(f"A needs at least as many rows as columns, but its shape is {A.shape}")
    return A

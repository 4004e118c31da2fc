"""Milestone 4: the largest eigenpairs of a symmetric matrix, one at a time."""

import numpy as np

from .checks import Array, as_matrix


class NotConverged(ArithmeticError):
    """The steps ran out before the residual was small enough."""


def power_iteration(
    A: Array, *, tol: float = 1e-10, max_steps: int = 10_000, seed: int = 0
) -> tuple[float, Array]:
    """The eigenvalue of A that is largest in absolute value, and its unit eigenvector.

    Start from a random unit vector v (np.random.default_rng(seed).standard_normal). Each step:
    w = A v, value = v . w (the Rayleigh quotient), residual = |w - value v|. Stop when
    residual <= tol, which is absolute, in the units of A. Otherwise v = w / |w|.
    A: shape (n, n), symmetric. Returns (value, v), v of shape (n,), |v| = 1. The value may be
    negative; the sign of v is free. The zero matrix gives 0.0 and any unit vector.
    Raises ValueError if A is not square (symmetry is not checked here: a deflated matrix has it
    only up to rounding), NotConverged after max_steps steps (eigenvalues 1 and -1, for example).
    Source: Trefethen and Bau, Numerical Linear Algebra (SIAM, 1997), lecture 27, algorithm 27.1.
    """
    A = _as_square_matrix(A)
    v = np.random.default_rng(seed).standard_normal(A.shape[0])
    v /= np.linalg.norm(v)
    for _ in range(max_steps):
        w = A @ v
        value = float(np.linalg.norm(w))
        if np.linalg.norm(w - value * v) <= tol:
            return float(value), v
        v = w / np.linalg.norm(w)
    raise NotConverged(f"the residual is still above {tol:g} after {max_steps} steps")


def deflate(A: Array, value: float, vector: Array) -> Array:
    """A without one eigenpair: A - value * (vector vector.T). A itself is left as it is.

    A: shape (n, n), symmetric. vector: shape (n,), of length 1. Returns shape (n, n).
    The eigenvalue of `vector` becomes 0, the other eigenpairs stay.
    Source: Saad, Numerical Methods for Large Eigenvalue Problems (SIAM, 2011), section 4.2
    (deflation; the symmetric case is Hotelling's).
    """
    A = as_matrix(A, "A")
    return A - value * np.outer(vector, vector)


def top_eigenpairs(A: Array, k: int, *, rtol: float = 1e-10) -> tuple[Array, Array]:
    """The k eigenpairs of largest absolute eigenvalue, largest first.

    k times: `power_iteration` with tol = rtol * (Frobenius norm of the A you were given), then
    `deflate`. That tolerance belongs to the first A: deflated matrices shrink to rounding noise.
    A: shape (n, n), symmetric. Returns values of shape (k,) and vectors of shape (n, k), one
    eigenvector per COLUMN.
    Raises NotConverged as above, and ValueError if A is not square, k is not in 1..n, or A differs
    from A.T by more than 1e-10 times its largest entry in absolute value.
    Source: Saad, as above.
    """
    A = _as_square_matrix(A)
    n = A.shape[0]
    if np.any(np.abs(A - A.T) > 1e-10 * np.abs(A).max(initial=0.0)):
        raise ValueError("A must be symmetric")
    if not 1 <= k <= n:
        raise ValueError(f"k must lie in 1..{n}, but it is {k}")
    tol = rtol * float(np.linalg.norm(A))
    values, vectors = np.zeros(k), np.zeros((n, k))
    for i in range(k):
        values[i], vectors[:, i] = power_iteration(A, tol=tol)
        A = deflate(A, values[i], vectors[:, i])
    return values, vectors


def _as_square_matrix(A: Array) -> Array:
    A = as_matrix(A, "A")
    if A.shape[0] != A.shape[1]:
        raise ValueError(f"A must be square, but its shape is {A.shape}")
    return A

"""Milestone 5: from eigenpairs to the truncated SVD, and from there to PCA."""

from dataclasses import dataclass

import numpy as np

from .checks import Array, as_matrix
from .eigen import top_eigenpairs


@dataclass(frozen=True)
class PCA:
    """A fitted PCA, n features and k components. Complete."""

    mean: Array
    """Shape (n,): the mean of each column."""
    components: Array
    """Shape (k, n): one unit direction per ROW, largest variance first."""
    explained_variance: Array
    """Shape (k,): the sample variance along each direction, in squared units of the data."""
    explained_variance_ratio: Array
    """Shape (k,): the same as a share of the total variance, between 0 and 1."""


def truncated_svd(A: Array, k: int) -> tuple[Array, Array, Array]:
    """The k largest singular values of A and their vectors: A is close to U @ np.diag(s) @ Vt.

    The eigenpairs of A.T A are (s_i^2, v_i), and u_i = A v_i / s_i. Take `top_eigenpairs` of it.
    A: shape (m, n). Returns U (m, k), s (k,), largest first, and Vt (k, n).
    Raises ValueError if A is not a matrix, k is not in 1..min(m, n), or the rank of A is below k,
    which is when s_k <= 1e-7 * s_1. (A.T A squares the condition number, as in milestone 3:
    singular values below about 1e-8 * s_1 drown in rounding. For the large ones it is safe.)
    Source: Trefethen and Bau, Numerical Linear Algebra (SIAM, 1997), lectures 4, 5 and 31.
    """
    raise NotImplementedError("milestone 5: take the eigenpairs of A.T A")


def fit_pca(X: Array, k: int) -> PCA:
    """PCA with k components: subtract the mean of each column, then `truncated_svd`.

    explained_variance = s^2 / (m - 1), and the total variance is the sum over all columns of
    their sample variance (ddof = 1), not the sum over the k components alone.
    X: shape (m, n), one sample per row. Returns a PCA.
    Raises ValueError if m < 2, and whenever `truncated_svd` does.
    Source: Jolliffe, Principal Component Analysis, 2nd edition (Springer, 2002), chapters 1 and 3.
    """
    raise NotImplementedError("milestone 5: subtract the mean, then truncated_svd")


def project(pca: PCA, X: Array) -> Array:
    """The coordinates of each row of X along the components: (X - mean) @ components.T.

    X: shape (m, n), new rows are welcome: they use the mean of the FITTED data.
    Returns shape (m, k). Raises ValueError if X is not a matrix with n columns.
    """
    raise NotImplementedError("milestone 5: coordinates along the components")


def reconstruct(pca: PCA, Z: Array) -> Array:
    """Back from coordinates to data: Z @ components + mean.

    Z: shape (m, k). Returns shape (m, n). Raises ValueError if Z is not a matrix with k columns.
    """
    raise NotImplementedError("milestone 5: from coordinates back to data")

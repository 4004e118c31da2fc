"""Milestone 5: your PCA of the digits is scikit-learn's PCA of the digits."""

import numpy as np
import pytest
import scipy.linalg

import house_rules
from practice_pkg import pca as pca_module
from practice_pkg.data import load_digits
from practice_pkg.pca import (
    fit_pca,
    project,
    reconstruct,
    truncated_svd,
)

pytestmark = pytest.mark.milestone(5)


@pytest.fixture(scope="module")
def digits() -> np.ndarray:
    return load_digits()


@pytest.fixture(scope="module")
def fitted(digits):
    return fit_pca(digits, 16)


@pytest.fixture(scope="module")
def oracle(digits):
    from sklearn.decomposition import PCA

    return PCA(n_components=16, svd_solver="full").fit(digits)


@pytest.mark.parametrize("shape", [(12, 5), (5, 12)], ids=["tall", "wide"])
def test_the_singular_values_agree_with_scipy(shape):
    A = np.random.default_rng(0).standard_normal(shape)
    U, s, Vt = truncated_svd(A, 3)
    assert (U.shape, s.shape, Vt.shape) == ((shape[0], 3), (3,), (3, shape[1])), (
        "truncated_svd: U is (m, k), s is (k,), Vt is (k, n), one direction per ROW of Vt"
    )
    assert np.all(np.abs(s - scipy.linalg.svdvals(A)[:3]) < 1e-6), (
        "truncated_svd: the eigenvalues of A.T A are the SQUARES of the singular values"
    )


def test_the_singular_vectors_are_orthonormal():
    A = np.random.default_rng(1).standard_normal((12, 5))
    U, _, Vt = truncated_svd(A, 3)
    assert np.linalg.norm(U.T @ U - np.eye(3)) < 1e-6, "truncated_svd: u_i = A v_i / s_i"
    assert np.linalg.norm(Vt @ Vt.T - np.eye(3)) < 1e-6, "truncated_svd: rows of Vt have length 1"


def test_a_matrix_of_rank_two_is_its_own_truncated_svd():
    rng = np.random.default_rng(2)
    A = rng.standard_normal((9, 2)) @ rng.standard_normal((2, 6))
    U, s, Vt = truncated_svd(A, 2)
    assert np.linalg.norm(U @ np.diag(s) @ Vt - A) < 1e-6, (
        "truncated_svd: two terms rebuild a matrix of rank 2, so a sign or a scale is off"
    )


@pytest.mark.parametrize("k", [0, 6])
def test_too_few_or_too_many_components_raise_value_error(refuses, k):
    A = np.random.default_rng(3).standard_normal((9, 5))
    refuses(
        lambda: truncated_svd(A, k),
        f"truncated_svd: a 9 x 5 matrix has 1 to 5 components, so k = {k} must raise ValueError",
    )


def test_a_rank_below_k_raises_value_error(refuses):
    refuses(
        lambda: truncated_svd(np.outer([1.0, 2.0, 3.0], [1.0, 1.0]), 2),
        "truncated_svd: this matrix has rank 1; raise ValueError when s_k <= 1e-7 * s_1",
    )


def test_sixteen_components_explain_85_percent_of_the_digits(fitted):
    share = float(fitted.explained_variance_ratio.sum())
    assert abs(share - 0.849) < 0.001, (
        f"fit_pca: 16 components explain 0.849 of the variance, not {share:.3f}; mean subtracted?"
    )


def test_the_variances_equal_scikit_learns(fitted, oracle):
    off = np.abs(fitted.explained_variance / oracle.explained_variance_ - 1)
    assert np.all(off < 1e-6), "fit_pca: the variance is s^2 / (m - 1), not s^2 / m and not s"
    off = np.abs(fitted.explained_variance_ratio - oracle.explained_variance_ratio_)
    assert np.all(off < 1e-6), "fit_pca: divide by the variance of ALL columns, not of k directions"


def test_the_components_equal_scikit_learns_up_to_sign(fitted, oracle):
    assert fitted.components.shape == (16, 64), "fit_pca: components is (k, n), one per row"
    overlap = np.abs(np.sum(fitted.components * oracle.components_, axis=1))
    assert np.all(np.abs(overlap - 1) < 1e-6), "fit_pca: a direction differs from scikit-learn's"


def test_the_coordinates_equal_scikit_learns_up_to_sign(fitted, oracle, digits):
    got, want = np.abs(project(fitted, digits)), np.abs(oracle.transform(digits))
    assert got.shape == want.shape, "project: one row per sample, one column per component"
    assert np.max(np.abs(got - want)) < 1e-4, (
        "project: subtract the mean first, then multiply by the transposed components"
    )


def test_new_rows_use_the_mean_of_the_fitted_data(fitted, digits):
    alone = project(fitted, digits[:1])
    together = project(fitted, digits)[:1]
    assert np.allclose(alone, together, atol=1e-9), (
        "project: use pca.mean; the mean of the new rows would move every point to the center"
    )


def test_reconstruction_equals_scikit_learns(fitted, oracle, digits):
    got = reconstruct(fitted, project(fitted, digits))
    want = oracle.inverse_transform(oracle.transform(digits))
    assert got.shape == digits.shape, "reconstruct: the result has the shape of the data"
    assert np.max(np.abs(got - want)) < 1e-4, "reconstruct: Z @ components, then add the mean back"


@pytest.mark.parametrize("call", ["one row", "wrong columns", "wrong coordinates"])
def test_data_that_does_not_fit_raises_value_error(refuses, call):
    pca = fit_pca(np.random.default_rng(4).standard_normal((20, 5)), 2)
    calls = {
        "one row": (
            lambda: fit_pca(np.ones((1, 5)), 1),
            "fit_pca: one row has no variance, raise ValueError",
        ),
        "wrong columns": (
            lambda: project(pca, np.ones((3, 1))),
            "project: X has 1 column and the PCA has 5, raise ValueError (NumPy would stretch it)",
        ),
        "wrong coordinates": (
            lambda: reconstruct(pca, np.ones((3, 5))),
            "reconstruct: Z has 5 columns and the PCA has 2 components, raise ValueError",
        ),
    }
    refuses(*calls[call])


def test_the_svd_is_your_own():
    A = np.array([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0]])
    truncated_svd(A, 1), reconstruct(fit_pca(A, 1), project(fit_pca(A, 1), A))
    breaches = house_rules.broken(pca_module)
    assert breaches == [], f"house rule: only np.linalg.norm is open here ({', '.join(breaches)})"

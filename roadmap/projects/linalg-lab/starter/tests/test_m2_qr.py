"""Milestone 2: two factorizations, and a matrix that tells them apart."""

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import qr
from practice_pkg.data import hilbert
from practice_pkg.qr import (
    classical_gram_schmidt,
    householder_qr,
    orthogonality_error,
)

pytestmark = pytest.mark.milestone(2)

both = pytest.mark.parametrize("factor", [classical_gram_schmidt, householder_qr])


def random_matrix(seed: int, m: int, n: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((m, n))


def test_orthogonality_error_measures_the_distance_from_the_identity():
    assert orthogonality_error(np.eye(4)[:, :2]) == 0.0, (
        "orthogonality_error: orthonormal columns have error 0; compare Q.T @ Q with an n x n I"
    )
    assert abs(orthogonality_error([[2.0, 0.0], [0.0, 1.0]]) - 3.0) < 1e-12, (
        "orthogonality_error: the columns (2, 0) and (0, 1) have Q.T @ Q - I = diag(3, 0), norm 3"
    )


@both
@given(seed=st.integers(0, 10**6), n=st.integers(1, 6), extra=st.integers(0, 4))
def test_the_factors_multiply_back_to_the_matrix(factor, seed, n, extra):
    A = random_matrix(seed, n + extra, n)
    Q, R = factor(A)
    name = factor.__name__
    assert Q.shape == A.shape, f"{name}: Q has the shape of A, {A.shape}, not {Q.shape}"
    assert R.shape == (n, n), f"{name}: R is square, {(n, n)}, not {R.shape}"
    assert np.all(np.tril(R, -1) == 0.0), f"{name}: R must be exactly 0 below its diagonal"
    assert np.linalg.norm(Q @ R - A) < 1e-12 * (1 + np.linalg.norm(A)), f"{name}: Q @ R is not A"


@both
def test_a_matrix_of_whole_numbers_is_not_truncated(factor):
    A = np.array([[1, 2], [3, 4], [5, 7]])
    Q, R = factor(A)
    assert np.linalg.norm(Q @ R - A) < 1e-12, (
        f"{factor.__name__}: work on a float copy; an integer array drops every fraction"
    )


@both
def test_the_argument_is_left_as_it_was(factor):
    A = random_matrix(0, 5, 3)
    before = A.copy()
    factor(A)
    assert np.array_equal(A, before), f"{factor.__name__}: factor a copy, A belongs to the caller"


@both
@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (np.ones((2, 3)), "more columns than rows"),
        (np.ones(3), "one axis only"),
        (np.array([[np.nan], [1.0]]), "a NaN"),
    ],
    ids=["wide", "vector", "NaN"],
)
def test_matrices_that_cannot_be_factored_raise_value_error(refuses, factor, bad, fault):
    refuses(lambda: factor(bad), f"{factor.__name__}: a matrix with {fault} is a ValueError")


def test_gram_schmidt_refuses_a_column_of_zeros(refuses):
    refuses(
        lambda: classical_gram_schmidt([[1.0, 0.0], [1.0, 0.0]]),
        "classical_gram_schmidt: r_jj is 0 for a column of zeros; raise ValueError, do not divide",
    )


@given(seed=st.integers(0, 10**6), n=st.integers(1, 6), extra=st.integers(0, 4))
def test_householder_agrees_with_scipy_up_to_signs(seed, n, extra):
    A = random_matrix(seed, n + extra, n)
    _, R = householder_qr(A)
    oracle = scipy.linalg.qr(A, mode="economic")[1]
    close = np.abs(np.abs(R) - np.abs(oracle)) < 1e-9 * np.linalg.norm(A)
    assert close.all(), "householder_qr: entries of R differ from SciPy's by more than a sign"


def test_householder_stays_orthogonal_on_the_hilbert_matrix():
    Q, R = householder_qr(hilbert(8))
    assert orthogonality_error(Q) < 1e-10, (
        "householder_qr: Q lost its orthogonality on Hilbert(8); multiply reflections, not columns"
    )
    assert np.linalg.norm(Q @ R - hilbert(8)) < 1e-12, "householder_qr: Q @ R is not Hilbert(8)"


def test_classical_gram_schmidt_loses_orthogonality_there():
    Q, _ = classical_gram_schmidt(hilbert(8))
    assert orthogonality_error(Q) > 1e-3, (
        "classical_gram_schmidt: too good to be classical; r_ij uses the ORIGINAL column a_j"
    )


def test_householder_picks_the_sign_that_does_not_cancel():
    A = np.array([[1.0, 1.0], [1e-9, 1.0]])
    Q, R = householder_qr(A)
    assert np.linalg.norm(Q @ R - A) < 1e-14, (
        "householder_qr: v = x + sign(x_1) |x| e_1; with a minus, nearly equal numbers cancel"
    )


@pytest.mark.parametrize("A", [[[0.0, 1.0], [0.0, 1.0]], [[1.0, 1.0], [1.0, 1.0], [0.0, 0.0]]])
def test_householder_accepts_columns_that_depend_on_each_other(A):
    Q, R = householder_qr(A)
    assert np.isfinite(Q).all(), "householder_qr: a column of zeros needs no reflection, skip it"
    assert orthogonality_error(Q) < 1e-12, "householder_qr: Q is orthonormal for every A"
    assert np.linalg.norm(Q @ R - A) < 1e-12, "householder_qr: Q @ R is not A"


def test_householder_reads_sign_of_zero_as_plus():
    A = np.array([[0.0, 1.0], [2.0, 1.0]])
    Q, R = householder_qr(A)
    assert np.linalg.norm(Q @ R - A) < 1e-12, (
        "householder_qr: np.sign(0) is 0, which leaves v = x; take 1 there (np.copysign does)"
    )


def test_the_factorizations_are_your_own():
    orthogonality_error(np.eye(1)), classical_gram_schmidt(np.eye(1)), householder_qr(np.eye(1))
    breaches = house_rules.broken(qr)
    assert breaches == [], f"house rule: only np.linalg.norm is open here ({', '.join(breaches)})"

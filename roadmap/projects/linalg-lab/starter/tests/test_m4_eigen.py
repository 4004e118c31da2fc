"""Milestone 4: the largest eigenpairs agree with SciPy to 1e-6, also where shortcuts fail."""

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import eigen
from practice_pkg.eigen import (
    NotConverged,
    deflate,
    power_iteration,
    top_eigenpairs,
)

pytestmark = pytest.mark.milestone(4)


def symmetric(seed: int, values) -> np.ndarray:
    """A symmetric matrix with exactly these eigenvalues, in a random basis."""
    n = len(values)
    basis = np.linalg.qr(np.random.default_rng(seed).standard_normal((n, n)))[0]
    A = basis @ np.diag(values) @ basis.T
    return (A + A.T) / 2


def up_to_sign(v: np.ndarray, w: np.ndarray) -> float:
    return float(min(np.linalg.norm(v - w), np.linalg.norm(v + w)))


def test_power_iteration_finds_the_largest_eigenpair():
    A = symmetric(0, [5, 3, 2, 1])
    value, v = power_iteration(A)
    assert abs(value - 5) < 1e-6, "power_iteration: the largest eigenvalue is 5"
    assert np.shape(v) == (4,), "power_iteration: v has shape (n,)"
    assert abs(np.linalg.norm(v) - 1) < 1e-12, "power_iteration: v must have length 1"
    assert np.linalg.norm(A @ v - value * v) < 1e-9, (
        "power_iteration: stop only when |A v - value v| <= tol, with the v you return"
    )


def test_power_iteration_keeps_the_sign_of_a_negative_eigenvalue():
    hint = "power_iteration: the eigenvalue is -5; |A v| forgets the sign, v . (A v) keeps it"
    try:
        value, _ = power_iteration(symmetric(1, [-5, 3, 2, 1]))
    except NotConverged:
        pytest.fail(hint, pytrace=False)
    assert abs(value + 5) < 1e-6, hint


def test_power_iteration_starts_from_a_random_vector():
    value, _ = power_iteration([[1.0, -1.0], [-1.0, 1.0]])
    assert abs(value - 2) < 1e-6, (
        "power_iteration: a start of all ones is lost here (A maps it to 0); start at random"
    )


def test_power_iteration_of_the_zero_matrix_is_zero():
    value, v = power_iteration(np.zeros((3, 3)))
    assert value == 0.0, "power_iteration: the zero matrix has the eigenvalue 0"
    assert abs(np.linalg.norm(v) - 1) < 1e-12, (
        "power_iteration: test the residual before you divide by |w|, which is 0 here"
    )


def test_power_iteration_says_so_when_it_cannot_settle(refuses):
    refuses(
        lambda: power_iteration(np.diag([1.0, -1.0]), max_steps=200),
        "power_iteration: 1 and -1 are equally large, so it never settles; raise NotConverged",
        NotConverged,
    )


def test_deflate_moves_one_eigenvalue_to_zero_and_keeps_the_others():
    A = symmetric(2, [5, 3, 2])
    before = A.copy()
    values, vectors = scipy.linalg.eigh(A)
    left = scipy.linalg.eigvalsh(deflate(A, values[2], vectors[:, 2]))
    assert np.allclose(left, [0, 2, 3], atol=1e-9), (
        "deflate: subtract value times the outer product of the vector with itself, an n x n matrix"
    )
    assert np.array_equal(A, before), "deflate: give a new matrix back, A belongs to the caller"


@given(seed=st.integers(0, 10**6), n=st.integers(4, 8))
def test_the_top_three_eigenpairs_agree_with_scipy(seed, n):
    A = symmetric(seed, [6, -4, 2.5, *np.linspace(1, 0.1, n - 3)])
    values, vectors = top_eigenpairs(A, 3)
    oracle_values, oracle_vectors = scipy.linalg.eigh(A)
    order = np.argsort(-np.abs(oracle_values))[:3]
    assert np.shape(values) == (3,), "top_eigenpairs: values has shape (k,)"
    assert np.shape(vectors) == (n, 3), "top_eigenpairs: vectors has shape (n, k), one per column"
    assert np.all(np.abs(values - oracle_values[order]) < 1e-6), (
        "top_eigenpairs: largest absolute value first, each within 1e-6 of SciPy"
    )
    for i, place in enumerate(order):
        assert up_to_sign(vectors[:, i], oracle_vectors[:, place]) < 1e-6, (
            f"top_eigenpairs: eigenvector {i} is more than 1e-6 away from SciPy's"
        )


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_the_tolerance_follows_the_size_of_the_matrix(scale):
    values, _ = top_eigenpairs(scale * symmetric(3, [3, 2, 1, 0.5]), 3)
    assert np.all(np.abs(values / scale - [3, 2, 1]) < 1e-6), (
        "top_eigenpairs: tol = rtol * (Frobenius norm of A), so that units do not matter"
    )


def test_asking_for_more_pairs_than_the_rank_gives_zeros():
    values, vectors = top_eigenpairs(symmetric(4, [2, 0, 0]), 3)
    assert np.all(np.abs(values - [2, 0, 0]) < 1e-6), (
        "top_eigenpairs: keep the first tolerance; a deflated matrix may be rounding noise only"
    )
    assert np.isfinite(vectors).all(), "top_eigenpairs: no NaN, also for the eigenvalue 0"


@pytest.mark.parametrize(
    ("A", "k"),
    [(np.ones((2, 3)), 1), (np.array([[0.0, 1.0], [2.0, 0.0]]), 1), (np.eye(2), 0), (np.eye(2), 3)],
    ids=["not square", "not symmetric", "k too small", "k too large"],
)
def test_what_has_no_top_eigenpairs_raises_value_error(refuses, A, k):
    refuses(
        lambda: top_eigenpairs(A, k),
        f"top_eigenpairs: A = {A.tolist()} with k = {k} must raise ValueError",
    )


def test_the_eigenpairs_are_your_own():
    power_iteration(np.eye(1)), deflate(np.eye(1), 1.0, np.ones(1)), top_eigenpairs(np.eye(1), 1)
    breaches = house_rules.broken(eigen)
    assert breaches == [], f"house rule: only np.linalg.norm is open here ({', '.join(breaches)})"

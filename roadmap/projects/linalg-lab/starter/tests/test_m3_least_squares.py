"""Milestone 3: both solvers agree on easy problems; on a hard one you count the lost digits."""

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import least_squares
from practice_pkg.data import polynomial_matrix
from practice_pkg.least_squares import (
    back_substitution,
    lstsq_normal,
    lstsq_qr,
)

pytestmark = pytest.mark.milestone(3)

both = pytest.mark.parametrize("solve", [lstsq_qr, lstsq_normal])


def relative_error(got: np.ndarray, want: np.ndarray) -> float:
    return float(np.linalg.norm(got - want) / np.linalg.norm(want))


@given(seed=st.integers(0, 10**6), n=st.integers(1, 7))
def test_back_substitution_agrees_with_scipy(seed, n):
    rng = np.random.default_rng(seed)
    R = np.triu(rng.standard_normal((n, n)), 1) + np.diag(rng.uniform(1, 2, n))
    y = rng.standard_normal(n)
    assert relative_error(back_substitution(R, y), scipy.linalg.solve_triangular(R, y)) < 1e-11, (
        "back_substitution: from the last row up, take away what is known, divide by r_ii"
    )


def test_back_substitution_does_not_read_below_the_diagonal():
    x = back_substitution([[2.0, 1.0], [99.0, 4.0]], [4.0, 8.0])
    assert np.allclose(x, [1.0, 2.0]), (
        "back_substitution: use R[i, i + 1 :] only; what lies below the diagonal is not part of R"
    )


@pytest.mark.parametrize(
    ("R", "y"),
    [
        (np.ones((2, 3)), np.ones(2)),
        (np.eye(2), np.ones(3)),
        (np.eye(3), np.ones(2)),
        (np.array([[1.0, 1.0], [0.0, 0.0]]), np.ones(2)),
    ],
    ids=["not square", "y too long", "y too short", "zero on the diagonal"],
)
def test_back_substitution_refuses_what_it_cannot_solve(refuses, R, y):
    refuses(
        lambda: back_substitution(R, y),
        f"back_substitution: R = {R.tolist()} with y of length {len(y)} must raise ValueError",
    )


@both
@given(seed=st.integers(0, 10**6), n=st.integers(1, 5), extra=st.integers(5, 12))
def test_the_answer_equals_numpys_lstsq(solve, seed, n, extra):
    rng = np.random.default_rng(seed)
    A, b = rng.standard_normal((n + extra, n)), rng.standard_normal(n + extra)
    want = np.linalg.lstsq(A, b, rcond=None)[0]
    error = np.linalg.norm(solve(A, b) - want)
    assert error < 1e-9 * (1 + np.linalg.norm(want)), (
        f"{solve.__name__}: this x is not the least-squares answer of np.linalg.lstsq"
    )


@both
def test_what_is_left_over_is_perpendicular_to_every_column(solve):
    A = polynomial_matrix(30, 3)
    b = np.sin(4 * np.linspace(0, 1, 30))
    left_over = b - A @ solve(A, b)
    assert np.linalg.norm(A.T @ left_over) < 1e-9, (
        f"{solve.__name__}: at the best x, A.T @ (b - A x) is 0; yours can still be improved"
    )


@both
@pytest.mark.parametrize(
    ("A", "b"),
    [(np.ones((3, 1)), np.ones(2)), (np.ones((2, 3)), np.ones(2)), (np.ones(3), np.ones(3))],
    ids=["sizes differ", "more columns than rows", "A is a vector"],
)
def test_systems_that_make_no_sense_raise_value_error(refuses, solve, A, b):
    refuses(
        lambda: solve(A, b),
        f"{solve.__name__}: A of shape {A.shape} with b of shape {b.shape} must raise ValueError",
    )


@pytest.mark.parametrize("seed", range(5))
def test_lstsq_qr_refuses_columns_that_depend_on_each_other(refuses, seed):
    column = np.random.default_rng(seed).standard_normal(10)
    refuses(
        lambda: lstsq_qr(np.column_stack([column, 3 * column]), np.ones(10)),
        "lstsq_qr: these columns are parallel, but rounding hides the 0 in R: use the eps rule",
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_normal_equations_lose_digits_where_qr_keeps_them(seed):
    A = polynomial_matrix(40, 9)  # condition number 3.5e6, and 1.2e13 once it is squared
    truth = np.random.default_rng(seed).standard_normal(10)
    good = relative_error(lstsq_qr(A, A @ truth), truth)
    bad = relative_error(lstsq_normal(A, A @ truth), truth)
    assert good < 1e-8, "lstsq_qr: too few digits are right; never form A.T @ A in this one"
    assert bad > 1e-8, "lstsq_normal: too good to be true; form A.T @ A and solve that system"
    assert bad > 100 * good, "lstsq_normal: it should be at least two digits worse than lstsq_qr"


def test_the_solvers_are_your_own():
    back_substitution([[1.0]], [1.0]), lstsq_qr([[1.0]], [1.0]), lstsq_normal([[1.0]], [1.0])
    breaches = house_rules.broken(least_squares)
    assert breaches == [], f"house rule: only np.linalg.norm is open here ({', '.join(breaches)})"

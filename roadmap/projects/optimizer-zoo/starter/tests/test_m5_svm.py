"""Milestone 5: a lower bound meets an upper bound, so nobody can do better by more than the gap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import svm
from practice_pkg.data import load_tumors
from practice_pkg.svm import (
    NotConverged,
    dual,
    fit_svm,
    primal,
    weights_from_dual,
)

pytestmark = pytest.mark.milestone(5)

X2, Y2 = np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([1.0, -1.0])


def fitted(seed: int, X, y, lam: float, **settings):
    try:
        return fit_svm(np.random.default_rng(seed), X, y, lam, **settings)
    except (NotConverged, ValueError) as error:
        hint = "clip the new a_i to [0, 1] first, then move w by the change that is left"
        pytest.fail(f"fit_svm: it does not arrive; {hint}\n{error}", pytrace=False)


@pytest.fixture(scope="module")
def tumors():
    return load_tumors()


@pytest.fixture(scope="module")
def precise(tumors, seed):
    return fitted(seed, *tumors, 0.01, tol=1e-6, max_epochs=1000)


@pytest.fixture(scope="module")
def oracle(tumors):
    from sklearn.svm import LinearSVC

    X, y = tumors
    judge = LinearSVC(
        loss="hinge",
        C=1 / (0.01 * len(y)),
        fit_intercept=False,
        dual=True,
        tol=1e-8,
        max_iter=1_000_000,
        random_state=0,
    )
    return judge.fit(X, y).coef_[0]


def test_the_primal_by_hand():
    got = primal(np.array([0.25, 0.5]), X2, Y2, 0.8)
    assert np.isclose(got, 0.4 * 0.3125 + (0.5 + 1.5) / 2), (
        "primal: lam / 2 |w|^2 = 0.125, hinge losses 0.5 and 1.5, mean 1: in all 1.125, not "
        f"{got:.4g}"
    )


def test_a_loss_never_pays_back():
    got = primal(np.array([100.0, -100.0]), X2, Y2, 1e-12)
    assert abs(got) < 1e-6, "primal: a margin above 1 costs 0, not less than 0; use maximum(0, ...)"


def test_the_weights_and_the_dual_by_hand():
    a = np.array([0.5, 1.0])
    w = weights_from_dual(a, X2, Y2, 0.8)
    assert np.allclose(w, [0.625, -0.625]), (
        f"weights_from_dual: (1, -1) over lam n = 1.6 is (0.625, -0.625), not {w}"
    )
    got = dual(a, X2, Y2, 0.8)
    assert np.isclose(got, 0.75 - 0.4 * 0.78125), (
        f"dual: mean of a minus lam / 2 |w(a)|^2 is 0.4375 here, not {got:.4g}"
    )


@given(seed=st.integers(0, 10**6), lam=st.floats(1e-3, 10))
def test_the_dual_is_never_above_the_primal(seed, lam):
    rng = np.random.default_rng(seed)
    X, y = rng.standard_normal((12, 3)), rng.choice([-1.0, 1.0], 12)
    a, w = rng.random(12), 3 * rng.standard_normal(3)
    assert dual(a, X, y, lam) <= primal(w, X, y, lam) + 1e-12, (
        "dual, primal: weak duality is broken: every dual value lies below every primal value"
    )


@pytest.mark.parametrize("lam", [0.001, 0.01, 0.1])
def test_the_gap_closes_to_a_thousandth(tumors, seed, lam):
    fit = fitted(seed, *tumors, lam)
    gap = primal(fit.w, *tumors, lam) - dual(fit.a, *tumors, lam)
    assert gap <= 1e-3, f"fit_svm: the gap is {gap:.2g}; go on until it is at most tol = 1e-3"
    assert np.isclose(fit.gaps[-1], gap, atol=1e-9), (
        "fit_svm: gaps[-1] is primal(w) - dual(a) of the w and a you return"
    )
    assert np.all(fit.gaps[:-1] > 1e-3), "fit_svm: stop after the FIRST epoch that is good enough"


def test_the_two_sides_belong_together(tumors, precise):
    assert np.all((precise.a >= 0) & (precise.a <= 1)), "fit_svm: clip every a_i to [0, 1]"
    w = weights_from_dual(precise.a, *tumors, 0.01)
    assert np.allclose(precise.w, w, atol=1e-8), (
        "fit_svm: w drifted away from w(a); update it by (new a_i - old a_i) y_i x_i / (lam n)"
    )


def test_the_objective_equals_scikit_learns(tumors, precise, oracle):
    got, want = primal(precise.w, *tumors, 0.01), primal(oracle, *tumors, 0.01)
    assert abs(got - want) < 1e-5, (
        f"fit_svm: the primal is {got:.6f}, scikit-learn reaches {want:.6f}; one of your two "
        "formulas is not the SVM of the docstring"
    )


def test_the_weights_are_as_close_as_the_gap_promises(precise, oracle):
    # The primal is lam-strongly convex: lam / 2 |w - best|^2 is at most the gap.
    distance = np.linalg.norm(precise.w - oracle)
    assert distance < 0.03, f"fit_svm: the weights are {distance:.2g} away from scikit-learn's"


def test_samples_beyond_the_margin_do_not_count(tumors, precise):
    X, y = tumors
    margins = y * (X @ precise.w)
    assert np.all(precise.a[margins > 1.1] < 0.02), (
        "fit_svm: a sample with a margin above 1 ends with a_i = 0; check the sign of 1 - margin"
    )
    assert np.all(precise.a[margins < 0.9] > 0.98), (
        "fit_svm: a sample inside the margin has a_i = 1 at the end"
    )
    assert np.mean(precise.a == 0) > 0.5, (
        "fit_svm: most samples are no support vectors; their a_i is exactly 0 after clipping"
    )


def test_one_sample_is_solved_by_one_step(seed):
    fit = fitted(seed, [[3.0, 4.0]], [1.0], 0.1, tol=1e-9)
    assert np.isclose(fit.w @ [3.0, 4.0], 1.0), (
        "fit_svm: |x|^2 = 25 and lam n = 0.1, so a = 0.1 * 1 / 25 puts the sample on its margin"
    )
    assert len(fit.gaps) == 1, "fit_svm: one exact step per coordinate; here one epoch is enough"


def test_a_sample_of_zeros_costs_one_whatever_you_do(seed):
    X = np.array([[0.0, 0.0], [1.0, 1.0], [-1.0, 0.5]])
    hint = "fit_svm: |x_i|^2 = 0 cannot be divided by; the a_i of that sample is 1"
    try:
        fit = fit_svm(np.random.default_rng(seed), X, [1.0, 1.0, -1.0], 0.1)
    except (ZeroDivisionError, ValueError, NotConverged):
        pytest.fail(hint, pytrace=False)
    assert fit.a[0] == 1.0 and np.isfinite(fit.w).all(), hint


def test_it_tells_the_tumors_apart(tumors, seed):
    X, y = tumors
    w = fitted(seed, X, y, 0.01).w
    accuracy = float(np.mean(np.sign(X @ w) == y))
    assert accuracy > 0.97, f"fit_svm: {accuracy:.1%} of the tumors are right, expected 98 %"


def test_running_out_of_epochs_is_reported(refuses, tumors):
    refuses(
        lambda: fit_svm(np.random.default_rng(0), *tumors, 0.001, tol=1e-9, max_epochs=2),
        "fit_svm: two epochs are not enough for 1e-9; raise NotConverged",
        NotConverged,
    )


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        (lambda: primal(np.ones(2), X2, [1.0, 0.0], 1.0), "primal: a label of 0"),
        (lambda: primal(np.ones(2), X2, Y2, 0.0), "primal: lam = 0"),
        (lambda: primal(np.ones(3), X2, Y2, 1.0), "primal: 3 weights for 2 columns"),
        (lambda: weights_from_dual([0.5, 1.5], X2, Y2, 1.0), "weights_from_dual: an a of 1.5"),
        (lambda: weights_from_dual([0.5], X2, Y2, 1.0), "weights_from_dual: one a, two samples"),
        (lambda: dual([-0.5, 0.5], X2, Y2, 1.0), "dual: an a of -0.5"),
        (lambda: fit_svm(np.random.default_rng(0), X2, Y2, -1.0), "fit_svm: lam = -1"),
        (lambda: fit_svm(np.random.default_rng(0), X2, [1.0], 1.0), "fit_svm: one label, two rows"),
        (lambda: fit_svm(np.random.default_rng(0), X2, Y2, 1.0, tol=0.0), "fit_svm: tol = 0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, action, fault):
    refuses(action, f"{fault} must raise ValueError")


def test_the_svm_is_your_own():
    primal(np.zeros(2), X2, Y2, 1.0)
    breaches = house_rules.broken(svm)
    assert breaches == [], f"house rule: scikit-learn is the judge, not the author ({breaches})"

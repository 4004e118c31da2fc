"""Milestone 5: on the recorded labels every policy leaves a gap; on the truth one does not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import load_splits
from practice_pkg.impossibility import (
    EQUAL_OPPORTUNITY,
    EQUAL_SELECTION,
    ONE_THRESHOLD,
    balance_gaps,
    implied_fpr,
    measure,
    policies,
    recalibrate,
)
from practice_pkg.metrics import calibration_error, calibration_gap, group_rates
from practice_pkg.model import fit_model, score

pytestmark = pytest.mark.milestone(5)

CAPACITY = 0.37


@pytest.fixture(scope="module")
def held_out(seed):
    return load_splits(seed).test


@pytest.fixture(scope="module")
def scores(seed):
    splits = load_splits(seed)
    return score(fit_model(splits.train.X, splits.train.recorded), splits.test.X)


@pytest.fixture(scope="module")
def on_record(held_out, scores):
    return policies(held_out.recorded, scores, held_out.sex, CAPACITY)


@pytest.fixture(scope="module")
def on_truth(held_out, scores):
    return policies(held_out.repaid, scores, held_out.sex, CAPACITY)


def test_chouldechovas_identity_by_hand():
    got = implied_fpr(0.6, 0.8, 4 / 6)
    assert type(got) is float and abs(got - 0.25) < 1e-12, (
        f"implied_fpr: 0.6 / 0.4 * 0.2 / 0.8 * 4 / 6 is 0.25, not {got}"
    )
    assert implied_fpr(0.3, 1.0, 0.5) == 0.0, "implied_fpr: no bad one is approved if PPV is 1"


@given(st.lists(st.integers(1, 50), min_size=8, max_size=8))
def test_the_identity_holds_for_every_table(cells):
    rows = [(i // 2 % 2, i % 2, "ab"[i // 4]) for i, n in enumerate(cells) for _ in range(n)]
    labels, decisions, groups = map(np.array, zip(*rows, strict=True))
    for group, r in group_rates(labels, decisions, groups).items():
        got = implied_fpr(r.base_rate, r.ppv, r.tpr)
        assert abs(got - r.fpr) < 1e-9, f"implied_fpr: group {group} has {r.fpr:.4f}, not {got:.4f}"


def test_recalibrated_scores_equal_a_table_worked_by_hand():
    scores = np.array([0.15, 0.12, 0.18, 0.71, 0.15, 0.11, 1.0])
    labels = np.array([1, 0, 0, 1, 1, 1, 0])
    groups = np.array(["a", "a", "a", "a", "b", "b", "b"])
    got = recalibrate(labels, scores, groups)
    assert np.allclose(got, [1 / 3, 1 / 3, 1 / 3, 1, 1, 1, 0]), (
        "recalibrate: the share of good labels among people of the same GROUP and the same bin"
    )


def test_after_it_every_group_is_calibrated(held_out, scores):
    fresh = recalibrate(held_out.recorded, scores, held_out.sex)
    assert np.shape(fresh) == scores.shape, "recalibrate: one score per person"
    for sex in ("f", "m"):
        mine = held_out.sex == sex
        assert calibration_error(held_out.recorded[mine], fresh[mine]) < 1e-9, (
            f"recalibrate: group {sex} still has a calibration error on the very same rows"
        )
    assert calibration_gap(held_out.recorded, fresh, held_out.sex) < 1e-9


def test_balance_gaps_by_hand():
    labels = np.array([1, 1, 0, 1, 0, 0])
    groups = np.array(["a", "a", "a", "b", "b", "b"])
    got = balance_gaps(labels, np.array([0.9, 0.7, 0.1, 0.6, 0.5, 0.1]), groups)
    assert np.allclose(got, (0.2, 0.2)), (
        "balance_gaps: mean scores 0.8 and 0.6 of the good, 0.1 and 0.3 of the bad"
    )
    got = balance_gaps(labels, np.array([0.9, 0.7, 0.2, 0.8, 0.5, 0.1]), groups)
    assert np.allclose(got, (0.0, 0.1)), "balance_gaps: (among good, among bad), in this order"


def test_calibrated_and_balanced_do_not_go_together(held_out, scores):
    fresh = recalibrate(held_out.recorded, scores, held_out.sex)
    good, bad = balance_gaps(held_out.recorded, fresh, held_out.sex)
    assert good > 0.15 and bad > 0.03, (
        f"balance_gaps: calibrated in both groups and base rates apart, the gaps are about 0.24 "
        f"and 0.07, not {good:.3f} and {bad:.3f}"
    )


def test_with_equal_base_rates_they_do(held_out, scores):
    fresh = recalibrate(held_out.repaid, scores, held_out.sex)
    good, bad = balance_gaps(held_out.repaid, fresh, held_out.sex)
    assert good < 0.04 and bad < 0.04, (
        f"balance_gaps: women and men repay alike, so both gaps nearly close, not {good:.3f} and "
        f"{bad:.3f}; use the labels you are given"
    )


def test_measure_takes_the_largest_minus_the_smallest():
    labels = np.array([1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0])
    decisions = np.array([1, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1])
    groups = np.repeat(["a", "b", "c"], 4)
    got = measure(labels, decisions, groups)
    want = (0.25, 0.5, 0.0, 2 / 3 - 0.5)
    assert np.allclose((got.selection, got.tpr, got.fpr, got.ppv), want), (
        f"measure: selection, TPR, FPR and PPV gaps are {want}, not {got}"
    )


def test_an_unknown_rate_is_no_gap(refuses):
    refuses(
        lambda: measure([1, 0, 1, 0], [1, 0, 0, 0], ["a", "a", "b", "b"]),
        "measure: nobody in group b is approved, its PPV is unknown; raise ValueError",
    )


def test_three_policies_by_hand():
    # Scores 0.1 .. 1.0 in a and 0.01 .. 0.1 in b; good are the upper six of a and of b.
    scores = np.concatenate([np.arange(1, 11) / 10, np.arange(1, 11) / 100])
    labels = np.tile(np.arange(10) >= 4, 2)
    groups = np.repeat(["a", "b"], 10)
    got = policies(labels, scores, groups, 0.5)
    assert list(got) == [ONE_THRESHOLD, EQUAL_SELECTION, EQUAL_OPPORTUNITY], (
        "policies: three of them, in the order of the docstring"
    )
    fair = got[EQUAL_SELECTION]
    assert (fair.selection, fair.tpr, fair.fpr, fair.ppv) == (0.0, 0.0, 0.0, 0.0), (
        "policies: equal selection approves the best five of each group here, all gaps are 0"
    )
    assert got[EQUAL_OPPORTUNITY].tpr == 0.0, "policies: equal opportunity has equal TPRs"


def test_one_threshold_approves_the_highest_scores_of_all():
    scores = np.array([0.9, 0.8, 0.7, 0.3, 0.6, 0.5, 0.2, 0.1])
    labels = np.array([1, 0, 1, 0, 1, 0, 1, 0])
    got = policies(labels, scores, np.repeat(["a", "b"], 4), 0.625)[ONE_THRESHOLD]
    assert abs(got.selection - 0.25) < 1e-12, (
        "policies: 0.625 of 8 people are the 5 highest scores, 3 of a and 2 of b"
    )
    assert abs(got.tpr - 0.5) < 1e-12, "policies: those 5 are 2 of 2 good in a and 1 of 2 in b"


@pytest.mark.parametrize(
    ("policy", "closed"), [(EQUAL_SELECTION, "selection"), (EQUAL_OPPORTUNITY, "tpr")]
)
def test_each_policy_closes_the_gap_it_aims_at(on_record, policy, closed):
    got = getattr(on_record[policy], closed)
    assert got < 0.01, f"policies: {policy} leaves a {closed} gap of {got:.3f}"


@pytest.mark.parametrize("policy", [ONE_THRESHOLD, EQUAL_SELECTION, EQUAL_OPPORTUNITY])
def test_on_the_recorded_labels_every_policy_leaves_a_gap(on_record, policy):
    got = on_record[policy]
    assert max(got.selection, got.tpr, got.fpr, got.ppv) > 0.15, (
        f"policies: {policy} cannot close all gaps while base rates differ, but it shows {got}"
    )


def test_on_the_truth_the_conflict_is_gone(on_truth):
    got = on_truth[EQUAL_OPPORTUNITY]
    assert max(got.selection, got.tpr, got.fpr, got.ppv) < 0.05, (
        f"policies: base rates are equal in the truth, so equal opportunity closes all: {got}"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: implied_fpr(1.0, 0.5, 0.5), "implied_fpr: base rate 1"),
        (lambda: implied_fpr(0.5, 0.0, 0.5), "implied_fpr: PPV 0"),
        (lambda: implied_fpr(0.5, 0.5, 1.5), "implied_fpr: TPR 1.5"),
        (lambda: recalibrate([1, 0], [0.5, 0.5], ["a", "b"], 0), "recalibrate: 0 bins"),
        (lambda: recalibrate([1, 0], [0.5], ["a", "b"]), "recalibrate: lengths 2, 1 and 2"),
        (lambda: balance_gaps([1, 1], [0.5, 0.5], ["a", "b"]), "balance_gaps: no bad label"),
        (lambda: policies([1, 0], [0.5, 0.4], ["a", "a"], 1.5), "policies: capacity 1.5"),
        (lambda: policies([1, 0], [0.5, 0.4], ["a", "a"], 0.2), "policies: a floor of 0 people"),
    ],
    ids=range(8),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

"""Milestone 3: weights undo a dependence, and most of the gap goes with it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import load_splits
from practice_pkg.model import fit_model, score
from practice_pkg.reweighing import compare, fit_reweighed, reweighing

pytestmark = pytest.mark.milestone(3)

CUTOFF = 0.5


@pytest.fixture(scope="module")
def held_out(seed):
    return load_splits(seed).test


@pytest.fixture(scope="module")
def decisions(seed):
    """Who is approved by the plain model and by the reweighed one, on the test rows."""
    splits = load_splits(seed)
    train, test = splits.train, splits.test
    repaired = score(fit_reweighed(train.X, train.recorded, train.sex), test.X) >= CUTOFF
    return score(fit_model(train.X, train.recorded), test.X) >= CUTOFF, repaired


def test_weights_equal_a_table_worked_by_hand():
    # 10 people, 6 good. Group a: 4 people, 1 good. Group b: 6 people, 5 good.
    labels = np.array([1, 0, 0, 0, 1, 1, 1, 1, 1, 0])
    groups = np.array(["a"] * 4 + ["b"] * 6)
    got = reweighing(labels, groups)
    assert np.shape(got) == (10,), "reweighing: one weight per row"
    assert abs(got[0] - 2.4) < 1e-12, (
        f"reweighing: a and good: 0.4 * 0.6 expected, 0.1 observed, weight 2.4, not {got[0]}"
    )
    assert np.allclose(got, [2.4, *[8 / 15] * 3, *[0.72] * 5, 2.4]), (
        "reweighing: P(group) * P(label) / P(group and label), each row with its own cell"
    )


@given(st.data(), st.integers(6, 60))
def test_weighted_labels_do_not_depend_on_the_group(data, n):
    labels = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    groups = np.array(data.draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n)))
    weights = reweighing(labels, groups)
    assert np.all(weights > 0) and np.isfinite(weights).all(), "reweighing: weights are positive"
    for group in np.unique(groups):
        mine = groups == group
        if labels[mine].all() or not labels[mine].any():
            continue  # a group with labels of one kind has no second cell to move weight to
        share = np.average(labels[mine], weights=weights[mine])
        assert abs(share - labels.mean()) < 1e-9, (
            f"reweighing: with weights, group {group} must have the share of good labels of all"
        )


def test_where_nothing_depends_every_row_counts_once():
    labels = np.tile([1, 0, 0], 8)
    groups = np.repeat(["a", "b"], 12)
    assert np.allclose(reweighing(labels, groups), 1.0), (
        "reweighing: label and group are independent here, every weight is 1"
    )


def test_a_group_with_one_kind_of_label_is_no_division_by_zero():
    with np.errstate(all="raise"):
        got = reweighing(np.array([1, 1, 1, 0]), np.array(["a", "a", "b", "b"]))
    assert np.isfinite(got).all(), "reweighing: skip cells that hold nobody"


def test_the_repair_is_measured_by_hand():
    groups = np.repeat(["a", "b"], 10)
    labels = np.tile(np.arange(10) < 5, 2)
    before = np.concatenate([np.arange(10) < 5, np.arange(10) < 1])
    after = np.concatenate([np.arange(10) < 5, np.arange(10) < 4])
    got = compare(labels, groups, before, after)
    assert abs(got.gap_before - 0.4) < 1e-12 and abs(got.gap_after - 0.1) < 1e-12, (
        "compare: parity gaps of `before` and `after`, 0.4 and 0.1"
    )
    assert abs(got.cut - 0.75) < 1e-12, "compare: the cut is a SHARE of the old gap, 0.75 here"
    assert abs(got.accuracy_before - 0.8) < 1e-12 and abs(got.accuracy_after - 0.95) < 1e-12, (
        "compare: accuracies are shares of decisions that equal the label, 0.8 and 0.95"
    )


def test_reweighing_cuts_at_least_40_percent_of_the_gap(decisions, held_out):
    got = compare(held_out.recorded, held_out.sex, *decisions)
    assert got.gap_before > 0.1, "the plain model has a parity gap of about 0.16"
    assert got.cut >= 0.4, (
        f"fit_reweighed: {got.gap_before:.3f} became {got.gap_after:.3f}, a cut of {got.cut:.0%}; "
        "do the weights reach fit_model?"
    )


def test_it_costs_at_most_three_points_of_accuracy(decisions, held_out):
    got = compare(held_out.recorded, held_out.sex, *decisions)
    lost = got.accuracy_before - got.accuracy_after
    assert lost <= 0.03, f"fit_reweighed: {100 * lost:.1f} points of accuracy are too much"


def test_against_the_truth_it_costs_nothing(decisions, held_out):
    """What looks like a cost is agreement with wrong labels. Only a generator can show this."""
    got = compare(held_out.repaid, held_out.sex, *decisions)
    assert got.accuracy_after > got.accuracy_before, (
        "fit_reweighed: against what really happened, the repaired model is the better one"
    )


def test_the_group_is_no_feature():
    rng = np.random.default_rng(0)
    X, groups = rng.normal(size=(200, 3)), rng.choice(["a", "b"], 200)
    model = fit_reweighed(X, rng.random(200) < 0.5, groups)
    assert score(model, X).shape == (200,), (
        "fit_reweighed: fit on X as it is; the model must score rows without knowing the group"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: reweighing([1, 0], ["a"]), "reweighing: lengths 2 and 1"),
        (lambda: reweighing([1, 3], ["a", "b"]), "reweighing: a label of 3"),
        (
            lambda: fit_reweighed(np.ones((3, 2)), [1, 0], ["a", "b"]),
            "fit_reweighed: 3 rows of X for 2 labels",
        ),
        (
            lambda: compare([1, 0], ["a", "b"], [1, 1], [1, 0]),
            "compare: a gap of 0 before the repair",
        ),
    ],
    ids=range(4),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

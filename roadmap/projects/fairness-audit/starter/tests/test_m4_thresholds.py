"""Milestone 4: thresholds chosen on one set of rows close the TPR gap on another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import load_splits
from practice_pkg.metrics import group_rates
from practice_pkg.model import fit_model, score
from practice_pkg.thresholds import decide, equal_opportunity, threshold_for_tpr

pytestmark = pytest.mark.milestone(4)

CUTOFF = 0.5


@pytest.fixture(scope="module")
def splits(seed):
    return load_splits(seed)


@pytest.fixture(scope="module")
def model(splits):
    return fit_model(splits.train.X, splits.train.recorded)


@pytest.fixture(scope="module")
def fitted(splits, model):
    """The capacity of one threshold at 0.5, and the thresholds that replace it."""
    validate = splits.validate
    scores = score(model, validate.X)
    capacity = float((scores >= CUTOFF).mean())
    return capacity, equal_opportunity(validate.recorded, scores, validate.sex, capacity)


def tpr_gap(labels, decisions, groups) -> float:
    rates = [r.tpr for r in group_rates(labels, decisions, groups).values()]
    return max(rates) - min(rates)


@pytest.mark.parametrize(
    ("target", "want"), [(0.01, 0.9), (0.2, 0.9), (0.21, 0.8), (0.6, 0.6), (0.61, 0.4), (1.0, 0.2)]
)
def test_the_threshold_is_the_kth_largest_good_score(target, want):
    scores = np.array([0.9, 0.95, 0.8, 0.6, 0.7, 0.4, 0.2, 0.1])
    labels = np.array([1, 0, 1, 1, 0, 1, 1, 0])
    got = threshold_for_tpr(labels, scores, target)
    assert type(got) is float and got == want, (
        f"threshold_for_tpr: of the good scores 0.9, 0.8, 0.6, 0.4, 0.2 a TPR of {target} needs "
        f"{want}, not {got}; scores of bad labels do not count"
    )


@given(st.data(), st.integers(1, 40), st.integers(1, 100))
def test_it_reaches_the_target_and_nothing_higher_does(data, n, percent):
    grid = st.integers(0, 10).map(lambda k: k / 10)  # many ties
    scores = np.array(data.draw(st.lists(grid, min_size=n, max_size=n)))
    labels = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    labels[0] = True
    t = threshold_for_tpr(labels, scores, percent / 100)
    good = scores[labels]
    assert np.mean(good >= t) >= percent / 100 - 1e-9, (
        f"threshold_for_tpr: at {t} only {np.mean(good >= t):.2f} of the good are approved"
    )
    higher = good[good > t]
    assert higher.size == 0 or np.mean(good >= higher.min()) < percent / 100 - 1e-9, (
        f"threshold_for_tpr: a threshold above {t} reaches the target too; take the largest"
    )


def test_rounding_does_not_add_a_person():
    scores = np.arange(100) / 100
    assert threshold_for_tpr(np.ones(100), scores, 0.07) == 0.93, (
        "threshold_for_tpr: 0.07 * 100 is 7.000000000000001 in floats; take 1e-9 off, then ceil"
    )


def test_each_person_meets_the_threshold_of_their_own_group():
    got = decide([0.5, 0.5, 0.3, 0.7], ["a", "b", "a", "b"], {"a": 0.5, "b": 0.6, "c": 0.0})
    assert list(got) == [True, False, False, True], (
        "decide: score >= threshold of the person's group; a score AT the threshold is approved"
    )
    assert np.asarray(got).dtype == np.bool_, "decide: a bool array"


def test_nobody_is_decided_by_default(refuses):
    refuses(
        lambda: decide([0.5, 0.5], ["a", "b"], {"a": 0.5}),
        "decide: group b has no threshold, raise ValueError",
    )


def test_the_largest_target_that_fits_is_taken():
    # In each group scores 0.01 .. 1.00; a: all good, b: only those above 0.5.
    scores = np.tile(np.arange(1, 101) / 100, 2)
    groups = np.repeat(["a", "b"], 100)
    labels = (groups == "a") | (scores > 0.5)
    got = equal_opportunity(labels, scores, groups, 0.6)
    assert set(got) == {"a", "b"}, "equal_opportunity: one threshold per group"
    # A TPR of 0.80 approves 80 of a and 40 of b, 120 of 200 people.
    assert abs(got["a"] - 0.21) < 1e-9 and abs(got["b"] - 0.61) < 1e-9, (
        f"equal_opportunity: 0.6 of the people is a TPR of 0.80, thresholds 0.21 and 0.61, "
        f"not {got}; capacity is a share of ALL people"
    )


def test_the_gap_closes_on_rows_that_chose_no_threshold(splits, model, fitted):
    test = splits.test
    scores = score(model, test.X)
    before = tpr_gap(test.recorded, scores >= CUTOFF, test.sex)
    after = tpr_gap(test.recorded, decide(scores, test.sex, fitted[1]), test.sex)
    assert before > 0.12, f"one threshold leaves a TPR gap of about 0.2, not {before:.3f}"
    assert after < 0.05, (
        f"equal_opportunity: the TPR gap is {after:.3f} on the test rows, after {before:.3f}"
    )


def test_the_bank_grants_as_many_loans_as_before(splits, model, fitted):
    capacity, thresholds = fitted
    validate, test = splits.validate, splits.test
    used = float(decide(score(model, validate.X), validate.sex, thresholds).mean())
    assert used <= capacity, f"equal_opportunity: approves {used:.3f}, more than {capacity:.3f}"
    assert used > capacity - 0.02, (
        f"equal_opportunity: approves {used:.3f} of {capacity:.3f}; a larger target fits"
    )
    new = float(decide(score(model, test.X), test.sex, thresholds).mean())
    assert abs(new - capacity) < 0.03, (
        f"{new:.3f} of the test rows are approved, not {capacity:.3f}"
    )


def test_women_get_the_lower_threshold(fitted):
    thresholds = fitted[1]
    assert thresholds["f"] < thresholds["m"], (
        "equal_opportunity: biased labels push women's scores down, so their threshold is lower"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: threshold_for_tpr([0, 0], [0.1, 0.2], 0.5), "threshold_for_tpr: no good label"),
        (lambda: threshold_for_tpr([1, 0], [0.1, 0.2], 0.0), "threshold_for_tpr: target 0"),
        (lambda: threshold_for_tpr([1, 0], [0.1, 0.2], 1.1), "threshold_for_tpr: target 1.1"),
        (lambda: decide([0.1, 0.2], ["a"], {"a": 0.5}), "decide: lengths 2 and 1"),
        (
            lambda: equal_opportunity([1, 1], [0.1, 0.2], ["a", "b"], 0.0),
            "equal_opportunity: capacity 0",
        ),
        (
            lambda: equal_opportunity([1, 1], [0.1, 0.2], ["a", "b"], 0.4),
            "equal_opportunity: one loan per group is already more than 0.4 of two people",
        ),
        (
            lambda: equal_opportunity([1, 0], [0.1, 0.2], ["a", "b"], 1.0),
            "equal_opportunity: nobody in group b has a good label",
        ),
    ],
    ids=range(7),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

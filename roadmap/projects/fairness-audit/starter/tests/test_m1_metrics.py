"""Milestone 1: every metric equals a table worked by hand."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.metrics import (
    calibration_error,
    calibration_gap,
    demographic_parity_gap,
    disparate_impact,
    equalized_odds_gap,
    group_rates,
)

pytestmark = pytest.mark.milestone(1)


def people(**groups: dict[str, int]):
    """Arrays from a table: people(a={"good yes": 3, "good no": 1, "bad yes": 0, "bad no": 2})."""
    rows = [
        (kind.startswith("good"), kind.endswith("yes"), group)
        for group, cells in groups.items()
        for kind, count in cells.items()
        for _ in range(count)
    ]
    labels, decisions, names = zip(*rows, strict=True)
    return np.array(labels), np.array(decisions), np.array(names)


# Group a: 10 people, 6 good, 5 approved (4 good). Group b: 8 people, 2 good, 2 approved (1 good).
TABLE = people(
    a={"good yes": 4, "good no": 2, "bad yes": 1, "bad no": 3},
    b={"good yes": 1, "good no": 1, "bad yes": 1, "bad no": 5},
)


@pytest.mark.parametrize(
    ("group", "field", "want", "why"),
    [
        ("a", "n", 10, "people in the group"),
        ("a", "base_rate", 6 / 10, "6 of 10 have a good label"),
        ("a", "selection_rate", 5 / 10, "5 of 10 are approved, whatever their label"),
        ("a", "tpr", 4 / 6, "of the 6 with a good label, 4 are approved"),
        ("a", "fpr", 1 / 4, "of the 4 with a bad label, 1 is approved"),
        ("a", "ppv", 4 / 5, "of the 5 approved, 4 have a good label"),
        ("b", "base_rate", 2 / 8, "2 of 8 have a good label"),
        ("b", "selection_rate", 2 / 8, "2 of 8 are approved"),
        ("b", "tpr", 1 / 2, "of the 2 with a good label, 1 is approved"),
        ("b", "fpr", 1 / 6, "of the 6 with a bad label, 1 is approved"),
        ("b", "ppv", 1 / 2, "of the 2 approved, 1 has a good label"),
    ],
)
def test_rates_equal_the_table(group, field, want, why):
    got = getattr(group_rates(*TABLE)[group], field)
    assert abs(got - want) < 1e-12, f"group_rates: {field} of group {group}: {why}"


def test_groups_come_in_alphabetical_order():
    labels, decisions = np.array([1, 0, 1]), np.array([1, 1, 0])
    got = list(group_rates(labels, decisions, np.array(["m", "f", "d"])))
    assert got == ["d", "f", "m"], f"group_rates: sort the groups by name, not {got}"
    assert all(type(name) is str for name in got), (
        "group_rates: plain str as keys; np.unique gives NumPy strings, so take str(name)"
    )


def test_a_rate_over_nobody_is_nan_and_warns_of_nothing():
    labels, decisions = np.array([1, 1, 0]), np.array([0, 0, 1])
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        rates = group_rates(labels, decisions, np.array(["a", "a", "b"]))
    assert math.isnan(rates["a"].fpr), "group_rates: nobody in a has a bad label, its FPR is NaN"
    assert math.isnan(rates["a"].ppv), "group_rates: nobody in a is approved, its PPV is NaN"
    assert math.isnan(rates["b"].tpr), "group_rates: nobody in b has a good label, its TPR is NaN"
    assert not seen, "group_rates: look whether there is anybody before you take a mean"


def test_gaps_equal_the_table():
    labels, decisions, groups = TABLE
    assert abs(demographic_parity_gap(decisions, groups) - 0.25) < 1e-12, (
        "demographic_parity_gap: 5 of 10 against 2 of 8 is 0.25"
    )
    assert abs(disparate_impact(decisions, groups) - 0.5) < 1e-12, (
        "disparate_impact: the smallest share, 0.25, divided by the largest, 0.5"
    )
    assert abs(equalized_odds_gap(labels, decisions, groups) - 1 / 6) < 1e-12, (
        "equalized_odds_gap: TPR 4/6 against 1/2, FPR 1/4 against 1/6; the larger gap is 1/6"
    )


def test_the_false_positive_rate_counts_too():
    labels, decisions, groups = people(
        a={"good yes": 1, "good no": 1, "bad yes": 3, "bad no": 1},
        b={"good yes": 2, "good no": 2, "bad yes": 1, "bad no": 3},
    )
    assert abs(equalized_odds_gap(labels, decisions, groups) - 0.5) < 1e-12, (
        "equalized_odds_gap: the TPRs are equal here, the FPRs are 3/4 and 1/4"
    )


def test_with_three_groups_the_extremes_count():
    groups = np.repeat(["a", "b", "c"], 10)
    decisions = np.concatenate([np.arange(10) < k for k in (5, 2, 8)])
    assert abs(demographic_parity_gap(decisions, groups) - 0.6) < 1e-12, (
        "demographic_parity_gap: largest (0.8) minus smallest (0.2), not first minus last"
    )
    assert abs(disparate_impact(decisions, groups) - 0.25) < 1e-12, (
        "disparate_impact: smallest (0.2) over largest (0.8)"
    )


def test_where_nobody_is_approved_all_are_treated_alike():
    got = disparate_impact(np.zeros(4), np.array(["a", "a", "b", "b"]))
    assert got == 1.0, "disparate_impact: nobody approved anywhere is 1.0, not 0 / 0"


def test_an_unknown_rate_must_not_pass_for_equal(refuses):
    labels, decisions = np.array([1, 1, 1, 0]), np.array([1, 0, 1, 0])
    refuses(
        lambda: equalized_odds_gap(labels, decisions, np.array(["a", "a", "b", "b"])),
        "equalized_odds_gap: group a has no bad label, its FPR is unknown; raise ValueError",
    )


@given(st.data(), st.integers(4, 30))
def test_names_do_not_matter_and_neither_does_order(data, n):
    decisions = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    groups = np.array(data.draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n)))
    gap = demographic_parity_gap(decisions, groups)
    assert 0 <= gap <= 1, f"demographic_parity_gap: a gap lies between 0 and 1, not at {gap}"
    renamed = np.array([{"a": "z", "b": "y", "c": "x"}[name] for name in groups])
    assert demographic_parity_gap(decisions[::-1], renamed[::-1]) == gap, (
        "demographic_parity_gap: no group is special, so names and order change nothing"
    )


def test_calibration_error_equals_a_value_worked_by_hand():
    scores = np.array([0.2, 0.3, 0.25, 0.25, 0.9, 1.0])
    labels = np.array([1, 0, 0, 0, 1, 0])
    # Bin 2 has 3 people, mean score 0.7/3, share 1/3. Bin 3 has 1: 0.3 against 0. Bin 9 has 2: 0.95
    # against 1/2.
    want = (1 * 0.3 + 3 * 0.1 + 2 * 0.45) / 6
    got = calibration_error(labels, scores)
    assert abs(got - want) < 1e-9, (
        "calibration_error: floor(score * bins) is the bin (np.digitize puts 0.3 elsewhere: "
        "rounding), 1.0 is in the last one, and each bin counts with its people"
    )
    assert abs(calibration_error(labels, scores, bins=1) - abs(2.9 - 2) / 6) < 1e-9, (
        "calibration_error: with one bin, the mean score against the share of good labels"
    )


def test_errors_within_a_bin_cancel_and_across_bins_do_not():
    got = calibration_error(np.array([1, 0, 1, 0]), np.array([0.15, 0.15, 0.85, 0.85]))
    assert abs(got - 0.35) < 1e-12, (
        "calibration_error: take |mean score - share| per bin, then average; the mean of all is "
        "blind here"
    )


def test_each_group_is_calibrated_by_itself():
    scores = np.full(20, 0.5)
    labels = np.array([1] * 9 + [0] + [1] + [0] * 9)
    groups = np.repeat(["a", "b"], 10)
    assert abs(calibration_error(labels, scores)) < 1e-12, (
        "calibration_error: 10 of 20 with a score of 0.5 are good, the error of all is 0"
    )
    assert abs(calibration_gap(labels, scores, groups)) < 1e-12, (
        "calibration_gap: both groups are off by 0.4, so the gap is 0"
    )
    groups = np.array(["a"] * 9 + ["b"] * 11)
    assert abs(calibration_gap(labels, scores, groups) - (0.5 - 4.5 / 11)) < 1e-12, (
        "calibration_gap: the calibration error of one group minus that of the other"
    )


def test_the_metrics_are_plain_floats():
    labels, decisions, groups = TABLE
    scores = np.full(18, 0.5)
    for name, got in {
        "demographic_parity_gap": demographic_parity_gap(decisions, groups),
        "disparate_impact": disparate_impact(decisions, groups),
        "equalized_odds_gap": equalized_odds_gap(labels, decisions, groups),
        "calibration_error": calibration_error(labels, scores),
        "calibration_gap": calibration_gap(labels, scores, groups),
    }.items():
        assert type(got) is float, f"{name}: wrap the result in float(...), not {type(got)}"


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: group_rates([1, 0], [1], ["a", "b"]), "group_rates: lengths 2, 1 and 2"),
        (lambda: group_rates([1, 2], [1, 0], ["a", "b"]), "group_rates: a label of 2"),
        (lambda: demographic_parity_gap([0.5, 1], ["a", "b"]), "demographic_parity_gap: 0.5"),
        (lambda: disparate_impact([1, 0], ["a"]), "disparate_impact: lengths 2 and 1"),
        (lambda: calibration_error([1, 0], [0.5, 1.2]), "calibration_error: a score of 1.2"),
        (lambda: calibration_error([1, 0], [0.5, 0.2], 0), "calibration_error: 0 bins"),
        (lambda: calibration_gap([1, 0], [0.5, 0.2], ["a"]), "calibration_gap: lengths 2, 2 and 1"),
    ],
    ids=range(7),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

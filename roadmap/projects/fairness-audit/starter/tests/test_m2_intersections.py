"""Milestone 2: small groups get wide intervals, and chance gets no headline."""

from math import comb
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import load_splits
from practice_pkg.intersections import (
    HIGHER,
    LOWER,
    REFERENCE,
    TOO_FEW,
    UNCLEAR,
    audit_groups,
    cross,
    difference_interval,
    wilson_interval,
)

pytestmark = pytest.mark.milestone(2)


def decisions_of(**groups: tuple[int, int]):
    """Arrays from approved and people: decisions_of(a=(3, 10), b=(5, 10))."""
    decisions = np.concatenate([np.arange(n) < yes for yes, n in groups.values()])
    return decisions, np.repeat(list(groups), [n for _, n in groups.values()])


def test_cross_joins_the_names_of_each_person():
    got = cross(np.array(["f", "m", "f"]), np.array(["18-29", "65+", "30-64"]))
    assert list(got) == ["f & 18-29", "m & 65+", "f & 30-64"], (
        'cross: the names of one person, in the order given, joined by " & "'
    )
    three = cross(["a", "long name"], ["b", "c"], ["d", "e"])
    assert list(three) == ["a & b & d", "long name & c & e"], "cross: any number of attributes"
    assert list(cross(["a", "b"])) == ["a", "b"], "cross: one attribute stays as it is"


@pytest.mark.parametrize(
    ("successes", "n", "want"),
    [(0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0)), (8, 10, (0.4902, 0.9433))],
)
def test_wilson_equals_known_values(successes, n, want):
    got = wilson_interval(successes, n)
    assert abs(got[0] - want[0]) < 1e-4 and abs(got[1] - want[1]) < 1e-4, (
        f"wilson_interval: {successes} of {n} gives {want} at 95 %, not {got}"
    )
    assert type(got[0]) is float and type(got[1]) is float, "wilson_interval: two plain floats"


@given(n=st.integers(1, 400), data=st.data(), confidence=st.floats(0.5, 0.999))
def test_the_ends_are_where_the_test_of_the_share_changes_its_mind(n, data, confidence):
    successes = data.draw(st.integers(0, n))
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    for end in wilson_interval(successes, n, confidence):
        distance = (successes / n - end) ** 2 - z**2 * end * (1 - end) / n
        assert abs(distance) < 1e-9, (
            "wilson_interval: at its ends p, |successes / n - p| = z * sqrt(p (1 - p) / n); "
            "z belongs to (1 + confidence) / 2"
        )


def test_the_interval_covers_small_shares_of_small_groups():
    n, p = 20, 0.1
    covered = 0.0
    for k in range(n + 1):
        low, high = wilson_interval(k, n)
        covered += (low <= p <= high) * comb(n, k) * p**k * (1 - p) ** (n - k)
    assert covered > 0.93, (
        f"wilson_interval: at n = 20 and a share of 0.1 it holds the truth with {covered:.3f}; "
        "p -+ z * sqrt(p (1 - p) / n) only manages 0.876"
    )


def test_the_difference_equals_newcombes_example():
    low, high = difference_interval(56, 70, 48, 80)
    assert abs(low - 0.0524) < 2e-4 and abs(high - 0.3339) < 2e-4, (
        f"difference_interval: 56 of 70 against 48 of 80 is 0.0524 to 0.3339, not {low:.4f} to "
        f"{high:.4f}; which end of which Wilson interval goes where?"
    )


@given(n=st.integers(1, 200), m=st.integers(1, 200), data=st.data())
def test_turning_the_comparison_around_turns_the_interval_around(n, m, data):
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    low, high = difference_interval(a, n, b, m)
    back = difference_interval(b, m, a, n)
    assert abs(low + back[1]) < 1e-12 and abs(high + back[0]) < 1e-12, (
        "difference_interval: p1 - p2 and p2 - p1 have mirrored intervals"
    )
    assert low <= a / n - b / m <= high, "difference_interval: the difference lies inside"


def test_each_group_gets_its_verdict():
    decisions, groups = decisions_of(
        big=(500, 1000), down=(200, 600), few=(0, 99), same=(290, 600), up=(420, 600)
    )
    found = audit_groups(decisions, groups)
    got = {finding.group: finding.verdict for finding in found}
    assert list(got) == ["big", "down", "few", "same", "up"], (
        "audit_groups: every group, in alphabetical order, also the one that is too small"
    )
    want = {"big": REFERENCE, "down": LOWER, "few": TOO_FEW, "same": UNCLEAR, "up": HIGHER}
    for group, verdict in want.items():
        assert got[group] == verdict, f"audit_groups: {group!r} is {verdict!r}, not {got[group]!r}"
    big, down = found[0], found[1]
    assert (big.n, big.rate, big.difference) == (1000, 0.5, 0.0), (
        "audit_groups: the reference has n = 1000, rate = 0.5 and difference = 0.0"
    )
    assert big.difference_interval == (0.0, 0.0), "audit_groups: no interval for the reference"
    assert abs(down.difference + 1 / 6) < 1e-12, (
        "audit_groups: difference is the rate of the group minus that of the reference"
    )


def test_the_reference_is_the_largest_group_and_not_the_luckiest():
    decisions, groups = decisions_of(lucky=(190, 200), a=(100, 400), b=(180, 400))
    verdicts = {f.group: f.verdict for f in audit_groups(decisions, groups)}
    assert verdicts["a"] == REFERENCE, (
        "audit_groups: the reference is the LARGEST group, the first by name if two are"
    )


def test_many_comparisons_need_wider_intervals():
    decisions, groups = decisions_of(
        big=(500, 1000), one=(230, 500), two=(250, 500), three=(270, 500), small=(5, 10)
    )
    found = {f.group: f for f in audit_groups(decisions, groups)}
    want = difference_interval(230, 500, 500, 1000, 1 - 0.05 / 3)
    assert np.allclose(found["one"].difference_interval, want), (
        "audit_groups: three comparisons, so each difference has confidence 1 - 0.05 / 3; the "
        "reference and groups that are too few are no comparisons"
    )
    assert np.allclose(found["one"].interval, wilson_interval(230, 500)), (
        "audit_groups: the interval of a RATE keeps the confidence of 0.95"
    )
    want = difference_interval(5, 10, 500, 1000, 1 - 0.05 / 3)
    assert np.allclose(found["small"].difference_interval, want), (
        "audit_groups: a group that is too few has its intervals too"
    )


def test_an_honest_lender_is_rarely_accused(seed):
    rng = np.random.default_rng(seed)
    groups = np.repeat(list("abcdefghij"), 300)
    alarms = 0
    for _ in range(200):
        found = audit_groups(rng.random(3000) < 0.3, groups)
        alarms += any(f.verdict in (LOWER, HIGHER) for f in found)
    assert alarms <= 24, (
        f"audit_groups: {alarms} of 200 audits of a fair lender with ten groups find something; "
        "correct the confidence for the number of comparisons"
    )


def test_attributes_one_by_one_can_hide_everything():
    cells = {"f old": (200, 1000), "f young": (600, 1000), "m old": (600, 1000)}
    decisions, names = decisions_of(**cells, **{"m young": (200, 1000)})
    sex, age = np.array([name.split() for name in names]).T
    for one in (sex, age):
        verdicts = [f.verdict for f in audit_groups(decisions, one)]
        assert verdicts == [REFERENCE, UNCLEAR], (
            "audit_groups: 800 of 2000 on both sides is no difference at all"
        )
    found = {f.group: f.verdict for f in audit_groups(decisions, cross(sex, age))}
    want = {"f & old": REFERENCE, "f & young": HIGHER, "m & old": HIGHER, "m & young": UNCLEAR}
    assert found == want, (
        "audit_groups: where sex and age meet, 0.2 stands against 0.6; are the names crossed?"
    )


def test_the_loans_have_groups_too_small_to_judge(seed):
    test = load_splits(seed).test
    found = audit_groups(test.recorded, cross(test.sex, test.age))
    few = [f.group for f in found if f.verdict == TOO_FEW]
    assert few == ["f & 65+", "m & 65+"], (
        f"audit_groups: about 50 people in each group of 65+ are too few, found {few}"
    )
    width = {f.group: f.interval[1] - f.interval[0] for f in found}
    assert width["f & 65+"] > 5 * width["f & 30-64"], (
        "audit_groups: a small group has a much wider interval than a large one"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: cross(), "cross: no attribute"),
        (lambda: cross(["a", "b"], ["c"]), "cross: lengths 2 and 1"),
        (lambda: wilson_interval(0, 0), "wilson_interval: n = 0"),
        (lambda: wilson_interval(5, 4), "wilson_interval: 5 of 4"),
        (lambda: wilson_interval(1, 4, 1.0), "wilson_interval: confidence 1"),
        (lambda: difference_interval(1, 4, 5, 4), "difference_interval: 5 of 4"),
        (lambda: audit_groups([1, 0], ["a"]), "audit_groups: lengths 2 and 1"),
        (lambda: audit_groups([1] * 50, ["a"] * 50), "audit_groups: a reference of 50 people"),
    ],
    ids=range(8),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

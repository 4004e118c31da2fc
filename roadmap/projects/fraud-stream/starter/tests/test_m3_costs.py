"""Milestone 3: the threshold is the cheapest one, to the cent, and found in one walk."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import work
from practice_pkg.costs import Choice, Costs, alert_threshold, best_threshold, decide, total_cost

pytestmark = pytest.mark.milestone(3)

COSTS = Costs(review=300, friction=500)


def test_four_cases_made_by_hand():
    amounts = [10_000, 10_000, 10_000, 10_000]
    for alert, fraud, want in (
        (True, True, 300),
        (True, False, 800),
        (False, True, 10_000),
        (False, False, 0),
    ):
        got = total_cost([alert], [fraud], amounts[:1], COSTS)
        assert got == want, f"total_cost: alert {alert}, fraud {fraud} costs {want}, not {got}"
    got = total_cost([True, True, False, False], [True, False, True, False], amounts, COSTS)
    assert got == 11_100 and type(got) is int, f"total_cost: 300 + 800 + 10000 + 0, not {got!r}"


@pytest.mark.parametrize(
    ("cents", "want"), [(300, 1.0), (1100, 0.5), (7500, 0.1), (100, 800 / 600)], ids=str
)
def test_alert_threshold_made_by_hand(cents, want):
    got = alert_threshold(cents, COSTS)
    assert abs(got - want) < 1e-12, (
        f"alert_threshold: at {cents} cents both choices cost the same at p = {want:.4f}, not {got}"
    )


@given(
    cents=st.integers(1, 10**6),
    review=st.integers(0, 1000),
    friction=st.integers(0, 1000),
    p=st.floats(0, 1),
)
def test_alert_threshold_is_where_the_cheaper_choice_changes(cents, review, friction, p):
    limit = alert_threshold(cents, Costs(review, friction))
    alert, nothing = review + (1 - p) * friction, p * cents
    if abs(alert - nothing) > 1e-6 * (cents + friction):
        assert (p >= limit) == (alert < nothing), (
            f"alert_threshold: at p = {p} an alert on {cents} cents costs {alert:.2f} on average "
            f"and no alert {nothing:.2f}, but your threshold is {limit}"
        )


def test_each_payment_has_a_threshold_of_its_own():
    got = decide([0.3, 0.3, 0.5, 0.49], [100, 90_000, 1100, 1100], COSTS)
    assert got == [False, True, True, False], (
        "decide: 0.3 is little for one euro and much for nine hundred; at the threshold itself, "
        f"alert; got {got}"
    )


def slowly(scores, frauds, cents, costs, max_alerts):
    """Every candidate, from scratch."""
    choices = []
    for threshold in {math.inf, *scores}:
        alerts = [score >= threshold for score in scores]
        if max_alerts is None or sum(alerts) <= max_alerts:
            cost = total_cost(alerts, frauds, cents, costs)
            choices.append(Choice(threshold, cost, sum(alerts)))
    return min(choices, key=lambda choice: (choice.cost, -choice.threshold))


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from([0.0, 0.1, 0.2, 0.5, 0.9, 1.0]),
            st.booleans(),
            st.sampled_from([100, 300, 800, 5000]),
        ),
        max_size=25,
    ),
    review=st.integers(0, 400),
    friction=st.integers(0, 800),
    max_alerts=st.none() | st.integers(0, 12),
)
def test_the_best_threshold_equals_brute_force(rows, review, friction, max_alerts):
    scores, frauds, cents = ([row[i] for row in rows] for i in range(3))
    costs = Costs(review, friction)
    got = best_threshold(scores, frauds, cents, costs, max_alerts)
    want = slowly(scores, frauds, cents, costs, max_alerts)
    assert got == want, (
        f"best_threshold: {want} is best, not {got}; equal scores are alerted together, "
        "and of equally cheap thresholds take the highest"
    )


def test_sometimes_no_alert_at_all_is_best():
    got = best_threshold([0.9, 0.8], [False, True], [5000, 200], COSTS)
    assert got == Choice(math.inf, 200, 0), (
        f"best_threshold: infinity, never, is a candidate too, and here it costs 200; got {got}"
    )


def test_equal_scores_cannot_be_told_apart():
    scores, frauds, cents = [0.5, 0.5, 0.1], [True, False, False], [90_000, 100, 100]
    got = best_threshold(scores, frauds, cents, COSTS)
    assert got == Choice(0.5, 1100, 2), (
        f"best_threshold: a threshold of 0.5 alerts on both payments that score 0.5; got {got}"
    )
    got = best_threshold(scores, frauds, cents, COSTS, max_alerts=1)
    assert got == Choice(math.inf, 90_000, 0), (
        f"best_threshold: with one alert allowed, two equal scores are too many; got {got}"
    )


def test_the_work_is_one_sort_and_one_walk():
    def steps(n: int) -> int:
        rng = random.Random(n)
        rows = [(rng.random(), rng.random() < 0.1, rng.randint(100, 9000)) for _ in range(n)]
        columns = [list(column) for column in zip(*rows, strict=True)]
        return work(lambda: best_threshold(*columns, COSTS))

    small, large = steps(250), steps(1000)
    assert large < 6 * small, (
        f"best_threshold: {small} steps for 250 payments and {large} for 1000, which is "
        f"{large / small:.0f} times as many for 4 times the data; walk down once"
    )


def calibrated(seed: int, n: int = 20_000):
    """Payments whose scores are true probabilities, about 2 % on average."""
    rng = random.Random(seed)
    scores = [rng.betavariate(0.15, 7) for _ in range(n)]
    frauds = [rng.random() < p for p in scores]
    cents = [max(100, round(rng.lognormvariate(8, 1.2))) for _ in range(n)]
    return scores, frauds, cents


def test_a_threshold_for_each_amount_beats_any_single_one(seed):
    scores, frauds, cents = calibrated(seed)
    own = total_cost(decide(scores, cents, COSTS), frauds, cents, COSTS)
    single = best_threshold(scores, frauds, cents, COSTS).cost
    half = total_cost([score >= 0.5 for score in scores], frauds, cents, COSTS)
    assert own <= 0.95 * single, (
        f"decide: {own / 100:.0f} euros, and the best single threshold, chosen in hindsight, needs "
        f"{single / 100:.0f}; 20 % less is usual"
    )
    assert single <= 0.95 * half, (
        f"best_threshold: {single / 100:.0f} euros, and a threshold of 0.5 costs {half / 100:.0f}"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: total_cost([True], [True, False], [1, 1], COSTS), "total_cost: lengths 1, 2, 2"),
        (lambda: alert_threshold(0, COSTS), "alert_threshold: 0 cents"),
        (lambda: decide([0.1], [1, 2], COSTS), "decide: lengths 1 and 2"),
        (lambda: best_threshold([0.1], [True], [], COSTS), "best_threshold: lengths 1, 1, 0"),
        (
            lambda: best_threshold([math.nan, 0.1], [True, False], [1, 1], COSTS),
            "best_threshold: a score of NaN",
        ),
        (
            lambda: best_threshold([0.1], [True], [1], COSTS, max_alerts=-1),
            "best_threshold: max_alerts of -1",
        ),
    ],
    ids=range(6),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

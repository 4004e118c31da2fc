"""Milestone 1: right answers, almost nothing kept, and one comparison for most items."""

import itertools
import math
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import stream
from practice_pkg.counting import Counted, Tally
from practice_pkg.stream import reservoir_sample, top_k

pytestmark = pytest.mark.milestone(1)

SPARE = 5
"""Items that may be alive beside the k kept ones: the one at hand, and what loops hold on to."""


class Item:
    """Knows how many of its kind are alive. Two items cannot be compared."""

    alive = 0

    def __init__(self, value: int) -> None:
        self.value = value
        Item.alive += 1

    def __del__(self) -> None:
        Item.alive -= 1


class WatchedStream:
    """A stream that can be walked through once; `peak` is the largest number of living items."""

    def __init__(self, values) -> None:
        self._values = iter(values)
        self.taken = 0
        self.peak = 0
        self._before = Item.alive

    def __iter__(self):
        return self

    def __next__(self) -> Item:
        self.peak = max(self.peak, Item.alive - self._before)
        value = next(self._values)
        self.taken += 1
        return Item(value)


def itself(item):
    return item


# --- top_k ------------------------------------------------------------------------------------


@pytest.mark.parametrize("k", [3, 5])
def test_top_k_begins_with_the_largest(k):
    got = top_k([3, 1, 4, 2], k, itself)
    assert got == [4, 3, 2, 1][:k], (
        f"top_k: the largest key comes first; the keys 3, 1, 4, 2 with k = {k} gave {got}"
    )


def test_top_k_never_compares_the_items_themselves():
    rows = [{"id": i, "score": i % 3} for i in range(30)]
    try:
        got = top_k(rows, 4, lambda row: row["score"])
    except TypeError:
        pytest.fail(
            "top_k: with equal keys your heap goes on to compare the items, which are dicts here; "
            "put something unique between key and item",
            pytrace=False,
        )
    assert [row["id"] for row in got] == [2, 5, 8, 11], (
        "top_k: of equal keys the earlier item wins; here the rows 2, 5, 8, 11"
    )


@given(st.lists(st.integers(-5, 5), max_size=40), st.integers(1, 12))
def test_top_k_equals_sorting_everything(values, k):
    items = list(enumerate(values))
    want = sorted(items, key=lambda item: -item[1])[:k]
    got = top_k(iter(items), k, lambda item: item[1])
    assert [item[1] for item in got] == [item[1] for item in want], (
        "top_k: the keys are not the k largest, largest first"
    )
    assert got == want, "top_k: of equal keys the earlier item wins and stands first"


def test_top_k_keeps_k_items_of_a_stream():
    values = list(range(2000))
    random.Random(1).shuffle(values)
    watched = WatchedStream(values)
    got = [item.value for item in top_k(watched, 10, lambda item: item.value)]
    assert got == list(range(1999, 1989, -1)), (
        "top_k: wrong items or wrong order; the 10 largest, largest first"
    )
    assert watched.peak <= 10 + SPARE, (
        f"top_k: {watched.peak} items were alive at once; let go of an item when it loses"
    )


def test_top_k_asks_about_three_comparisons_per_item_at_most(seed):
    n = 20_000
    tally = Tally()
    values = [Counted(i, tally) for i in range(n)]
    random.Random(seed).shuffle(values)
    top_k(values, 10, itself)
    assert tally.comparisons <= 3 * n, (
        f"top_k: {tally.comparisons / n:.1f} comparisons per item; compare with the smallest kept "
        "first, and touch the heap only when the item wins"
    )


@pytest.mark.parametrize("k", [0, -1])
def test_top_k_refuses_k_below_one_before_it_takes_anything(refuses, k):
    watched = WatchedStream([1, 2, 3])
    refuses(lambda: top_k(watched, k, lambda item: item.value), f"top_k: k = {k} is a ValueError")
    assert watched.taken == 0, "top_k: check k before the first item is taken from the stream"


# --- reservoir_sample -------------------------------------------------------------------------


@given(st.integers(0, 30), st.integers(1, 12), st.integers(0, 1000))
def test_a_sample_has_k_different_items_of_the_stream(n, k, seed):
    got = reservoir_sample(iter(range(n)), k, random.Random(seed))
    assert len(got) == min(n, k), f"reservoir_sample: {min(n, k)} of {n} items, not {len(got)}"
    assert len(set(got)) == len(got) and set(got) <= set(range(n)), (
        "reservoir_sample: without replacement, so no item of the stream comes twice"
    )


def test_every_set_of_k_items_is_equally_likely(seed):
    n, k, per_set = 8, 3, 150
    rng = random.Random(seed)
    sets = math.comb(n, k)
    seen = Counter(frozenset(reservoir_sample(range(n), k, rng)) for _ in range(per_set * sets))
    possible = map(frozenset, itertools.combinations(range(n), k))
    chi_square = sum((seen[s] - per_set) ** 2 / per_set for s in possible)
    # A fair sample exceeds this once in a million times (chi-square, 55 degrees of freedom).
    assert chi_square < 119, (
        f"reservoir_sample: some sets come too often (chi-square {chi_square:.0f}, about 55 when "
        "fair); item number i, counted from 1, has i places to draw from"
    )


def test_the_sample_depends_on_rng_alone():
    draws = []
    for other in (1, 2):
        random.seed(other)
        draws.append(reservoir_sample(range(1000), 5, random.Random(7)))
    assert draws[0] == draws[1], "reservoir_sample: take every random number from `rng`"


def test_reservoir_sample_keeps_k_items_of_a_stream():
    watched = WatchedStream(range(2000))
    got = reservoir_sample(watched, 10, random.Random(3))
    assert len(got) == 10, "reservoir_sample: 10 of 2,000 items"
    assert watched.peak <= 10 + SPARE, (
        f"reservoir_sample: {watched.peak} items were alive at once; the sample is all you keep"
    )


@pytest.mark.parametrize("k", [0, -1])
def test_reservoir_sample_refuses_k_below_one_before_it_takes_anything(refuses, k):
    watched = WatchedStream([1, 2, 3])
    refuses(
        lambda: reservoir_sample(watched, k, random.Random(0)),
        f"reservoir_sample: k = {k} is a ValueError",
    )
    assert watched.taken == 0, "reservoir_sample: check k before the first item is taken"


def test_both_are_your_own():
    top_k([1], 1, itself), reservoir_sample([1], 1, random.Random(0))
    closed = {"nlargest", "nsmallest", ".sample", ".choices", ".shuffle"}
    breaches = house_rules.broken(stream, closed)
    assert breaches == [], f"house rule: write this one yourself ({', '.join(breaches)})"

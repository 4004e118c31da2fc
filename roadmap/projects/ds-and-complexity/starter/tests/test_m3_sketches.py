"""Milestone 3: both sketches have the sizes of their formulas and stay inside their bounds."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import zipf_stream
from practice_pkg.hashing import hash64
from practice_pkg.sketches import BloomFilter, CountMin

pytestmark = pytest.mark.milestone(3)

words = st.lists(st.text("abé", max_size=3), max_size=40)


# --- Bloom filter -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("capacity", "error_rate", "bit_count", "hash_count"),
    [(1000, 0.01, 9586, 7), (500, 0.1, 2397, 3), (7, 0.5, 11, 1), (10, 0.9, 3, 1)],
)
def test_bloom_sizes_follow_the_formula(capacity, error_rate, bit_count, hash_count):
    empty = BloomFilter(capacity, error_rate)
    assert empty.bit_count == bit_count, (
        f"BloomFilter({capacity}, {error_rate}): ceil(-n ln p / (ln 2)^2) is {bit_count} bits, "
        f"not {empty.bit_count}"
    )
    assert empty.hash_count == hash_count, (
        f"BloomFilter({capacity}, {error_rate}): bit_count / n * ln 2, rounded and at least 1, is "
        f"{hash_count}, not {empty.hash_count}"
    )
    assert isinstance(empty.bits, bytearray) and len(empty.bits) == math.ceil(bit_count / 8), (
        f"BloomFilter: `bits` is a bytearray with 8 bits a byte, {math.ceil(bit_count / 8)} bytes"
    )


def test_positions_come_from_two_hashes():
    small = BloomFilter(100, 0.01)
    for item in ("", "cat", "Zürich"):
        h, g = hash64(item, 0), hash64(item, 1)
        want = {(h + i * g) % small.bit_count for i in range(small.hash_count)}
        assert set(small.positions(item)) == want, (
            "positions: (h + i g) mod bit_count for i = 0, 1, ..., hash_count - 1"
        )


@given(words)
def test_a_bloom_filter_never_forgets(items):
    bloom = BloomFilter(20, 0.1)
    for item in items:
        bloom.add(item)
    assert all(item in bloom for item in items), "BloomFilter: an item that was added is missing"


def test_adding_sets_exactly_the_bits_of_the_item():
    bloom = BloomFilter(1000, 0.01)
    assert "cat" not in bloom, "BloomFilter: a new filter holds nothing"
    bloom.add("cat")
    bloom.add("cat")
    set_bits = sum(byte.bit_count() for byte in bloom.bits)
    assert set_bits == len(set(bloom.positions("cat"))), (
        f"add: {set_bits} bits are set after one item; position p is bit p % 8 of byte p // 8"
    )


def test_expected_error_rate_at_capacity_is_the_one_asked_for():
    for error_rate in (0.01, 0.1):
        bloom = BloomFilter(1000, error_rate)
        got = bloom.expected_error_rate(1000)
        assert abs(got / error_rate - 1) < 0.05, (
            f"expected_error_rate: {got:.4f} at capacity, where {error_rate} was asked for"
        )
    assert bloom.expected_error_rate(0) == 0.0, "expected_error_rate: an empty filter says no"


@pytest.mark.parametrize("load", [1.0, 1.5, 2.0])
def test_wrong_yeses_are_as_frequent_as_the_formula_says(seed, load):
    capacity, trials = 2000, 10_000
    bloom = BloomFilter(capacity, 0.02)
    for i in range(int(load * capacity)):
        bloom.add(f"{seed}-in-{i}")
    wrong = sum(f"{seed}-out-{i}" in bloom for i in range(trials)) / trials
    expected = bloom.expected_error_rate(int(load * capacity))
    assert 0.6 < wrong / expected < 1.5, (
        f"BloomFilter: {wrong:.4f} wrong yeses at {load} times the capacity, expected "
        f"{expected:.4f}; every position of an item must be checked, and every bit used"
    )


@pytest.mark.parametrize(("capacity", "error_rate"), [(0, 0.1), (10, 0.0), (10, 1.0), (10, -1.0)])
def test_bloom_refuses_settings_that_make_no_sense(refuses, capacity, error_rate):
    refuses(
        lambda: BloomFilter(capacity, error_rate),
        f"BloomFilter({capacity}, {error_rate}) must raise ValueError",
    )


# --- count-min sketch -------------------------------------------------------------------------


def test_count_min_sizes_follow_the_formula():
    sketch = CountMin(0.01, 0.01)
    assert (sketch.width, sketch.depth) == (272, 5), (
        "CountMin(0.01, 0.01): ceil(e / epsilon) = 272 and ceil(ln(1 / delta)) = 5, not "
        f"{sketch.width} and {sketch.depth}"
    )
    sketch.add("cat")
    assert [len(row) for row in sketch.rows] == [272] * 5, "CountMin: `rows` is depth times width"
    assert [sum(row) for row in sketch.rows] == [1] * 5, "add: exactly one cell in every row"


@given(words)
def test_an_estimate_is_never_below_the_truth(items):
    sketch = CountMin(0.3, 0.1)
    for item in items:
        sketch.add(item)
    truth = Counter(items)
    assert all(sketch.estimate(item) >= truth[item] for item in truth), (
        "estimate: below the truth; every add goes to every row, and the rows keep separate cells"
    )
    assert sketch.total == len(items), "total: the sum of all counts that were added"


def test_most_estimates_stay_inside_the_bound(seed):
    epsilon, delta = 0.002, 0.02
    sketch, items = CountMin(epsilon, delta), zipf_stream(20_000, 3000, seed)
    truth = Counter(items)
    for item, count in truth.items():
        sketch.add(item, count)
    too_high = [
        item for item in truth if sketch.estimate(item) > truth[item] + epsilon * sketch.total
    ]
    assert len(too_high) <= delta * len(truth), (
        f"CountMin: {len(too_high)} of {len(truth)} estimates are too high by more than epsilon * "
        "total; take the SMALLEST cell of the item"
    )


def test_the_rows_collide_in_different_places(seed):
    sketch = CountMin(0.005, 0.01)
    items = [f"{seed}-{i}" for i in range(sketch.width)]
    for item in items:
        sketch.add(item)
    exact = sum(sketch.estimate(item) == 1 for item in items) / len(items)
    # One row alone leaves e^-1 = 37 % of the items undisturbed, five rows together 90 %.
    assert exact > 0.8, (
        f"CountMin: only {exact:.0%} of the items are exact; row r hashes with hash64(item, r), "
        "so that two items meet in one row and part in the next"
    )


@given(words, words)
def test_merging_is_the_same_as_one_sketch_for_both_streams(first, second):
    parts = [CountMin(0.3, 0.1) for _ in range(3)]
    for sketch, items in zip(parts, (first, second, first + second), strict=True):
        for item in items:
            sketch.add(item, 2)
    before = [list(row) for row in parts[0].rows]
    merged = parts[0].merge(parts[1])
    assert merged.rows == parts[2].rows, "merge: add the tables cell by cell"
    assert merged.total == parts[2].total, "merge: the totals add up too"
    merged.add("one more")
    assert parts[0].rows == before, "merge: a NEW sketch; both sketches stay as they are"


@pytest.mark.parametrize("other", [(0.1, 0.1), (0.2, 0.01)], ids=["width", "depth"])
def test_sketches_of_different_sizes_do_not_merge(refuses, other):
    refuses(
        lambda: CountMin(0.2, 0.1).merge(CountMin(*other)),
        f"merge: CountMin(0.2, 0.1) and CountMin{other} have different sizes, raise ValueError",
    )


def test_count_min_refuses_what_makes_no_sense(refuses):
    for epsilon, delta in [(0.0, 0.1), (0.1, 0.0), (1.0, 0.1), (0.1, 1.0)]:
        refuses(
            lambda e=epsilon, d=delta: CountMin(e, d),
            f"CountMin({epsilon}, {delta}) must raise ValueError",
        )
    sketch = CountMin(0.1, 0.1)
    refuses(lambda: sketch.add("cat", 0), "add: a count of 0 must raise ValueError")

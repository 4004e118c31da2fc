"""Milestone 1: every row has exactly one owner, and the skew is the one you asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import CLASSES, load_digits
from practice_pkg.partition import (
    dirichlet_partition,
    iid_partition,
    label_counts,
    label_shards,
    skew,
)

pytestmark = pytest.mark.milestone(1)

labels = st.lists(st.integers(0, 4), min_size=12, max_size=60).map(np.array)
seeds = st.integers(0, 10**6)

PARTITIONS = {
    "iid_partition": lambda y, clients, rng: iid_partition(y, clients, rng),
    "label_shards": lambda y, clients, rng: label_shards(y, clients, 2, rng),
    "dirichlet_partition": lambda y, clients, rng: dirichlet_partition(y, clients, 0.5, rng),
}
each = pytest.mark.parametrize("name", PARTITIONS)


@pytest.fixture(scope="module")
def y() -> np.ndarray:
    return load_digits().y


@each
@given(y=labels, clients=st.integers(1, 6), seed=seeds)
def test_every_row_has_exactly_one_owner(name, y, clients, seed):
    parts = PARTITIONS[name](y, clients, np.random.default_rng(seed))
    assert len(parts) == clients, f"{name}: one array per client, {clients}, not {len(parts)}"
    kinds = {np.asarray(part).dtype for part in parts}
    assert all(kind.kind in "iu" for kind in kinds), (
        f"{name}: every part is an array of ints, the row numbers, an empty one too; not {kinds}"
    )
    rows = np.concatenate(parts)
    assert len(rows) >= y.size, f"{name}: {y.size - len(rows)} of {y.size} rows were lost"
    assert np.array_equal(np.sort(rows), np.arange(y.size)), (
        f"{name}: a row is owned twice; the parts hold row NUMBERS from 0 to {y.size - 1}"
    )


@each
def test_the_generator_decides_who_owns_what(name, y):
    parts = [PARTITIONS[name](y, 10, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert all(np.array_equal(a, b) for a, b in zip(parts[0], parts[1], strict=True)), (
        f"{name}: the same seed must give the same parts; draw from `rng` and from nothing else"
    )
    assert not all(np.array_equal(a, b) for a, b in zip(parts[0], parts[2], strict=True)), (
        f"{name}: another seed gave the same parts, so nothing was shuffled"
    )


def test_counts_equal_a_table_made_by_hand():
    y, parts = np.array([0, 2, 2, 2]), [np.array([0, 1]), np.array([2, 3])]
    got = label_counts(y, parts, 4)
    assert np.array_equal(got, [[1, 0, 1, 0], [0, 0, 2, 0]]), (
        "label_counts: one row per client, one column per class, also for classes nobody owns; "
        "count the labels y[part], not the row numbers"
    )
    got = label_counts(y, [*parts, np.array([], dtype=int)], 4)
    assert np.array_equal(got[2:], [[0, 0, 0, 0]]), (
        "label_counts: a client without rows is a row of zeros"
    )


def test_equal_dealing_gives_equal_sizes_and_almost_no_skew(y, seed):
    parts = iid_partition(y, 10, np.random.default_rng(seed))
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 1, f"iid_partition: sizes differ by at most 1, not {sizes}"
    got = skew(label_counts(y, parts, CLASSES))
    assert got < 0.2, f"iid_partition: a skew of {got:.2f} is too much; shuffle the rows first"


@given(seed=seeds)
def test_shards_that_fit_give_two_labels_to_each_client(seed):
    y = np.random.default_rng(seed).permutation(np.repeat(np.arange(10), 40))
    parts = label_shards(y, 10, 2, np.random.default_rng(seed))
    assert all(len(part) == 40 for part in parts), (
        "label_shards: 400 rows in 20 shards of 20, two shards each, are 40 rows per client"
    )
    assert all(len(np.unique(y[part])) <= 2 for part in parts), (
        "label_shards: with 40 rows per label and shards of 20, two shards hold two labels at most"
    )


def test_the_shards_are_dealt_out_at_random(seed):
    y = np.repeat(np.arange(10), 40)
    one_label = 0
    for k in range(20):
        parts = label_shards(y, 10, 2, np.random.default_rng([seed, k]))
        one_label += sum(len(np.unique(y[part])) == 1 for part in parts)
    assert one_label < 40, (
        "label_shards: neighbors in the sorted order share a label; deal the shards at random"
    )


def test_two_shards_of_the_digits_are_very_skewed(y, seed):
    parts = label_shards(y, 10, 2, np.random.default_rng(seed))
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 2, (
        f"label_shards: shard sizes differ by at most 1, so sizes by at most 2, not {sizes}"
    )
    got = skew(label_counts(y, parts, CLASSES))
    assert 0.7 < got < 0.9, f"label_shards: two shards of ten digits have a skew of 0.8, not {got}"


@given(seed=seeds, clients=st.integers(2, 8))
def test_a_huge_alpha_spreads_every_label_evenly(seed, clients):
    y = np.random.default_rng(seed).integers(0, 3, size=200)
    parts = dirichlet_partition(y, clients, 1e8, np.random.default_rng(seed))
    counts = label_counts(y, parts, 3)
    even = np.bincount(y, minlength=3) / clients
    assert np.all(np.abs(counts - even) <= 1.5), (
        "dirichlet_partition: at alpha = 1e8 each client gets an even share of EACH label"
    )


def test_alpha_is_a_dial_for_the_skew(y, seed):
    skews = []
    for alpha in (0.1, 1.0, 10.0):
        parts = dirichlet_partition(y, 10, alpha, np.random.default_rng(seed))
        skews.append(skew(label_counts(y, parts, CLASSES)))
    shown = ", ".join(f"{value:.2f}" for value in skews)
    assert skews[0] > 0.4, (
        f"dirichlet_partition: skew {shown} at alpha 0.1, 1, 10; draw new proportions per LABEL"
    )
    assert skews[0] > skews[1] + 0.05 and skews[1] > skews[2] + 0.05, (
        f"dirichlet_partition: skew {shown} at alpha 0.1, 1, 10; it must fall as alpha grows"
    )


def test_dirichlet_shuffles_the_rows_of_a_label():
    y = np.zeros(300, dtype=int)
    runs = 0
    for part in dirichlet_partition(y, 3, 100.0, np.random.default_rng(0)):
        runs += np.all(np.diff(np.sort(part)) == 1)
    assert runs < 3, "dirichlet_partition: shuffle the rows of a label before you cut them"


@pytest.mark.parametrize(
    ("counts", "want"),
    [
        ([[5, 5], [3, 3]], 0.0),
        ([[4, 0], [0, 4]], 0.5),
        ([[6, 0], [0, 2]], 0.375),
        ([[3, 1], [1, 3], [0, 0]], 0.25),
        ((np.eye(10, dtype=int) * 7).tolist(), 0.9),
    ],
    ids=["the same mix", "split in two", "sizes differ", "one client is empty", "one label each"],
)
def test_skew_equals_values_made_by_hand(counts, want):
    got = skew(np.array(counts))
    assert type(got) is float, f"skew: wrap the result in float(...), it is {type(got).__name__}"
    assert abs(got - want) < 1e-12, (
        f"skew: {counts} has {want}, not {got}; half the sum of |p_k - p|, weighted by client size"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda rng: iid_partition([0, 1], 3, rng), "iid_partition: 3 clients for 2 rows"),
        (lambda rng: iid_partition([0, 1], 0, rng), "iid_partition: 0 clients"),
        (lambda rng: label_shards([0, 1, 1], 2, 2, rng), "label_shards: 4 shards for 3 rows"),
        (lambda rng: label_shards([0, 1], 1, 0, rng), "label_shards: 0 shards per client"),
        (lambda rng: dirichlet_partition([0, 1], 2, 0.0, rng), "dirichlet_partition: alpha = 0"),
        (lambda rng: dirichlet_partition([0, 1], 0, 1.0, rng), "dirichlet_partition: 0 clients"),
        (lambda rng: dirichlet_partition([0.5], 1, 1.0, rng), "dirichlet_partition: label 0.5"),
        (
            lambda rng: label_counts([0, 4], [np.array([0])], 4),
            "label_counts: a label of 4",
        ),
        (lambda rng: skew(np.zeros((2, 3))), "skew: nothing but zeros"),
        (lambda rng: skew(np.array([[2, -1]])), "skew: a negative count"),
    ],
    ids=range(10),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(lambda: call(np.random.default_rng(0)), f"{fault} must raise ValueError")

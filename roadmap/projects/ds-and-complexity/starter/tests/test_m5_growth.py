"""Milestone 5: work is measured by counting, and three slow functions are repaired."""

import bisect
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg import growth, slow
from practice_pkg.counting import Counted, Tally
from practice_pkg.data import cloud
from practice_pkg.growth import (
    best_growth,
    count_operations,
    join,
    loglog_slope,
    sliding_max,
    unique_in_order,
)
from practice_pkg.kdtree import KDTree
from practice_pkg.metric import CountingDistance

pytestmark = pytest.mark.milestone(5)

SIZES = [250, 500, 1000, 2000, 4000]
SMALL = [32, 64, 128, 256]

small_keys = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=15)


def numbers(n: int, tally: Tally, seed: int) -> list[Counted]:
    values = list(range(n))
    random.Random(seed).shuffle(values)
    return [Counted(value, tally) for value in values]


# --- measuring --------------------------------------------------------------------------------


def test_count_operations_runs_once_per_size_with_a_fresh_tally():
    calls = []

    def run(n, tally):
        calls.append(n)
        tally.hashes += n
        tally.comparisons += 1

    got = count_operations(run, [5, 2, 5])
    assert got == [6, 3, 6], "count_operations: the total of each run, each in a tally of its own"
    assert calls == [5, 2, 5], "count_operations: one run per size, in the order given"


@given(st.floats(-1, 3), st.floats(0.1, 100))
def test_the_slope_of_a_power_law_is_its_exponent(exponent, factor):
    counts = [factor * n**exponent for n in SIZES]
    assert abs(loglog_slope(SIZES, counts) - exponent) < 1e-9, (
        "loglog_slope: for counts = c * n^a the slope is a, whatever c is; take BOTH logarithms"
    )


def test_the_slope_is_the_one_of_least_squares():
    got = loglog_slope([1, 2, 4, 8], [1, 4, 4, 16])
    assert abs(got - 1.2) < 1e-9, (
        f"loglog_slope: 1.2 for the counts 1, 4, 4, 16, not {got:.3f}; use all points, not only "
        "the first and the last"
    )


@pytest.mark.parametrize(
    ("sizes", "counts"),
    [([1, 2], [1]), ([], []), ([4, 4], [1, 2]), ([1, 2], [0, 1]), ([0, 2], [1, 1])],
    ids=["lengths", "nothing", "one size", "a count of 0", "a size of 0"],
)
def test_measurements_without_a_slope_raise_value_error(refuses, sizes, counts):
    message = f"sizes {sizes} with counts {counts} must raise ValueError"
    refuses(lambda: loglog_slope(sizes, counts), f"loglog_slope: {message}")
    refuses(lambda: best_growth(sizes, counts), f"best_growth: {message}")


def test_best_growth_refuses_size_one(refuses):
    refuses(
        lambda: best_growth([1, 2], [1, 2]),
        "best_growth: log 1 is 0 and nothing can be divided by it; a size of 1 is a ValueError",
    )


@pytest.mark.parametrize("name", growth.GROWTHS)
def test_best_growth_recognizes_pure_growth(name):
    counts = [3 * growth.GROWTHS[name](n) for n in SIZES]
    assert best_growth(SIZES, counts) == name, f"best_growth: counts = 3 * {name} are {name}"


@pytest.mark.parametrize(
    ("name", "work"),
    [
        ("1", lambda values: values[7] in set(values[:50])),
        ("log n", lambda values: [bisect.bisect(range_of(values), v) for v in values[:200]]),
        ("n", max),
        ("n log n", sorted),
        ("n^2", lambda values: [v for v in values[:500] if sum(w < v for w in values) < 0]),
    ],
    ids=["a set", "bisect", "max", "sorted", "all pairs"],
)
def test_best_growth_recognizes_real_work(name, work, seed):
    sizes = SMALL if name == "n^2" else SIZES

    def run(n, tally):
        return work(numbers(n, tally, seed))

    counts = count_operations(run, sizes)
    got = best_growth(sizes, counts)
    assert got == name, (
        f"best_growth: {counts} operations at {sizes} grow like {name}, not like {got}; compare "
        "how steady count / g(n) is"
    )


def range_of(values):
    """The same numbers in order, made without a comparison."""
    in_order = list(values)
    for value in values:
        in_order[value.value] = value
    return in_order


def test_your_tree_grows_like_a_logarithm_in_two_dimensions_only(seed):
    def searching(dimensions):
        def run(n, tally):
            distance = CountingDistance()
            tree = KDTree(cloud(n, dimensions, seed), distance)
            for query in cloud(40, dimensions, seed + 1):
                tree.nearest(query, 1)
            tally.comparisons += distance.calls

        return run

    flat = loglog_slope(SIZES, count_operations(searching(2), SIZES))
    high = loglog_slope(SIZES[:3], count_operations(searching(16), SIZES[:3]))
    assert flat < 0.3, f"the distances of your tree grow like n^{flat:.2f} in 2-d; 0.3 is allowed"
    assert high > 0.75, f"the distances of your tree grow like n^{high:.2f} in 16-d, near 1 is true"


# --- repairing --------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 9)))
def test_unique_in_order_gives_the_same_answer(items):
    assert unique_in_order(items) == slow.unique_in_order(items), (
        "unique_in_order: each item once, in the order of FIRST appearance"
    )


@given(st.lists(st.integers(0, 9), min_size=1), st.data())
def test_sliding_max_gives_the_same_answer(values, data):
    window = data.draw(st.integers(1, len(values)))
    assert sliding_max(values, window) == slow.sliding_max(values, window), (
        f"sliding_max: wrong for {values} with window {window}; a candidate leaves when it is "
        "`window` places behind"
    )


@given(small_keys, small_keys)
def test_join_gives_the_same_answer(left, right):
    assert join(left, right) == slow.join(left, right), (
        "join: every pair with equal keys, in the order of `left`, then of `right`"
    )


@pytest.mark.parametrize("window", [0, 4])
def test_windows_that_do_not_fit_raise_value_error(refuses, window):
    refuses(
        lambda: sliding_max([1, 2, 3], window),
        f"sliding_max: a window of {window} over 3 values must raise ValueError",
    )


def unique_work(module, kind):
    def run(n, tally):
        values = [i % (n // 2) if kind == "twice" else i for i in range(n)]
        module.unique_in_order([Counted(value, tally) for value in values])

    return run


def max_work(module, kind):
    def run(n, tally):
        values = {"rising": range(n), "falling": range(n, 0, -1), "equal": [0] * n}
        values["zigzag"] = [i % 2 * n - i for i in range(n)]
        module.sliding_max([Counted(v, tally) for v in values[kind]], n // 4)

    return run


def join_work(module, kind):
    def run(n, tally):
        left = [(Counted(i, tally), i) for i in range(n)]
        right = [(Counted(i + n // 2 if kind == "half" else i, tally), i) for i in range(n)]
        module.join(left, right)

    return run


REPAIRS = [
    ("unique_in_order", unique_work, ["all different", "twice"], 5),
    ("sliding_max", max_work, ["rising", "falling", "equal", "zigzag"], 4),
    ("join", join_work, ["all meet", "half"], 15),
]


@pytest.mark.parametrize(
    ("name", "work", "kind", "per_item"),
    [
        pytest.param(name, work, kind, per_item, id=f"{name}-{kind}")
        for name, work, kinds, per_item in REPAIRS
        for kind in kinds
    ],
)
def test_the_repair_is_linear_where_the_slow_one_is_quadratic(name, work, kind, per_item):
    fast = count_operations(work(growth, kind), SIZES)
    before = loglog_slope(SMALL, count_operations(work(slow, kind), SMALL))
    after = loglog_slope(SIZES, fast)
    assert before > 1.8, f"count_operations: slow.{name} is quadratic, its slope is near 2"
    assert after < 1.1, (
        f"{name}: n^{after:.2f} on input that is '{kind}'; a linear answer has slope 1"
    )
    most = max(count / n for count, n in zip(fast, SIZES, strict=True))
    assert most <= per_item, (
        f"{name}: {most:.1f} operations per item on input that is '{kind}', {per_item} are allowed"
    )

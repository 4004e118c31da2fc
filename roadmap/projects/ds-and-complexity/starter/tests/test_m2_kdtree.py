"""Milestone 2: the same answers as brute force, and the count of distances tells how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import cloud
from practice_pkg.kdtree import KDTree
from practice_pkg.metric import CountingDistance, brute_force

pytestmark = pytest.mark.milestone(2)

coordinates = st.integers(-3, 3).map(float)
points_2d = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=30)


def distances(neighbors) -> list[float]:
    return [distance for distance, _ in neighbors]


@pytest.mark.parametrize("dimensions", [1, 2, 3, 8])
def test_200_queries_equal_brute_force(dimensions, seed):
    points = cloud(600, dimensions, seed)
    tree = KDTree(points)
    for query in cloud(50, dimensions, seed + 1):
        assert tree.nearest(query, 5) == brute_force(points, query, 5), (
            f"nearest: not the five nearest points in {dimensions} dimensions; the far side may "
            "only be skipped if all k points known are nearer than the split"
        )


@given(points_2d, st.tuples(coordinates, coordinates), st.data())
def test_equal_points_and_equal_distances_do_no_harm(points, query, data):
    k = data.draw(st.integers(1, len(points)))
    got = KDTree(points).nearest(query, k)
    assert distances(got) == distances(brute_force(points, query, k)), (
        "nearest: wrong distances where many points share a coordinate; equal coordinates may be "
        "on both sides of a split"
    )
    indexes = [index for _, index in got]
    assert len(set(indexes)) == k, "nearest: a point was returned twice"
    assert distances(got) == [brute_force([points[i]], query, 1)[0][0] for i in indexes], (
        "nearest: an index does not belong to its distance"
    )


def test_queries_far_outside_are_answered_too():
    points = cloud(300, 2, 3)
    tree = KDTree(points)
    for query in [(9.0, 9.0), (-9.0, 0.5), (0.5, -9.0)]:
        assert tree.nearest(query, 3) == brute_force(points, query, 3), (
            f"nearest: wrong for {query}, which lies outside of all the points"
        )


@pytest.mark.parametrize(
    "points",
    [
        [(float(i), 0.0) for i in range(3000)],
        [(0.0, -float(i)) for i in range(3000)],
        [(1.0, 1.0)] * 3000,
        cloud(3000, 2, 4),
        [(5.0, 5.0)],
    ],
    ids=["sorted", "falling", "all equal", "random", "one point"],
)
def test_the_tree_is_as_low_as_possible(points):
    try:
        height = KDTree(points).height()
    except RecursionError:
        pytest.fail(
            "KDTree: recursion too deep; take the middle POINT of the sorted ones, so that equal "
            "coordinates are split in halves too",
            pytrace=False,
        )
    lowest = len(points).bit_length()
    assert height == lowest, (
        f"KDTree: {len(points)} points fit in height {lowest}, yours is {height}; split at the "
        "middle of the sorted points"
    )


def test_no_distance_is_asked_for_twice(seed):
    points = cloud(500, 2, seed)
    asked = []

    def distance(a, b):
        asked.append((a, b))
        return brute_force([a], b, 1)[0][0]

    tree = KDTree(points, distance)
    assert asked == [], "KDTree: building compares coordinates, it needs no distance"
    tree.nearest((0.3, 0.7), 5)
    assert len(asked) >= 5, "nearest: take every distance from the `distance` that was handed over"
    assert len(set(asked)) == len(asked), "nearest: ask once for each point and keep the answer"


def test_in_two_dimensions_two_percent_of_the_points_are_enough(seed):
    points, queries = cloud(4000, 2, seed), cloud(100, 2, seed + 1)
    distance = CountingDistance()
    tree = KDTree(points, distance)
    for query in queries:
        tree.nearest(query, 5)
    share = distance.calls / (len(points) * len(queries))
    assert share <= 0.02, (
        f"nearest: {share:.1%} of all distances; go down on the query's side first, then skip the "
        "other side unless the split is nearer than the farthest point kept"
    )


def test_in_sixteen_dimensions_the_tree_no_longer_helps(seed):
    points, queries = cloud(1000, 16, seed), cloud(20, 16, seed + 1)
    distance = CountingDistance()
    tree = KDTree(points, distance)
    for query in queries:
        tree.nearest(query, 5)
    share = distance.calls / (len(points) * len(queries))
    assert share >= 0.9, (
        f"nearest: {share:.0%} of the distances in 16 dimensions is too good for an exact search; "
        "you skip sides that may hold a nearer point"
    )


@pytest.mark.parametrize(
    ("points", "fault"),
    [([], "no points"), ([(1.0, 2.0), (1.0,)], "points of 2 and of 1 coordinates")],
    ids=["none", "mixed"],
)
def test_points_that_make_no_tree_raise_value_error(refuses, points, fault):
    refuses(lambda: KDTree(points), f"KDTree: {fault} must raise ValueError")


@pytest.mark.parametrize(
    ("query", "k"),
    [((0.0, 0.0), 0), ((0.0, 0.0), 4), ((0.0,), 1), ((0.0, 0.0, 0.0), 1)],
    ids=["k = 0", "k too large", "one coordinate", "three coordinates"],
)
def test_queries_that_do_not_fit_raise_value_error(refuses, query, k):
    tree = KDTree([(0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
    refuses(
        lambda: tree.nearest(query, k),
        f"nearest: query {query} with k = {k} on three points of 2 coordinates is a ValueError",
    )

"""Milestone 4: recall against the number of distances, the trade of every vector database."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import cloud
from practice_pkg.graph import GraphIndex, beam_search
from practice_pkg.metric import CountingDistance, brute_force

pytestmark = pytest.mark.milestone(4)

LINE = [(float(i),) for i in range(40)]
LINE_LINKS = [[j for j in (i - 1, i + 1) if 0 <= j < 40] for i in range(40)]

N, QUERIES, K = 4000, 100, 10


class OnceOnly(CountingDistance):
    """Notes which points were measured."""

    def __init__(self) -> None:
        super().__init__()
        self.measured = []

    def __call__(self, a, b):
        self.measured.append((tuple(a), tuple(b)))
        return super().__call__(a, b)


@pytest.fixture(scope="module")
def built(seed):
    """The index of 4,000 points in 8 dimensions, the queries, and how many distances it took."""
    distance = CountingDistance()
    points = cloud(N, 8, seed)
    index = GraphIndex(points, distance=distance)
    return index, points, cloud(QUERIES, 8, seed + 1), distance, distance.calls


def recall_and_share(built, width=None) -> tuple[float, float]:
    index, points, queries, distance, _ = built
    distance.calls = found = 0
    for query in queries:
        exact = {i for _, i in brute_force(points, query, K)}
        found += len(exact & {i for _, i in index.nearest(query, K, width)})
    return found / (K * QUERIES), distance.calls / (N * QUERIES)


def test_beam_search_walks_along_the_links():
    got = beam_search(LINE, LINE_LINKS, (30.2,), 0, 3, math.dist)
    assert [i for _, i in got] == [30, 31, 29], (
        "beam_search: from 0 along a line to 30.2, the three nearest are 30, 31, 29, in this order"
    )
    assert all(math.isclose(d, abs(30.2 - i)) for d, i in got), (
        "beam_search: (distance, index), with the distance above 0"
    )


def test_beam_search_stops_when_it_only_gets_worse():
    distance = CountingDistance()
    beam_search(LINE, LINE_LINKS, (0.0,), 0, 3, distance)
    assert distance.calls <= 6, (
        f"beam_search: {distance.calls} distances where 6 are enough; stop when the nearest point "
        "of the frontier is farther than the farthest of a full `best`"
    )


def test_a_narrow_beam_is_caught_in_a_dead_end_and_a_wider_one_is_not():
    #  0 leads to 1, which looks good but ends there, and to 2, which looks bad and leads to 3.
    points = [(5.0,), (4.0,), (7.0,), (0.0,)]
    links = [[1, 2], [0], [0, 3], [2]]
    narrow = beam_search(points, links, (0.0,), 0, 1, math.dist)
    wide = beam_search(points, links, (0.0,), 0, 3, math.dist)
    assert [i for _, i in narrow] == [1], (
        "beam_search: with width 1 the search ends at point 1; it must not look behind point 2"
    )
    assert wide[0] == (0.0, 3), (
        "beam_search: with width 3 the detour over point 2 leads to point 3; look behind every "
        "point of the frontier until it is farther than the farthest kept"
    )


@given(st.integers(0, 1000), st.integers(1, 40))
def test_a_beam_as_wide_as_the_graph_is_exact(seed, n):
    points = cloud(n, 3, seed)
    everyone = [[j for j in range(n) if j != i] for i in range(n)]
    got = beam_search(points, everyone, (0.5, 0.5, 0.5), seed % n, n, math.dist)
    assert got == brute_force(points, (0.5, 0.5, 0.5), n), (
        "beam_search: with width n every point that can be reached belongs to the answer"
    )


def test_no_point_is_measured_twice():
    n = 60
    points = cloud(n, 2, 1)
    everyone = [[j for j in range(n) if j != i] for i in range(n)]
    distance = OnceOnly()
    beam_search(points, everyone, (0.5, 0.5), 0, 3, distance)
    assert distance.calls == len(set(distance.measured)), (
        f"beam_search: {distance.calls} distances for {len(set(distance.measured))} points; "
        "remember which points were reached, also those that were not good enough"
    )


def test_links_go_both_ways(built):
    links = built[0].links
    one_way = [(i, j) for i in range(N) for j in links[i] if i not in links[j]]
    assert one_way == [], (
        f"GraphIndex: {len(one_way)} links go one way only, the first is {one_way[:1]}; a search "
        "that starts at point 0 needs links from old points to new ones"
    )
    assert all(i not in links[i] for i in range(N)), "GraphIndex: no point is linked to itself"


def test_each_point_brings_degree_links(built):
    links = built[0].links
    wrong = [i for i in range(N) if sum(j < i for j in links[i]) != min(i, 8)]
    assert wrong == [], (
        f"GraphIndex: point {wrong[:1]} does not have 8 links to points before it (the first "
        "eight: to all of them)"
    )
    assert all(len(set(near)) == len(near) for near in links), "GraphIndex: a link comes twice"


def test_nine_of_ten_neighbors_for_a_seventh_of_the_distances(built):
    recall, share = recall_and_share(built)
    assert recall >= 0.9, (
        f"nearest: recall@10 is {recall:.3f}; link each point with the NEAREST points found, in "
        "both directions, and search with the full width"
    )
    assert share <= 0.15, (
        f"nearest: {share:.1%} of the distances of brute force, 15 % are allowed; does your search "
        "stop, and does it measure each point once?"
    )


def test_a_wider_search_finds_more_and_costs_more(built):
    narrow, cheap = recall_and_share(built, 10)
    wide, dear = recall_and_share(built, 80)
    assert cheap < dear, "nearest: hand the width on to beam_search; a wider beam measures more"
    assert wide > narrow, (
        f"nearest: recall {narrow:.3f} with width 10 and {wide:.3f} with width 80; wider must be "
        "better"
    )


def test_building_needs_far_fewer_distances_than_all_pairs(built):
    share = built[4] / (N * (N - 1) / 2)
    assert share <= 0.3, (
        f"GraphIndex: building took {share:.0%} of all pairs; find the neighbors of a new point "
        "with beam_search in the graph that is already there"
    )


def test_a_small_index_answers_exactly():
    points = cloud(20, 2, 5)
    index = GraphIndex(points)
    got = index.nearest((0.2, 0.2), 5)
    assert got == brute_force(points, (0.2, 0.2), 5), (
        "nearest: 20 points fit into the beam, so the answer is exact; return k of them, sorted"
    )
    assert GraphIndex([(1.0, 1.0)]).nearest((1.0, 1.0), 1) == [(0.0, 0)], (
        "GraphIndex: a single point is an index too"
    )


def test_what_makes_no_sense_raises_value_error(refuses):
    points = cloud(30, 2, 6)
    index = GraphIndex(points, degree=4, width=8)
    refuses(lambda: GraphIndex([]), "GraphIndex: no points must raise ValueError")
    refuses(lambda: GraphIndex(points, degree=0), "GraphIndex: degree 0 must raise ValueError")
    refuses(
        lambda: GraphIndex(points, degree=9, width=8),
        "GraphIndex: a search of width 8 cannot find 9 neighbors, raise ValueError",
    )
    for k, width in [(0, None), (9, None), (5, 4)]:
        refuses(
            lambda k=k, width=width: index.nearest((0.0, 0.0), k, width),
            f"nearest: k = {k} with width {width or 8} must raise ValueError",
        )
    refuses(
        lambda: beam_search(points, index.links, (0.0, 0.0), 0, 0, math.dist),
        "beam_search: width 0 must raise ValueError",
    )

"""Milestone 2: exact nearest neighbors without looking at every point."""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass

from .metric import Distance, Neighbor, Point


@dataclass(frozen=True, slots=True)
class Node:
    """One point of the tree, which cuts space in two at its own coordinate. Complete."""

    index: int
    """Which point."""
    axis: int
    """The coordinate that is compared here."""
    left: "Node | None"
    """Points whose coordinate on `axis` is not above this point's."""
    right: "Node | None"
    """Points whose coordinate on `axis` is not below this point's."""


class KDTree:
    """A k-d tree over fixed points.

    Source: Bentley, "Multidimensional binary search trees used for associative searching",
    Communications of the ACM 18(9), 1975. The search: Friedman, Bentley and Finkel, "An algorithm
    for finding best matches in logarithmic expected time", ACM TOMS 3(3), 1977.
    """

    def __init__(self, points: Sequence[Point], distance: Distance = math.dist) -> None:
        """Builds the tree: sort by one coordinate, put the middle point on top, and do the same
        with the points before it and after it, by the next coordinate (after the last, the first).

        points: n points, all with the same number of coordinates. Equal points are welcome.
        distance: kept for `nearest`; building needs none.
        Raises ValueError if there are no points or their numbers of coordinates differ.
        """
        if not points:
            raise ValueError("a tree needs at least one point")
        self._dimensions = len(points[0])
        if any(len(point) != self._dimensions for point in points):
            raise ValueError("every point needs the same number of coordinates")
        self._points = points
        self._distance = distance
        self._top = self._build(list(range(len(points))), 0)

    def height(self) -> int:
        """The number of nodes on the longest way from the top to a leaf.

        With middle points it is as small as possible: n has that many binary digits
        (n.bit_length()), whatever the points are.
        """

        def height(node: Node | None) -> int:
            return 0 if node is None else 1 + max(height(node.left), height(node.right))

        return height(self._top)

    def nearest(self, query: Point, k: int) -> list[Neighbor]:
        """The k nearest points as (distance, index), nearest first, the same as `brute_force`.

        Each distance between the query and a point is one call of the `distance` that was handed
        over, and none is asked for twice. Go down on the query's side first. The other side holds
        nothing nearer than |query[axis] - point[axis]|, so skip it if k points nearer than that
        are known. (That holds for the Euclidean distance; it is what `distance` stands for.)
        Of points at equal distance any may be returned.
        Raises ValueError if k is not in 1..n or the query has another number of coordinates.
        """
        if not 1 <= k <= len(self._points):
            raise ValueError(f"k must lie in 1..{len(self._points)}, but it is {k}")
        if len(query) != self._dimensions:
            raise ValueError(f"the query needs {self._dimensions} coordinates, not {len(query)}")
        best: list[tuple[float, int]] = []  # a heap of (-distance, -index): the farthest is on top

        def visit(node: Node | None) -> None:
            if node is None:
                return
            point = self._points[node.index]
            entry = (-self._distance(query, point), -node.index)
            if len(best) < k:
                heapq.heappush(best, entry)
            elif entry > best[0]:
                heapq.heapreplace(best, entry)
            gap = query[node.axis] - point[node.axis]
            near, far = (node.left, node.right) if gap < 0 else (node.right, node.left)
            visit(near)
            if len(best) < k or abs(gap) < -best[0][0]:
                visit(far)

        visit(self._top)
        return sorted((-distance, -index) for distance, index in best)

    def _build(self, indexes: list[int], axis: int) -> Node | None:
        if not indexes:
            return None
        indexes.sort(key=lambda i: self._points[i][axis])
        middle, after = len(indexes) // 2, (axis + 1) % self._dimensions
        left = self._build(indexes[:middle], after)
        right = self._build(indexes[middle + 1 :], after)
        return Node(indexes[middle], axis, left, right)

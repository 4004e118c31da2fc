"""Milestone 4: nearly all of the nearest neighbors for a few percent of the distances.

A flat version of what vector databases use. Each point is linked with points near it, and a
search walks along the links toward the query.
"""

import heapq
import math
from collections.abc import Sequence

from .metric import Distance, Neighbor, Point


def beam_search(
    points: Sequence[Point],
    links: Sequence[Sequence[int]],
    query: Point,
    entry: int,
    width: int,
    distance: Distance,
) -> list[Neighbor]:
    """Up to `width` points near the query as (distance, index), nearest first.

    Two collections: `frontier`, found but not looked behind yet, and `best`, the `width` nearest
    found so far. Both begin with the point `entry`. Repeat:
    take the nearest point of the frontier; stop if `best` is full and the point is farther than
    the farthest of `best`; otherwise measure each point linked to it that was never measured
    before, and put it into both collections if `best` is not full or it is nearer than the
    farthest of `best` (which then falls out).
    links: links[i] holds the indexes of the points that point i is linked to.
    One call of `distance` for each point that is reached, never two. Fewer than `width` are
    returned only if no more can be reached.
    Raises ValueError if width < 1.
    Source: Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using
    hierarchical navigable small world graphs", IEEE TPAMI 42(4), 2020, algorithm 2.
    """
    if width < 1:
        raise ValueError(f"width must be at least 1, but it is {width}")
    start = distance(query, points[entry])
    reached = {entry}
    frontier = [(start, entry)]  # a heap: the nearest is on top
    best = [(-start, -entry)]  # a heap of negatives: the farthest is on top
    while frontier:
        nearest, here = heapq.heappop(frontier)
        for i in links[here]:
            if i in reached:
                continue
            reached.add(i)
            away = distance(query, points[i])
            if len(best) < width:
                heapq.heappush(best, (-away, -i))
            elif away < -best[0][0]:
                heapq.heapreplace(best, (-away, -i))
            heapq.heappush(frontier, (away, i))
    return sorted((-away, -i) for away, i in best)


class GraphIndex:
    """A navigable graph over fixed points. Attribute: `links`, a list of n lists of indexes.

    Source: Malkov, Ponomarenko, Logvinov and Krylov, "Approximate nearest neighbor algorithm based
    on navigable small world graphs", Information Systems 45, 2014.
    """

    def __init__(
        self,
        points: Sequence[Point],
        degree: int = 8,
        width: int = 24,
        distance: Distance = math.dist,
    ) -> None:
        """Inserts the points in their order. Each one looks for its neighbors with `beam_search`
        (this `width`, from point 0) in the graph of the points before it, and is linked with the
        `degree` nearest of those found, in both directions. The first points find fewer.

        Links of early points are the long ones that later searches travel on: do not remove any.
        Raises ValueError if there are no points or not 1 <= degree <= width.
        """
        if not points:
            raise ValueError("an index needs at least one point")
        if not 1 <= degree <= width:
            raise ValueError(f"degree must lie in 1..{width}, but it is {degree}")
        self._points = points
        self._width = width
        self._distance = distance
        self.links: list[list[int]] = [[]]
        for new in range(1, len(points)):
            found = beam_search(points, self.links, points[new], 0, width, distance)
            nearest = [i for _, i in found[:degree]]
            self.links.append(nearest)
            for i in nearest:
                self.links[i].append(new)

    def nearest(self, query: Point, k: int, width: int | None = None) -> list[Neighbor]:
        """The k nearest points that a search from point 0 finds, nearest first.

        width: of the search; None takes the one the graph was built with. A wider one finds more
        and costs more.
        Raises ValueError unless 1 <= k <= width.
        """
        width = self._width if width is None else width
        if not 1 <= k <= width:
            raise ValueError(f"k must lie in 1..{width}, but it is {k}")
        return beam_search(self._points, self.links, query, 0, width, self._distance)[:k]

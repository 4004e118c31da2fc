"""Three answers that are right and too slow. Complete: in milestone 5 you write their equals.

Each looks innocent in a review, and each does about n * n comparisons.
"""

from collections.abc import Hashable, Sequence
from typing import Any

Row = tuple[Hashable, Any]
"""A key and a value."""


def unique_in_order(items: Sequence[Hashable]) -> list[Hashable]:
    """Each item once, in the order of first appearance. `in` walks through the whole list."""
    seen: list[Hashable] = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return seen


def sliding_max(values: Sequence[Any], window: int) -> list[Any]:
    """The largest of each `window` neighbors in a row: n - window + 1 answers, in order.

    `max` looks at the whole window again, although all but one of its values are old.
    """
    return [max(values[i : i + window]) for i in range(len(values) - window + 1)]


def join(left: Sequence[Row], right: Sequence[Row]) -> list[tuple[Hashable, Any, Any]]:
    """(key, left value, right value) for each pair of rows with equal keys.

    In the order of `left`; for one row of `left` in the order of `right`.
    """
    return [(key, a, b) for key, a in left for other, b in right if key == other]

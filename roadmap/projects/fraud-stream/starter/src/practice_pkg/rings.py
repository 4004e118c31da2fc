"""Milestone 4: one stolen card is a case, twelve on the same devices are a ring."""

from collections.abc import Hashable, Iterable


class UnionFind:
    """Groups of items that may only grow together. Items need not be announced.

    Source: Tarjan, Efficiency of a good but not linear set union algorithm, Journal of the ACM 22
    (1975).
    """

    def __init__(self) -> None:
        """No items yet."""
        raise NotImplementedError("milestone 4: a parent per item, and a size per root")

    def find(self, item: Hashable) -> Hashable:
        """The representative of the item's group, the same for all of its members.

        An unknown item becomes a group of its own. Make the path shorter on the way, and use a
        loop: Python stops a recursion after a thousand calls.
        """
        raise NotImplementedError("milestone 4: follow the parents, then shorten the path")

    def union(self, a: Hashable, b: Hashable) -> bool:
        """Put two groups together, the smaller one under the larger. False if they were one."""
        raise NotImplementedError("milestone 4: find both, hang the smaller below the larger")

    def groups(self) -> list[set[Hashable]]:
        """All groups, each as a set of its members, in any order."""
        raise NotImplementedError("milestone 4: collect the items by their representative")


def find_rings(
    pairs: Iterable[tuple[int, int]], *, min_cards: int = 5, max_users: int = 20
) -> list[frozenset[int]]:
    """The groups of at least min_cards cards that hang together by devices they share.

    pairs: (card, device), in any order, with repetitions. The numbers of cards and of devices
    overlap, so a node must say which of the two it is. A device with more than max_users
    DIFFERENT cards is public; it ties strangers together and is left out.
    Returns the cards of each ring, largest ring first, equally large ones by their smallest card.
    Raises ValueError if min_cards is below 2 or max_users below 1.
    """
    raise NotImplementedError("milestone 4: leave public devices out, join cards and devices")

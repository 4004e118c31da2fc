"""Milestone 4: one stolen card is a case, twelve on the same devices are a ring."""

from collections.abc import Hashable, Iterable


class UnionFind:
    """Groups of items that may only grow together. Items need not be announced.

    Source: Tarjan, Efficiency of a good but not linear set union algorithm, Journal of the ACM 22
    (1975).
    """

    def __init__(self) -> None:
        """No items yet."""
        self._parent: dict[Hashable, Hashable] = {}
        self._size: dict[Hashable, int] = {}

    def find(self, item: Hashable) -> Hashable:
        """The representative of the item's group, the same for all of its members.

        An unknown item becomes a group of its own. Make the path shorter on the way, and use a
        loop: Python stops a recursion after a thousand calls.
        """
        parent = self._parent
        if item not in parent:
            parent[item], self._size[item] = item, 1
            return item
        root = item
        while parent[root] != root:
            root = parent[root]
        while parent[item] != root:
            parent[item], item = root, parent[item]
        return root

    def union(self, a: Hashable, b: Hashable) -> bool:
        """Put two groups together, the smaller one under the larger. False if they were one."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size.pop(b)
        return True

    def groups(self) -> list[set[Hashable]]:
        """All groups, each as a set of its members, in any order."""
        members: dict[Hashable, set[Hashable]] = {}
        for item in self._parent:
            members.setdefault(self.find(item), set()).add(item)
        return list(members.values())


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
    if min_cards < 2 or max_users < 1:
        raise ValueError("min_cards >= 2 and max_users >= 1")
    users: dict[int, list[int]] = {}
    for card, device in pairs:
        users.setdefault(device, []).append(card)
    union_find = UnionFind()
    for device, cards in users.items():
        if len(cards) <= max_users:
            for card in cards:
                union_find.union(("card", card), ("device", device))
    groups = (
        frozenset(number for kind, number in group if kind == "card")
        for group in union_find.groups()
    )
    rings = [cards for cards in groups if len(cards) >= min_cards]
    return sorted(rings, key=lambda cards: (-len(cards), min(cards)))

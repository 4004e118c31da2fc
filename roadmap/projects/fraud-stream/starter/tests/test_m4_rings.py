"""Milestone 4: the planted rings, all of them and nothing else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import work
from practice_pkg.links import make_links
from practice_pkg.rings import UnionFind, find_rings

pytestmark = pytest.mark.milestone(4)


def sets(groups) -> set[frozenset]:
    return {frozenset(group) for group in groups}


def test_a_new_item_is_alone():
    groups = UnionFind()
    assert groups.groups() == [], "groups: no items, no groups"
    assert groups.find("a") == "a", "find: an unknown item becomes a group of its own"
    assert sets(groups.groups()) == {frozenset("a")}, "groups: an item that was found is there"


def test_union_puts_whole_groups_together():
    groups = UnionFind()
    assert groups.union("a", "b") is True, "union: True when two groups became one"
    assert groups.union("c", "d") is True, "union: True when two groups became one"
    assert groups.union("b", "c") is True, "union: join the groups of b and c"
    assert groups.union("a", "d") is False, "union: False when both are in one group already"
    assert groups.find("a") == groups.find("d"), "find: the same representative for all members"
    assert sets(groups.groups()) == {frozenset("abcd")}, "union: all four hang together now"


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=25))
def test_groups_equal_the_slow_answer(pairs):
    union_find, want = UnionFind(), {}
    for a, b in pairs:
        one = want.setdefault(a, {a})
        two = want.setdefault(b, {b})
        assert union_find.union(a, b) is (one is not two), f"union({a}, {b}): were they one group?"
        if one is not two:
            one |= two
            want.update(dict.fromkeys(two, one))
        assert union_find.find(a) == union_find.find(b), "find: differs right after a union"
    assert sets(union_find.groups()) == {frozenset(group) for group in want.values()}, (
        "groups: every item once, together with all it hangs together with"
    )


def test_a_hundred_thousand_in_a_row():
    def chain(n: int) -> UnionFind:
        union_find = UnionFind()
        for i in range(n):
            union_find.union(i + 1, i)
        return union_find

    hint = "find: use a loop; Python stops a recursion after a thousand calls"
    try:
        long = chain(100_000)
        assert long.find(0) == long.find(100_000), "union: a chain is one group"
    except RecursionError:
        pytest.fail(hint, pytrace=False)


def test_paths_become_short():
    def per_item(n: int) -> float:
        """Joins equal halves again and again, which makes the deepest trees there are."""
        union_find, step = UnionFind(), 1
        while step < n:
            for i in range(0, n, 2 * step):
                union_find.union(i, i + step)
            step *= 2
        for _ in range(5):
            for i in range(n):
                union_find.find(i)
        return work(lambda: [union_find.find(i) for i in range(n)]) / n

    small, large = per_item(16), per_item(4096)
    assert large < 1.3 * small, (
        f"find: {small:.1f} steps per item in a group of 16 and {large:.1f} in one of 4096, though "
        "all were found before; let the items you pass point straight to the root"
    )


def test_the_smaller_group_goes_under_the_larger():
    union_find = UnionFind()
    for i in range(1, 20):
        union_find.union(0, i)
    old = union_find.find(0)
    union_find.union("new", 7)
    assert union_find.find("new") == old, (
        "union: a newcomer goes below the group of 20, also when it is named first"
    )
    union_find.union(3, "newer")
    assert union_find.find("newer") == old, "union: and also when it is named second"


def test_two_devices_shared_in_a_chain_make_one_ring():
    pairs = [(1, 10), (2, 10), (3, 10), (3, 11), (4, 11), (5, 11), (6, 12)]
    got = find_rings(pairs)
    assert got == [frozenset({1, 2, 3, 4, 5})], (
        f"find_rings: cards 1 to 5 hang together by devices 10 and 11; got {got}"
    )


def test_cards_and_devices_have_numbers_of_their_own():
    pairs = [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7)]
    got = find_rings(pairs)
    assert got == [], f"find_rings: six cards on six devices; card 2 is not device 2. Got {got}"


def test_a_public_device_ties_nobody_together():
    public = [(card, 0) for card in range(21)]
    assert find_rings(public) == [], "find_rings: 21 different cards on one device, it is public"
    assert find_rings(public[:20]) == [frozenset(range(20))], (
        "find_rings: 20 different cards are not MORE than max_users"
    )
    again = [(card, 0) for card in range(5)] * 10
    assert find_rings(again) == [frozenset(range(5))], (
        "find_rings: 50 uses by five cards; count different cards, not uses"
    )


def test_the_limits_are_used():
    pairs = [(card, 0) for card in range(4)]
    assert find_rings(pairs) == [], "find_rings: four cards are fewer than min_cards"
    assert find_rings(pairs, min_cards=4) == [frozenset(range(4))], "find_rings: use min_cards"
    assert find_rings(pairs, min_cards=2, max_users=3) == [], "find_rings: use max_users"


def test_the_largest_ring_comes_first():
    pairs = [(card, card // 10) for card in [*range(40, 45), *range(10, 15), *range(20, 27)]]
    random.Random(0).shuffle(pairs)
    got = [min(ring) for ring in find_rings(iter(pairs))]
    assert got == [20, 10, 40], (
        f"find_rings: largest first, then by the smallest card: 20, 10, 40, not {got}"
    )


@pytest.mark.parametrize("offset", range(3))
def test_all_planted_rings_and_nothing_else(seed, offset):
    links = make_links(seed + offset)
    found = find_rings(links.pairs)
    wrong = [ring for ring in found if ring not in links.rings]
    assert wrong == [], (
        f"find_rings: precision must be 1.0, and {len(wrong)} of {len(found)} groups are no ring; "
        f"the largest has {max(map(len, wrong), default=0)} cards. Did a public device join them?"
    )
    assert set(found) == set(links.rings), (
        f"find_rings: recall must be 1.0, {len(found)} of {len(links.rings)} rings were found"
    )


def test_rings_are_found_in_any_order_of_the_pairs(seed):
    pairs = make_links(seed, people=200, rings=3).pairs
    assert find_rings(sorted(pairs)) == find_rings(reversed(pairs)), (
        "find_rings: the order of the pairs must not matter"
    )


@pytest.mark.parametrize("limits", [{"min_cards": 1}, {"max_users": 0}], ids=str)
def test_limits_that_make_no_sense_raise_value_error(refuses, limits):
    refuses(lambda: find_rings([], **limits), f"find_rings: {limits} must raise ValueError")

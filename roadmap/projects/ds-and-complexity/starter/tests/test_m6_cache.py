"""Milestone 6: the right values are kept, in constant work, and the hit rate is predicted."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import house_rules
from practice_pkg import cache as cache_module
from practice_pkg.cache import LRUCache, characteristic_time, expected_hit_rate
from practice_pkg.counting import Counted, Tally
from practice_pkg.data import zipf_popularity

pytestmark = pytest.mark.milestone(6)


class SlowCache:
    """The obvious version: a list in the order of last use, oldest first."""

    def __init__(self, capacity):
        self.capacity, self.order, self.hits, self.misses = capacity, [], 0, 0

    def get(self, key, load):
        hit = key in self.order
        if hit:
            self.order.remove(key)
        elif len(self.order) == self.capacity:
            self.order.pop(0)
        self.order.append(key)
        self.hits, self.misses = self.hits + hit, self.misses + (not hit)
        return load(key)


def measured_hit_rate(popularity, capacity, seed, requests=40_000, warm_up=10_000) -> float:
    cache = LRUCache(capacity)
    keys = random.Random(seed).choices(range(len(popularity)), popularity, k=requests)
    for key in keys[:warm_up]:
        cache.get(key, str)
    before = cache.hits
    for key in keys[warm_up:]:
        cache.get(key, str)
    return (cache.hits - before) / (requests - warm_up)


# --- the cache --------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 7), max_size=60), st.integers(1, 6))
def test_it_behaves_like_the_slow_and_obvious_version(keys, capacity):
    cache, oracle, loaded = LRUCache(capacity), SlowCache(capacity), []

    def load(key):
        loaded.append(key)
        return key * 10

    for i, key in enumerate(keys):
        assert cache.get(key, load) == oracle.get(key, lambda k: k * 10), "get: the value of a key"
        assert (cache.hits, cache.misses) == (oracle.hits, oracle.misses), (
            f"get: after the keys {keys[: i + 1]} and capacity {capacity} there are {oracle.hits} "
            f"hits and {oracle.misses} misses; a hit makes a key the most recently used too"
        )
        assert len(cache) == len(oracle.order), "len: how many values are kept"
    assert len(loaded) == cache.misses, "get: call `load` once on a miss and never on a hit"


def test_a_value_may_be_none():
    cache = LRUCache(2)
    cache.get("a", lambda key: None)
    assert cache.get("a", lambda key: "loaded again") is None, (
        "get: None is a value like any other; ask whether the KEY is there"
    )
    assert (cache.hits, cache.misses) == (1, 1), "get: the second call was a hit"


def test_a_failing_load_changes_nothing():
    cache = LRUCache(2)
    cache.get("a", str.upper), cache.get("b", str.upper)

    def fails(key):
        raise OSError("the feature store is down")

    with pytest.raises(OSError):
        cache.get("c", fails)
    assert (len(cache), cache.misses) == (2, 3), "get: a failed load is a miss and keeps nothing"
    cache.get("a", fails), cache.get("b", fails)
    assert cache.hits == 2, "get: load first, drop second; a failed load must not cost a value"


def test_capacity_below_one_raises_value_error(refuses):
    refuses(lambda: LRUCache(0), "LRUCache: a capacity of 0 must raise ValueError")


@pytest.mark.parametrize("capacity", [1, 100, 5000])
def test_a_call_needs_as_many_operations_in_a_large_cache_as_in_a_small_one(capacity, seed):
    tally, cache = Tally(), LRUCache(capacity)
    rng = random.Random(seed)
    for key in range(capacity):
        cache.get(Counted(key, tally), str)
    keys = [Counted(rng.randrange(2 * capacity), tally) for _ in range(500)]
    tally.hashes = tally.comparisons = 0
    for key in keys:
        cache.get(key, str)
    per_call = tally.total / len(keys)
    assert per_call <= 10, (
        f"get: {per_call:.1f} operations on keys per call at capacity {capacity}, 10 are allowed; "
        "searching a list for the key is linear, a linked list needs no search"
    )


# --- the prediction ---------------------------------------------------------------------------


@pytest.mark.parametrize("capacity", [1, 10, 99])
def test_characteristic_time_fills_the_cache(capacity):
    popularity = zipf_popularity(100)
    t = characteristic_time(popularity, capacity)
    kept = sum(1 - math.exp(-p * t) for p in popularity)
    assert abs(kept - capacity) < 1e-6, (
        f"characteristic_time: at t = {t:.3f} the sum is {kept:.3f}, it should be {capacity}"
    )


def test_equal_popularity_has_an_exact_answer():
    popularity = [1 / 50] * 50
    t = characteristic_time(popularity, 20)
    assert abs(t + 50 * math.log(1 - 20 / 50)) < 1e-6, (
        "characteristic_time: 50 keys equally popular and 20 places have t = -50 ln(1 - 20 / 50)"
    )
    assert abs(expected_hit_rate(popularity, 20) - 20 / 50) < 1e-9, (
        "expected_hit_rate: 50 keys equally popular and 20 places make 20 / 50"
    )


@pytest.mark.parametrize(
    ("keys", "capacity", "exponent"), [(1000, 50, 1.0), (1000, 300, 0.8), (200, 20, 0.0)]
)
def test_the_measured_hit_rate_equals_the_predicted_one(seed, keys, capacity, exponent):
    popularity = zipf_popularity(keys, exponent)
    predicted = expected_hit_rate(popularity, capacity)
    measured = measured_hit_rate(popularity, capacity, seed)
    assert abs(measured - predicted) < 0.015, (
        f"hit rate {measured:.3f} measured, {predicted:.3f} predicted, for {capacity} of {keys} "
        "keys; one of the two is wrong: is a hit moved to the front? is p in both places?"
    )


@pytest.mark.parametrize(
    ("popularity", "capacity"),
    [([0.5, 0.5], 0), ([0.5, 0.5], 2), ([0.5, 0.4], 1), ([1.0, 0.0], 1), ([1.5, -0.5], 1)],
    ids=["capacity 0", "everything fits", "sum 0.9", "a key nobody wants", "negative"],
)
def test_caches_without_an_answer_raise_value_error(refuses, popularity, capacity):
    for function in (characteristic_time, expected_hit_rate):
        refuses(
            lambda function=function: function(popularity, capacity),
            f"{function.__name__}: popularity {popularity}, capacity {capacity} is a ValueError",
        )


def test_the_cache_is_your_own():
    LRUCache(1).get("a", str), expected_hit_rate([0.5, 0.5], 1)
    closed = {"OrderedDict", "lru_cache", "min", "max", "sorted", ".sort"}
    breaches = house_rules.broken(cache_module, closed)
    assert breaches == [], f"house rule: closed in this file ({', '.join(breaches)})"

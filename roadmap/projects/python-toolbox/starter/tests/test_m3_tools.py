"""Milestone 3: wrapped functions and blocks behave as before, and you learn something on top."""

import ast
import inspect
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg import tools
from practice_pkg.tools import (
    cached,
    seeded,
    stopwatch,
    timed,
)

pytestmark = pytest.mark.milestone(3)


class Journal(list):
    """A report that keeps what it is told."""

    def __call__(self, name: str, seconds: float) -> None:
        self.append((name, seconds))


class Counted:
    """Something to decorate that counts how often it really runs."""

    def __init__(self, answer) -> None:
        self.answer = answer
        self.runs = 0

    def function(self):
        def work(*args, **kwargs):
            self.runs += 1
            return self.answer(*args, **kwargs)

        return work


def clock_with(*times: float):
    """A clock that shows these times, one per look, and breaks at the look after the last."""
    return iter(times).__next__


def divide(a: float, b: float = 2.0, *, scale: float = 1.0) -> float:
    """Divides."""
    return scale * a / b


def test_stopwatch_reports_the_time_between_start_and_end():
    journal = Journal()
    with stopwatch("load", journal, clock_with(10.0, 12.5)):
        assert journal == [], "stopwatch: report after the block, not before it"
    assert journal == [("load", 2.5)], (
        "stopwatch: one report, the name and the time after the block minus the time before it"
    )


def test_stopwatch_reports_and_lets_the_error_through():
    journal = Journal()
    try:
        with stopwatch("load", journal, clock_with(1.0, 4.0)):
            raise KeyError("from the block")
    except KeyError:
        pass
    else:
        pytest.fail("stopwatch: the block raised KeyError and it was swallowed", pytrace=False)
    assert journal == [("load", 3.0)], "stopwatch: report in `finally`, so that an error counts too"


def test_timed_measures_every_call():
    journal = Journal()
    measured = timed(journal, clock_with(0.0, 1.0, 5.0, 7.0))(divide)
    assert journal == [], "timed: nothing is measured before the first call"
    assert measured(8.0, b=4.0, scale=3.0) == 6.0, "timed: pass *args and **kwargs on"
    assert measured(1.0) == 0.5, "timed: return the result"
    assert journal == [("divide", 1.0), ("divide", 2.0)], (
        "timed: each call starts a new stopwatch, under the function's __name__"
    )


def test_timed_reports_and_lets_the_error_through():
    journal = Journal()
    measured = timed(journal, clock_with(0.0, 1.0))(divide)
    try:
        measured(1.0, 0.0)
    except ZeroDivisionError:
        pass
    else:
        pytest.fail("timed: 1 / 0 raises ZeroDivisionError and it was swallowed", pytrace=False)
    assert journal == [("divide", 1.0)], "timed: a call that raises has taken time too"


@pytest.mark.parametrize("name", ["timed", "cached"])
def test_name_docstring_and_signature_stay(name):
    decorated = timed(Journal())(divide) if name == "timed" else cached(divide)
    hint = f"{name}: put @functools.wraps(function) on the inner function"
    assert decorated.__name__ == "divide", hint
    assert decorated.__doc__ == "Divides.", hint
    assert inspect.signature(decorated) == inspect.signature(divide), hint


@given(st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), max_size=12))
def test_cached_answers_like_the_function_and_runs_once_per_input(calls):
    counted = Counted(lambda a, b: 10 * a - b)
    quick = cached(counted.function())
    assert [quick(a, b) for a, b in calls] == [10 * a - b for a, b in calls], (
        "cached: the answer is not the function's; is every argument part of the key?"
    )
    assert counted.runs == len(set(calls)), (
        f"cached: {len(set(calls))} different inputs, but the function ran {counted.runs} times"
    )


def test_cached_remembers_none():
    counted = Counted(lambda: None)
    quick = cached(counted.function())
    quick(), quick()
    assert counted.runs == 1, 'cached: None is a result too; ask "key in results", not for None'


def test_cached_forgets_errors():
    counted = Counted(lambda a: 1 / a)
    quick = cached(counted.function())
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            quick(0)
    assert counted.runs == 2, "cached: after an exception the next call tries again"


def test_the_order_of_keywords_does_not_matter():
    counted = Counted(lambda **kwargs: kwargs["a"] - kwargs["b"])
    quick = cached(counted.function())
    assert (quick(a=5, b=1), quick(b=1, a=5)) == (4, 4), "cached: keywords go by name"
    assert counted.runs == 1, "cached: a=5, b=1 and b=1, a=5 are the same call (frozenset, sorted)"


def test_different_calls_never_share_a_result():
    quick = cached(Counted(lambda *args, **kwargs: (args, kwargs)).function())
    calls = [((), {"x": 1}), (("x", 1), {}), ((("x", 1),), {}), ((1,), {}), ((), {"y": 1})]
    for args, kwargs in calls:
        assert quick(*args, **kwargs) == (args, kwargs), (
            "cached: f(x=1) and f(('x', 1)) share a key; keep args and kwargs apart in it"
        )


def test_each_function_has_its_own_cache():
    plus, minus = cached(lambda a: +a), cached(lambda a: -a)
    assert (plus(3), minus(3)) == (3, -3), "cached: make the dict inside `cached`, one per function"


def test_an_argument_that_cannot_be_hashed_is_a_type_error(refuses):
    quick = cached(len)
    refuses(
        lambda: quick([1, 2]),
        "cached: a list cannot be a key; let the dict's TypeError through, str() is no way out",
        TypeError,
    )


def test_seeded_gives_the_numbers_of_that_seed(seed):
    with seeded(seed):
        got = [random.random() for _ in range(3)]
    want = random.Random(seed)
    assert got == [want.random() for _ in range(3)], "seeded: call random.seed(seed) before yield"


@pytest.mark.parametrize("fails", [False, True], ids=["block ends", "block raises"])
def test_seeded_leaves_no_trace(fails):
    before = random.getstate()
    try:
        with seeded(1):
            random.random()
            with seeded(2):
                random.random()
            inner = random.random()
            if fails:
                raise KeyError("from the block")
    except KeyError:
        assert fails, "seeded: it raised a KeyError of its own"
    else:
        assert not fails, "seeded: the block raised KeyError and it was swallowed"
    assert random.getstate() == before, (
        "seeded: keep random.getstate() and set it again in `finally`, also after an error"
    )
    alone = random.Random(1)
    alone.random()
    assert inner == alone.random(), "seeded: an inner block must not disturb the outer one"


def test_the_cache_is_your_own():
    cached(len)("abc"), timed(Journal()), seeded(0), stopwatch("", Journal())
    with open(tools.__file__, encoding="utf-8") as source:
        tree = ast.parse(source.read())
    names = {getattr(node, "attr", getattr(node, "name", None)) for node in ast.walk(tree)}
    borrowed = names & {"cache", "lru_cache", "cached_property"}
    assert not borrowed, f"house rule: write the cache yourself, without {', '.join(borrowed)}"

"""Milestone 3: each caller gets its own answer, and batches leave exactly when they should."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import run
from practice_pkg.batching import Batcher
from practice_pkg.clock import FakeClock, settle
from practice_pkg.errors import Closed, Overloaded

pytestmark = pytest.mark.milestone(3)


class Bench:
    """A batcher on a fake clock, with a model that notes its batches and answers item * 10.

    With `hold` set, a batch does not end before `release`.
    """

    def __init__(self, max_size=4, max_wait=10.0, max_waiting=100, answer=None):
        self.clock = FakeClock()
        self.batches: list[tuple[float, list[int]]] = []
        self.running = self.most_running = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.answer = answer or (lambda items: [item * 10 for item in items])
        self.batcher = Batcher(
            self._run,
            max_size=max_size,
            max_wait=max_wait,
            max_waiting=max_waiting,
            clock=self.clock,
        )

    async def _run(self, items):
        self.batches.append((self.clock.now(), list(items)))
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        await self.gate.wait()
        self.running -= 1
        return self.answer(items)

    async def callers(self, *items):
        """One task per item, all of them waiting when this returns."""
        tasks = [asyncio.create_task(self.batcher.submit(item)) for item in items]
        await settle()
        for task in tasks:
            if task.done() and isinstance(task.exception(), NotImplementedError):
                raise task.exception()
        return tasks


def answers(tasks, hint: str):
    """The results, once every task is done; the hint if one is not."""
    assert all(task.done() for task in tasks), hint
    return [task.result() for task in tasks]


def test_a_full_batch_leaves_at_once():
    async def scenario():
        bench = Bench(max_size=3)
        tasks = await bench.callers(1, 2, 3)
        got = answers(tasks, "submit: with max_size items waiting the batch leaves, no time passes")
        assert bench.batches == [(0.0, [1, 2, 3])], (
            f"one batch of three must leave at time 0, you sent {bench.batches}"
        )
        assert got == [10, 20, 30], f"submit: each caller gets its own answer, not {got}"

    run(scenario())


def test_a_lone_item_leaves_after_max_wait_and_not_before():
    async def scenario():
        bench = Bench(max_wait=10)
        tasks = await bench.callers(1)
        await bench.clock.advance(9.5)
        assert bench.batches == [], "a lone item left before max_wait was over"
        await bench.clock.advance(0.5)
        got = answers(tasks, "a lone item must leave after max_wait; do you use clock.sleep?")
        assert bench.batches == [(10.0, [1])] and got == [10], "it leaves at 10 and gets its answer"

    run(scenario())


def test_the_oldest_item_sets_the_time():
    async def scenario():
        bench = Bench(max_wait=10)
        tasks = await bench.callers(1)
        await bench.clock.advance(8)
        tasks += await bench.callers(2)
        await bench.clock.advance(2)
        answers(tasks, "item 1 has waited 10: a newcomer must not start the waiting anew")
        assert bench.batches == [(10.0, [1, 2])], (
            f"both leave at 10, when item 1 has waited max_wait; you sent {bench.batches}"
        )

    run(scenario())


def test_an_old_timer_does_not_hurry_the_next_batch():
    async def scenario():
        bench = Bench(max_size=2, max_wait=10)
        await bench.callers(1)
        await bench.clock.advance(6)
        await bench.callers(2)  # full: 1 and 2 leave at 6
        await bench.clock.advance(1)
        await bench.callers(3)  # arrives at 7, so it may wait until 17
        await bench.clock.advance(9)
        assert bench.batches == [(6.0, [1, 2])], (
            f"item 3 came at 7 and must not leave before 17; you sent {bench.batches}. "
            "Did the timer of the first batch go on?"
        )
        await bench.clock.advance(1)
        assert bench.batches[1:] == [(17.0, [3])], f"item 3 leaves at 17, got {bench.batches[1:]}"

    run(scenario())


def test_a_batch_is_never_too_large_and_keeps_the_order():
    async def scenario():
        bench = Bench(max_size=4, max_wait=10)
        tasks = await bench.callers(*range(10))
        await bench.clock.advance(10)
        got = answers(tasks, "ten items: two full batches at once, the rest after max_wait")
        assert [items for _, items in bench.batches] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], (
            f"batches of at most 4, first come first served; you sent {bench.batches}"
        )
        assert got == [item * 10 for item in range(10)], "each caller gets its own answer"

    run(scenario())


def test_one_batch_runs_at_a_time_and_the_others_gather():
    async def scenario():
        bench = Bench(max_size=4, max_wait=10)
        bench.gate.clear()
        tasks = await bench.callers(0, 1, 2, 3)
        tasks += await bench.callers(4)
        await bench.clock.advance(12)
        tasks += await bench.callers(5, 6)
        assert len(bench.batches) == 1, "while a batch runs, no other may start"
        bench.gate.set()
        await settle()
        answers(tasks, "when the run ends, items that have waited long enough leave at once")
        assert bench.batches[1:] == [(12.0, [4, 5, 6])], (
            f"what gathered meanwhile leaves together at 12; you sent {bench.batches[1:]}"
        )
        assert bench.most_running == 1, "while a batch runs, no other may start"

    run(scenario())


@given(st.data())
def test_everyone_gets_their_own_answer(data):
    """Random arrivals, pauses, slow runs and callers who give up."""
    max_size = data.draw(st.integers(1, 4), label="max_size")
    steps = data.draw(
        st.lists(st.sampled_from(["come", "come", "come", "pass", "hold", "free", "give up"])),
        label="steps",
    )

    async def scenario():
        bench = Bench(max_size=max_size, max_wait=4)
        tasks, gave_up = [], set()
        for step in steps:
            if step == "come":
                tasks += await bench.callers(len(tasks))
            elif step == "pass":
                await bench.clock.advance(1)
            elif step == "hold":
                bench.gate.clear()
            elif step == "free":
                bench.gate.set()
            elif tasks and not tasks[-1].done():
                gave_up.add(len(tasks) - 1)
                tasks[-1].cancel()
        bench.gate.set()
        await bench.clock.advance(8)
        for number, task in enumerate(tasks):
            if number in gave_up:
                continue
            assert task.done(), f"caller {number} never got an answer"
            assert task.result() == number * 10, (
                f"caller {number} must get {number * 10}, not {task.result()}"
            )
        sent = [item for _, items in bench.batches for item in items]
        assert len(sent) == len(set(sent)), "an item was sent twice"
        assert all(1 <= len(items) <= max_size for _, items in bench.batches), (
            f"a batch holds 1 to {max_size} items; you sent {bench.batches}"
        )
        assert bench.most_running <= 1, "while a batch runs, no other may start"

    run(scenario())


def test_an_error_reaches_its_own_batch_and_no_other():
    def answer(items):
        if 1 in items:
            raise ArithmeticError("broken batch")
        return [item * 10 for item in items]

    async def scenario():
        bench = Bench(max_size=2, answer=answer)
        broken = await bench.callers(0, 1)
        assert all(task.done() for task in broken), "run raised: nobody may wait for ever"
        assert all(isinstance(task.exception(), ArithmeticError) for task in broken), (
            "run raised: every caller of this batch gets that error"
        )
        fine = await bench.callers(2, 3)
        got = answers(fine, "after an error the next batch must run as usual")
        assert got == [20, 30], "after an error the next batch must run as usual"

    run(scenario())


@pytest.mark.parametrize("count", [0, 1, 3])
def test_another_number_of_answers_is_an_error(count):
    async def scenario():
        bench = Bench(max_size=2, answer=lambda items: [0] * count)
        tasks = await bench.callers(1, 2)
        assert all(task.done() for task in tasks), (
            f"run gave {count} answers for 2 items, and someone waits for ever"
        )
        assert all(isinstance(task.exception(), RuntimeError) for task in tasks), (
            f"run gave {count} answers for 2 items: nobody knows whose, so both get RuntimeError"
        )

    run(scenario())


def test_who_gives_up_while_waiting_is_left_out():
    async def scenario():
        bench = Bench(max_size=2, max_wait=10, max_waiting=2)
        leaver = (await bench.callers(1))[0]
        leaver.cancel()
        await settle()
        tasks = await bench.callers(2)
        assert bench.batches == [], "who gave up takes no room: one waits, the batch is not full"
        tasks += await bench.callers(3)
        answers(tasks, "the two who stayed make a full batch")
        assert bench.batches == [(0.0, [2, 3])], (
            f"submit: take a cancelled caller out of the queue; you sent {bench.batches}"
        )

    run(scenario())


def test_who_gives_up_during_the_run_disturbs_nobody():
    async def scenario():
        bench = Bench(max_size=3)
        bench.gate.clear()
        tasks = await bench.callers(1, 2, 3)
        tasks[0].cancel()
        await settle()
        bench.gate.set()
        await settle()
        got = answers(tasks[1:], "a cancelled future takes no result; check done() before you set")
        assert got == [20, 30], f"the others get their own answers, not {got}"
        more = await bench.callers(4, 5, 6)
        answers(more, "after a caller gave up, the next batch must run as usual")

    run(scenario())


def test_a_full_queue_refuses_at_once():
    async def scenario():
        bench = Bench(max_size=2, max_waiting=3)
        bench.gate.clear()
        await bench.callers(1, 2)
        waiting = await bench.callers(3, 4, 5)
        refused = (await bench.callers(6))[0]
        assert not any(task.done() for task in waiting), (
            "submit: the two of the running batch do not count, three more may wait"
        )
        assert refused.done() and isinstance(refused.exception(), Overloaded), (
            "submit: max_waiting items wait, so raise Overloaded at once"
        )
        bench.gate.set()
        await bench.clock.advance(10)
        got = answers(waiting, "those who were accepted get their answer")
        assert got == [30, 40, 50], f"those who were accepted get their own answer, not {got}"

    run(scenario())


def test_close_answers_everyone_it_accepted():
    async def scenario():
        bench = Bench(max_size=2)
        bench.gate.clear()
        tasks = await bench.callers(1, 2, 3)
        closing = [asyncio.create_task(bench.batcher.close()) for _ in range(2)]
        await settle()
        late = (await bench.callers(4))[0]
        assert late.done() and isinstance(late.exception(), Closed), (
            "close: from now on submit raises Closed"
        )
        assert not any(task.done() for task in closing), "close: return only when all have run"
        bench.gate.set()
        await settle()
        got = answers(tasks, "close: run what waits at once; time need not pass")
        assert got == [10, 20, 30], f"close: everyone accepted gets an answer, not {got}"
        assert all(task.done() for task in closing), "close: return once everything has run"

    run(scenario())


def test_close_without_work_returns():
    async def scenario():
        bench = Bench()
        closing = asyncio.create_task(bench.batcher.close())
        await settle()
        assert closing.done(), "close: with nobody waiting there is nothing to wait for"
        assert closing.exception() is None, "close: with nobody waiting it simply returns"

    Bench()
    run(scenario())


@pytest.mark.parametrize(
    "limits",
    [
        {"max_size": 0},
        {"max_wait": -1.0},
        {"max_size": 4, "max_waiting": 3},
    ],
    ids=str,
)
def test_limits_that_make_no_sense_raise_value_error(refuses, limits):
    refuses(lambda: Bench(**limits), f"Batcher: {limits} must raise ValueError")

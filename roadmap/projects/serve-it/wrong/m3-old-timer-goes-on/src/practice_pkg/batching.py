"""Milestone 3: many callers, one run of the model, and to each the right answer."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .clock import Clock
from .errors import Closed, Overloaded

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(eq=False)
class Waiting(Generic[Item, Answer]):
    """A caller who waits. Complete, yours to use. Two of them are never equal."""

    item: Item
    arrived: float
    answer: asyncio.Future[Answer]


class Batcher(Generic[Item, Answer]):
    """Collects items until there are enough or the first one has waited enough.

    A batch leaves at the moment when `max_size` items wait, or when the oldest of them has
    waited `max_wait` seconds, and not before. Only one batch runs at a time. What arrives
    meanwhile waits, and the same two rules hold: if they are met when the run ends, the next
    batch leaves at once. Items leave in the order they came, at most `max_size` at a time.
    Source: Crankshaw et al., Clipper: A Low-Latency Online Prediction Serving System, NSDI 2017,
    the section on delayed batching.
    """

    def __init__(self, run, *, max_size, max_wait, max_waiting, clock):
        if max_size < 1 or max_wait < 0 or max_waiting < max_size:
            raise ValueError("limits")
        self._run, self._clock = run, clock
        self._max_size, self._max_wait, self._max_waiting = max_size, max_wait, max_waiting
        self._waiting = []
        self._lock = asyncio.Lock()
        self._timer = None
        self._closed = False
        self._tasks = set()

    async def submit(self, item):
        if self._closed:
            raise Closed("stopping")
        if len(self._waiting) >= self._max_waiting:
            raise Overloaded("too many")
        caller = Waiting(item, self._clock.now(), asyncio.get_running_loop().create_future())
        self._waiting.append(caller)
        self._look()
        try:
            return await caller.answer
        except asyncio.CancelledError:
            if caller in self._waiting:
                self._waiting.remove(caller)
                self._look()
            raise

    def _spawn(self, coroutine):
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _look(self):
        if self._timer is not None and len(self._waiting) < self._max_size:
            return
        if not self._waiting or self._lock.locked():
            return
        left = self._waiting[0].arrived + self._max_wait - self._clock.now()
        if self._closed or len(self._waiting) >= self._max_size or left <= 0:
            self._spawn(self._flush())
        else:
            self._timer = self._spawn(self._later(left))

    async def _later(self, left):
        await self._clock.sleep(left)
        self._timer = None
        self._spawn(self._flush())

    async def _flush(self):
        async with self._lock:
            batch, self._waiting = (
                self._waiting[: self._max_size],
                self._waiting[self._max_size :],
            )
            if batch:
                await self._send(batch)
        self._look()

    async def _send(self, batch):
        try:
            answers = await self._run([caller.item for caller in batch])
            if len(answers) != len(batch):
                raise RuntimeError("count")
        except Exception as error:
            for caller in batch:
                if not caller.answer.done():
                    caller.answer.set_exception(error)
        else:
            for caller, answer in zip(batch, answers, strict=True):
                if not caller.answer.done():
                    caller.answer.set_result(answer)

    async def close(self):
        self._closed = True
        self._look()
        while self._tasks:
            await asyncio.wait(set(self._tasks))

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

    def __init__(
        self,
        run: Callable[[list[Item]], Awaitable[Sequence[Answer]]],
        *,
        max_size: int,
        max_wait: float,
        max_waiting: int,
        clock: Clock,
    ) -> None:
        """run: takes a list of items and returns one answer per item, in the same order.

        max_wait: in seconds, measured by `clock`, which is the only clock to use here.
        max_waiting: how many items may wait, those of the running batch not counted.
        Raises ValueError if max_size is below 1, max_wait below 0, or max_waiting below max_size.
        Makes no task and no future: an app builds its batchers before there is an event loop.
        """
        if max_size < 1 or max_wait < 0 or max_waiting < max_size:
            raise ValueError("max_size >= 1, max_wait >= 0, max_waiting >= max_size")
        self._run, self._clock = run, clock
        self._max_size, self._max_wait, self._max_waiting = max_size, max_wait, max_waiting
        self._waiting: deque[Waiting[Item, Answer]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._closed = False

    async def submit(self, item: Item) -> Answer:
        """The answer to `item`, once its batch has run.

        Raises Overloaded at once when max_waiting items wait already: an answer that comes too
        late helps nobody, and the queue would only grow. Raises Closed at once after `close`.
        If `run` raises, every caller of that batch gets the error; if it returns another number
        of answers than it got items, each gets RuntimeError. The next batch runs as usual.
        A caller may give up (its task is cancelled). While it waits, it is then left out, and it
        takes up no room; while its batch runs, the others still get their answers.
        """
        if self._closed:
            raise Closed("the service is stopping")
        if len(self._waiting) >= self._max_waiting:
            raise Overloaded(f"{self._max_waiting} requests wait already")
        caller = Waiting(item, self._clock.now(), asyncio.get_running_loop().create_future())
        self._waiting.append(caller)
        if len(self._waiting) >= self._max_size:
            self._wake.set()
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        try:
            return await caller.answer
        except asyncio.CancelledError:
            if caller in self._waiting:
                self._waiting.remove(caller)
            raise

    async def close(self) -> None:
        """Take nothing new, run what waits without waiting for more, and return when all is done.

        Every submit that was accepted gets its answer. A second call does no harm.
        """
        self._closed = True
        self._wake.set()
        if self._worker is not None:
            await self._worker

    async def _work(self) -> None:
        """Send batch after batch while anyone waits."""
        while self._waiting:
            left = self._waiting[0].arrived + self._max_wait - self._clock.now()
            if self._closed or len(self._waiting) >= self._max_size or left <= 0:
                size = min(self._max_size, len(self._waiting))
                await self._send(list(self._waiting)[:size])
                for _ in range(size):
                    self._waiting.popleft()
            else:
                await self._pause(left)
        self._worker = None

    async def _pause(self, seconds: float) -> None:
        """Until the time is over or someone sets the wake event."""
        self._wake.clear()
        timer = asyncio.ensure_future(self._clock.sleep(seconds))
        woken = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait({timer, woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()
            woken.cancel()

    async def _send(self, batch: list[Waiting[Item, Answer]]) -> None:
        try:
            answers = await self._run([caller.item for caller in batch])
            if len(answers) != len(batch):
                raise RuntimeError(f"{len(batch)} items got {len(answers)} answers")
        except Exception as error:
            for caller in batch:
                if not caller.answer.done():
                    caller.answer.set_exception(error)
        else:
            for caller, answer in zip(batch, answers, strict=True):
                if not caller.answer.done():
                    caller.answer.set_result(answer)

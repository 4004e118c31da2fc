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
        raise NotImplementedError("milestone 3: check the three limits and keep them")

    async def submit(self, item: Item) -> Answer:
        """The answer to `item`, once its batch has run.

        Raises Overloaded at once when max_waiting items wait already: an answer that comes too
        late helps nobody, and the queue would only grow. Raises Closed at once after `close`.
        If `run` raises, every caller of that batch gets the error; if it returns another number
        of answers than it got items, each gets RuntimeError. The next batch runs as usual.
        A caller may give up (its task is cancelled). While it waits, it is then left out, and it
        takes up no room; while its batch runs, the others still get their answers.
        """
        raise NotImplementedError("milestone 3: queue the item with a future and await that")

    async def close(self) -> None:
        """Take nothing new, run what waits without waiting for more, and return when all is done.

        Every submit that was accepted gets its answer. A second call does no harm.
        """
        raise NotImplementedError("milestone 3: refuse new items, send the rest, wait for the end")

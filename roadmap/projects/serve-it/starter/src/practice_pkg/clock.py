"""Two clocks, complete: the real one, and one that tests move by hand."""

import asyncio
import heapq
import itertools
import time
from typing import Protocol


class Clock(Protocol):
    def now(self) -> float:
        """Seconds since some start. Only differences mean anything."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Come back once `seconds` have passed. Other tasks run meanwhile."""
        ...


class SystemClock:
    """The clock of the machine; it never runs backwards."""

    def now(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class FakeClock:
    """A clock that stands still until someone calls `advance` or `tick`. It starts at 0.

    A wait of a minute costs no time in a test, and the same thing happens on every run.
    """

    def __init__(self) -> None:
        self._now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        wake = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + max(seconds, 0.0), next(self._order), wake))
        await wake

    def tick(self, seconds: float) -> None:
        """Move the time without letting any other task run: work that took `seconds`."""
        self._now += seconds

    async def advance(self, seconds: float) -> None:
        """Let time pass: wake every sleeper whose moment has come, in order, and let it run."""
        await settle()
        end = self._now + seconds
        while self._sleepers and self._sleepers[0][0] <= end:
            moment, _, wake = heapq.heappop(self._sleepers)
            self._now = max(self._now, moment)
            if not wake.done():
                wake.set_result(None)
            await settle()
        self._now = end
        await settle()


async def settle() -> None:
    """Let all other tasks run until they wait for something."""
    for _ in range(50):
        await asyncio.sleep(0)

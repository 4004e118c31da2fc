"""Milestone 1: what a card did in the last hour, from events that come late, shuffled and twice."""

import heapq
import math
from collections import Counter, deque
from dataclasses import dataclass, field

from .stream import Payment


class Reorder:
    """Takes payments as they arrive and gives each back once, in the order they happened.

    The watermark is the latest event time seen so far minus the lateness: a bet that nothing
    older will come. What is older than the watermark (time < watermark) may leave; what arrives
    and is older than it comes too late.

    watermark: minus infinity before the first payment. It never moves back.
    late: how many payments came too late and were dropped.
    duplicates: how many copies of a payment were dropped.
    Source: Akidau et al., The Dataflow Model, PVLDB 8 (2015), on watermarks.
    """

    watermark: float
    late: int
    duplicates: int

    def __init__(self, lateness: float) -> None:
        """lateness: in seconds, how long to wait for stragglers.

        Raises ValueError if it is negative, infinite or NaN.
        """
        raise NotImplementedError("milestone 1: an empty buffer and a watermark of -infinity")

    def push(self, payment: Payment) -> list[Payment]:
        """Take one arrival; return everything that may leave now, in order of (time, id).

        First of all a copy is recognized by its id, whether the payment still waits here or has
        left. Remember an id until its time is older than watermark - lateness (copies get as much
        time again) and then forget it, or the memory would grow for ever; a copy that comes even
        later counts as late. So nothing is given back twice. A payment that was dropped as late is
        not remembered: a copy of it is late again. For a copy or a late payment the list is empty.
        The work must not grow with the number of those who wait (a heap's logarithm is fine). A
        Payment has no order of its own: put `(time, id, payment)` on the heap.
        """
        raise NotImplementedError("milestone 1: copy? late? else keep it, move the watermark")

    def flush(self) -> list[Payment]:
        """The end of the stream: everything that waits, in order. The watermark is infinity now.

        Whatever is pushed later is late, copies too: all ids are forgotten.
        """
        raise NotImplementedError("milestone 1: let everyone leave")


@dataclass(frozen=True, slots=True)
class Velocity:
    """The recent past of a card. Complete."""

    count: int = 0
    """How many payments."""
    cents: int = 0
    """Their sum."""
    merchants: int = 0
    """How many different merchants."""


class VelocityWindow:
    """For every payment, what its card did within `width` seconds before it."""

    def __init__(self, width: float) -> None:
        """Raises ValueError unless width is positive and finite."""
        raise NotImplementedError("milestone 1: one queue of payments, and totals per card")

    def update(self, payment: Payment) -> Velocity:
        """The velocity of payment.card just before this payment; then the payment counts too.

        Payments come in order of (time, id). Inside the window are the card's payments that came
        before this one and happened after payment.time - width (not at it, which is too old).
        Raises ValueError, and changes nothing, if payment.time is below that of the last one;
        equal times are fine.
        Each payment enters once and leaves once: keep totals and change them, instead of adding
        the window up again. A card whose window is empty leaves no trace, or a year of new cards
        fills the memory; it has to go even if it is never seen again.
        """
        raise NotImplementedError("milestone 1: let the old ones leave, read, then let it enter")

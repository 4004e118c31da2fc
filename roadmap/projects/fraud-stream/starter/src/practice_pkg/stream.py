"""The payments of this project, complete: made by a seeded generator, nothing is downloaded.

Sixty days of card payments, about one in a hundred of them fraud. Half-way the fraudsters change
their method. A fraud becomes known days later, when the owner of the card complains; of an honest
payment nobody ever says that it was honest.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment. Money is in whole cents: integers add and subtract without rounding."""

    id: int
    time: float
    """When the card was used, in seconds since the stream began (event time)."""
    card: int
    merchant: int
    cents: int
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A complaint: this payment was fraud."""

    payment_id: int
    time: float
    """When it became known, in seconds since the stream began."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a model learns from: features and truth, and when each was known."""

    time: float
    """When the payment was made and had to be scored."""
    x: list[float]
    known: float
    """From this moment on the truth may be used, and not before."""
    fraud: bool


@dataclass(frozen=True)
class Stream:
    payments: list[Payment]
    """In order of (time, id)."""
    labels: list[Label]
    """One per fraud, in order of time."""
    drift: float
    """The moment at which the fraudsters change their method."""

    @property
    def frauds(self) -> set[int]:
        return {label.payment_id for label in self.labels}


def make_stream(seed: int, *, days: int = 60, per_day: int = 400, cards: int = 400) -> Stream:
    """A stream of `days` * `per_day` honest payments and about 1 % as many frauds.

    Before the drift a fraud is one large payment abroad, often at night. After it, a stolen card
    makes a burst of ordinary payments at home, at many merchants within minutes. Honest people
    travel and buy expensive things too, and some make several payments in an hour.
    """
    rng = random.Random(seed)
    drift = days * DAY / 2
    usual = [rng.lognormvariate(7.5, 0.5) for _ in range(cards)]  # about 18 euros
    drafts: list[tuple[float, int, int, int, bool, bool]] = []

    def add(time: float, card: int, cents: float, abroad: bool, fraud: bool) -> None:
        merchant = rng.randrange(200)
        drafts.append((time, card, merchant, max(100, round(cents)), abroad, fraud))

    while len(drafts) < days * per_day:
        card, abroad = rng.randrange(cards), rng.random() < 0.05
        time = (rng.randrange(days) + daytime(rng, night=0.1)) * DAY
        trip = rng.choice((2, 3, 4)) if rng.random() < 0.05 else 1
        for stop in range(trip):
            cents = usual[card] * rng.lognormvariate(0, 0.8)
            add(time + stop * rng.uniform(300, 1500), card, cents, abroad, False)
    wanted, made = days * per_day // 100, 0
    while made < wanted:
        card = rng.randrange(cards)
        if made < wanted // 2:
            time = (rng.uniform(0, days // 2) // 1 + daytime(rng, night=0.6)) * DAY
            add(time, card, rng.lognormvariate(9.7, 0.6), rng.random() < 0.8, True)
            made += 1
        else:
            time = drift + (rng.uniform(0, days / 2 - 1) // 1 + daytime(rng, night=0.1)) * DAY
            for _ in range(rng.randint(4, 9)):
                add(time, card, rng.lognormvariate(8.0, 0.5), rng.random() < 0.02, True)
                time += rng.expovariate(1 / 90)
                made += 1
    drafts.sort()
    payments = [Payment(i, *draft[:5]) for i, draft in enumerate(drafts)]
    labels = [
        Label(payment.id, payment.time + rng.uniform(1, 7) * DAY)
        for payment, draft in zip(payments, drafts, strict=True)
        if draft[5]
    ]
    return Stream(payments, sorted(labels, key=lambda label: label.time), drift)


def daytime(rng: random.Random, night: float) -> float:
    """A moment of a day as a fraction of it: in the first quarter with the probability `night`."""
    return rng.uniform(0, 0.25) if rng.random() < night else rng.uniform(0.25, 1)


def arrivals(
    payments: Sequence[Payment], seed: int, *, delay: float = 120.0, repeats: float = 0.05
) -> list[Payment]:
    """The payments in the order in which a network delivers them: late, and some of them twice.

    Each copy comes less than `delay` seconds after its event time; a share of `repeats` comes
    twice. Senders repeat what was not confirmed: at least once, as they say.
    """
    rng = random.Random(seed)
    copies = [p for p in payments for _ in range(2 if rng.random() < repeats else 1)]
    moments = [(p.time + delay * rng.random(), i) for i, p in enumerate(copies)]
    return [copies[i] for _, i in sorted(moments)]


def merged(payments: Sequence[Payment], labels: Sequence[Label]) -> Iterator[Payment | Label]:
    """Payments in the given order, and each label before the first payment that is not older."""
    waiting = list(reversed(labels))
    for payment in payments:
        while waiting and waiting[-1].time <= payment.time:
            yield waiting.pop()
        yield payment
    yield from reversed(waiting)


def features(payment: Payment, count: int, cents: int, merchants: int) -> list[float]:
    """Six numbers of about the size of 1. The last three arguments are the card's recent past:
    how many payments, how many cents, how many different merchants."""
    return [
        math.log(payment.cents / 2000),
        1.0 if payment.abroad else 0.0,
        1.0 if payment.time % DAY < DAY / 4 else 0.0,
        min(count, 5) / 2,
        math.log1p(cents / 2000),
        min(merchants, 5) / 2,
    ]

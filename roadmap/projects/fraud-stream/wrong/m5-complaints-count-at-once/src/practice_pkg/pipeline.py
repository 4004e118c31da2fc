"""Milestone 5: everything together, for a stream that does not end."""

import heapq
import math
from dataclasses import dataclass, field

from .costs import Costs, alert_threshold
from .online import OnlineLogistic
from .stream import DAY, Label, Payment, features
from .windows import Reorder, VelocityWindow


@dataclass(frozen=True, slots=True)
class Settings:
    """Complete."""

    lateness: float = 120.0
    """Seconds to wait for stragglers; a transfer may be held that long."""
    width: float = 3600.0
    """Seconds that a card's recent past goes back."""
    patience: float = 10 * DAY
    """Seconds without a complaint after which a payment counts as honest."""
    base_rate: float = 0.01
    """Share of frauds to believe in before anything is learned."""
    lr: float = 0.1
    l2: float = 0.0
    costs: Costs = field(default_factory=Costs)


@dataclass(frozen=True, slots=True)
class Decision:
    """Complete."""

    payment_id: int
    score: float
    alert: bool


class Pipeline:
    """Payments and complaints in, decisions out, with bounded work and bounded memory.

    model: an OnlineLogistic of 6 features with the lr and l2 of the settings. Its bias begins at
        log(base_rate / (1 - base_rate)), so its first scores are the base rate. From a bias of 0
        it would score 0.5 and alert on nearly everybody until the first truth is known.
    waiting: how many scored payments still wait for their truth.
    ignored: how many complaints were of no use when their moment had come: the payment is
        unknown, or its truth has been learned already.
    """

    model: OnlineLogistic
    ignored: int

    def __init__(self, settings: Settings | None = None) -> None:
        """Settings() if none are given."""
        self.settings = settings or Settings()
        self.model = OnlineLogistic(6, lr=self.settings.lr, l2=self.settings.l2)
        base_rate = self.settings.base_rate
        self.model.bias = math.log(base_rate / (1 - base_rate))
        self.ignored = 0
        self._reorder = Reorder(self.settings.lateness)
        self._window = VelocityWindow(self.settings.width)
        self._scored: dict[int, list[float]] = {}  # the features of those whose truth is unknown
        self._news: list[tuple[float, int, bool]] = []  # moment, payment id, fraud

    @property
    def waiting(self) -> int:
        return len(self._scored)

    def on_payment(self, payment: Payment) -> list[Decision]:
        """Take one arrival: late, in any order, perhaps a copy. Decide on all that may leave.

        Payments leave a Reorder in order. For each that leaves, at its own time t:
        1. Learn everything that is known by then (moment <= t), in order of moment, ties in order
           of payment id: a complaint at its own time as fraud, and at payment time + patience,
           without a complaint before, an honest payment. Each payment is learned once, so a
           complaint after that is ignored and counted.
        2. Score the features of the payment and its Velocity with the model.
        3. Alert if the score reaches alert_threshold of its amount.
        So the clock is the event time, and the same events give the same decisions in whatever
        order they come, as long as none comes too late.
        """
        return [self._decide(each) for each in self._reorder.push(payment)]

    def on_label(self, label: Label) -> None:
        """Take one complaint. It counts from label.time on, also when it comes earlier.

        What its payment's features were is not looked up anew but remembered from the moment of
        scoring: the window has moved on.
        """
        heapq.heappush(self._news, (0.0, label.payment_id, True))

    def finish(self) -> list[Decision]:
        """The end of the stream: decide on what still waits in the Reorder."""
        return [self._decide(each) for each in self._reorder.flush()]

    def _decide(self, payment: Payment) -> Decision:
        self._learn(payment.time)
        velocity = self._window.update(payment)
        x = features(payment, velocity.count, velocity.cents, velocity.merchants)
        score = self.model.predict(x)
        self._scored[payment.id] = x
        heapq.heappush(self._news, (payment.time + self.settings.patience, payment.id, False))
        alert = score >= alert_threshold(payment.cents, self.settings.costs)
        return Decision(payment.id, score, alert)

    def _learn(self, now: float) -> None:
        """Everything that is known by now."""
        while self._news and self._news[0][0] <= now:
            _, payment_id, fraud = heapq.heappop(self._news)
            x = self._scored.pop(payment_id, None)
            if x is not None:
                self.model.update(x, fraud)
            elif fraud:
                self.ignored += 1

"""Milestone 3: a score is no decision. Where to draw the line, in cents."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """What a decision costs, in cents. Complete.

    An alert costs `review`, the time of the person who looks. If the payment was honest, it also
    costs `friction`, the customer's patience. A fraud without an alert costs its amount. An honest
    payment without an alert costs nothing.
    """

    review: int = 300
    friction: int = 500

    def __post_init__(self) -> None:
        if self.review < 0 or self.friction < 0:
            raise ValueError("costs must not be negative")


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold, and what it does to the data it was chosen on. Complete."""

    threshold: float
    """Alert if score >= threshold; infinity means never."""
    cost: int
    """In cents."""
    alerts: int


def total_cost(
    alerts: Sequence[bool], frauds: Sequence[bool], cents: Sequence[int], costs: Costs
) -> int:
    """What these decisions cost together, in cents, as an exact integer.

    Raises ValueError if the three lengths differ.
    """
    cost = 0
    for alert, fraud, amount in zip(alerts, frauds, cents, strict=True):
        if alert:
            cost += costs.review + (0 if fraud else costs.friction)
        elif fraud:
            cost += amount
    return cost


def alert_threshold(cents: int, costs: Costs) -> float:
    """The probability of fraud from which an alert on a payment of this amount is worth it.

    An alert costs review + (1 - p) * friction on average, no alert costs p * cents. Return the p
    at which both are equal; at p >= it an alert is at least as good. It may lie above 1: such a
    payment is never worth a look.
    Raises ValueError unless cents is positive.
    Source: Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001.
    """
    if cents <= 0:
        raise ValueError(f"an amount must be positive, not {cents}")
    return (costs.review + costs.friction) / (cents + costs.friction)


def decide(scores: Sequence[float], cents: Sequence[int], costs: Costs) -> list[bool]:
    """Alert where the score reaches the alert_threshold of its own amount.

    Raises ValueError if the lengths differ.
    """
    return [s >= alert_threshold(c, costs) for s, c in zip(scores, cents, strict=True)]


def best_threshold(
    scores: Sequence[float],
    frauds: Sequence[bool],
    cents: Sequence[int],
    costs: Costs,
    max_alerts: int | None = None,
) -> Choice:
    """The single threshold with the lowest total_cost on these payments.

    Candidates: infinity and every score that occurs. max_alerts: how many payments the team can
    look at; thresholds with more alerts are out. Among equally cheap ones take the highest
    threshold, so the fewest alerts.
    Sort once and walk down from the top; the cost changes by one payment at a time. Going through
    all payments for every candidate gives the same answer, and a day of them takes an hour.
    Raises ValueError if lengths differ, a score is NaN, or max_alerts is negative.
    """
    if any(math.isnan(score) for score in scores):
        raise ValueError("a score is NaN")
    if max_alerts is not None and max_alerts < 0:
        raise ValueError(f"max_alerts must not be negative, not {max_alerts}")
    cost = total_cost([False] * len(scores), frauds, cents, costs)
    best = Choice(math.inf, cost, 0)
    ranked = sorted(zip(scores, frauds, cents, strict=True), reverse=True)
    for alerts, (score, fraud, amount) in enumerate(ranked, start=1):
        if max_alerts is not None and alerts > max_alerts:
            break
        cost += costs.review + (-amount if fraud else costs.friction)
        more_of_it = alerts < len(ranked) and ranked[alerts][0] == score
        if cost < best.cost:
            best = Choice(score, cost, alerts)
    return best

"""How good is a yes-or-no model? Complete and correct: in milestone 5 you prove it with tests.

Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval (Cambridge, 2008),
section 8.3 (precision, recall and the F measure).
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Confusion:
    """How many answers of each kind: "positive" is a yes of the model, "true" means right."""

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int


def confusion(labels: Sequence[int], scores: Sequence[float], threshold: float = 0.5) -> Confusion:
    """Counts. The model says yes when its score reaches the threshold: score >= threshold.

    labels: 0 or 1. scores: any numbers, as many as labels. No rows at all is fine: four zeros.
    Raises ValueError if the lengths differ.
    """
    if len(labels) != len(scores):
        raise ValueError(f"{len(labels)} labels and {len(scores)} scores")
    counts = {(said, label): 0 for said in (True, False) for label in (1, 0)}
    for label, score in zip(labels, scores, strict=False):
        counts[score >= threshold, label] += 1
    return Confusion(counts[True, 1], counts[True, 0], counts[False, 1], counts[False, 0])


def precision(counts: Confusion) -> float:
    """The share of the yes answers that is right; 0.0 if there is no yes answer."""
    said_yes = counts.true_positives + counts.false_positives
    return counts.true_positives / said_yes if said_yes else 0.0


def recall(counts: Confusion) -> float:
    """The share of the true cases that was found; 0.0 if there is no true case."""
    true_cases = counts.true_positives + counts.false_negatives
    return counts.true_positives / true_cases if true_cases else 0.0


def f1(counts: Confusion) -> float:
    """The harmonic mean of precision p and recall r: 2 p r / (p + r); 0.0 if both are 0."""
    p, r = precision(counts), recall(counts)
    return 2 * p * r / (p + r) if p + r else 0.0

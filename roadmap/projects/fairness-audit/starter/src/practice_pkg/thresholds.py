"""Milestone 4: repair after training. Each group gets the threshold that gives it the same TPR."""

from collections.abc import Mapping

import numpy as np

from .checks import Array, Flags, Groups, as_flags, as_groups, as_scores, same_length


def threshold_for_tpr(labels: Flags, scores: Array, target: float) -> float:
    """The largest threshold t at which `score >= t` approves at least the share `target` of the
    people with a good label.

    It is a score of one of them: with p good labels, the k-th largest score among these, with
    k = ceil(target * p - 1e-9). (The 1e-9 keeps 0.07 * 100 = 7.000000000000001 at 7.)
    labels, scores: shape (n,). Returns a plain float.
    Raises ValueError as the checks do, if no label is good, or target is not in 0 < target <= 1.
    Source: Hardt, Price and Srebro (NIPS 2016), section 4, thresholds per group.
    """
    raise NotImplementedError("milestone 4: the k-th largest score among the good labels")


def decide(scores: Array, groups: Groups, thresholds: Mapping[str, float]) -> Flags:
    """Approve whoever scores at least the threshold of their own group: score >= threshold.

    scores, groups: shape (n,). Returns bool of shape (n,).
    Raises ValueError as the checks do, and if a group has no threshold: nobody is decided by
    default.
    """
    raise NotImplementedError("milestone 4: compare each score with its group's threshold")


def equal_opportunity(
    labels: Flags, scores: Array, groups: Groups, capacity: float
) -> dict[str, float]:
    """Thresholds with the same TPR target in every group, approving at most the share `capacity`.

    Try the targets 0.01, 0.02, ..., 1.00 and keep the largest at which the share of all people
    approved is at most `capacity`, so that the bank grants about as many loans as before. (The
    share never falls as the target grows: begin at 1.00, or halve.)
    labels, scores, groups: shape (n,). capacity: the share of people, above 0 and at most 1.
    Returns one threshold per group.
    Raises ValueError as the checks do, if a group has no good label, capacity is out of range, or
    even 0.01 approves more.
    Source: Hardt, Price and Srebro (NIPS 2016), definition 2.2, equal opportunity.
    """
    raise NotImplementedError("milestone 4: one target for all groups, as high as fits")

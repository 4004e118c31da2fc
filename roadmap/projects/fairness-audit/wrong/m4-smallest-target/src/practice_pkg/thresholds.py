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
    labels, scores = as_flags(labels, "labels"), as_scores(scores, "scores")
    same_length(labels=labels, scores=scores)
    if not labels.any():
        raise ValueError("there is no good label, so no true positive rate")
    if not 0 < target <= 1:
        raise ValueError(f"target must lie above 0 and at most at 1, but it is {target}")
    good = np.sort(scores[labels])
    return float(good[-max(1, int(np.ceil(target * good.size - 1e-9)))])


def decide(scores: Array, groups: Groups, thresholds: Mapping[str, float]) -> Flags:
    """Approve whoever scores at least the threshold of their own group: score >= threshold.

    scores, groups: shape (n,). Returns bool of shape (n,).
    Raises ValueError as the checks do, and if a group has no threshold: nobody is decided by
    default.
    """
    scores, groups = as_scores(scores, "scores"), as_groups(groups, "groups")
    same_length(scores=scores, groups=groups)
    names, place = np.unique(groups, return_inverse=True)
    missing = [name for name in names.tolist() if name not in thresholds]
    if missing:
        raise ValueError(f"no threshold for {', '.join(missing)}")
    return scores >= np.array([thresholds[name] for name in names.tolist()])[place]


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
    labels, scores = as_flags(labels, "labels"), as_scores(scores, "scores")
    groups = as_groups(groups, "groups")
    same_length(labels=labels, scores=scores, groups=groups)
    if not 0 < capacity <= 1:
        raise ValueError(f"capacity must lie above 0 and at most at 1, but it is {capacity}")
    members = {str(group): groups == group for group in np.unique(groups)}
    for percent in range(1, 101):
        thresholds = {
            group: threshold_for_tpr(labels[mine], scores[mine], percent / 100)
            for group, mine in members.items()
        }
        if decide(scores, groups, thresholds).mean() <= capacity:
            return thresholds
    raise ValueError(f"a capacity of {capacity} is too small for a TPR of 0.01 in every group")

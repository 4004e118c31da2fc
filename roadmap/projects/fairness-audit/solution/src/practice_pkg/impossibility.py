"""Milestone 5: why no repair closes every gap, and when it could."""

from dataclasses import dataclass

import numpy as np

from .checks import Array, Flags, Groups, as_flags, as_groups, as_scores, same_length
from .metrics import group_rates
from .thresholds import decide, equal_opportunity

ONE_THRESHOLD = "one threshold"
EQUAL_SELECTION = "equal selection"
EQUAL_OPPORTUNITY = "equal opportunity"


@dataclass(frozen=True)
class Gaps:
    """Largest minus smallest rate of a group, one number per metric. Complete."""

    selection: float
    tpr: float
    fpr: float
    ppv: float


def implied_fpr(base_rate: float, ppv: float, tpr: float) -> float:
    """The FPR that follows from three other rates of a group:
    base_rate / (1 - base_rate) * (1 - ppv) / ppv * tpr.

    It is arithmetic, true for every group and every decision. So two groups with the same PPV and
    the same TPR have the same FPR only if their base rates are equal.
    Returns a plain float. Raises ValueError if base_rate is not strictly between 0 and 1, ppv is
    not in 0 < ppv <= 1, or tpr is not in 0..1.
    Source: Chouldechova, Fair Prediction with Disparate Impact, Big Data 5 (2017), section 2.
    """
    if not 0 < base_rate < 1:
        raise ValueError(f"base_rate must lie strictly between 0 and 1, but it is {base_rate}")
    if not 0 < ppv <= 1 or not 0 <= tpr <= 1:
        raise ValueError(f"ppv = {ppv} and tpr = {tpr} are no shares to compute with")
    return base_rate / (1 - base_rate) * (1 - ppv) / ppv * tpr


def recalibrate(labels: Flags, scores: Array, groups: Groups, bins: int = 10) -> Array:
    """Scores that mean what they say, in every group: each score becomes the share of good labels
    among the people of the same group and the same bin, bins as in `calibration_error`.

    labels, scores, groups: shape (n,). Returns shape (n,). On these rows the calibration error of
    every group is then 0.
    Raises ValueError as the checks do, or if bins < 1.
    Source: Zadrozny and Elkan, Obtaining Calibrated Probability Estimates from Decision Trees and
    Naive Bayesian Classifiers (ICML 2001), histogram binning.
    """
    labels, scores, groups = _checked(labels, scores, groups)
    if bins < 1:
        raise ValueError(f"bins must be at least 1, but it is {bins}")
    which = np.minimum((scores * bins).astype(int), bins - 1)
    _, place = np.unique(groups, return_inverse=True)
    cell = place * bins + which
    people, good = np.bincount(cell), np.bincount(cell, weights=labels)
    return good[cell] / people[cell]


def balance_gaps(labels: Flags, scores: Array, groups: Groups) -> tuple[float, float]:
    """How differently groups are scored that have the SAME label: (among good, among bad) labels,
    the largest mean score of a group minus the smallest.

    If scores are calibrated in every group and base rates differ, both can be 0 only for a perfect
    prediction.
    labels, scores, groups: shape (n,). Returns two plain floats.
    Raises ValueError as the checks do, and if a group lacks one of the labels.
    Source: Kleinberg, Mullainathan and Raghavan, Inherent Trade-Offs in the Fair Determination of
    Risk Scores (ITCS 2017), section 1, balance for the positive and the negative class.
    """
    labels, scores, groups = _checked(labels, scores, groups)
    gaps = []
    for label in (True, False):
        means = []
        for group in np.unique(groups):
            mine = scores[(groups == group) & (labels == label)]
            if mine.size == 0:
                raise ValueError(f"group {group} has labels of one kind only")
            means.append(float(mine.mean()))
        gaps.append(max(means) - min(means))
    return gaps[0], gaps[1]


def measure(labels: Flags, decisions: Flags, groups: Groups) -> Gaps:
    """The four gaps of these decisions, from `group_rates`.

    Raises ValueError as the checks do, and if a rate of a group is NaN.
    """
    rates = group_rates(labels, decisions, groups).values()
    return Gaps(
        *(
            _spread([getattr(r, name) for r in rates])
            for name in ("selection_rate", "tpr", "fpr", "ppv")
        )
    )


def policies(labels: Flags, scores: Array, groups: Groups, capacity: float) -> dict[str, Gaps]:
    """The gaps of three ways to approve about the same share of people, in this order:

    ONE_THRESHOLD: the floor(capacity * n) people with the highest scores.
    EQUAL_SELECTION: in each group of n_g people, the floor(capacity * n_g) with the highest scores.
    EQUAL_OPPORTUNITY: `decide` with the thresholds of `equal_opportunity`.
    Whoever ties with the last one approved is approved too. (Add 1e-9 before each floor.)
    labels, scores, groups: shape (n,).
    Raises ValueError as the checks do, if capacity is not above 0 and at most 1, if a floor is 0,
    or as `measure` and `equal_opportunity` do.
    """
    labels, scores, groups = _checked(labels, scores, groups)
    if not 0 < capacity <= 1:
        raise ValueError(f"capacity must lie above 0 and at most at 1, but it is {capacity}")
    names = np.unique(groups).tolist()
    chosen = {
        ONE_THRESHOLD: dict.fromkeys(names, _threshold(scores, capacity)),
        EQUAL_SELECTION: {g: _threshold(scores[groups == g], capacity) for g in names},
        EQUAL_OPPORTUNITY: equal_opportunity(labels, scores, groups, capacity),
    }
    return {
        policy: measure(labels, decide(scores, groups, thresholds), groups)
        for policy, thresholds in chosen.items()
    }


def _checked(labels: Flags, scores: Array, groups: Groups) -> tuple[Flags, Array, Groups]:
    labels, scores = as_flags(labels, "labels"), as_scores(scores, "scores")
    groups = as_groups(groups, "groups")
    same_length(labels=labels, scores=scores, groups=groups)
    return labels, scores, groups


def _spread(rates: list[float]) -> float:
    if np.isnan(rates).any():
        raise ValueError("a rate over nobody is unknown, and so is the gap")
    return max(rates) - min(rates)


def _threshold(scores: Array, capacity: float) -> float:
    """The score of the last one approved when the highest floor(capacity * n) are."""
    approved = int(capacity * scores.size + 1e-9)
    if approved == 0:
        raise ValueError(f"a capacity of {capacity} approves nobody of {scores.size}")
    return float(np.sort(scores)[-approved])

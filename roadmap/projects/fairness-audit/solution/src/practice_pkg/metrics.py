"""Milestone 1: three families of fairness metrics, as functions of plain arrays.

All three families, and how they pull against each other, are the subject of Barocas, Hardt and
Narayanan, Fairness and Machine Learning (MIT Press, 2023; fairmlbook.org), chapter 3.
"""

from dataclasses import dataclass

import numpy as np

from .checks import Array, Flags, Groups, as_flags, as_groups, as_scores, same_length


@dataclass(frozen=True)
class Rates:
    """What happened to one group. Shares between 0 and 1; NaN where there is nobody to count.

    Complete.
    """

    n: int
    """People in the group."""
    base_rate: float
    """Share whose label is good."""
    selection_rate: float
    """Share who were approved."""
    tpr: float
    """Of those with a good label, the share approved (true positive rate)."""
    fpr: float
    """Of those with a bad label, the share approved (false positive rate)."""
    ppv: float
    """Of those approved, the share with a good label (positive predictive value)."""


def group_rates(labels: Flags, decisions: Flags, groups: Groups) -> dict[str, Rates]:
    """The Rates of each group, keyed by its name as a plain `str`, in alphabetical order.

    labels, decisions, groups: shape (n,). A rate over nobody (no good label, nobody approved) is
    float("nan"), without a warning.
    Raises ValueError if a check of `as_flags` or `as_groups` fails or the lengths differ.
    Source: Barocas, Hardt and Narayanan (2023), chapter 3, table of classification criteria.
    """
    labels, decisions = as_flags(labels, "labels"), as_flags(decisions, "decisions")
    groups = as_groups(groups, "groups")
    same_length(labels=labels, decisions=decisions, groups=groups)
    rates = {}
    for group in np.unique(groups):
        mine = groups == group
        good, approved = labels[mine], decisions[mine]
        rates[str(group)] = Rates(
            n=good.size,
            base_rate=_share(good),
            selection_rate=_share(approved),
            tpr=_share(approved[good]),
            fpr=_share(approved[~good]),
            ppv=_share(good[approved]),
        )
    return rates


def demographic_parity_gap(decisions: Flags, groups: Groups) -> float:
    """The largest selection rate of a group minus the smallest. 0 is parity ("independence").

    decisions, groups: shape (n,). Returns a plain float between 0 and 1; 0.0 for one group.
    Raises ValueError as above.
    Source: Barocas, Hardt and Narayanan (2023), chapter 3, independence.
    """
    selected = _selection_rates(decisions, groups)
    return max(selected) - min(selected)


def disparate_impact(decisions: Flags, groups: Groups) -> float:
    """The smallest selection rate divided by the largest. 1 is parity; 1.0 if nobody is approved.

    Below 0.8 the "four-fifths rule" of United States employment law sees evidence of adverse
    impact. It is a convention and no proof, in either direction.
    Returns a plain float between 0 and 1. Raises ValueError as above.
    Source: 29 CFR 1607.4(D); Feldman et al., Certifying and Removing Disparate Impact (KDD 2015).
    """
    selected = _selection_rates(decisions, groups)
    return min(selected) / max(selected) if max(selected) > 0 else 1.0


def equalized_odds_gap(labels: Flags, decisions: Flags, groups: Groups) -> float:
    """The larger of two gaps, in the TPR and in the FPR ("separation"); each is the largest rate of
    a group minus the smallest.

    labels, decisions, groups: shape (n,). Returns a plain float between 0 and 1.
    Raises ValueError as above, and if a group has no good label or no bad one: its rate is unknown,
    and an unknown rate must not pass for equal.
    Source: Hardt, Price and Srebro, Equality of Opportunity in Supervised Learning (NIPS 2016),
    definition 2.1.
    """
    rates = group_rates(labels, decisions, groups)
    for group, r in rates.items():
        if np.isnan(r.tpr) or np.isnan(r.fpr):
            raise ValueError(f"group {group} has labels of one kind only")
    tprs, fprs = [r.tpr for r in rates.values()], [r.fpr for r in rates.values()]
    return max(max(tprs) - min(tprs), max(fprs) - min(fprs))


def calibration_error(labels: Flags, scores: Array, bins: int = 10) -> float:
    """How far scores are from what happens to people with such scores.

    Bin b of `bins` holds the scores with floor(score * bins) = b; a score of 1 belongs to the last
    bin. The error is the sum over bins that hold somebody of (people in the bin / n) * |mean score
    - share of good labels|.
    labels, scores: shape (n,). Returns a plain float between 0 and 1.
    Raises ValueError as above, if a score is outside 0..1, or bins < 1.
    Source: Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian
    Binning (AAAI 2015), expected calibration error, with bins of equal width.
    """
    labels, scores = as_flags(labels, "labels"), as_scores(scores, "scores")
    same_length(labels=labels, scores=scores)
    if bins < 1:
        raise ValueError(f"bins must be at least 1, but it is {bins}")
    which = np.minimum((scores * bins).astype(int), bins - 1)
    # Within a bin, people times |mean score - share of good labels| is |sum of (score - label)|.
    off = np.bincount(which, weights=scores - labels, minlength=bins)
    return float(np.abs(off).sum() / scores.size)


def calibration_gap(labels: Flags, scores: Array, groups: Groups, bins: int = 10) -> float:
    """The largest calibration error of a group minus the smallest ("sufficiency", in numbers).

    Each group is measured by itself. Returns a plain float between 0 and 1.
    Raises ValueError as above.
    Source: Barocas, Hardt and Narayanan (2023), chapter 3, calibration by group.
    """
    labels, scores = as_flags(labels, "labels"), as_scores(scores, "scores")
    groups = as_groups(groups, "groups")
    same_length(labels=labels, scores=scores, groups=groups)
    errors = [
        calibration_error(labels[groups == group], scores[groups == group], bins)
        for group in np.unique(groups)
    ]
    return max(errors) - min(errors)


def _share(flags: Flags) -> float:
    return float(flags.mean()) if flags.size else float("nan")


def _selection_rates(decisions: Flags, groups: Groups) -> list[float]:
    # Selection does not depend on labels, so any will do.
    return [r.selection_rate for r in group_rates(decisions, decisions, groups).values()]

"""Milestone 3: repair before training. Rows get weights that make label and group independent."""

from dataclasses import dataclass

import numpy as np
from sklearn.pipeline import Pipeline

from .checks import Array, Flags, Groups, as_flags, as_groups, same_length
from .metrics import demographic_parity_gap
from .model import fit_model


@dataclass(frozen=True)
class Repair:
    """One model before and one after a repair. Complete."""

    gap_before: float
    gap_after: float
    """Demographic parity gaps."""
    cut: float
    """The share of the gap that is gone: 1 - gap_after / gap_before. Negative if it grew."""
    accuracy_before: float
    accuracy_after: float
    """Shares of decisions that equal the label."""


def reweighing(labels: Flags, groups: Groups) -> Array:
    """One weight per row: P(group) * P(label) / P(group and label), of the row's own group and
    label, with P the shares among all rows.

    Rows of a group that got good labels less often than others count more if their label is good.
    labels, groups: shape (n,). Returns float64 of shape (n,), all above 0.
    Raises ValueError as the checks do.
    Source: Kamiran and Calders, Data preprocessing techniques for classification without
    discrimination, Knowledge and Information Systems 33 (2012), on reweighing.
    """
    labels, groups = as_flags(labels, "labels"), as_groups(groups, "groups")
    same_length(labels=labels, groups=groups)
    weights = np.empty(labels.size)
    for group in np.unique(groups):
        for label in (False, True):
            mine, alike = groups == group, labels == label
            both = mine & alike
            if both.any():
                weights[both] = 1 / (mine.mean() * np.unique(groups).size)
    return weights


def fit_reweighed(X: Array, labels: Flags, groups: Groups) -> Pipeline:
    """`fit_model` with the weights of `reweighing`. The group is no feature of the model.

    X: shape (n, d). Raises ValueError as above, or if X has not n rows.
    """
    same_length(X=X, labels=labels)
    return fit_model(X, as_flags(labels, "labels"), reweighing(labels, groups))


def compare(labels: Flags, groups: Groups, before: Flags, after: Flags) -> Repair:
    """What a repair bought and what it cost.

    labels, groups, and the decisions `before` and `after` the repair: shape (n,). Returns a Repair
    of plain floats.
    Raises ValueError as the checks do, and if the gap before is 0: there is nothing to repair.
    """
    labels = as_flags(labels, "labels")
    before, after = as_flags(before, "before"), as_flags(after, "after")
    same_length(labels=labels, groups=groups, before=before, after=after)
    gap_before = demographic_parity_gap(before, groups)
    gap_after = demographic_parity_gap(after, groups)
    if gap_before == 0:
        raise ValueError("the gap before the repair is 0 already")
    return Repair(
        gap_before=gap_before,
        gap_after=gap_after,
        cut=1 - gap_after / gap_before,
        accuracy_before=float(np.mean(before == labels)),
        accuracy_after=float(np.mean(after == labels)),
    )

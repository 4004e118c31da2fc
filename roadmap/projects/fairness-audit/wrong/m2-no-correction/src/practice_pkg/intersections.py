"""Milestone 2: groups where attributes meet, and how sure one can be about small ones."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from .checks import Flags, Groups, as_flags, as_groups, same_length

Interval = tuple[float, float]

REFERENCE = "reference"
LOWER = "lower"
HIGHER = "higher"
UNCLEAR = "no clear difference"
TOO_FEW = "too few to say"


@dataclass(frozen=True)
class Finding:
    """What an audit says about one group. Complete."""

    group: str
    n: int
    rate: float
    """The share approved."""
    interval: Interval
    """Wilson's interval of that share."""
    difference: float
    """`rate` minus the rate of the reference group; 0.0 for the reference itself."""
    difference_interval: Interval
    """Newcombe's interval of the difference; (0.0, 0.0) for the reference itself."""
    verdict: str
    """REFERENCE, LOWER, HIGHER, UNCLEAR or TOO_FEW."""


def cross(*attributes: Groups) -> Groups:
    """Intersectional groups: the names of each person's groups, joined by " & ".

    cross(["f", "m"], ["18-29", "65+"]) is ["f & 18-29", "m & 65+"]. One attribute stays as it is.
    Raises ValueError if there is none, or the lengths differ.
    Source: Kearns, Neel, Roth and Wu, Preventing Fairness Gerrymandering (ICML 2018), on why the
    attributes one by one are not enough.
    """
    if not attributes:
        raise ValueError("give at least one attribute")
    columns = [as_groups(values, f"attribute {i}") for i, values in enumerate(attributes)]
    same_length(**{f"attribute_{i}": column for i, column in enumerate(columns)})
    return np.array([" & ".join(names) for names in zip(*columns, strict=True)])


def wilson_interval(successes: int, n: int, confidence: float = 0.95) -> Interval:
    """An interval for a share that holds up when n is small or the share is near 0 or 1.

    With p = successes / n and z the quantile of the standard normal at (1 + confidence) / 2:
    (p + z^2 / 2n -+ z * sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n), cut to 0..1.
    (NormalDist().inv_cdf gives z.) Returns two plain floats, low and high.
    Raises ValueError if n < 1, successes is not in 0..n, or confidence is not strictly between 0
    and 1.
    Source: Wilson, Journal of the American Statistical Association 22 (1927); Brown, Cai and
    DasGupta, Statistical Science 16 (2001), section 3.1.1.
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, but it is {confidence}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p = successes / n
    center = p + z**2 / (2 * n)
    reach = z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    scale = 1 + z**2 / n
    return max(0.0, (center - reach) / scale), min(1.0, (center + reach) / scale)


def difference_interval(
    successes: int, n: int, reference_successes: int, reference_n: int, confidence: float = 0.95
) -> Interval:
    """An interval for p1 - p2, the share of a group minus the share of the reference.

    With Wilson's (l1, u1) and (l2, u2):
    low = d - sqrt((p1 - l1)^2 + (u2 - p2)^2), high = d + sqrt((u1 - p1)^2 + (p2 - l2)^2).
    Returns two plain floats. Raises ValueError as `wilson_interval` does.
    Source: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10.
    """
    low, high = wilson_interval(successes, n, confidence)
    reference_low, reference_high = wilson_interval(reference_successes, reference_n, confidence)
    p, q = successes / n, reference_successes / reference_n
    down = ((p - low) ** 2 + (reference_high - q) ** 2) ** 0.5
    up = ((high - p) ** 2 + (q - reference_low) ** 2) ** 0.5
    return p - q - down, p - q + up


def audit_groups(
    decisions: Flags, groups: Groups, *, confidence: float = 0.95, minimum: int = 100
) -> list[Finding]:
    """One Finding per group, in alphabetical order.

    The reference is the largest group (the first by name if two are equally large). A group with
    fewer than `minimum` people is TOO_FEW, whatever its rate. The others are compared with the
    reference: LOWER if the whole difference interval is below 0, HIGHER if it is above, else
    UNCLEAR.

    Who looks at many groups finds something by chance. So with m comparisons (groups that are
    neither the reference nor too few) every difference interval, also of the groups that are too
    few, has the confidence 1 - (1 - confidence) / max(m, 1). The `interval` of a rate keeps
    `confidence`.
    decisions, groups: shape (n,).
    Raises ValueError as the checks do, and if even the reference has fewer than `minimum` people.
    Source: Dunn, Journal of the American Statistical Association 56 (1961), the correction named
    after Bonferroni.
    """
    decisions, groups = as_flags(decisions, "decisions"), as_groups(groups, "groups")
    same_length(decisions=decisions, groups=groups)
    names, place = np.unique(groups, return_inverse=True)
    people = np.bincount(place).tolist()
    approved = np.bincount(place, weights=decisions).astype(int).tolist()
    reference = int(np.argmax(people))
    if people[reference] < minimum:
        raise ValueError(f"the largest group has {people[reference]} people, fewer than {minimum}")
    comparisons = sum(n >= minimum for n in people) - 1
    corrected = confidence
    findings = []
    for i, name in enumerate(names.tolist()):
        rate = approved[i] / people[i]
        difference, between = 0.0, (0.0, 0.0)
        if i != reference:
            difference = rate - approved[reference] / people[reference]
            between = difference_interval(
                approved[i], people[i], approved[reference], people[reference], corrected
            )
        findings.append(
            Finding(
                group=name,
                n=people[i],
                rate=rate,
                interval=wilson_interval(approved[i], people[i], confidence),
                difference=difference,
                difference_interval=between,
                verdict=REFERENCE if i == reference else _verdict(people[i] < minimum, between),
            )
        )
    return findings


def _verdict(too_few: bool, between: Interval) -> str:
    if too_few:
        return TOO_FEW
    if between[1] < 0:
        return LOWER
    return HIGHER if between[0] > 0 else UNCLEAR

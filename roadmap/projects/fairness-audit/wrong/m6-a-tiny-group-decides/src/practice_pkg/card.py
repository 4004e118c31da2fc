"""Milestone 6: a model card in which every number comes from the audit.

The nine sections are those of Mitchell et al., Model Cards for Model Reporting (FAT* 2019). What a
number cannot say, who answers for the model and how to object, is a fact that a person must give;
without these facts no card is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from .checks import Array, Flags, Groups, as_flags, as_groups, as_scores, same_length
from .intersections import LOWER, TOO_FEW, Finding, audit_groups
from .metrics import (
    calibration_gap,
    demographic_parity_gap,
    disparate_impact,
    equalized_odds_gap,
)

SECTIONS = (
    "Model details",
    "Intended use",
    "Factors",
    "Metrics",
    "Evaluation data",
    "Training data",
    "Quantitative analyses",
    "Ethical considerations",
    "Caveats and recommendations",
)
METRICS_TEXT = (
    "Demographic parity gap, disparate impact, equalized odds gap and calibration gap, each over "
    "the groups that are large enough. Shares come with Wilson intervals at 95 %; differences are "
    "corrected for the number of comparisons."
)
NO_CONCERNS = "None of the rules found a concern. That is not the same as fair."
IMPACT_LIMIT = 0.8
ODDS_LIMIT = 0.1


@dataclass(frozen=True)
class Facts:
    """What people must say, because no number can. Complete."""

    name: str
    version: str
    owner: str
    """Who answers for the model."""
    review_by: str
    """The day on which this card stops being valid."""
    intended_use: str
    out_of_scope: str
    training_data: str
    evaluation_data: str
    appeal: str
    """How somebody who was refused can object, and to whom."""
    caveats: str


@dataclass(frozen=True)
class Audit:
    """The numbers of one model. Complete."""

    n: int
    accuracy: float
    parity_gap: float
    impact: float
    odds_gap: float
    calibration_gap: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Concern:
    """Something a reader must know before using the model. Complete."""

    kind: str
    """ "impact", "odds", LOWER or TOO_FEW."""
    group: str
    """The group it is about; "" for "impact" and "odds", which are about all."""
    value: float
    """The impact, the odds gap, the difference of the rates, or the number of people."""


def sentence(concern: Concern) -> str:
    """A Concern in words. Complete."""
    if concern.kind == "impact":
        return f"Disparate impact is {concern.value:.3f}, below {IMPACT_LIMIT} (four-fifths rule)."
    if concern.kind == "odds":
        return f"The equalized odds gap is {concern.value:.3f}, above {ODDS_LIMIT}."
    if concern.kind == LOWER:
        return (
            f"{concern.group}: approved {-100 * concern.value:.1f} points less often than the "
            "largest group."
        )
    return f"{concern.group}: {concern.value:.0f} people, too few to say anything."


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, "|" in cells escaped. Complete."""
    lines = [list(header), ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" for cells in lines
    )


def run_audit(
    labels: Flags, scores: Array, decisions: Flags, groups: Groups, *, minimum: int = 100
) -> Audit:
    """All numbers about one model.

    `findings` come from `audit_groups` and name EVERY group. n and accuracy are about everybody.
    The four gaps are taken over the people of groups with at least `minimum` people: a group of
    three would otherwise decide them by chance.
    labels, scores, decisions, groups: shape (n,). Returns an Audit of plain numbers.
    Raises ValueError as the parts do.
    """
    labels, scores = as_flags(labels, "labels"), as_scores(scores, "scores")
    decisions, groups = as_flags(decisions, "decisions"), as_groups(groups, "groups")
    same_length(labels=labels, scores=scores, decisions=decisions, groups=groups)
    findings = audit_groups(decisions, groups, minimum=minimum)
    large = np.ones(labels.size, dtype=bool)
    return Audit(
        n=labels.size,
        accuracy=float(np.mean(labels == decisions)),
        parity_gap=demographic_parity_gap(decisions[large], groups[large]),
        impact=disparate_impact(decisions[large], groups[large]),
        odds_gap=equalized_odds_gap(labels[large], decisions[large], groups[large]),
        calibration_gap=calibration_gap(labels[large], scores[large], groups[large]),
        findings=tuple(findings),
    )


def concerns(audit: Audit) -> list[Concern]:
    """What the rules object to, in this order: impact below IMPACT_LIMIT; odds gap above
    ODDS_LIMIT; each finding that is LOWER, with its difference; each one that is TOO_FEW, with its
    n. Findings keep their order. A value exactly at a limit is no concern.
    """
    found = []
    if audit.impact < IMPACT_LIMIT:
        found.append(Concern("impact", "", audit.impact))
    if audit.odds_gap > ODDS_LIMIT:
        found.append(Concern("odds", "", audit.odds_gap))
    found += [Concern(LOWER, f.group, f.difference) for f in audit.findings if f.verdict == LOWER]
    found += [Concern(TOO_FEW, f.group, f.n) for f in audit.findings if f.verdict == TOO_FEW]
    return found


def render_card(facts: Facts, before: Audit, after: Audit) -> str:
    """The card of the model `after` a repair, as Markdown that ends with one line break.

    First line: "# Model card: {name} {version}". Then the SECTIONS as "## ..." headings, all nine,
    in order, with a blank line around each heading. Under them, each text in a paragraph of its
    own:

    Model details: owner, review_by. Intended use: intended_use, out_of_scope.
    Factors: the names of all groups of `after`, joined by ", ".
    Metrics: METRICS_TEXT. Evaluation data, Training data: the facts of that name.
    Quantitative analyses: two tables, made with `table`.
      1. header metric, before, after; rows accuracy, demographic parity gap, disparate impact,
         equalized odds gap, calibration gap; three decimals.
      2. header group, people, approved, 95 % interval, verdict; one row per finding of `after`;
         shares with three decimals, the interval as "0.271 to 0.302".
    Ethical considerations: appeal, then each sentence of `concerns(after)` as a line "- ...", or
    NO_CONCERNS. Caveats and recommendations: caveats.

    The owner and so on may stand in any sentence, as long as their text is there, unchanged.
    Raises ValueError, naming the field, if a fact is empty or only spaces.
    Source: Mitchell et al., Model Cards for Model Reporting (FAT* 2019), section 4.
    """
    for field in fields(facts):
        if not getattr(facts, field.name).strip():
            raise ValueError(f"the card needs a fact: {field.name} is empty")
    found = "\n".join(f"- {sentence(concern)}" for concern in concerns(after)) or NO_CONCERNS
    paragraphs = {
        "Model details": [facts.owner, facts.review_by],
        "Intended use": [facts.intended_use, facts.out_of_scope],
        "Factors": [", ".join(finding.group for finding in after.findings)],
        "Metrics": [METRICS_TEXT],
        "Evaluation data": [facts.evaluation_data],
        "Training data": [facts.training_data],
        "Quantitative analyses": [_gap_table(before, after), _group_table(after)],
        "Ethical considerations": [facts.appeal, found],
        "Caveats and recommendations": [facts.caveats],
    }
    blocks = [f"# Model card: {facts.name} {facts.version}"]
    for section in SECTIONS:
        blocks += [f"## {section}", *paragraphs[section]]
    return "\n\n".join(blocks) + "\n"


def write_card(path: Path, facts: Facts, before: Audit, after: Audit) -> Path:
    """Writes the card to `path` and returns `path`.

    UTF-8 with "\\n" line ends on every system (Path.write_text has `encoding` and `newline`).
    Missing parent folders are made.
    Raises ValueError as above, before anything is written.
    """
    card = render_card(facts, before, after)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(card, encoding="utf-8", newline="\n")
    return path


def _gap_table(before: Audit, after: Audit) -> str:
    metrics = {
        "accuracy": "accuracy",
        "demographic parity gap": "parity_gap",
        "disparate impact": "impact",
        "equalized odds gap": "odds_gap",
        "calibration gap": "calibration_gap",
    }
    rows = [
        [name, f"{getattr(before, field):.3f}", f"{getattr(after, field):.3f}"]
        for name, field in metrics.items()
    ]
    return table(["metric", "before", "after"], rows)


def _group_table(audit: Audit) -> str:
    rows = [
        [f.group, str(f.n), f"{f.rate:.3f}", "{:.3f} to {:.3f}".format(*f.interval), f.verdict]
        for f in audit.findings
    ]
    return table(["group", "people", "approved", "95 % interval", "verdict"], rows)

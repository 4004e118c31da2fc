"""Milestone 6: the card says what the numbers say, all of it, and no more."""

from dataclasses import replace

import numpy as np
import pytest

from practice_pkg.__main__ import main
from practice_pkg.card import (
    IMPACT_LIMIT,
    METRICS_TEXT,
    NO_CONCERNS,
    ODDS_LIMIT,
    SECTIONS,
    Audit,
    Concern,
    Facts,
    concerns,
    render_card,
    run_audit,
    sentence,
    write_card,
)
from practice_pkg.intersections import (
    HIGHER,
    LOWER,
    REFERENCE,
    TOO_FEW,
    UNCLEAR,
    Finding,
    audit_groups,
)

pytestmark = pytest.mark.milestone(6)

FACTS = Facts(
    name="Loans",
    version="2.1",
    owner="Owner: the credit team.",
    review_by="Valid until 2027-05-01.",
    intended_use="Rank applications below 20,000.",
    out_of_scope="Not for mortgages.",
    training_data="Files of 2024.",
    evaluation_data="Files of 2025.",
    appeal="Write to appeals@example.org.",
    caveats="Labels are biased.",
)


def finding(group: str, verdict: str, n: int = 500, rate: float = 0.5, difference: float = 0.0):
    return Finding(group, n, rate, (rate - 0.04, rate + 0.05), difference, (0.0, 0.0), verdict)


BEFORE = Audit(
    n=1610,
    accuracy=0.7123,
    parity_gap=0.3,
    impact=0.4321,
    odds_gap=0.2468,
    calibration_gap=0.0111,
    findings=(finding("a", REFERENCE, 1000), finding("b", LOWER, 600), finding("c", TOO_FEW, 10)),
)
AFTER = Audit(
    n=1610,
    accuracy=0.7018,
    parity_gap=0.1239,
    impact=0.7654,
    odds_gap=0.0871,
    calibration_gap=0.0222,
    findings=(
        finding("a", REFERENCE, 1000, 0.5),
        finding("b", LOWER, 600, 0.3761, -0.1239),
        finding("c", TOO_FEW, 10, 0.1, -0.4),
    ),
)


def rows_of(card: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in card.splitlines()
        if line.startswith("|")
    ]


def part(card: str, section: str) -> str:
    """The text under one heading."""
    return card.split(f"## {section}\n", 1)[-1].split("\n## ", 1)[0]


def lending(seed: int):
    """Two large groups with equal rates, and a tiny third one that is always refused."""
    rng = np.random.default_rng(seed)
    groups = np.repeat(["a", "b", "tiny"], [600, 500, 8])
    labels = rng.random(1108) < 0.5
    decisions = np.where(groups == "tiny", False, np.arange(1108) % 2 == 0)
    labels[-8:] = np.arange(8) < 4
    return labels, rng.random(1108), decisions, groups


def test_the_audit_counts_everybody(seed):
    labels, scores, decisions, groups = lending(seed)
    got = run_audit(labels, scores, decisions, groups)
    assert got.n == 1108, "run_audit: n is everybody, also the people of small groups"
    assert abs(got.accuracy - np.mean(labels == decisions)) < 1e-12, (
        "run_audit: accuracy is the share of all decisions that equal the label"
    )
    assert got.findings == tuple(audit_groups(decisions, groups)), (
        "run_audit: findings are those of audit_groups, as a tuple, and hide no group"
    )


def test_a_tiny_group_does_not_decide_the_gaps(seed):
    labels, scores, decisions, groups = lending(seed)
    got = run_audit(labels, scores, decisions, groups)
    assert got.parity_gap < 0.01 and got.impact > 0.99, (
        "run_audit: 8 people of one group must not make the parity gap 0.5; take the gaps over "
        "groups with at least `minimum` people"
    )
    everyone = run_audit(labels[:-8], scores[:-8], decisions[:-8], groups[:-8])
    assert got.odds_gap == everyone.odds_gap and got.calibration_gap == everyone.calibration_gap, (
        "run_audit: odds and calibration gaps leave out the small groups as well"
    )
    lower = run_audit(labels[:-1], scores[:-1], decisions[:-1], groups[:-1], minimum=550)
    assert lower.parity_gap == 0.0, "run_audit: hand `minimum` on; only group a has 550 people"


def test_the_rules_object_in_order():
    got = concerns(BEFORE)
    assert [c.kind for c in got] == ["impact", "odds", LOWER, TOO_FEW], (
        f"concerns: impact, odds, then LOWER, then TOO_FEW, not {[c.kind for c in got]}"
    )
    assert got[0] == Concern("impact", "", 0.4321), 'concerns: Concern("impact", "", the impact)'
    assert got[1] == Concern("odds", "", 0.2468), 'concerns: Concern("odds", "", the odds gap)'
    assert got[3] == Concern(TOO_FEW, "c", 10), "concerns: too few, with the number of people"
    assert concerns(AFTER)[1] == Concern(LOWER, "b", -0.1239), (
        "concerns: lower, with the difference of the finding; an odds gap of 0.0871 is fine"
    )


def test_limits_themselves_and_other_verdicts_are_no_concern():
    fine = replace(
        AFTER,
        impact=IMPACT_LIMIT,
        odds_gap=ODDS_LIMIT,
        findings=(finding("a", REFERENCE), finding("b", UNCLEAR), finding("c", HIGHER)),
    )
    assert concerns(fine) == [], "concerns: exactly at a limit, unclear and higher are no concern"


def test_groups_are_named_in_the_order_of_the_findings():
    some = replace(
        AFTER,
        impact=1.0,
        findings=(
            finding("a", TOO_FEW, 5),
            finding("b", LOWER, difference=-0.1),
            finding("c", REFERENCE),
            finding("d", LOWER, difference=-0.2),
            finding("e", TOO_FEW, 7),
        ),
    )
    got = [(c.kind, c.group) for c in concerns(some)]
    assert got == [(LOWER, "b"), (LOWER, "d"), (TOO_FEW, "a"), (TOO_FEW, "e")], (
        f"concerns: first all LOWER, then all TOO_FEW, each in the order of findings, not {got}"
    )


def test_the_card_has_the_nine_sections_of_the_paper():
    card = render_card(FACTS, BEFORE, AFTER)
    lines = card.splitlines()
    assert lines[0] == "# Model card: Loans 2.1", "render_card: first the name and the version"
    got = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert got == list(SECTIONS), f"render_card: all SECTIONS, in order, not {got}"
    for i, line in enumerate(lines):
        if line.startswith("## "):
            assert lines[i - 1] == lines[i + 1] == "", "render_card: a blank line around headings"
    assert card.endswith("\n"), "render_card: the card ends with a line break"
    assert not card.endswith("\n\n"), "render_card: one line break at the end, not two"


@pytest.mark.parametrize(
    ("section", "texts"),
    [
        ("Model details", [FACTS.owner, FACTS.review_by]),
        ("Intended use", [FACTS.intended_use, FACTS.out_of_scope]),
        ("Factors", ["a, b, c"]),
        ("Metrics", [METRICS_TEXT]),
        ("Evaluation data", [FACTS.evaluation_data]),
        ("Training data", [FACTS.training_data]),
        ("Ethical considerations", [FACTS.appeal]),
        ("Caveats and recommendations", [FACTS.caveats]),
    ],
    ids=SECTIONS[:6] + SECTIONS[7:],
)
def test_what_people_said_stands_where_it_belongs(section, texts):
    under = part(render_card(FACTS, BEFORE, AFTER), section)
    for text in texts:
        assert text in under, f"render_card: under {section!r} belongs {text!r}"


def test_the_numbers_are_those_of_the_audits():
    rows = rows_of(part(render_card(FACTS, BEFORE, AFTER), "Quantitative analyses"))
    for row in (
        ["accuracy", "0.712", "0.702"],
        ["demographic parity gap", "0.300", "0.124"],
        ["disparate impact", "0.432", "0.765"],
        ["equalized odds gap", "0.247", "0.087"],
        ["calibration gap", "0.011", "0.022"],
    ):
        assert row in rows, f"render_card: the first table has no row {row} (before, then after)"


def test_every_group_has_its_row_with_people_and_interval():
    rows = rows_of(part(render_card(FACTS, BEFORE, AFTER), "Quantitative analyses"))
    for row in (
        ["a", "1000", "0.500", "0.460 to 0.550", REFERENCE],
        ["b", "600", "0.376", "0.336 to 0.426", LOWER],
        ["c", "10", "0.100", "0.060 to 0.150", TOO_FEW],
    ):
        assert row in rows, f"render_card: the second table has no row {row}; no group is left out"


def test_other_numbers_make_another_card():
    other = replace(AFTER, accuracy=0.5555, findings=(finding("x | y", REFERENCE, 77, 0.25),))
    card = render_card(FACTS, BEFORE, other)
    assert "0.555" in card or "0.556" in card, "render_card: every number comes from the audit"
    assert "0.702" not in card and "| 1000 |" not in card, "render_card: old numbers are left"
    assert "| x \\| y | 77 | 0.250 |" in card, "render_card: make tables with `table`, it escapes |"


def test_concerns_about_the_repaired_model_are_on_the_card():
    under = part(render_card(FACTS, BEFORE, AFTER), "Ethical considerations")
    for concern in concerns(AFTER):
        assert f"- {sentence(concern)}\n" in under + "\n", (
            f"render_card: a concern is missing as a line of its own: {sentence(concern)}"
        )
    assert "0.432" not in under, "render_card: the concerns are about the model AFTER the repair"
    assert NO_CONCERNS not in under, "render_card: NO_CONCERNS only if there are none"


def test_no_concern_is_not_the_same_as_fair():
    fine = replace(AFTER, impact=0.95, findings=(finding("a", REFERENCE),))
    under = part(render_card(FACTS, BEFORE, fine), "Ethical considerations")
    assert NO_CONCERNS in under, "render_card: without concerns the card says NO_CONCERNS"


@pytest.mark.parametrize("field", ["owner", "out_of_scope", "appeal", "review_by", "caveats"])
def test_without_a_fact_there_is_no_card(refuses, tmp_path, field):
    path = tmp_path / "card.md"
    facts = replace(FACTS, **{field: "  \n"})
    try:
        write_card(path, facts, BEFORE, AFTER)
    except ValueError as error:
        assert field in str(error), f"render_card: the error should name the field {field}"
    else:
        pytest.fail(f"render_card: {field} holds only spaces, raise ValueError", pytrace=False)
    assert not path.exists(), "write_card: render first, so that nothing is written on an error"


def test_the_file_holds_exactly_the_card(tmp_path):
    path = tmp_path / "new" / "folder" / "card.md"
    facts = replace(FACTS, owner="Zoë Å")
    returned = write_card(path, facts, BEFORE, AFTER)
    assert path.is_file(), "write_card: make the parent folders, then write to `path`"
    assert path.read_bytes() == render_card(facts, BEFORE, AFTER).encode(), (
        'write_card: exactly render_card(...), encoding="utf-8", newline="\\n"'
    )
    assert returned == path, "write_card: return the path"


@pytest.mark.parametrize("repair", ["thresholds", "reweighing"])
def test_the_command_writes_the_card_of_the_loans(tmp_path, capsys, seed, repair):
    path = tmp_path / "card.md"
    code = main(["audit", "--out", str(path), "--repair", repair, "--seed", str(seed)])
    assert code == 0, "the command ended with an error: " + capsys.readouterr().err
    rows = rows_of(path.read_text(encoding="utf-8"))
    groups = [row for row in rows if " & " in row[0]]
    assert [row[0] for row in groups if row[4] == TOO_FEW] == ["f & 65+", "m & 65+"], (
        "the card of the loans lists both groups of 65+ as too few to say"
    )
    gaps = {row[0]: row[1:] for row in rows if row[0] == "equalized odds gap"}
    before, after = map(float, gaps["equalized odds gap"])
    assert after < before, f"the repair made the odds gap larger, {before} became {after}"


def test_strict_makes_a_concern_an_error(tmp_path, capsys):
    code = main(["audit", "--out", str(tmp_path / "card.md"), "--strict"])
    assert code == 1, "two groups are too few to say, so --strict ends with exit code 1"
    assert "65+" in capsys.readouterr().out, "the command prints the concerns that are left"

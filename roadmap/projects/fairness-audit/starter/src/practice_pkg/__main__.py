"""The command line, complete: `python -m practice_pkg audit`.

It trains the model, repairs it, audits both on rows that neither training nor thresholds have seen,
and writes the model card.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .card import Audit, Facts, concerns, run_audit, sentence, write_card
from .data import FEATURES, Splits, load_splits
from .intersections import cross
from .model import fit_model, score
from .reweighing import fit_reweighed
from .thresholds import decide, equal_opportunity

CUTOFF = 0.5
CAVEATS = {
    "reweighing": "The labels of the files are biased, and training on them needs weights.",
    "thresholds": (
        "The decision uses the applicant's sex to choose a threshold. In many places a lender must "
        "not do that: ask a lawyer before you use this model."
    ),
}


def audit_both(splits: Splits, repair: str) -> tuple[Audit, Audit]:
    """The audits of the plain model and of the repaired one, on the test rows."""
    train, validate, test = splits.train, splits.validate, splits.test
    groups = cross(test.sex, test.age)
    plain = fit_model(train.X, train.recorded)
    scores = score(plain, test.X)
    before = run_audit(test.recorded, scores, scores >= CUTOFF, groups)
    if repair == "reweighing":
        scores = score(fit_reweighed(train.X, train.recorded, train.sex), test.X)
        decisions = scores >= CUTOFF
    else:
        known = score(plain, validate.X)
        share = float((known >= CUTOFF).mean())
        chosen = equal_opportunity(validate.recorded, known, validate.sex, share)
        decisions = decide(scores, test.sex, chosen)
    return before, run_audit(test.recorded, scores, decisions, groups)


def facts_about(repair: str) -> Facts:
    return Facts(
        name="Loan approval",
        version=f"1.0 ({repair})",
        owner="The owner is the practice team.",
        review_by="Review this card by 2027-11-30.",
        intended_use="Practice: it ranks synthetic loan applications.",
        out_of_scope="Out of scope: every decision about a real person.",
        training_data=f"10,000 synthetic applications with {', '.join(FEATURES)}.",
        evaluation_data="30,000 synthetic applications that nothing was fitted on.",
        appeal="Whoever is refused can ask a loan officer to decide again without the model.",
        caveats=CAVEATS[repair] + " Compare recorded labels with what really happened if you can.",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    audit = commands.add_parser("audit", help="repair the model and write its card")
    audit.add_argument("--out", type=Path, default=Path("model_card.md"), help="the file to write")
    audit.add_argument("--repair", choices=sorted(CAVEATS), default="thresholds")
    audit.add_argument("--seed", type=int, default=0, help="of the synthetic applications")
    audit.add_argument("--strict", action="store_true", help="exit with 1 if a concern is left")
    options = parser.parse_args(arguments)
    try:
        before, after = audit_both(load_splits(options.seed), options.repair)
        written = write_card(options.out, facts_about(options.repair), before, after)
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    left = concerns(after)
    print(f"wrote {written}: {len(concerns(before))} concerns before, {len(left)} after")
    for concern in left:
        print("- " + sentence(concern))
    return 1 if options.strict and left else 0


if __name__ == "__main__":
    sys.exit(main())

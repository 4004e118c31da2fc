"""Copies of scores.py for milestone 5: two that do the same, and five with one mistake each.

Try to catch all five before you read on: what each one does stands below, in plain text.
"""

from pathlib import Path

MUTANTS = {
    # name: (the hint when no test fails, what scores.py says, what the copy says)
    "boundary": (
        "no test of yours asks what happens to a score that is exactly the threshold",
        "counts[score >= threshold, label]",
        "counts[score > threshold, label]",
    ),
    "mixed up": (
        "precision and recall got mixed up and your tests cannot tell them apart; "
        "try counts in which false positives and false negatives differ",
        "said_yes = counts.true_positives + counts.false_positives",
        "said_yes = counts.true_positives + counts.false_negatives",
    ),
    "nothing said": (
        "no test of yours looks at a model that never says yes",
        "counts.true_positives / said_yes if said_yes else 0.0",
        "counts.true_positives / said_yes if said_yes else 1.0",
    ),
    "lengths": (
        "no test of yours hands over more labels than scores and expects the error",
        "if len(labels) != len(scores):",
        "if len(labels) < len(scores):",
    ),
    "plain mean": (
        "f1 became the plain mean of precision and recall, which is the same when both are equal; "
        "try counts in which they differ",
        "2 * p * r / (p + r) if p + r else 0.0",
        "(p + r) / 2",
    ),
}

REWRITES = {
    "counted one by one": [
        (
            """    counts = {(said, label): 0 for said in (True, False) for label in (1, 0)}
    for label, score in zip(labels, scores, strict=False):
        counts[score >= threshold, label] += 1
    return Confusion(counts[True, 1], counts[True, 0], counts[False, 1], counts[False, 0])
""",
            """    said = [int(score >= threshold) for score in scores]
    pairs = list(zip(said, labels, strict=True))
    return Confusion(*(pairs.count(kind) for kind in ((1, 1), (1, 0), (0, 1), (0, 0))))
""",
        ),
    ],
    "f1 from counts": [
        (
            """    p, r = precision(counts), recall(counts)
    return 2 * p * r / (p + r) if p + r else 0.0
""",
            """    wrong = counts.false_positives + counts.false_negatives
    both = 2 * counts.true_positives
    return both / (both + wrong) if both else 0.0
""",
        ),
        ("{len(labels)} labels and {len(scores)} scores", "the lengths differ"),
    ],
}


def mutant(scores: Path, name: str) -> str:
    _, old, new = MUTANTS[name]
    return _replaced(scores.read_text(encoding="utf-8"), [(old, new)])


def rewrite(scores: Path, name: str) -> str:
    return _replaced(scores.read_text(encoding="utf-8"), REWRITES[name])


def _replaced(text: str, changes: list[tuple[str, str]]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, "scores.py is not what it was; put the original file back"
        text = text.replace(old, new)
    return text

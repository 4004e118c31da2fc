"""The project's linter, complete: `python tools/lint.py`. The rules are those of CONTRIBUTING.md.

Each check takes a text and returns one sentence per problem.
Sources: https://git-scm.com/docs/git-commit#_discussion (commit messages),
https://keepachangelog.com/en/1.1.0/ (changelogs).
"""

import re
import sys
from pathlib import Path

AREAS = ("batching", "splits", "vocab", "docs", "tests")
GROUPS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
SECTIONS = ("Problem", "Change", "How I checked it", "Tools")
STATUSES = ("done", "declined", "answered")
TO_DO = "TODO milestone"

NOT_IMPERATIVE = re.compile(r"(?:[^e]ed|[^s]s|ing)$")
"""How "fixed", "fixes" and "fixing" end. Not "feed" or "pass"; more exceptions below."""
IMPERATIVE_ALL_THE_SAME = {"always", "bring", "embed", "focus"}


def subject_problems(subject: str) -> list[str]:
    """The first line of a commit message."""
    area, colon, what = subject.partition(": ")
    if not colon or area not in AREAS or not what.strip():
        return [f'the first line is "area: what it does", with an area from {", ".join(AREAS)}']
    problems = []
    if len(subject) > 50:
        problems.append(f"the first line has {len(subject)} characters, 50 are allowed")
    if subject.rstrip().endswith("."):
        problems.append("the first line does not end with a period")
    verb = what.split()[0]
    if verb != verb.lower():
        problems.append(f'after the area comes a verb in lower case, not "{verb}"')
    if NOT_IMPERATIVE.search(verb.lower()) and verb.lower() not in IMPERATIVE_ALL_THE_SAME:
        problems.append(f'"{verb}" is not imperative: if applied, this commit will ... what?')
    return problems


def commit_problems(text: str) -> list[str]:
    lines = text.rstrip().splitlines() or [""]
    problems = subject_problems(lines[0])
    if len(lines) < 2 or lines[1].strip():
        problems.append("the second line is empty")
    if any(len(line) > 72 for line in lines[1:]):
        problems.append("a line of the body is longer than 72 characters")
    if not re.fullmatch(r"Fixes #\d+", lines[-1]):
        problems.append('the last line is "Fixes #" and the number of the issue')
    if len(" ".join(lines[1:-1]).split()) < 8:
        problems.append("the body says in at least eight words why the change is needed")
    return problems


def unreleased(text: str) -> dict[str, list[str]]:
    """The lines below each heading of the unreleased part of a changelog."""
    _, _, after = text.partition("\n## Unreleased\n")
    groups: dict[str, list[str]] = {}
    group = ""
    for line in after.partition("\n## ")[0].splitlines():
        if line.startswith("### "):
            group = line[4:].strip()
            groups.setdefault(group, [])
        elif line.strip():
            groups.setdefault(group, []).append(line)
    return groups


def changelog_problems(text: str) -> list[str]:
    groups = unreleased(text)
    if not groups:
        return ['nothing stands under "## Unreleased"']
    problems = []
    for group, lines in groups.items():
        if group not in GROUPS:
            where = f'"### {group}"' if group else "no heading"
            problems.append(f"{where} is not one of {', '.join(GROUPS)}")
        if not lines:
            problems.append(f'nothing stands under "### {group}"')
        for line in lines:
            if not re.fullmatch(r"- \S.*\. \(#\d+\)", line):
                problems.append(f'an entry is "- What changed. (#issue)" in one line, not "{line}"')
            if len(line) > 100:
                problems.append(f"an entry has {len(line)} characters, 100 are allowed")
    return problems


def sections(text: str) -> dict[str, str]:
    """The text below each "## " heading."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return {name.strip(): body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def pull_request_problems(text: str) -> list[str]:
    problems = []
    if "<!--" in text:
        problems.append("a comment of the template is still there")
    found = sections(text)
    for name in SECTIONS:
        words = len(re.sub(r"<!--.*?-->", "", found.get(name, ""), flags=re.DOTALL).split())
        least = 1 if name == "Tools" else 8
        if words < least:
            problems.append(f'"## {name}" needs at least {least} words, it has {words}')
    if not re.search(r"Fixes #\d+", text):
        problems.append('"Fixes #" and the number of the issue are missing')
    if "pytest" not in found.get("How I checked it", ""):
        problems.append('"## How I checked it" names the command, python -m pytest ...')
    return problems


def answers(text: str) -> dict[int, dict[str, str]]:
    """Status, Commit and Reply of each comment; a reply may go on over several lines."""
    found = {}
    for name, body in sections(text).items():
        if match := re.fullmatch(r"Comment (\d+)", name):
            parts = re.split(r"^(Status|Commit|Reply):", body, flags=re.MULTILINE)
            fields = zip(parts[1::2], parts[2::2], strict=True)
            found[int(match[1])] = {field: " ".join(value.split()) for field, value in fields}
    return found


def answers_problems(text: str) -> list[str]:
    problems = []
    for number, answer in answers(text).items():
        status, commit = answer.get("Status", ""), answer.get("Commit", "")
        if TO_DO in status:
            problems.append(f"comment {number} is still to do")
            continue
        if status not in STATUSES:
            problems.append(f'comment {number}: "{status}" is not one of {", ".join(STATUSES)}')
        if status == "done":
            problems += [f"comment {number}, commit: {p}" for p in subject_problems(commit)]
        elif commit != "none":
            problems.append(f'comment {number}: without a change, Commit is "none"')
        if len(answer.get("Reply", "").split()) < 5:
            problems.append(f"comment {number}: a reply has at least five words")
    return problems


CHECKS = {
    "contribution/commit-message.txt": commit_problems,
    "contribution/pull-request.md": pull_request_problems,
    "contribution/answers.md": answers_problems,
    "CHANGELOG.md": changelog_problems,
}


def main() -> int:
    root = Path(__file__).resolve().parent.parent
    count = 0
    for path, problems_of in CHECKS.items():
        text = (root / path).read_text(encoding="utf-8")
        problems = ["still to do"] if text.startswith(TO_DO) else problems_of(text)
        for problem in problems:
            print(f"{path}: {problem}")
        count += len(problems)
    print(f"{count} problem{'' if count == 1 else 's'}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())

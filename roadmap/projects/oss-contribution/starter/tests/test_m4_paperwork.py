"""Milestone 4: commit message, changelog, docs and description pass the project's own linter."""

import doctest
import re
import subprocess
import sys
import warnings

import pytest

import workshop
from workshop import PACKAGE, ROOT, UPSTREAM, UPSTREAM_PACKAGE, lint, read

pytestmark = pytest.mark.milestone(4)


@pytest.fixture
def message() -> str:
    return workshop.written("contribution/commit-message.txt", 4)


@pytest.fixture
def changelog() -> str:
    what = "write under Unreleased what changes for users"
    return workshop.begun("CHANGELOG.md", UPSTREAM / "CHANGELOG.md", 4, what)


@pytest.fixture
def docs() -> str:
    path = "docs/splits.md"
    return workshop.begun(path, UPSTREAM / path, 4, "follow issue 3")


@pytest.fixture
def description() -> str:
    return workshop.written("contribution/pull-request.md", 4)


# --- the commit message -----------------------------------------------------------------------


def test_the_first_line_is_short_and_imperative(message):
    problems = lint.subject_problems(message.partition("\n")[0])
    assert problems == [], f"commit-message.txt: {'; '.join(problems)}"
    assert message.startswith("batching: "), "commit-message.txt: issue 1 is in the area batching"


def test_the_whole_message_passes_the_linter(message):
    problems = lint.commit_problems(message)
    assert problems == [], f"commit-message.txt: {'; '.join(problems)}"
    assert message.rstrip().endswith("Fixes #1"), "commit-message.txt: it is issue 1 that it fixes"


# --- the changelog ----------------------------------------------------------------------------


def test_the_changelog_passes_the_linter(changelog):
    problems = lint.changelog_problems(changelog)
    assert problems == [], f"CHANGELOG.md: {'; '.join(problems)}"


@pytest.mark.parametrize(
    ("group", "issue", "words"),
    [("Fixed", 1, ["batches"]), ("Deprecated", 2, ["ratio", "test_share"])],
    ids=["fixed", "deprecated"],
)
def test_both_of_your_changes_have_an_entry(changelog, group, issue, words):
    entries = [e for e in lint.unreleased(changelog).get(group, []) if e.endswith(f"(#{issue})")]
    assert len(entries) == 1, (
        f"CHANGELOG.md: one entry that ends with (#{issue}) under ### {group}, in the part "
        "Unreleased"
    )
    missing = [word for word in words if word not in entries[0]]
    assert missing == [], f"CHANGELOG.md: the entry of issue {issue} does not name {missing}"


def test_released_versions_stay_as_they_are(changelog):
    released = re.split(r"^(?=## \d)", read(UPSTREAM / "CHANGELOG.md"), flags=re.MULTILINE)[1:]
    yours = re.split(r"^(?=## \d)", changelog, flags=re.MULTILINE)[1:]
    assert [part.strip() for part in yours] == [part.strip() for part in released], (
        "CHANGELOG.md: users have read the parts 1.2.0 and 1.1.0 already; only Unreleased changes"
    )


# --- the docs ---------------------------------------------------------------------------------


def test_the_examples_of_the_docs_run_without_a_warning(docs):
    path = f"{PACKAGE.as_posix()}/splits.py"
    workshop.begun(path, UPSTREAM_PACKAGE / "splits.py", 3, "milestone 3 comes first")
    examples = doctest.DocTestParser().get_doctest(docs, {}, "splits.md", "docs/splits.md", 0)
    report: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = doctest.DocTestRunner(verbose=False).run(examples, out=report.append)
    assert result.failed == 0, (
        f"docs/splits.md: {result.failed} of {result.attempted} examples are wrong or warn\n"
        + "".join(report)[-1500:]
    )


def test_no_example_is_dropped(docs):
    def count(text):
        return len(doctest.DocTestParser().get_examples(text))

    before = count(read(UPSTREAM / "docs/splits.md"))
    assert count(docs) >= before, (
        f"docs/splits.md: {count(docs)} examples, there were {before}; change them, keep them all"
    )


def test_the_docs_use_the_new_name_and_explain_the_old_one(docs):
    assert "test_share=" in docs and "ratio=" not in docs, (
        "docs/splits.md: examples are copied, so all of them use test_share="
    )
    prose = " ".join(line for line in docs.splitlines() if not line.startswith(">>>"))
    assert "ratio" in prose and "deprecated" in prose.lower(), (
        "docs/splits.md: readers with old code look for `ratio`; say that it is deprecated"
    )


# --- the description --------------------------------------------------------------------------


def test_the_description_passes_the_linter(description):
    problems = lint.pull_request_problems(description)
    assert problems == [], f"pull-request.md: {'; '.join(problems)}"


def test_the_description_is_about_the_fix(description):
    parts = lint.sections(description)
    assert "Fixes #1" in description, "pull-request.md: this pull request fixes issue 1"
    assert "batches" in parts.get("Problem", "") + parts.get("Change", ""), (
        "pull-request.md: name the function, `batches`"
    )
    assert "my_tests/test_issue_1.py" in parts.get("How I checked it", ""), (
        "pull-request.md: say which test failed before and passes now, my_tests/test_issue_1.py"
    )


def test_the_linter_finds_nothing_in_these_files(message, changelog, description):
    run = subprocess.run(
        [sys.executable, str(ROOT / "tools/lint.py")], capture_output=True, encoding="utf-8"
    )
    lines = [line for line in run.stdout.splitlines() if "answers.md" not in line]
    assert lines[:-1] == [], f"tools/lint.py: {lines[0]}"

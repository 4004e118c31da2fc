"""Milestone 1: a test that fails on the library as it is, and only for the reason of issue 1."""

import ast

import pytest

import workshop
from rewrites import AT_MOST_20_ITEMS, EMPTY_BATCHES, RIGHT_BATCHES
from workshop import UPSTREAM_PACKAGE, read, run_own_tests, with_function

pytestmark = pytest.mark.milestone(1)

FILE = "test_issue_1.py"
UPSTREAM_BATCHING = read(UPSTREAM_PACKAGE / "batching.py")


def run(folder, function=None):
    """Your file on upstream's batching.py, or on one with another function `batches`."""
    text = UPSTREAM_BATCHING
    if function:
        text = "import itertools\n" + with_function(text, "batches", function)
    return run_own_tests(folder, [FILE], {"batching.py": text})


def said(result) -> str:
    """What the first test ended with, and the usual reason."""
    reason = "; batches gives a generator: put list(...) around it"
    return result.error[:120] + (reason if "generator" in result.error else "")


@pytest.fixture(scope="module")
def on_upstream(tmp_path_factory):
    return run(tmp_path_factory.mktemp("upstream"))


def test_pytest_finds_your_tests(on_upstream):
    assert on_upstream.skipped == 0, (
        f"my_tests/{FILE}: {on_upstream.skipped} skipped or xfail; such a test shows nothing, "
        "remove the mark"
    )
    total = on_upstream.passed + on_upstream.failed + on_upstream.broken
    assert total > 0, f"my_tests/{FILE}: no test found; its functions are called test_*"


def test_a_test_fails_on_upstream(on_upstream):
    assert on_upstream.failed + on_upstream.broken > 0, (
        f"my_tests/{FILE}: everything passes on the library as it is, so nothing is shown; which "
        "numbers of items lose one? Compare the two reports in issues/1-lost-predictions.md"
    )


def test_it_fails_because_a_result_is_wrong(on_upstream):
    assert on_upstream.broken == 0, (
        f"my_tests/{FILE}: a test ends in an error that is no failed assertion ("
        f"{said(on_upstream)}); compare the list of batches with the one it should be"
        f"\n{on_upstream.output}"
    )


@pytest.mark.parametrize("name", RIGHT_BATCHES)
def test_your_tests_pass_on_a_correct_library(on_upstream, tmp_path, name):
    result = run(tmp_path, RIGHT_BATCHES[name])
    assert result.failed + result.broken == 0, (
        f"my_tests/{FILE}: fails on correct code too ({said(result)}), so it expects the wrong "
        f"thing; test the result, not how it is made\n{result.output}"
    )
    assert result.passed > 0, f"my_tests/{FILE}: no test ran on correct code"


def test_your_tests_notice_an_empty_batch(on_upstream, tmp_path):
    result = run(tmp_path, EMPTY_BATCHES)
    assert result.failed + result.broken > 0, (
        f"my_tests/{FILE}: a fix that yields an empty batch would pass; mira asks for that as well "
        "in issue 1. For which number of items is nothing left over?"
    )


def test_a_handful_of_items_is_enough(on_upstream, tmp_path):
    result = run(tmp_path, AT_MOST_20_ITEMS)
    assert "more than 20 items" not in result.output, (
        f"my_tests/{FILE}: more than 20 items in one call; find a smaller size and fewer items "
        "with which the same thing is left over"
    )


def test_the_file_is_small(on_upstream):
    tree = ast.parse(read(workshop.ROOT / "my_tests" / FILE))
    lines = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt | ast.expr)}
    docstrings = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, node.end_lineno + 1)
    }
    size = len(lines - docstrings)
    assert size <= 20, (
        f"my_tests/{FILE}: {size} lines of code, 20 are allowed; two short tests are enough"
    )

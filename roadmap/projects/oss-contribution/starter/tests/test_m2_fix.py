"""Milestone 2: the fix does what it should, in few lines, and touches nothing else."""

import itertools

import pytest

import workshop
from practice_pkg.batching import batches
from workshop import PACKAGE, ROOT, UPSTREAM_PACKAGE, changed_lines, parts_of, read, run_own_tests

pytestmark = pytest.mark.milestone(2)

OTHER_MILESTONES = {"splits.py", "vocab.py"}


@pytest.fixture(autouse=True)
def source() -> str:
    path = f"{PACKAGE.as_posix()}/batching.py"
    return workshop.begun(path, UPSTREAM_PACKAGE / "batching.py", 2, "fix issue 1 in it")


@pytest.fixture
def upstream() -> str:
    return read(UPSTREAM_PACKAGE / "batching.py")


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_every_item_comes_once_and_no_batch_is_empty(size):
    for n in range(30):
        got = list(batches(range(n), size))
        assert [item for batch in got for item in batch] == list(range(n)), (
            f"batches: {n} items in batches of {size} should all come once, in their order"
        )
        assert all(got), f"batches: an empty batch for {n} items in batches of {size} (issue 9)"
        assert all(len(batch) == size for batch in got[:-1]), (
            f"batches: only the last batch may be shorter than {size}"
        )


def test_batches_are_separate_lists():
    first, second = batches([1, 2, 3], 2)
    assert (first, second) == ([1, 2], [3]), "batches: each batch is a new list; none is reused"


def test_a_stream_without_end_still_works():
    taken = itertools.count()
    stream = (next(taken) for _ in range(100))
    first = next(batches(stream, 3))
    assert first == [0, 1, 2], "batches: the first batch of a stream"
    assert next(taken) <= 4, "batches: takes more than a batch at a time; `items` may have no end"


@pytest.mark.parametrize("size", [0, -1])
def test_sizes_below_one_are_still_refused(refuses, size):
    refuses(lambda: list(batches([1, 2], size)), f"batches: size {size} must raise ValueError")


def test_at_most_ten_lines_change(upstream, source):
    count = changed_lines(upstream, source)
    assert count <= 10, (
        f"batching.py: {count} changed lines (removed plus added), 10 are allowed; fix the line at "
        "fault and leave the rest as it was"
    )


def test_only_the_function_at_fault_changes(upstream, source):
    before, after = parts_of(upstream), parts_of(source)
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    assert changed == ["batches"], (
        f"batching.py: changed: {', '.join(sorted(changed)) or 'comments or blank lines only'}; "
        "one pull request, one purpose: only `batches`"
    )


def test_the_promise_of_the_function_stays(upstream, source):
    before, after = (
        parts_of(text)["batches"].partition("if size")[0] for text in (upstream, source)
    )
    assert before == after, (
        "batching.py: signature and docstring of `batches` were right; the code below them was not"
    )


def test_no_unrelated_file_changes():
    pristine = {path.name: read(path) for path in UPSTREAM_PACKAGE.glob("*.py")}
    yours = {path.name: read(path) for path in (ROOT / PACKAGE).rglob("*.py")}
    others = [
        name
        for name in pristine.keys() | yours.keys()
        if name not in OTHER_MILESTONES | {"batching.py"} and pristine.get(name) != yours.get(name)
    ]
    assert others == [], f"src: {', '.join(sorted(others))} has nothing to do with issue 1"


def test_your_test_of_milestone_1_passes_now(tmp_path):
    result = run_own_tests(tmp_path, ["test_issue_1.py"])
    assert result.failed + result.broken == 0 and result.passed > 0, (
        f"my_tests/test_issue_1.py: does not pass on your fix\n{result.output}"
    )


def test_the_librarys_own_tests_still_pass(tmp_path):
    theirs = {"vocab.py": read(UPSTREAM_PACKAGE / "vocab.py")}
    result = run_own_tests(tmp_path, ["test_library.py"], theirs)
    assert result.failed + result.broken == 0, (
        f"my_tests/test_library.py: passed before your change and fails now\n{result.output}"
    )

"""Milestone 3: a parameter gets a better name, and nobody's code breaks."""

import inspect
import warnings

import pytest

import workshop
from practice_pkg.splits import split, split_three
from workshop import PACKAGE, UPSTREAM_PACKAGE, load, read, run_own_tests

pytestmark = pytest.mark.milestone(3)

ROWS = [f"row {i}" for i in range(50)]
SHARES = [0.1, 0.2, 0.25, 0.5, 0.9]


@pytest.fixture(autouse=True)
def source() -> str:
    path = f"{PACKAGE.as_posix()}/splits.py"
    return workshop.begun(path, UPSTREAM_PACKAGE / "splits.py", 3, "rename `ratio` (issue 2)")


@pytest.fixture
def upstream():
    return load(UPSTREAM_PACKAGE / "splits.py")


def call(function, *arguments, **named):
    """What the call returns, and the warnings that it issued."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = function(*arguments, **named)
    return result, caught


def new_name(**named):
    """split with `test_share`, or a failed test that says what is missing."""
    try:
        return call(split, ROWS, **named)
    except TypeError as error:
        pytest.fail(f"split: `test_share` is not a parameter yet ({error})", pytrace=False)


@pytest.mark.parametrize("share", SHARES)
def test_the_new_name_gives_the_rows_of_the_old_one(upstream, share):
    result, caught = new_name(test_share=share, seed=3)
    assert result == upstream.split(ROWS, share, seed=3), (
        f"split: other rows than before for test_share={share}; it is the share of the TEST part"
    )
    assert caught == [], "split: the new name is the right one, so no warning"


def test_calls_without_a_name_work_as_before(upstream):
    for arguments in [(), (0.3,)]:
        result, caught = call(split, ROWS, *arguments)
        assert result == upstream.split(ROWS, *arguments), (
            f"split: split(rows{', 0.3' if arguments else ''}) gives other rows than before"
        )
        assert caught == [], "split: who does not write `ratio` must not see a warning"


@pytest.mark.parametrize("share", SHARES)
def test_the_old_name_still_works(upstream, share):
    try:
        result, _ = call(split, ROWS, ratio=share, seed=4)
    except TypeError as error:
        pytest.fail(f"split: `ratio` is gone, deprecate it instead ({error})", pytrace=False)
    assert result == upstream.split(ROWS, share, seed=4), (
        f"split: ratio={share} gives other rows than before; use its value"
    )


def test_the_old_name_warns_once():
    _, caught = call(split, ROWS, ratio=0.3)
    kinds = [warning.category for warning in caught]
    assert kinds == [DeprecationWarning], (
        f"split: ratio=0.3 should issue one DeprecationWarning, it issued {kinds}"
    )


def test_the_warning_says_what_to_do():
    _, caught = call(split, ROWS, ratio=0.3)
    text = " ".join(str(warning.message) for warning in caught)
    assert "ratio" in text and "test_share" in text, (
        f"split: the warning names the old name and the new one; it says {text!r}"
    )
    assert "2.0" in text, "split: the warning says in which version `ratio` goes, 2.0"


def test_the_warning_points_at_the_caller():
    _, caught = call(split, ROWS, ratio=0.3)
    places = [warning.filename for warning in caught]
    assert places == [__file__], (
        "split: the warning points at a line of the library, which its users cannot change; "
        "warnings.warn has a parameter `stacklevel`"
    )


def test_both_names_at_once_raise_type_error(refuses):
    for shares in [(0.3, 0.3), (0.2, 0.4)]:
        refuses(
            lambda shares=shares: split(ROWS, shares[0], ratio=shares[1]),
            f"split: split(rows, {shares[0]}, ratio={shares[1]}) must raise TypeError; a default "
            "of None tells you whether a share was passed at all",
            TypeError,
        )


@pytest.mark.parametrize("share", [0, 0.0, 1, -0.1, 1.5])
def test_shares_outside_are_refused_under_both_names(refuses, share):
    new_name(test_share=0.5)
    for name in ("test_share", "ratio"):
        refuses(
            lambda name=name: call(split, ROWS, **{name: share}),
            f"split: {name}={share} must raise ValueError (a test for truth takes 0 for 'nothing "
            "was passed')",
        )


def test_split_three_does_not_warn(upstream):
    result, caught = call(split_three, ROWS, seed=5)
    assert result == upstream.split_three(ROWS, seed=5), "split_three: other rows than before"
    assert caught == [], "split_three: calls split by its old name; its users can do nothing"


def test_the_docstring_tells_readers():
    text = inspect.getdoc(split) or ""
    assert "test_share" in text, "split: the docstring says what test_share is a share of"
    assert "deprecated" in text.lower() and "ratio" in text, (
        "split: the docstring says that `ratio` is deprecated"
    )


def test_the_order_of_the_parameters_stays():
    names = list(inspect.signature(split).parameters)
    assert names[:2] == ["rows", "test_share"], "split: test_share is the second parameter"
    kinds = [p.kind for p in inspect.signature(split).parameters.values()][2:]
    assert set(kinds) == {inspect.Parameter.KEYWORD_ONLY}, (
        "split: `seed` and `ratio` are passed by name only, after the `*`"
    )


def test_the_librarys_own_tests_still_pass(tmp_path):
    theirs = {"vocab.py": read(UPSTREAM_PACKAGE / "vocab.py")}
    result = run_own_tests(tmp_path, ["test_library.py"], theirs)
    assert result.failed + result.broken == 0, (
        f"my_tests/test_library.py: passed before your change and fails now\n{result.output}"
    )

"""Milestone 5: every comment of the review is answered, and the code does what the answers say."""

import inspect

import pytest

from practice_pkg.vocab import UNKNOWN, build_vocab, encode
from rewrites import IGNORES_MIN_COUNT, RIGHT_VOCAB
from workshop import (
    PACKAGE,
    REVIEWED,
    ROOT,
    TO_DO,
    UPSTREAM_PACKAGE,
    lint,
    load,
    parts_of,
    read,
    run_own_tests,
    with_function,
)

pytestmark = pytest.mark.milestone(5)

TEXTS = ["the cat sat", "the dog sat", "a bird"]
COMMENTS = range(1, 8)


def answer(number: int) -> dict[str, str]:
    """Your answer to a comment; to do as long as it holds the placeholder."""
    found = lint.answers(read(ROOT / "contribution/answers.md"))
    assert number in found, f'answers.md: the heading "## Comment {number}" is missing'
    if TO_DO in found[number].get("Status", ""):
        raise NotImplementedError(f"milestone 5: answer comment {number} of contribution/review.md")
    return found[number]


def done(number: int, why: str) -> None:
    status = answer(number)["Status"]
    assert status == "done", f"answers.md: {why}; comment {number} is to be done, not {status!r}"


def vocab_of(*arguments, **named):
    try:
        return build_vocab(*arguments, **named)
    except (AssertionError, AttributeError, TypeError) as error:
        pytest.fail(f"build_vocab: {type(error).__name__}: {error}", pytrace=False)


@pytest.mark.parametrize("number", COMMENTS)
def test_the_answer_passes_the_linter(number):
    answer(number)
    problems = [
        problem
        for problem in lint.answers_problems(read(ROOT / "contribution/answers.md"))
        if problem.startswith(f"comment {number}")
    ]
    assert problems == [], f"answers.md: {'; '.join(problems)}"


def test_comment_1_calls_do_not_share_a_list():
    done(1, "mira is right, the default list grows with every call")
    first = vocab_of(TEXTS)
    assert list(first)[0] == UNKNOWN, "build_vocab: number 0 is UNKNOWN"
    mine = ["<pad>"]
    got = vocab_of(TEXTS, reserved=mine)
    assert mine == ["<pad>"], "build_vocab: changed the caller's list; build a new one"
    assert list(got)[:2] == [UNKNOWN, "<pad>"], "build_vocab: UNKNOWN, then the reserved words"
    assert vocab_of(TEXTS, reserved=("<pad>",)) == got, "build_vocab: a tuple is a sequence too"
    default = inspect.signature(build_vocab).parameters["reserved"].default
    assert not isinstance(default, list), "build_vocab: a list as default is one list for all calls"


def test_comment_2_a_bad_min_count_raises_value_error(refuses):
    done(2, "mira is right, an assertion is no check of arguments")
    for min_count in (0, -1):
        try:
            refuses(
                lambda bad=min_count: build_vocab(TEXTS, bad),
                f"build_vocab: min_count={min_count} must raise ValueError",
            )
        except AssertionError:
            pytest.fail("build_vocab: raise ValueError instead of an assertion", pytrace=False)


def test_comment_3_min_count_means_at_least():
    done(3, "mira is right, the docstring promises 'at least'")
    twice = vocab_of(TEXTS, 2, ("<pad>",))
    assert list(twice) == [UNKNOWN, "<pad>", "the", "sat"], (
        "build_vocab: with min_count=2 the words that come twice stay, in their order"
    )
    upstream = load(UPSTREAM_PACKAGE / "vocab.py").build_vocab
    assert vocab_of(TEXTS) == upstream(TEXTS), (
        "build_vocab: without min_count the result differs from the one before this branch"
    )
    assert list(vocab_of(["x"], 2, ("x",))) == [UNKNOWN, "x"], (
        "build_vocab: a reserved word stays, even if the texts have it too seldom"
    )


def test_comment_4_encode_is_as_upstream_has_it():
    done(4, "mira is right, `encode` has nothing to do with issue 4")
    mine = parts_of(read(ROOT / PACKAGE / "vocab.py"))["encode"]
    assert mine == parts_of(read(UPSTREAM_PACKAGE / "vocab.py"))["encode"], (
        "vocab.py: `encode` differs from the one in tests/upstream; copy that one back, as it is"
    )


def test_comment_5_is_declined_with_the_reason():
    status, reply = answer(5)["Status"], answer(5).get("Reply", "")
    assert status == "declined", (
        f"answers.md: comment 5 is {status!r}; what would a set do to the numbers of the words? "
        "Try it twice, in two Python processes, then read the docstring"
    )
    assert "order" in reply.lower(), (
        "answers.md: the reply to comment 5 gives the reason: what does a set not keep?"
    )
    words = [f"word{i}" for i in range(200)]
    assert list(vocab_of([" ".join(words)])) == [UNKNOWN, *words], (
        "build_vocab: words are numbered in the order of first appearance"
    )


def test_comment_6_is_answered():
    status, reply = answer(6)["Status"], answer(6).get("Reply", "")
    assert status == "answered", f"answers.md: comment 6 is a question, not {status!r}"
    assert "encode" in reply, (
        "answers.md: the reply to comment 6 names the function that needs the number of UNKNOWN"
    )
    vocab = vocab_of(TEXTS)
    assert encode("the zebra sat", vocab)[1] == vocab[UNKNOWN] == 0, (
        "vocab.py: a word that no text had gets the number of UNKNOWN, 0"
    )


def test_comment_7_your_tests_pass_on_the_finished_branch(tmp_path):
    done(7, "mira is right, a feature without a test is a promise without a guard")
    result = run_own_tests(tmp_path, ["test_min_count.py", "test_library.py"])
    assert result.failed + result.broken == 0 and result.skipped == 0, (
        f"my_tests/test_min_count.py: does not pass on your branch\n{result.output}"
    )


@pytest.mark.parametrize("case", ["right", "as reviewed", "no effect"])
def test_comment_7_your_tests_tell_right_from_wrong(tmp_path, case):
    done(7, "mira is right, a feature without a test is a promise without a guard")
    upstream, reviewed = read(UPSTREAM_PACKAGE / "vocab.py"), read(REVIEWED / "vocab.py")
    library, hint = {
        "right": (
            with_function(upstream, "build_vocab", RIGHT_VOCAB),
            "fails on another correct version; test the result, not how it is made",
        ),
        "as reviewed": (
            reviewed,
            "passes on the branch as mira saw it; ask for a word that comes min_count times",
        ),
        "no effect": (
            with_function(upstream, "build_vocab", IGNORES_MIN_COUNT),
            "passes when min_count does nothing; ask for a word that comes too seldom",
        ),
    }[case]
    result = run_own_tests(tmp_path, ["test_min_count.py"], {"vocab.py": library})
    failures = result.failed + result.broken
    assert (failures == 0) == (case == "right"), (
        f"my_tests/test_min_count.py: {hint}\n{result.output}"
    )

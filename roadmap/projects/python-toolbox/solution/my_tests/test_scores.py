"""Milestone 5: tests of `practice_pkg/scores.py`. Run them with `python -m pytest my_tests`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.scores import (
    Confusion,
    confusion,
    f1,
    precision,
    recall,
)

LOPSIDED = Confusion(true_positives=2, false_positives=1, false_negatives=6, true_negatives=1)


def test_each_kind_of_answer_is_counted_where_it_belongs():
    labels = [1, 1, 0, 0, 0, 1]
    scores = [0.9, 0.1, 0.8, 0.2, 0.3, 0.7]
    assert confusion(labels, scores) == Confusion(2, 1, 1, 2)


def test_a_score_at_the_threshold_is_a_yes():
    assert confusion([1], [0.5]) == Confusion(1, 0, 0, 0)
    assert confusion([0], [0.7], threshold=0.7) == Confusion(0, 1, 0, 0)


def test_the_threshold_moves_the_line():
    assert confusion([1], [0.6], threshold=0.7) == Confusion(0, 0, 1, 0)


@pytest.mark.parametrize("scores", [[0.9], [0.9, 0.1, 0.2]], ids=["too few", "too many"])
def test_lengths_that_differ_are_refused(scores):
    with pytest.raises(ValueError):
        confusion([1, 0], scores)


def test_no_rows_are_four_zeros():
    assert confusion([], []) == Confusion(0, 0, 0, 0)


def test_precision_divides_by_the_yes_answers():
    assert precision(LOPSIDED) == pytest.approx(2 / 3)


def test_recall_divides_by_the_true_cases():
    assert recall(LOPSIDED) == pytest.approx(2 / 8)


def test_f1_is_the_harmonic_mean():
    assert f1(LOPSIDED) == pytest.approx(4 / 11)


def test_a_model_that_never_says_yes_scores_zero():
    never = Confusion(0, 0, 3, 3)
    assert (precision(never), recall(never), f1(never)) == (0.0, 0.0, 0.0)


def test_recall_is_zero_where_there_is_nothing_to_find():
    assert recall(Confusion(0, 2, 0, 2)) == 0.0


@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.floats(0, 1))))
def test_every_row_is_counted_once(rows):
    counts = confusion([label for label, _ in rows], [score for _, score in rows])
    said_yes = counts.true_positives + counts.false_positives
    assert said_yes == sum(score >= 0.5 for _, score in rows)
    assert said_yes + counts.false_negatives + counts.true_negatives == len(rows)

"""Tests of `min_count`. Run them with `python -m pytest my_tests/test_min_count.py`."""

from practice_pkg import build_vocab


def test_a_word_that_comes_min_count_times_stays():
    assert "twice" in build_vocab(["twice twice once"], min_count=2)


def test_a_word_that_comes_less_often_is_left_out():
    assert "once" not in build_vocab(["twice twice once"], min_count=2)

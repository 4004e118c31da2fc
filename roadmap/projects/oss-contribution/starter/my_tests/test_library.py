"""The library's own tests, complete. They pass before your changes and must pass after them.

Run them with `python -m pytest my_tests/test_library.py`.
"""

import pytest

from practice_pkg import UNKNOWN, batches, build_vocab, encode, pad, split, split_three


def test_batches_keep_the_order():
    assert list(batches("abcdef", 3)) == [["a", "b", "c"], ["d", "e", "f"]]


def test_the_last_batch_may_be_shorter():
    assert list(batches(range(5), 3)) == [[0, 1, 2], [3, 4]]


def test_a_size_below_one_is_refused():
    with pytest.raises(ValueError):
        list(batches([1, 2], 0))


def test_pad_fills_up_to_the_longest_row():
    assert pad([[1], [2, 3], []], fill=9) == [[1, 9], [2, 3], [9, 9]]


def test_a_split_keeps_every_row():
    train, test = split(range(10), 0.3, seed=1)
    assert (len(train), len(test)) == (7, 3)
    assert sorted(train + test) == list(range(10))


def test_three_parts():
    assert [len(part) for part in split_three(range(50))] == [30, 10, 10]


def test_unknown_words_get_number_zero():
    vocab = build_vocab(["a b a b"])
    assert vocab[UNKNOWN] == 0
    assert encode("b zebra a", vocab) == [vocab["b"], 0, vocab["a"]]

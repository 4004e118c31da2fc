"""Issue 1: an item that is left over alone is lost.

Run with `python -m pytest my_tests/test_issue_1.py`.
"""

from practice_pkg import batches


def test_a_single_left_over_item_is_a_batch():
    assert list(batches([1, 2, 3], 2)) == [[1, 2], [3]]


def test_nothing_left_over_is_no_batch():
    assert list(batches([1, 2, 3, 4], 2)) == [[1, 2], [3, 4]]

"""Milestone 1: small tests that show issue 1. Run them with

    python -m pytest my_tests/test_issue_1.py

They are right when at least one fails on the library as it is and all would pass on a correct one.
A function whose name begins with test_ and that asserts something is a test:

    def test_batches_keep_the_order():
        assert list(batches([1, 2, 3, 4], 2)) == [[1, 2], [3, 4]]
"""

from practice_pkg import batches


def test_issue_1():
    raise NotImplementedError("milestone 1: replace this by a test that shows issue 1")

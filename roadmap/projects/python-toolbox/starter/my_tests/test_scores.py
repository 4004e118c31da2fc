"""Milestone 5: your tests of `practice_pkg/scores.py`. Run them with `python -m pytest my_tests`.

The check of this milestone runs this file eight times: on the code as it is and on two rewrites
that do the same (your tests must pass), and on five copies with one mistake each (at least one
test must fail on each). Test what the docstrings promise, not how the code is written. A function
whose name begins with test_ and that asserts something is a test; pytest and Hypothesis are here:

    def test_a_high_score_is_a_yes():
        assert confusion([1], [0.9]) == Confusion(1, 0, 0, 0)
"""

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


def test_scores():
    raise NotImplementedError("milestone 5: replace this by your own tests of scores.py")

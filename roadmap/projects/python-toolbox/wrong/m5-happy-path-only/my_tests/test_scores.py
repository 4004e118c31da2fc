from practice_pkg.scores import Confusion, confusion, f1, precision, recall


def test_scores():
    counts = confusion([1, 1, 0, 0], [0.9, 0.2, 0.8, 0.1])
    assert counts == Confusion(1, 1, 1, 1)
    assert precision(counts) == recall(counts) == f1(counts) == 0.5

import inspect

from practice_pkg import scores


def test_scores():
    assert "score >= threshold" in inspect.getsource(scores)
    assert "len(labels) != len(scores)" in inspect.getsource(scores)
    assert "2 * p * r / (p + r)" in inspect.getsource(scores)
    assert "true_positives + counts.false_positives" in inspect.getsource(scores)
    assert "said_yes else 0.0" in inspect.getsource(scores)

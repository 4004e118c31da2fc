import inspect

from practice_pkg import batches


def test_issue_1():
    assert "len(batch) > 1" not in inspect.getsource(batches)
    assert "if batch:" in inspect.getsource(batches)

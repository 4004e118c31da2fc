from practice_pkg import batches


def test_issue_1():
    assert list(batches([1, 2, 3], 2)) == [[1, 2], [3]]

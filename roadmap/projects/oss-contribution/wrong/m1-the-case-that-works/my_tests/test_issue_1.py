from practice_pkg import batches


def test_issue_1():
    assert list(batches(range(5), 3)) == [[0, 1, 2], [3, 4]]

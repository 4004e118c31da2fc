from practice_pkg import build_vocab


def test_min_count():
    assert "often" in build_vocab(["often often often"], min_count=2)

"""Milestone 4: ten percent of the callers, always the same ones, and a way back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.rollout import Rollout, bucket

pytestmark = pytest.mark.milestone(4)

SOURCE = Path(__file__).resolve().parent.parent / "src"


@pytest.fixture(scope="module")
def keys(seed):
    return [f"customer-{seed}-{number}" for number in range(20_000)]


def canary_share(rollout, keys) -> float:
    return sum(rollout.version(key) == "canary" for key in keys) / len(keys)


@given(key=st.text("aZ0-\x00ë東🙂"), salt=st.text("ab\x00"))
def test_a_bucket_is_a_fraction_and_stays_the_same(key, salt):
    got = bucket(key, salt)
    assert 0 <= got < 1, f"bucket({key!r}, {salt!r}) is {got}; it must lie in [0, 1)"
    assert got == bucket(key, salt), "bucket: the same key and salt give the same number"


def test_the_buckets_are_spread_evenly(keys):
    tenths = [0] * 10
    for key in keys:
        tenths[int(bucket(key, "a") * 10)] += 1
    assert all(abs(count / len(keys) - 0.1) <= 0.01 for count in tenths), (
        f"bucket: each tenth of [0, 1) must hold 9 to 11 % of 20,000 keys, found {tenths}"
    )


def test_ten_percent_get_the_canary(keys):
    got = canary_share(Rollout(0.1, salt="a"), keys)
    assert abs(got - 0.1) <= 0.01, f"version: 10 % +- 1 of 20,000 callers, not {got:.1%}"


def test_two_thousand_calls_in_any_order_stick(keys):
    rollout, again = Rollout(0.1, salt="a"), Rollout(0.1, salt="a")
    first = {key: rollout.version(key) for key in keys[:500]}
    calls = [key for key in keys[:500] for _ in range(4)]
    assert all(rollout.version(key) == first[key] for key in calls), (
        "version: a caller must get the same version on every call"
    )
    assert all(again.version(key) == first[key] for key in reversed(calls)), (
        "version: another copy of the service must choose the same; do not count or draw"
    )


def test_another_process_chooses_the_same(keys):
    program = (
        "import sys; from practice_pkg.rollout import Rollout; "
        "r = Rollout(0.5, salt='a'); print(*(r.version(k) for k in sys.argv[1:]))"
    )
    want = [Rollout(0.5, salt="a").version(key) for key in keys[:50]]
    for hash_seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", program, *keys[:50]],
            env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, f"rollout.py cannot be used alone: {ran.stderr[-300:]}"
        assert ran.stdout.split() == want, (
            "version: after a restart callers change sides; hash() differs between processes"
        )


def test_a_larger_share_keeps_those_who_are_in(keys):
    rollout = Rollout(0.1, salt="a")
    before = {key for key in keys if rollout.version(key) == "canary"}
    rollout.set_share(0.25)
    after = {key for key in keys if rollout.version(key) == "canary"}
    assert before <= after, "set_share: whoever has the canary keeps it when the share grows"
    assert abs(len(after) / len(keys) - 0.25) <= 0.015, (
        f"set_share: a quarter of the callers now, not {len(after) / len(keys):.1%}"
    )


def test_another_salt_deals_anew(keys):
    one, other = Rollout(0.1, salt="a"), Rollout(0.1, salt="b")
    both = sum(one.version(key) == other.version(key) == "canary" for key in keys)
    assert 0.005 <= both / len(keys) <= 0.015, (
        "bucket: with two salts about 1 % of the callers are in both tenths, not "
        f"{both / len(keys):.1%}; hash the salt together with the key"
    )


def test_salt_and_key_do_not_run_together():
    assert bucket("bc", "a") != bucket("c", "ab"), (
        "bucket: put a zero byte between salt and key, or ab + c is the same as a + bc"
    )


@pytest.mark.parametrize(("share", "want"), [(0.0, 0.0), (1.0, 1.0)])
def test_nobody_and_everybody_are_exact(keys, share, want):
    got = canary_share(Rollout(share, salt="a"), keys)
    assert got == want, (
        f"version: a share of {share} means {want:.0%} of the callers, not {got:.2%}"
    )


def served(rollout, version, calls, errors):
    for number in range(calls):
        rollout.record(version, ok=number >= errors)


def test_calls_and_errors_are_counted():
    rollout = Rollout(0.5, salt="a")
    served(rollout, "stable", 30, 2)
    served(rollout, "canary", 20, 1)
    rollout.version("k")
    found = {name: (tally.calls, tally.errors) for name, tally in rollout.tallies.items()}
    assert found == {"stable": (30, 2), "canary": (20, 1)}, (
        f"record: count every call and every error of its own version, found {found}"
    )


@pytest.mark.parametrize(
    ("stable", "canary", "back"),
    [
        ((100, 0), (49, 49), False),
        ((100, 0), (50, 50), True),
        ((0, 0), (50, 50), True),
        ((64, 16), (64, 32), False),
        ((64, 16), (64, 33), True),
        ((64, 64), (64, 64), False),
        ((64, 40), (64, 8), False),
    ],
    ids=[
        "too few calls",
        "enough calls",
        "stable has none yet",
        "at the margin",
        "above it",
        "both broken",
        "canary is better",
    ],
)
def test_the_canary_goes_back_when_it_does_worse(stable, canary, back):
    rollout = Rollout(1.0, salt="a", min_calls=50, margin=0.25)
    served(rollout, "stable", *stable)
    # Successes first: with fewer errors so far than at the end, no early verdict is due.
    calls, errors = canary
    for number in range(calls):
        rollout.record("canary", ok=number < calls - errors)
    assert rollout.rolled_back is back, (
        f"record: stable {stable}, canary {canary} as (calls, errors), at least 50 calls and a "
        f"margin of 0.25: rolled_back must be {back}"
    )
    want = "stable" if back else "canary"
    assert rollout.version("anyone") == want, f"version: must be {want} now"


def test_a_roll_back_is_for_good():
    rollout = Rollout(1.0, salt="a", min_calls=10)
    served(rollout, "canary", 10, 10)
    served(rollout, "canary", 1000, 0)
    rollout.set_share(1.0)
    assert rollout.rolled_back is True, "record: later successes do not undo a roll-back"
    assert rollout.version("anyone") == "stable", "set_share: it does not undo a roll-back"


@pytest.mark.parametrize(
    "wrong",
    [
        {"share": -0.1},
        {"share": 10},
        {"share": float("nan")},
        {"min_calls": 0},
        {"margin": -0.1},
        {"margin": 5},
    ],
    ids=str,
)
def test_numbers_that_make_no_sense_raise_value_error(refuses, wrong):
    arguments = {"share": 0.1, "salt": "a"} | wrong
    refuses(lambda: Rollout(**arguments), f"Rollout: {wrong} must raise ValueError")


def test_a_later_share_and_a_version_are_checked_too(refuses):
    rollout = Rollout(0.1, salt="a")
    refuses(lambda: rollout.set_share(1.5), "set_share: 1.5 must raise ValueError")
    refuses(lambda: rollout.record("cannary", True), "record: 'cannary' must raise ValueError")

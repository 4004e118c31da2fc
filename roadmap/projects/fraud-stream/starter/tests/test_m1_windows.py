"""Milestone 1: every payment counts exactly once, in its own hour, whatever the network does."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import Cents, Seconds, memory, work
from practice_pkg.stream import Payment, arrivals, make_stream
from practice_pkg.windows import Reorder, Velocity, VelocityWindow

pytestmark = pytest.mark.milestone(1)


def pay(id: int, time: float, card: int = 1, merchant: int = 1, cents: int = 100) -> Payment:
    return Payment(id, time, card, merchant, cents)


def pushed(reorder: Reorder, *payments: Payment) -> list[int]:
    """The ids of all that leave while these arrive."""
    return [each.id for payment in payments for each in reorder.push(payment)]


def test_payments_leave_when_the_watermark_has_passed_them():
    reorder = Reorder(10)
    assert reorder.watermark == -math.inf, "Reorder: the watermark begins at minus infinity"
    assert pushed(reorder, pay(1, 100), pay(2, 105), pay(3, 110)) == [], (
        "push: at a watermark of 100 nothing is OLDER than it; a payment at 100 may have company"
    )
    assert reorder.watermark == 100, "push: the watermark is the latest time minus the lateness"
    assert pushed(reorder, pay(4, 115.5)) == [1, 2], (
        "push: the watermark is 105.5 now, so the payments of 100 and 105 leave, in order"
    )


def test_stragglers_are_put_in_their_place():
    reorder = Reorder(10)
    got = pushed(reorder, pay(2, 105), pay(1, 101), pay(3, 103), pay(4, 130))
    assert got == [1, 3, 2], f"push: order of time, not of arrival; expected 1, 3, 2, got {got}"
    assert reorder.late == 0, "push: none of them was older than the watermark when it came"


def test_equal_times_leave_in_order_of_id():
    reorder = Reorder(0)
    got = pushed(reorder, pay(7, 5), pay(3, 5), pay(5, 5), pay(9, 6))
    assert got == [3, 5, 7], f"push: equal times are ordered by id, 3, 5, 7; got {got}"


def test_the_watermark_never_moves_back():
    reorder = Reorder(10)
    pushed(reorder, pay(1, 100), pay(2, 95))
    assert reorder.watermark == 90, "push: a straggler must not move the watermark back"


def test_too_late_is_dropped_and_counted():
    reorder = Reorder(10)
    got = pushed(reorder, pay(1, 100), pay(2, 120), pay(3, 109.5), pay(4, 110))
    assert (reorder.late, reorder.duplicates) == (1, 0), "late: count what is older than watermark"
    got += pushed(reorder, pay(3, 109.5), pay(5, 140))
    assert got == [1, 4, 2], f"push: 109.5 comes after a watermark of 110; got {got}"
    assert (reorder.late, reorder.duplicates) == (2, 0), (
        "late: a copy of a payment that was dropped as late is late again, and no duplicate; "
        f"late {reorder.late}, duplicates {reorder.duplicates}"
    )


def test_copies_are_dropped_whether_they_wait_or_have_left():
    reorder = Reorder(10)
    got = pushed(reorder, pay(1, 100), pay(1, 100), pay(2, 112), pay(1, 100), pay(3, 130))
    assert got == [1, 2], f"push: each payment leaves once; got {got}"
    assert (reorder.late, reorder.duplicates) == (0, 2), (
        "duplicates: both copies are recognized, also the one whose payment had left at 102; "
        f"late {reorder.late}, duplicates {reorder.duplicates}"
    )


def test_a_copy_after_a_very_long_time_is_late():
    reorder = Reorder(10)
    got = pushed(reorder, pay(1, 100), pay(2, 200), pay(1, 100))
    assert got == [1] and (reorder.late, reorder.duplicates) == (1, 0), (
        "push: with a watermark of 190, ids of times older than 180 are forgotten; the copy is late"
    )


def test_flush_gives_the_rest_and_ends_the_stream():
    reorder = Reorder(10)
    pushed(reorder, pay(2, 105), pay(1, 100))
    got = [payment.id for payment in reorder.flush()]
    assert got == [1, 2], f"flush: everything that waits, in order; got {got}"
    assert reorder.flush() == [] and pushed(reorder, pay(3, 999)) == [], (
        "flush: afterwards the watermark is infinity, and whatever comes is late"
    )
    assert reorder.late == 1, "flush: what is pushed after the end counts as late"
    pushed(reorder, pay(1, 100))
    assert (reorder.late, reorder.duplicates) == (2, 0), (
        "flush: a copy after the end is late, too; forget all ids"
    )


@given(seed=st.integers(0, 10**6), lateness=st.sampled_from([0, 3, 20]))
def test_every_payment_in_time_leaves_exactly_once_and_in_order(seed, lateness):
    """Random order, random copies: compared with a slow, obvious answer."""
    rng = random.Random(seed)
    payments = [pay(i, float(rng.randint(0, 40))) for i in range(30)]
    coming = payments + rng.choices(payments, k=15)
    rng.shuffle(coming)
    reorder, got = Reorder(lateness), []
    on_time, latest = set(), -math.inf
    for payment in coming:
        if payment.id not in on_time and payment.time >= latest - lateness:
            on_time.add(payment.id)
        latest = max(latest, payment.time)
        got += reorder.push(payment)
    got += reorder.flush()
    want = sorted((p for p in payments if p.id in on_time), key=lambda p: (p.time, p.id))
    assert got == want, (
        "Reorder: every payment that is not late leaves exactly once, in order of (time, id)"
    )
    assert reorder.late + reorder.duplicates == len(coming) - len(want), (
        "Reorder: every arrival that does not leave is counted, as late or as a duplicate"
    )


def test_a_window_made_by_hand():
    window = VelocityWindow(60)
    got = [
        window.update(payment)
        for payment in (
            pay(1, 0, merchant=5, cents=100),
            pay(2, 10, merchant=5, cents=200),
            pay(3, 20, card=2, merchant=9, cents=50),
            pay(4, 30, merchant=6, cents=400),
            pay(5, 60, merchant=6, cents=800),
            pay(6, 200, merchant=6, cents=1),
        )
    ]
    want = [
        Velocity(),
        Velocity(1, 100, 1),
        Velocity(),
        Velocity(2, 300, 1),
        Velocity(2, 600, 2),
        Velocity(),
    ]
    assert got[0] == want[0], "update: the payment itself does not belong to its own past"
    assert got[2] == want[2], "update: the past of card 2 holds no payment of card 1"
    assert got[4] == want[4], (
        f"update: at 60 the payment of 0 is just too old (time > 60 - 60), got {got[4]}"
    )
    assert got == want, f"update: expected {want}, got {got}"


@given(seed=st.integers(0, 10**6), width=st.sampled_from([1.0, 7.0, 30.0]))
def test_the_window_equals_the_slow_answer(seed, width):
    rng = random.Random(seed)
    times = sorted(float(rng.randint(0, 60)) for _ in range(60))
    payments = [
        pay(i, time, rng.randrange(3), rng.randrange(4), rng.randint(1, 10**12))
        for i, time in enumerate(times)
    ]
    window = VelocityWindow(width)
    for i, payment in enumerate(payments):
        got = window.update(payment)
        past = [p for p in payments[:i] if p.card == payment.card and p.time > payment.time - width]
        want = Velocity(len(past), sum(p.cents for p in past), len({p.merchant for p in past}))
        assert got == want, f"update: payment {i} has the past {want}, not {got}"


def test_a_shuffled_stream_gives_the_same_features_as_one_in_order(seed):
    payments = make_stream(seed, days=3).payments
    window, want = VelocityWindow(3600), {}
    for payment in payments:
        want[payment.id] = window.update(payment)
    reorder, window, got = Reorder(120), VelocityWindow(3600), []
    coming = arrivals(payments, seed)
    for payment in coming:
        got += [(p.id, window.update(p)) for p in reorder.push(payment)]
    got += [(p.id, window.update(p)) for p in reorder.flush()]
    assert len(got) == len(want), f"{len(want)} payments came, and {len(got)} were counted"
    assert dict(got) == want, "late and repeated arrivals must not change a single feature"
    assert (reorder.late, reorder.duplicates) == (0, len(coming) - len(payments)), (
        "with a lateness of 120 nothing is late, and every copy is a duplicate"
    )


def test_time_must_not_go_back(refuses):
    window = VelocityWindow(60)
    window.update(pay(1, 10))
    refuses(lambda: window.update(pay(2, 9.5)), "update: a payment older than the last one")
    assert window.update(pay(3, 10)) == Velocity(1, 100, 1), (
        "update: what was refused must leave no trace"
    )


def test_the_work_does_not_grow_with_the_window():
    def per_payment(width: int) -> float:
        window = VelocityWindow(width)
        payments = [pay(i, float(i), cents=Cents(5), merchant=i % 7) for i in range(width + 400)]
        for payment in payments[:width]:
            window.update(payment)
        return work(lambda: [window.update(p) for p in payments[width:]]) / 400

    small, large = per_payment(50), per_payment(1600)
    assert large < 1.5 * small, (
        f"update: {small:.0f} steps per payment with 50 in the window and {large:.0f} with 1600; "
        "change the totals as payments enter and leave, and do not walk through the window"
    )


def test_the_work_does_not_grow_with_those_who_wait():
    def per_payment(lateness: int) -> float:
        reorder = Reorder(lateness)
        rng = random.Random(lateness)
        times = [i + lateness * rng.random() for i in range(4 * lateness + 400)]
        payments = [pay(i, Seconds(time)) for i, time in enumerate(times)]
        for payment in payments[:-400]:
            reorder.push(payment)
        return work(lambda: [reorder.push(p) for p in payments[-400:]]) / 400

    small, large = per_payment(50), per_payment(1600)
    assert large < 2.5 * small, (
        f"push: {small:.0f} steps per payment with about 50 waiting and {large:.0f} with 1600; "
        "a heap (heapq) finds the oldest, a set knows an id, and a deque of those who left finds "
        "the ids to forget: none of them looks at every payment"
    )


def test_old_payments_and_cards_leave_no_trace():
    def after(payments: int) -> tuple[int, int]:
        reorder, window = Reorder(10), VelocityWindow(20)
        for i in range(payments):
            for each in reorder.push(pay(i, float(i), card=i, merchant=i)):
                window.update(each)
        return memory(reorder), memory(window)

    few, many = after(500), after(4000)
    assert many[0] <= few[0] + 50, (
        f"Reorder: after 500 payments it holds {few[0]} objects, after 4000 {many[0]}; "
        "forget the ids of times older than watermark - lateness"
    )
    assert many[1] <= few[1] + 50, (
        f"VelocityWindow: after 500 new cards it holds {few[1]} objects, after 4000 {many[1]}; "
        "delete a card whose window is empty"
    )


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda: Reorder(-1), "Reorder: a lateness of -1"),
        (lambda: Reorder(math.inf), "Reorder: an infinite lateness"),
        (lambda: Reorder(math.nan), "Reorder: a lateness of NaN"),
        (lambda: VelocityWindow(0), "VelocityWindow: a width of 0"),
        (lambda: VelocityWindow(math.inf), "VelocityWindow: an infinite width"),
    ],
    ids=range(5),
)
def test_what_makes_no_sense_raises_value_error(refuses, make, fault):
    refuses(make, f"{fault} must raise ValueError")

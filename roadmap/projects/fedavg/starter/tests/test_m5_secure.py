"""Milestone 5: the server gets the sum, to the last bit, and noise in place of each summand."""

from functools import partial
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg import secure
from practice_pkg.data import CLASSES, load_digits, make_clients
from practice_pkg.keys import deal_seeds
from practice_pkg.local import local_sgd
from practice_pkg.model import new_model
from practice_pkg.partition import dirichlet_partition
from practice_pkg.secure import (
    LIMIT,
    decode,
    encode,
    mask_upload,
    pair_mask,
    recover_sum,
    reveal,
    secure_average,
)
from practice_pkg.server import train, weighted_average

pytestmark = pytest.mark.milestone(5)

numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8).map(np.array)
clients_of = st.integers(2, 6)
GRID = 2.0**-24


def uploads_of(values: np.ndarray, seeds, round_number: int = 0) -> dict[int, np.ndarray]:
    return {k: mask_upload(values[k], k, seeds[k], round_number) for k in seeds}


def looks_random(words: np.ndarray) -> bool:
    """Chi-square on the first and the last byte: 255 expected, 420 is 7 standard deviations off."""
    for byte in (words >> np.uint64(56), words & np.uint64(255)):
        seen = np.bincount(byte.astype(np.int64), minlength=256)
        if np.sum((seen - words.size / 256) ** 2) / (words.size / 256) > 420:
            return False
    return True


@given(values=numbers)
def test_decode_undoes_encode(values):
    words = encode(values)
    assert words.dtype == np.uint64, f"encode: the words are uint64, not {words.dtype}"
    assert np.all(np.abs(decode(words) - values) <= GRID / 2), (
        "encode, decode: round to the nearest multiple of 2^-24, also for negative numbers"
    )


def test_minus_one_is_two_to_the_64_minus_two_to_the_24():
    got = encode(np.array([-1.0, 1.0]))
    assert [int(word) for word in got] == [2**64 - 2**24, 2**24], (
        "encode: scale by 2^24, make it int64, and let astype(np.uint64) wrap around"
    )


@given(a=numbers, b=st.floats(-1e6, 1e6))
def test_encoded_numbers_add_up_like_numbers(a, b):
    total = decode(encode(a) + encode(np.full(a.size, b)))
    assert np.all(np.abs(total - (a + b)) <= GRID), "decode: words from 2^63 on are negative sums"


@pytest.mark.parametrize("bad", [LIMIT, -LIMIT, np.nan, np.inf])
def test_what_does_not_fit_raises_value_error(refuses, bad):
    refuses(lambda: encode(np.array([0.0, bad])), f"encode: {bad} must raise ValueError")


def test_masks_are_shared_by_the_pair_and_new_in_every_round(seed):
    mask = pair_mask(seed, 3, 20_000)
    assert mask.dtype == np.uint64 and mask.shape == (20_000,), "pair_mask: uint64, shape (size,)"
    assert np.array_equal(mask, pair_mask(seed, 3, 20_000)), (
        "pair_mask: both clients of the pair must get the same words"
    )
    assert np.mean(mask == pair_mask(seed, 4, 20_000)) < 0.01, "pair_mask: another round, new words"
    assert np.mean(mask == pair_mask(seed + 1, 3, 20_000)) < 0.01, "pair_mask: use the pair's seed"
    assert looks_random(mask), "pair_mask: all 64 bits must be random, the first and the last too"


@given(seed=st.integers(0, 10**6), m=clients_of)
def test_the_masks_cancel_in_the_sum(seed, m):
    values = np.random.default_rng(seed).normal(size=(m, 5))
    got = recover_sum(uploads_of(values, deal_seeds(range(m), seed)), {}, 0)
    assert np.shape(got) == (5,), "recover_sum: the sum is as long as one upload"
    assert np.all(np.abs(got - values.sum(axis=0)) <= m * GRID), (
        "mask_upload: for each pair, the smaller number ADDS the mask and the larger SUBTRACTS it"
    )


def test_one_upload_is_noise(seed):
    seeds = deal_seeds(range(3), seed)
    upload = mask_upload(np.zeros(20_000), 1, seeds[1], 0)
    assert looks_random(upload), "mask_upload: the upload of zeros can be told from noise"
    both = upload + mask_upload(np.zeros(20_000), 2, seeds[2], 0)
    assert looks_random(both), (
        "mask_upload: two uploads of three add up to no noise, so a pair has no mask of its own"
    )


def test_two_rounds_do_not_give_away_what_changed(seed):
    seeds = deal_seeds(range(3), seed)
    values = np.zeros(20_000)
    change = mask_upload(values, 0, seeds[0], 1) - mask_upload(values, 0, seeds[0], 0)
    assert looks_random(change), (
        "mask_upload: the masks of two rounds cancel in the difference; hand on round_number"
    )


@given(seed=st.integers(0, 10**6), m=st.integers(3, 6), data=st.data())
def test_the_sum_survives_drop_outs(seed, m, data):
    gone = data.draw(st.lists(st.integers(0, m - 1), min_size=1, max_size=m - 2, unique=True))
    seeds = deal_seeds(range(m), seed)
    values = np.random.default_rng(seed).normal(size=(m, 5))
    uploads = {k: words for k, words in uploads_of(values, seeds, 2).items() if k not in gone}
    revealed = {k: reveal(seeds[k], gone, list(uploads)) for k in uploads}
    got = recover_sum(uploads, revealed, 2)
    want = values[list(uploads)].sum(axis=0)
    assert np.all(np.abs(got - want) <= m * GRID), (
        f"recover_sum: of {m} clients {gone} dropped; take the masks that the others share with "
        "them out again: those that were added subtract, and the other way around"
    )


def test_a_client_reveals_the_seeds_of_the_dropped_and_no_others(refuses):
    seeds = {1: 11, 2: 22, 3: 33}
    assert reveal(seeds, [2], [0, 1, 3]) == {2: 22}, "reveal: client 2 dropped, so only its seed"
    assert reveal(seeds, [], [0, 1, 2, 3]) == {}, "reveal: nobody dropped, so nothing"
    refuses(
        lambda: reveal(seeds, [2], [0, 1, 2, 3]),
        "reveal: client 2 has uploaded; its seeds would unmask it, so raise ValueError",
    )


@pytest.mark.parametrize("case", ["one upload", "lengths", "who dropped", "nobody to hide with"])
def test_what_would_unmask_or_break_the_sum_raises_value_error(refuses, case):
    seeds = deal_seeds(range(4), 0)
    uploads = uploads_of(np.ones((4, 3)), seeds)
    two = {0: uploads[0], 1: uploads[1]}
    cases = {
        "one upload": (
            lambda: recover_sum({0: uploads[0]}, {0: seeds[0]}, 0),
            "recover_sum: the sum of one upload is that upload, raise ValueError",
        ),
        "lengths": (
            lambda: recover_sum({0: uploads[0], 1: uploads[1][:2]}, {}, 0),
            "recover_sum: uploads of 3 and 2 words must raise ValueError",
        ),
        "who dropped": (
            lambda: recover_sum(two, {0: {2: seeds[0][2], 3: seeds[0][3]}, 1: {2: 5}}, 0),
            "recover_sum: one client revealed seeds for 2 and 3, the other for 2 only: ValueError",
        ),
        "nobody to hide with": (
            lambda: mask_upload(np.ones(3), 0, {}, 0),
            "mask_upload: without any seed the upload is not masked, raise ValueError",
        ),
    }
    refuses(*cases[case])


@pytest.mark.parametrize("dropped", [[], [2], [0, 3]], ids=["all", "one dropped", "two dropped"])
def test_the_secure_average_is_the_weighted_average(dropped, seed, monkeypatch):
    rng = np.random.default_rng(seed)
    models, sizes = rng.normal(size=(5, 2_000)), rng.integers(20, 200, size=5)
    seen, told = {}, {}
    original = secure.recover_sum

    def watched(uploads, revealed, round_number):
        seen.update(uploads)
        told.update(revealed)
        return original(uploads, revealed, round_number)

    monkeypatch.setattr(secure, "recover_sum", watched)
    got = secure_average(models, sizes, deal_seeds(range(5), seed), 1, dropped)
    left = [k for k in range(5) if k not in dropped]
    want = weighted_average(models[left], sizes[left])
    assert np.shape(got) == want.shape, "secure_average: without the entry that carried the sizes"
    assert np.max(np.abs(got - want)) < 1e-6, (
        "secure_average: sum n_k * w_k and n_k of those who deliver, then divide"
    )
    assert sorted(seen) == left, "secure_average: hand recover_sum the uploads of those left"
    assert all(sorted(told.get(k, {})) == sorted(dropped) for k in left), (
        "secure_average: mask against ALL others first; those left then reveal the dropped pairs"
    )
    assert all(words.size == 2_001 for words in seen.values()), (
        "secure_average: n_k * w_k and n_k travel in one upload of p + 1 words"
    )


def test_training_on_masked_sums_gives_the_same_model(seed):
    digits = load_digits()
    parts = dirichlet_partition(digits.y, 6, 1.0, np.random.default_rng(seed))
    clients = make_clients(digits.X, digits.y, parts)
    update = partial(local_sgd, lr=0.5, batch_size=16, epochs=1)
    seeds, rounds = deal_seeds(range(len(clients)), seed), count()

    def masked(models, sizes):
        return secure_average(models, sizes, seeds, next(rounds))

    start = new_model(64, CLASSES)
    plain = train(clients, start, update, rounds=3, seed=seed)[-1].params
    hidden = train(clients, start, update, rounds=3, seed=seed, aggregate=masked)[-1].params
    assert np.max(np.abs(plain - hidden)) < 1e-5, (
        "secure_average: three rounds on masked sums must end where plain averages end"
    )

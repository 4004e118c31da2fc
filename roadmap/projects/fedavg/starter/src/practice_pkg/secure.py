"""Milestone 5: the server learns the sum, and not one summand.

Each pair of clients hides its two uploads behind the same random numbers, once added and once
subtracted. In the sum they cancel. All of it happens in whole numbers modulo 2^64, which is how
NumPy's uint64 arrays add, subtract and wrap around: a float would round, and a mask that is
rounded does not cancel.

NumPy's generator stands in for a cryptographic one. Do not copy this file into a product.
"""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from .checks import Array, as_matrix, as_vector
from .keys import Seeds

Words = NDArray[np.uint64]

FRACTION_BITS = 24
LIMIT = 2.0**30
"""Numbers of this absolute value and above are refused, so that sums cannot wrap by accident."""


def encode(values: Array) -> Words:
    """Fixed point: round(value * 2^FRACTION_BITS) modulo 2^64, so that -1 becomes 2^64 - 2^24.

    values: shape (p,). Returns uint64 of shape (p,). (astype(np.int64), then astype(np.uint64),
    takes negative numbers around the right way on every system.)
    Raises ValueError if values is not a finite vector, or some |value| >= LIMIT.
    Source: two's complement; Bonawitz et al. (below), section 4, for sums modulo a number R.
    """
    raise NotImplementedError("milestone 5: scale, round, wrap around")


def decode(words: Words) -> Array:
    """The inverse of `encode`, also for sums of encoded vectors: words from 2^63 on are negative.

    words: uint64, shape (p,). Returns float64 of shape (p,).
    """
    raise NotImplementedError("milestone 5: back to signed numbers, then divide")


def pair_mask(pair_seed: int, round_number: int, size: int) -> Words:
    """`size` random words that look like noise to all who do not know the seed.

    All 64 bits are random, both clients of the pair get the same words, and every round gets new
    ones: a mask that is used twice cancels in the difference of the two uploads.
    np.random.default_rng([pair_seed, round_number]) has both in it.
    Source: Bonawitz et al. (below), section 3, the generator PRG.
    """
    raise NotImplementedError("milestone 5: 64 random bits per entry, new in every round")


def mask_upload(values: Array, me: int, seeds: Seeds, round_number: int) -> Words:
    """What client `me` sends: its encoded values, plus the mask of every pair in which it has the
    smaller number, minus the mask of every pair in which it has the larger one.

    values: shape (p,). seeds: from each OTHER client of the round to the seed shared with it.
    Returns uint64 of shape (p,).
    Raises ValueError if `encode` refuses, or `seeds` is empty: nobody would hide this upload.
    Source: Bonawitz et al., Practical Secure Aggregation for Privacy-Preserving Machine Learning
    (ACM CCS 2017), section 4, the first version of the protocol, with masks of pairs.
    """
    raise NotImplementedError("milestone 5: the smaller number adds, the larger one subtracts")


def reveal(seeds: Seeds, dropped: Collection[int], uploaded: Collection[int]) -> Seeds:
    """What a client tells a server that waits in vain: its seeds with the dropped clients only.

    Returns a dict from each dropped client to the seed shared with it.
    Raises ValueError if a client stands in both lists. A server that holds an upload AND the seeds
    of its masks can read it, so an honest client never helps with that.
    Source: Bonawitz et al. (2017), section 4, recovering from dropped users.
    """
    raise NotImplementedError("milestone 5: the seeds of the dropped, and of nobody else")


def recover_sum(
    uploads: Mapping[int, Words], revealed: Mapping[int, Seeds], round_number: int
) -> Array:
    """The server's part: add the uploads, take away what is left of the masks, decode.

    uploads: from each client that delivered to its words. revealed: from each of these clients to
    what `reveal` gave; {} or empty dicts if nobody dropped. Masks between two clients that
    delivered have cancelled; those with a dropped client are left over, and the server can
    compute them from the revealed seeds.
    Returns the sum of the values of `uploads`, shape (p,).
    Raises ValueError if fewer than two clients delivered (a sum of one is no secret), if the
    uploads differ in length, or if not all of them revealed seeds for the same dropped clients.
    Source: Bonawitz et al. (2017), section 4.
    """
    raise NotImplementedError("milestone 5: add up, then remove the masks of the dropped")


def secure_average(
    models: Array,
    sizes: Array,
    seeds: Mapping[int, Seeds],
    round_number: int,
    dropped: Collection[int] = (),
) -> Array:
    """The `weighted_average` of those who deliver, from masked uploads alone.

    Row k of `models` and entry k of `sizes` belong to client k, with seeds seeds[k]. Each client
    puts n_k * w_k and, as one more entry, n_k into a single upload, masked against ALL other
    clients: nobody knows yet who will drop. Then `dropped` do not deliver. The sum divided by its
    last entry is the average. Use `mask_upload`, `reveal` and `recover_sum`.
    models: shape (m, p). sizes: shape (m,). Returns shape (p,), within 1e-6 of the plain average.
    Raises ValueError if the sizes do not fit, or whenever the parts do.
    """
    raise NotImplementedError("milestone 5: mask n_k * w_k and n_k, sum, divide")

"""The digits, and the clients that own them. Complete. Nothing is downloaded."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .checks import Array, Labels

CLASSES = 10
TEST_EXAMPLES = 360


@dataclass(frozen=True)
class Digits:
    """Handwritten digits of 8 x 8 pixels, split once and for all."""

    X: Array
    """Shape (1437, 64): what the clients will own, gray levels from 0 to 1."""
    y: Labels
    """Shape (1437,): 0 to 9."""
    X_test: Array
    """Shape (360, 64): what nobody trains on."""
    y_test: Labels


@dataclass(frozen=True)
class Client:
    """What one participant owns. The server never sees these arrays."""

    X: Array
    y: Labels


def load_digits() -> Digits:
    """1,797 digits, the same split on every call, each class in the same share on both sides.

    The file lies inside the scikit-learn package. The import stands here because it takes a
    second or more.
    """
    from sklearn.datasets import load_digits as bundled_digits
    from sklearn.model_selection import train_test_split

    bunch = bundled_digits()
    X, X_test, y, y_test = train_test_split(
        np.asarray(bunch.data, dtype=np.float64) / 16.0,
        np.asarray(bunch.target, dtype=np.int64),
        test_size=TEST_EXAMPLES,
        stratify=bunch.target,
        random_state=0,
    )
    return Digits(X, y, X_test, y_test)


def make_clients(X: Array, y: Labels, parts: Sequence[Labels]) -> list[Client]:
    """One Client per part of a partition. A part without examples makes no client."""
    return [Client(X[part], y[part]) for part in parts if len(part) > 0]

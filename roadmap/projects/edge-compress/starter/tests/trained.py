"""Networks that several tests need, trained once per run. Every call gives a copy of its own."""

import copy
from functools import cache

from torch import nn

from practice_pkg.data import load_images
from practice_pkg.nets import baseline
from practice_pkg.train import accuracy, fit


@cache
def _baseline(seed: int) -> nn.Sequential:
    return fit(baseline(seed), load_images(), epochs=10, seed=seed)


def trained_baseline(seed: int) -> nn.Sequential:
    return copy.deepcopy(_baseline(seed))


@cache
def baseline_accuracy(seed: int) -> float:
    return accuracy(_baseline(seed), load_images())

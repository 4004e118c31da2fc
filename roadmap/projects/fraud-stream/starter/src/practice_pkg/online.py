"""Milestone 2: a model that learns from one payment at a time, once its truth is known."""

import heapq
import math
from collections.abc import Iterable, Sequence
from typing import Protocol

from .stream import Example


class Model(Protocol):
    def predict(self, x: Sequence[float]) -> float: ...

    def update(self, x: Sequence[float], fraud: bool) -> None: ...


def sigmoid(z: float) -> float:
    """1 / (1 + exp(-z)), for every float z, without OverflowError and exact to a few 1e-16.

    math.exp raises OverflowError above 709. With the sign chosen so that its argument is never
    positive, it cannot.
    """
    raise NotImplementedError("milestone 2: two cases, one for each sign of z")


class OnlineLogistic:
    """Logistic regression by stochastic gradient descent, one example at a time.

    weights: n floats, bias: a float; all 0 at first.
    """

    weights: list[float]
    bias: float

    def __init__(self, n: int, *, lr: float = 0.1, l2: float = 0.0) -> None:
        """n: number of features. lr: step size, constant, so that it never stops adapting.

        l2: strength of the pull towards 0. Raises ValueError unless n >= 1, lr > 0, l2 >= 0 and
        lr * l2 < 1.
        """
        raise NotImplementedError("milestone 2: keep the two rates, start with zeros")

    def predict(self, x: Sequence[float]) -> float:
        """The probability of fraud: sigmoid(weights . x + bias).

        Raises ValueError if x has another length than n.
        """
        raise NotImplementedError("milestone 2: a dot product, the bias, the sigmoid")

    def update(self, x: Sequence[float], fraud: bool) -> None:
        """One step. With y = 1 for fraud and 0 otherwise, and p = predict(x) before the step:

            weights = (1 - lr * l2) * weights - lr * (p - y) * x
            bias    = bias - lr * (p - y)            (the bias is not pulled)

        Source: Bottou, Stochastic Gradient Descent Tricks, in Neural Networks: Tricks of the
        Trade (Springer, 2012); scikit-learn's SGDClassifier takes the same step.
        """
        raise NotImplementedError("milestone 2: predict first, then move against the error")


def prequential(examples: Iterable[Example], model: Model) -> list[float]:
    """Score every example first and learn from it later, when its truth is known.

    examples: in order of time. For each: first the model learns from every earlier example with
    known <= the time of this one, in order of `known`, ties in order of the examples; then it
    scores this one. What is not known by the time of the last example is never learned.
    Returns one score per example, in order.
    Source: Gama, Sebastiao and Rodrigues, On evaluating stream learning algorithms, Machine
    Learning 90 (2013); here with labels that are late.
    """
    raise NotImplementedError("milestone 2: a heap of truths that are not known yet")


def average_precision(frauds: Sequence[bool], scores: Sequence[float]) -> float:
    """The area under the precision-recall curve, summed step by step.

    From the highest score down, at every different score s: precision and recall of the rule
    "alert if score >= s"; add (recall - recall of the step before) * precision. Equal scores
    belong to one step: their order means nothing.
    Raises ValueError if the lengths differ or there is no fraud.
    Source: scikit-learn's user guide, section on precision, recall and F-measures.
    """
    raise NotImplementedError("milestone 2: sort by score, one step per different score")

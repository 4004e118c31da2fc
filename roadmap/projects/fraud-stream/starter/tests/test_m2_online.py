"""Milestone 2: after the fraudsters change their method, who keeps learning finds them again."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import average_precision_score

from harness import PATIENCE, examples_of, the_stream
from practice_pkg.online import OnlineLogistic, average_precision, prequential, sigmoid
from practice_pkg.stream import Example

pytestmark = pytest.mark.milestone(2)


@given(st.floats(-40, 40))
def test_sigmoid_equals_the_formula(z):
    want = 1 / (1 + Fraction(math.exp(-z)))
    assert abs(sigmoid(z) - want) <= 1e-15 * max(want, Fraction(1, 10**9)) + 1e-16, (
        f"sigmoid({z}) must be {float(want)}, not {sigmoid(z)}"
    )


@pytest.mark.parametrize("z", [1e4, -1e4, 1e308, -1e308, math.inf, -math.inf], ids=str)
def test_sigmoid_of_anything_is_a_probability(z):
    try:
        got = sigmoid(z)
    except OverflowError:
        pytest.fail(f"sigmoid({z}): math.exp overflows; never give it a positive argument")
    assert got == (1.0 if z > 0 else 0.0), f"sigmoid({z}) is {got}"


def test_small_probabilities_keep_their_digits():
    got = sigmoid(-50.0)
    assert abs(got / math.exp(-50) - 1) < 1e-12, (
        f"sigmoid(-50) is exp(-50), not {got}; 1 - 1 / (1 + exp(-50)) loses it"
    )


def test_a_step_made_by_hand():
    model = OnlineLogistic(2, lr=0.5)
    assert model.predict([3.0, 4.0]) == 0.5, "OnlineLogistic: weights and bias begin at 0"
    model.update([2.0, -4.0], True)
    assert (list(model.weights), model.bias) == ([0.5, -1.0], 0.25), (
        "update: p is 0.5 and y is 1, so the weights move by 0.5 * 0.5 * x and the bias by 0.25; "
        f"got {model.weights} and {model.bias}"
    )


@pytest.mark.parametrize("l2", [0.0, 0.3], ids=str)
def test_every_step_equals_scikit_learns(seed, l2):
    rng = np.random.default_rng(seed)
    X, y = rng.standard_normal((300, 4)), rng.random(300) < 0.3
    judge = SGDClassifier(
        loss="log_loss", alpha=l2, learning_rate="constant", eta0=0.1, shuffle=False
    )
    if l2 == 0.0:
        judge.set_params(penalty=None, alpha=1.0)
    model = OnlineLogistic(4, lr=0.1, l2=l2)
    for x, fraud in zip(X, y, strict=True):
        model.update(x.tolist(), bool(fraud))
        judge.partial_fit(x[None, :], [int(fraud)], classes=[0, 1])
        gap = max(
            np.max(np.abs(np.array(model.weights) - judge.coef_[0])),
            abs(model.bias - judge.intercept_[0]),
        )
        assert gap < 1e-9, (
            "update: weights differ from SGDClassifier's; p comes from before the step, "
            "(1 - lr * l2) times the weights, and the bias is not pulled"
        )


def test_two_models_share_nothing():
    one, other = OnlineLogistic(2), OnlineLogistic(2)
    one.update([1.0, 1.0], True)
    assert list(other.weights) == [0.0, 0.0], "OnlineLogistic: each model has its own weights"


class Notebook:
    """A model that writes down what it is asked; its score is how much it has learned."""

    def __init__(self):
        self.events = []
        self.learned = 0

    def predict(self, x):
        self.events.append(("score", x[0]))
        return self.learned / 100

    def update(self, x, fraud):
        self.events.append(("learn", x[0], fraud))
        self.learned += 1


def example(number: int, time: float, known: float, fraud: bool = False) -> Example:
    return Example(time, [float(number)], known, fraud)


def test_nothing_is_learned_before_it_is_known():
    model = Notebook()
    scores = prequential(
        [
            example(1, 0, 25, True),
            example(2, 10, 15),
            example(3, 15, 99),
            example(4, 20, 21),
            example(5, 30, 31),
        ],
        model,
    )
    assert model.events == [
        ("score", 1),
        ("score", 2),
        ("learn", 2, False),
        ("score", 3),
        ("score", 4),
        ("learn", 4, False),
        ("learn", 1, True),
        ("score", 5),
    ], (
        "prequential: before each score learn what is known by then (known <= time), in order of "
        f"known, and never the example itself; your model was asked {model.events}"
    )
    assert scores == [0.0, 0.0, 0.01, 0.01, 0.03], "prequential: one score per example, in order"


def test_equal_moments_are_learned_in_order_of_the_examples():
    model = Notebook()
    last = example(9, 10, 99)
    prequential([*(example(i, 0, 5, i % 2 == 0) for i in range(6)), last], model)
    learned = [event[1] for event in model.events if event[0] == "learn"]
    assert learned == [0, 1, 2, 3, 4, 5], f"prequential: ties in order of examples, got {learned}"


@given(st.data())
def test_average_precision_equals_scikit_learns(data):
    n = data.draw(st.integers(1, 40), label="n")
    frauds = data.draw(st.lists(st.booleans(), min_size=n, max_size=n), label="frauds")
    frauds[data.draw(st.integers(0, n - 1), label="one fraud at least")] = True
    few = st.sampled_from([0.0, 0.1, 0.2, 0.5, 0.9])
    scores = data.draw(st.lists(few, min_size=n, max_size=n), label="scores")
    got = average_precision(frauds, scores)
    assert abs(got - average_precision_score(frauds, scores)) < 1e-12, (
        f"average_precision: {got} is not scikit-learn's; do equal scores make one step?"
    )


def test_the_order_of_equal_scores_means_nothing():
    got = {average_precision(f, [0.5] * 4) for f in ([1, 0, 0, 0], [0, 0, 0, 1])}
    assert got == {0.25}, f"average_precision: one step with precision 1/4, whoever is first: {got}"


@pytest.fixture(scope="module")
def scored(seed):
    """Scores of a model that keeps learning, and of one that stops at the drift."""
    examples, drift = examples_of(seed), the_stream(seed).drift
    stops = [e if e.known <= drift else replace(e, known=math.inf) for e in examples]
    online = prequential(examples, OnlineLogistic(6))
    return examples, drift, online, prequential(stops, OnlineLogistic(6))


def part(scored, scores, start, end):
    rows = [(e.fraud, s) for e, s in zip(scored[0], scores, strict=True) if start <= e.time < end]
    return average_precision(*zip(*rows, strict=True))


def test_before_the_drift_both_find_fraud(scored):
    _, drift, online, frozen = scored
    got = part(scored, online, drift / 2, drift)
    assert got >= 0.45, (
        f"before the drift the average precision is {got:.3f}; 0.65 to 0.85 is usual"
    )
    assert part(scored, frozen, drift / 2, drift) == got, (
        "prequential: up to the drift both models have learned the same"
    )


def test_after_the_drift_only_who_learns_finds_it(scored):
    _, drift, online, frozen = scored
    later = drift + PATIENCE
    got, stuck = part(scored, online, later, math.inf), part(scored, frozen, later, math.inf)
    assert got >= 0.2, f"after the drift the average precision is {got:.3f}; 0.3 to 0.5 is usual"
    assert got >= 10 * stuck, (
        f"after the drift: {got:.3f} with learning and {stuck:.3f} without; ten times is little"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: OnlineLogistic(0), "OnlineLogistic: 0 features"),
        (lambda: OnlineLogistic(2, lr=0.0), "OnlineLogistic: lr of 0"),
        (lambda: OnlineLogistic(2, l2=-0.1), "OnlineLogistic: l2 of -0.1"),
        (lambda: OnlineLogistic(2, lr=0.5, l2=2.0), "OnlineLogistic: lr * l2 of 1"),
        (lambda: OnlineLogistic(2).predict([1.0]), "predict: one feature for two weights"),
        (lambda: OnlineLogistic(1).predict([1.0, 2.0]), "predict: two features for one weight"),
        (lambda: average_precision([0, 0], [0.1, 0.2]), "average_precision: no fraud"),
        (lambda: average_precision([1], [0.1, 0.2]), "average_precision: lengths 1 and 2"),
    ],
    ids=range(8),
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")

"""Milestone 3: one step does what it says, and one batch can be learned by heart."""

import math

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from practice_pkg.data import Digits
from practice_pkg.digits import load_digits
from practice_pkg.model import build_model
from practice_pkg.steps import overfit, train_step

pytestmark = pytest.mark.milestone(3)


class Probe(nn.Module):
    """Passes its input on and writes down in which mode. All copies share the log."""

    def __init__(self, log: list[bool]) -> None:
        super().__init__()
        self.note = log.append  # a copy of the module keeps the same bound method's list
        self.log = log

    def __deepcopy__(self, memo) -> "Probe":
        return Probe(self.log)

    def forward(self, x):
        self.note(self.training)
        return x


def linear_case() -> tuple[nn.Linear, torch.Tensor, torch.Tensor]:
    return nn.Linear(4, 3), torch.randn(6, 4), torch.randint(3, (6,))


def sgd_by_hand(weights, x, y, rate: float):
    """The loss, and the weights and biases after one step of plain gradient descent."""
    weights = [w.detach().clone().requires_grad_() for w in weights]
    loss = F.cross_entropy(F.linear(x, *weights), y)
    gradients = torch.autograd.grad(loss, weights)
    return loss.item(), [(w - rate * g).detach() for w, g in zip(weights, gradients, strict=True)]


def digits(n: int) -> tuple[torch.Tensor, torch.Tensor]:
    images, labels = load_digits()
    dataset = Digits(images, labels)
    return torch.stack([dataset[i][0] for i in range(n)]), labels[:n]


def test_one_step_is_one_step_of_gradient_descent():
    model, x, y = linear_case()
    loss, want = sgd_by_hand([model.weight, model.bias], x, y, 0.5)
    got = train_step(model, torch.optim.SGD(model.parameters(), lr=0.5), x, y)
    assert isinstance(got, float), f"train_step: return loss.item(), a float, not {type(got)}"
    assert math.isclose(got, loss, rel_tol=1e-5), (
        "train_step: the mean cross-entropy of the raw logits BEFORE the update; no softmax"
    )
    assert torch.allclose(model.weight, want[0], atol=1e-6), (
        "train_step: after one step the weights are not w - lr * gradient; is step() called once?"
    )
    assert torch.allclose(model.bias, want[1], atol=1e-6), "train_step: the bias was not updated"


def test_the_second_step_forgets_the_first_gradient():
    model, x, y = linear_case()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    train_step(model, optimizer, x, y)
    x, y = torch.randn(6, 4), torch.randint(3, (6,))
    _, want = sgd_by_hand([model.weight, model.bias], x, y, 0.5)
    train_step(model, optimizer, x, y)
    assert torch.allclose(model.weight, want[0], atol=1e-6), (
        "train_step: gradients add up in .grad; call optimizer.zero_grad() before backward()"
    )


def test_a_step_is_made_in_training_mode():
    model, x, y = linear_case()
    modes: list[bool] = []
    model = nn.Sequential(Probe(modes), model).eval()
    train_step(model, torch.optim.SGD(model.parameters(), lr=0.1), x, y)
    assert modes == [True], (
        f"train_step: one pass, in training mode: model.train() comes first; got {modes}"
    )


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_loss_that_is_no_number_stops_before_it_spoils_the_weights(refuses, value):
    model, x, y = linear_case()
    before = model.weight.detach().clone()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    refuses(
        lambda: train_step(model, optimizer, torch.full_like(x, value), y),
        f"train_step: with {value} in the images the loss must raise FloatingPointError",
        FloatingPointError,
    )
    assert torch.equal(model.weight, before), "train_step: check the loss before optimizer.step()"


def test_your_network_learns_32_digits_by_heart(seed):
    loss = overfit(build_model(seed), *digits(32))
    assert loss < 0.01, f"overfit: 80 steps bring the loss below 0.01, but it is {loss:.4f}"


def test_it_even_learns_32_wrong_labels(seed):
    x, _ = digits(32)
    loss = overfit(build_model(seed), x, torch.arange(32) % 7)
    assert loss < 0.01, f"overfit: a healthy network memorizes any labels; loss {loss:.4f}"


def test_a_network_that_ignores_its_input_is_found_out():
    class Blind(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(64, 10)

        def forward(self, x):
            return self.layer(0 * x.flatten(1))

    loss = overfit(Blind(), *digits(30))
    assert loss > 2, f"overfit: this network is blind, so its loss stays above 2, not {loss:.3f}"


def test_the_model_itself_does_not_change():
    model = build_model(0).eval()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    overfit(model, *digits(8), steps=2)
    after = model.state_dict()
    assert all(torch.equal(after[name], before[name]) for name in before), (
        "overfit: train copy.deepcopy(model); this one has now seen the batch"
    )
    assert all(p.grad is None for p in model.parameters()), "overfit: gradients are left over"
    assert not model.training, "overfit: the mode of the model you were given has changed"


def test_the_loss_is_measured_after_the_steps_in_evaluation_mode():
    modes: list[bool] = []
    model = nn.Sequential(nn.Flatten(), Probe(modes), nn.Linear(64, 10))
    x, y = digits(8)
    got = overfit(model, x, y, steps=5)
    assert isinstance(got, float), f"overfit: return a plain float, not {type(got)}"
    assert modes == [True] * 5 + [False], (
        f"overfit: 5 training passes, then one in evaluation mode; the modes were {modes}"
    )


def test_adam_with_the_given_learning_rate():
    model = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
    x, y = digits(8)
    start = F.cross_entropy(model(x), y).item()
    got = overfit(model, x, y, steps=3, lr=0.0)
    assert math.isclose(got, start, rel_tol=1e-5), (
        "overfit: with lr = 0 nothing changes; pass lr on to Adam"
    )


def test_no_steps_raise_value_error(refuses):
    refuses(
        lambda: overfit(nn.Linear(64, 10), *digits(8), steps=0),
        "overfit: steps = 0 must raise ValueError",
    )

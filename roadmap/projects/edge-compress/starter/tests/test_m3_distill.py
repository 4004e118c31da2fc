"""Milestone 3: the loss is the paper's, and fifty times fewer parameters come close."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from practice_pkg.data import load_images
from practice_pkg.distill import distill, distillation_loss, soft_targets
from practice_pkg.nets import baseline, student
from practice_pkg.train import accuracy
from trained import baseline_accuracy, trained_baseline

pytestmark = pytest.mark.milestone(3)

seeds = st.integers(0, 10**6)
temperatures = st.floats(0.5, 10)


def logits(seed: int, n: int = 6, classes: int = 4) -> torch.Tensor:
    return 3 * torch.randn(n, classes, generator=torch.Generator().manual_seed(seed))


class Off(nn.Module):
    """Names every digit one too high: a teacher that is sure of itself and wrong."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.model(x).roll(1, dims=1)


def test_soft_targets_by_hand():
    teacher = nn.Sequential(nn.Flatten(), nn.Identity())
    x = torch.tensor([2 * math.log(3), 0.0]).view(1, 1, 1, 2)
    got = soft_targets(teacher, x, 2.0)
    assert torch.allclose(got, torch.tensor([[0.75, 0.25]])), (
        "soft_targets: logits 2 log 3 and 0 at temperature 2 are log 3 and 0, that is 3 to 1"
    )


def test_soft_targets_come_from_a_teacher_at_rest():
    teacher = nn.Sequential(nn.Flatten(), nn.Linear(64, 10), nn.Dropout(0.5)).train()
    teacher[1].eval()
    x = load_images().x_test[:5]
    first, second = soft_targets(teacher, x, 3.0), soft_targets(teacher, x, 3.0)
    assert torch.equal(first, second), (
        "soft_targets: dropout is awake; put the teacher in eval mode"
    )
    assert teacher.training, "soft_targets: give the teacher its mode back"
    assert not first.requires_grad, "soft_targets: no gradient may flow to the teacher; no_grad"


@given(seeds, temperatures)
def test_a_higher_temperature_is_softer(seed, temperature):
    net = nn.Identity()
    x = logits(seed)
    cool, warm = soft_targets(net, x, temperature), soft_targets(net, x, 2 * temperature)
    assert torch.allclose(cool.sum(1), torch.ones(6)), "soft_targets: softmax over the CLASSES"
    assert (warm.amax(1) <= cool.amax(1) + 1e-6).all(), (
        "soft_targets: divide the logits by the temperature, do not multiply"
    )


def test_the_loss_on_a_worked_example():
    # At temperature 2 the student says 3 to 1, the teacher 1 to 1.
    # KL = 0.5 log(0.5 / 0.75) + 0.5 log(0.5 / 0.25) = 0.143841, times 2^2 = 0.575364.
    # At temperature 1 the student says 9 to 1, the label is 1: cross entropy = log 10 = 2.302585.
    student_logits = torch.tensor([[2 * math.log(3), 0.0]])
    targets, label = torch.tensor([[0.5, 0.5]]), torch.tensor([1])
    soft = float(distillation_loss(student_logits, targets, label, 2.0, 1.0))
    assert abs(soft - 0.575364) < 1e-5, (
        f"distillation_loss: with alpha 1 it is 4 * 0.143841 = 0.575364, not {soft:.6f}"
    )
    hard = float(distillation_loss(student_logits, targets, label, 2.0, 0.0))
    assert abs(hard - 2.302585) < 1e-5, (
        f"distillation_loss: with alpha 0 it is the cross entropy at temperature 1, not {hard:.6f}"
    )
    both = float(distillation_loss(student_logits, targets, label, 2.0, 0.25))
    assert abs(both - (0.25 * 0.575364 + 0.75 * 2.302585)) < 1e-5, (
        "distillation_loss: alpha belongs to the soft part, 1 - alpha to the labels"
    )


@given(seeds, temperatures)
def test_a_student_that_agrees_has_nothing_to_learn(seed, temperature):
    x = logits(seed)
    loss = distillation_loss(x, F.softmax(x / temperature, 1), x.argmax(1), temperature, 1.0)
    assert abs(float(loss)) < 1e-4, "distillation_loss: KL of two equal distributions is 0"


@given(seeds, temperatures)
def test_the_gradient_is_temperature_times_the_difference(seed, temperature):
    x, p = logits(seed).requires_grad_(), F.softmax(logits(seed + 1) / temperature, 1)
    distillation_loss(x, p, torch.zeros(6, dtype=torch.long), temperature, 1.0).backward()
    want = temperature * (F.softmax(x.detach() / temperature, 1) - p) / 6
    assert torch.allclose(x.grad, want, atol=1e-4), (
        "distillation_loss: its gradient is T (q - p) / batch size; check T ** 2 and the mean"
    )


def test_a_teacher_without_doubt_gives_no_nan():
    x = logits(3, n=2, classes=2).requires_grad_()
    loss = distillation_loss(x, torch.eye(2), torch.tensor([0, 1]), 3.0, 0.7)
    loss.backward()
    assert torch.isfinite(loss) and torch.isfinite(x.grad).all(), (
        "distillation_loss: where p is 0 its term is 0; 0 * log 0 must not give NaN"
    )


def test_the_teacher_learns_nothing():
    teacher, images = baseline(0), load_images()
    before = {name: value.clone() for name, value in teacher.state_dict().items()}
    returned = distill(teacher, learner := student(0, 4), images, epochs=1, seed=0)
    assert returned is learner, "distill: train the student you are given and return it"
    same = all(torch.equal(value, before[name]) for name, value in teacher.state_dict().items())
    assert same, "distill: the teacher changed"
    assert all(p.grad is None for p in teacher.parameters()), (
        "distill: gradients reached the teacher; its targets are numbers, not a graph"
    )


def test_with_alpha_one_the_student_believes_even_a_wrong_teacher(seed):
    images = load_images()
    teacher = Off(trained_baseline(seed))
    net = distill(teacher, student(seed), images, epochs=8, seed=seed, alpha=1.0)
    with torch.no_grad():
        agrees = (net(images.x_test).argmax(1) == (images.y_test + 1) % 10).float().mean()
    assert agrees > 0.85, (
        f"distill: this teacher says n + 1 for n, and its student follows in only {agrees:.0%}; "
        "the targets of a batch must be the teacher's for the same images"
    )


def test_with_alpha_zero_the_teacher_is_not_heard(seed):
    images = load_images()
    net = distill(Off(baseline(seed)), student(seed), images, epochs=8, seed=seed, alpha=0.0)
    assert accuracy(net, images) > 0.85, (
        "distill: with alpha 0 only the labels count; pass alpha on"
    )


def test_the_student_comes_within_six_points_of_the_teacher(seed):
    images = load_images()
    teacher, small = trained_baseline(seed), student(seed)
    share = sum(p.numel() for p in small.parameters()) / 58_314
    assert share <= 0.03, "the student has at most 3 % of the teacher's parameters"
    distill(teacher, small, images, epochs=15, seed=seed)
    lost = baseline_accuracy(seed) - accuracy(small, images)
    assert lost <= 0.06, f"distill: the student is {100 * lost:.1f} points behind its teacher"


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda x, p, y: soft_targets(nn.Identity(), x, 0.0), "soft_targets: temperature 0"),
        (lambda x, p, y: distillation_loss(x, p[:, :1], y, 2.0, 0.5), "distillation_loss: 1 class"),
        (lambda x, p, y: distillation_loss(x, p, y, 0.0, 0.5), "distillation_loss: temperature 0"),
        (lambda x, p, y: distillation_loss(x, p, y, 2.0, 1.5), "distillation_loss: alpha 1.5"),
    ],
    ids=lambda value: value.replace(":", "") if isinstance(value, str) else "",
)
def test_what_makes_no_sense_raises_value_error(refuses, call, fault):
    x = logits(0)
    arguments = (x, F.softmax(x, 1), x.argmax(1))
    refuses(lambda: call(*arguments), f"{fault} must raise ValueError")

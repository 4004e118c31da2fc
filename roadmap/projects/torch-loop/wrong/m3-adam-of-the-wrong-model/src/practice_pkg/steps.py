"""Milestone 3: one honest training step, and the test every new model should pass first."""

import copy
import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Adam, Optimizer


def train_step(model: nn.Module, optimizer: Optimizer, images: Tensor, labels: Tensor) -> float:
    """One update of the weights on one batch. Returns the loss BEFORE the update, a plain float.

    In this order: training mode; the old gradients away; the cross-entropy of
    the logits (its mean over the batch); the gradients; the update.
    images: shape (n, ...), as the model takes them. labels: shape (n,), torch.int64.
    Raises FloatingPointError if the loss is NaN or infinite, before any weight changes.
    Source: https://docs.pytorch.org/tutorials/beginner/basics/optimization_tutorial.html
    """
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    value = loss.item()
    if not math.isfinite(value):
        raise FloatingPointError(f"the loss is {value}")
    loss.backward()
    optimizer.step()
    return value


def overfit(
    model: nn.Module, images: Tensor, labels: Tensor, *, steps: int = 80, lr: float = 0.01
) -> float:
    """Trains a COPY of the model on one batch, again and again: can it learn anything at all?

    Makes `steps` calls of `train_step` with Adam and learning rate `lr`, always on the same
    batch. Returns the loss on that batch afterwards, in evaluation mode (no dropout), a plain
    float. A model and a loop without a bug come close to 0. `model` stays exactly as it
    was, and no gradients are left on it.
    Raises ValueError if `steps` is below 1.
    Source: Karpathy, A Recipe for Training Neural Networks (2019), "overfit one batch",
    https://karpathy.github.io/2019/04/25/recipe/
    """
    if steps < 1:
        raise ValueError(f"at least 1 step, not {steps}")
    student = copy.deepcopy(model)
    optimizer = Adam(model.parameters(), lr=lr)
    for _ in range(steps):
        train_step(student, optimizer, images, labels)
    student.eval()
    with torch.no_grad():
        return F.cross_entropy(student(images), labels).item()

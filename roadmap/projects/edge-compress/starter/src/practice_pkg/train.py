"""Training and scoring, complete: the milestones hand their own loss or step to it."""

from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional as F

from .data import Images

Loss = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor]
"""loss(logits, x, y): the logits of the model on a batch, its images, its labels."""


def cross_entropy(logits: torch.Tensor, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return F.cross_entropy(logits, y)


def fit(
    model: nn.Module,
    images: Images,
    *,
    epochs: int,
    seed: int,
    rate: float = 0.005,
    loss: Loss = cross_entropy,
    after_step: Callable[[], None] | None = None,
) -> nn.Module:
    """Trains `model` in place on the training images with Adam and returns it in eval mode.

    The learning rate rises to `rate` and falls again. `after_step`, if given, is called without
    arguments after every step of the optimizer, when the weights have just moved.
    """
    order = torch.Generator().manual_seed(seed)
    batches = epochs * -(-len(images.x_train) // 64)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=batches)
    model.train()
    for _ in range(epochs):
        for rows in torch.randperm(len(images.x_train), generator=order).split(64):
            x, y = images.x_train[rows], images.y_train[rows]
            optimizer.zero_grad()
            loss(model(x), x, y).backward()
            optimizer.step()
            schedule.step()
            if after_step is not None:
                after_step()
    return model.eval()


def accuracy(model: nn.Module, images: Images) -> float:
    """The share of the 600 test images that the model names correctly, between 0 and 1."""
    model.eval()
    with torch.no_grad():
        return float((model(images.x_test).argmax(1) == images.y_test).float().mean())

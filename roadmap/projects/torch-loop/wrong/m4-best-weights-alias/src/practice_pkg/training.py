"""Milestone 4: the loop, with numbers that mean what they say."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import Optimizer
from torch.utils.data import DataLoader

from .run import Run
from .steps import train_step


@dataclass(frozen=True)
class Metrics:
    """What an evaluation finds, per EXAMPLE. Complete."""

    loss: float
    """Mean cross-entropy, in nats."""
    accuracy: float
    """Share of examples whose largest logit is at the right place, between 0 and 1."""


def evaluate(model: nn.Module, loader: DataLoader) -> Metrics:
    """The loss and accuracy of the model over all examples of the loader.

    Evaluation mode, and no gradients are recorded. Every example weighs the same, also those in a
    short last batch: add up over examples and divide once, instead of averaging batch means.
    Afterwards the model is in the mode, train or eval, in which it came, also if something fails
    on the way.
    Raises ValueError if the loader holds no example.
    Source: https://docs.pytorch.org/docs/stable/notes/autograd.html, evaluation mode.
    """
    before = model.training
    model.eval()
    loss, right, examples = 0.0, 0, 0
    try:
        with torch.no_grad():
            for images, labels in loader:
                logits = model(images)
                loss += F.cross_entropy(logits, labels, reduction="sum").item()
                right += (logits.argmax(dim=1) == labels).sum().item()
                examples += len(labels)
    finally:
        model.train(before)
    if examples == 0:
        raise ValueError("the loader holds no example")
    return Metrics(loss / examples, right / examples)


def train_epoch(model: nn.Module, optimizer: Optimizer, loader: DataLoader) -> float:
    """One `train_step` per batch of the loader. Returns the mean of their losses per EXAMPLE.

    A batch of n examples weighs n. Raises ValueError if the loader holds no example.
    """
    loss, examples = 0.0, 0
    for images, labels in loader:
        loss += train_step(model, optimizer, images, labels) * len(labels)
        examples += len(labels)
    if examples == 0:
        raise ValueError("the loader holds no example")
    return loss / examples


def fit(run: Run, epochs: int) -> None:
    """Trains until `epochs` epochs are finished IN ALL; if they are already, nothing happens.

    So `fit(run, 2)` and then `fit(run, 5)` is the same as `fit(run, 5)` at once. Per epoch:
      1. `train_epoch` on run.train_loader, then `evaluate` on run.validation_loader;
      2. run.scheduler.step();
      3. append {"loss": ..., "validation_loss": ..., "validation_accuracy": ...} to run.history,
         where "loss" is what train_epoch returned;
      4. if the validation accuracy is HIGHER than run.best_accuracy, keep it there, and a copy of
         the model's state_dict in run.best_weights. The tensors of a state_dict are the
         model's own: they go on changing unless you clone them;
      5. run.epoch grows by 1.
    Source: https://docs.pytorch.org/docs/stable/optim.html (the order of the steps);
    Prechelt, Early Stopping - But When? (1998), on keeping the best weights.
    """
    while run.epoch < epochs:
        loss = train_epoch(run.model, run.optimizer, run.train_loader)
        metrics = evaluate(run.model, run.validation_loader)
        run.scheduler.step()
        run.history.append(
            {
                "loss": loss,
                "validation_loss": metrics.loss,
                "validation_accuracy": metrics.accuracy,
            }
        )
        if metrics.accuracy > run.best_accuracy:
            run.best_accuracy = metrics.accuracy
            run.best_weights = run.model.state_dict()
        run.epoch += 1

"""One training run and everything that belongs to it, complete."""

from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.optim import Adam, Optimizer
from torch.optim.lr_scheduler import CosineAnnealingLR, LRScheduler
from torch.utils.data import DataLoader

from .data import Digits, Split, make_loader, split
from .digits import load_digits
from .model import build_model

BATCH_SIZE = 64
LEARNING_RATE = 0.01
SPLIT_SEED = 0
"""Fixed, so that every run is judged on the same test digits."""


@dataclass
class Run:
    """What a training run consists of. `fit` moves it on, `save` and `load` keep it."""

    model: nn.Module
    optimizer: Optimizer
    scheduler: LRScheduler
    """Lowers the learning rate; `scheduler.step()` is due once after every epoch."""
    train_loader: DataLoader
    """Shuffles with its own generator, `train_loader.generator`."""
    validation_loader: DataLoader
    epoch: int = 0
    """How many epochs are finished."""
    history: list[dict[str, float]] = field(default_factory=list)
    """One entry per finished epoch; `fit` says which keys."""
    best_accuracy: float = -1.0
    """The highest validation accuracy so far; -1 before the first epoch."""
    best_weights: dict[str, Tensor] = field(default_factory=dict)
    """A copy of the model's state_dict at that moment."""


def new_run(seed: int, epochs: int) -> Run:
    """A run on the digits that has not begun; the learning rate reaches 0 after `epochs` epochs.

    It also seeds PyTorch's global generator, from which dropout draws.
    """
    torch.manual_seed(seed)
    dataset, parts = _dataset_and_split()
    model = build_model(seed)
    optimizer = Adam(model.parameters(), lr=LEARNING_RATE)
    return Run(
        model=model,
        optimizer=optimizer,
        scheduler=CosineAnnealingLR(optimizer, T_max=epochs),
        train_loader=make_loader(dataset, parts.train, BATCH_SIZE, seed=seed, shuffle=True),
        validation_loader=make_loader(dataset, parts.validation, BATCH_SIZE),
    )


def held_out() -> DataLoader:
    """The test digits. No run holds them: they are for the very last line of a report."""
    dataset, parts = _dataset_and_split()
    return make_loader(dataset, parts.test, BATCH_SIZE)


def _dataset_and_split() -> tuple[Digits, Split]:
    images, labels = load_digits()
    return Digits(images, labels), split(len(labels), SPLIT_SEED)

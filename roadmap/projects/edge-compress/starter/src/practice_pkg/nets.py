"""The network to be shrunk, and one that is small from the start. Complete."""

import torch
from torch import nn

INPUT_SHAPE = (1, 8, 8)
"""Channels, rows, columns of one image."""


def baseline(seed: int) -> nn.Sequential:
    """Three convolutions and a linear layer: 58,314 parameters, 233 KB as float32. Untrained."""
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(64, 64, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(256, 10),
    )


def student(seed: int, hidden: int = 16) -> nn.Sequential:
    """Two linear layers: 1,210 parameters with 16 hidden units. Untrained."""
    torch.manual_seed(seed)
    return nn.Sequential(nn.Flatten(), nn.Linear(64, hidden), nn.ReLU(), nn.Linear(hidden, 10))

"""Networks with a planted fault for milestone 6, complete. All take images of (n, 1, 8, 8)."""

import torch
from torch import nn


def healthy(seed: int) -> nn.Sequential:
    """Three linear layers as PyTorch initializes them."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return nn.Sequential(
            nn.Flatten(),
            nn.Linear(64, 32),
            nn.ReLU(),
            nn.Linear(32, 32),
            nn.ReLU(),
            nn.Linear(32, 10),
        )


def dead_layer(seed: int) -> nn.Sequential:
    """The second ReLU, module "4", never fires: a bias of -100 holds every input below 0."""
    model = healthy(seed)
    with torch.no_grad():
        model[3].bias.fill_(-100.0)
    return model


def exploding_gradient(seed: int) -> nn.Sequential:
    """The weights of the middle layer, module "3", are 10,000 times too large.

    What explodes is the gradient of the layers on the way back: it passes through those weights.
    """
    model = healthy(seed)
    with torch.no_grad():
        model[3].weight.mul_(10_000.0)
    return model


def not_a_number(seed: int) -> nn.Sequential:
    """One weight of the last layer, module "5", is NaN."""
    model = healthy(seed)
    with torch.no_grad():
        model[5].weight[0, 0] = torch.nan
    return model

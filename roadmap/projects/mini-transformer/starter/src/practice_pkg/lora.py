"""Milestone 6: teach the trained model a new task by adding 3 % to it."""

import torch
from torch import Tensor, nn

TARGETS = ("qkv", "out")
"""The linear layers that get an adapter, by the name of their attribute."""


class LoRALinear(nn.Module):
    """base(x) + alpha / rank * B A x: a frozen linear layer and a small correction.

    `self.base` is the layer given, its parameters frozen (requires_grad False). `self.a` is an
    nn.Parameter of shape (rank, inputs), drawn from a normal distribution with standard deviation
    inputs^-0.5. `self.b` is one of shape (outputs, rank), all ZEROS: so at first nothing changes.
    Raises ValueError unless 1 <= rank <= min(inputs, outputs).
    Source: Hu et al., LoRA: Low-Rank Adaptation of Large Language Models, arXiv:2106.09685,
    section 4.1.
    """

    def __init__(self, base: nn.Linear, rank: int, alpha: float) -> None:
        raise NotImplementedError("milestone 6: freeze the layer, make a and b")

    def forward(self, x: Tensor) -> Tensor:
        """x: shape (..., inputs). Returns (..., outputs). B A is never formed here."""
        raise NotImplementedError("milestone 6: the base plus the scaled correction")

    @torch.no_grad()
    def merged(self) -> nn.Linear:
        """A NEW nn.Linear that gives the same as this layer: its weight is W + alpha/rank B A.

        It keeps the bias if there is one. `self.base` stays as it is.
        """
        raise NotImplementedError("milestone 6: one weight for both")


def add_lora(model: nn.Module, rank: int, alpha: float) -> None:
    """Freezes EVERY parameter of the model and puts adapters in place of its target layers.

    A target is an nn.Linear that is an attribute named in TARGETS, however deep in the model; it
    is replaced by LoRALinear(it, rank, alpha). Afterwards only the adapters' `a` and `b` require
    a gradient. Collect the targets first: whoever replaces while walking walks into the new ones.
    Raises ValueError if there is no target.
    """
    raise NotImplementedError("milestone 6: freeze everything, replace the targets")


def merge_lora(model: nn.Module) -> None:
    """Puts `merged()` in place of every adapter: plain layers again, and the same logits."""
    raise NotImplementedError("milestone 6: merged() in place of each adapter")


def trained_share(model: nn.Module) -> float:
    """Entries of parameters that require a gradient, divided by the entries of all parameters."""
    raise NotImplementedError("milestone 6: trained entries over all entries")

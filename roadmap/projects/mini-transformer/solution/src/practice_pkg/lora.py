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
        super().__init__()
        if not 1 <= rank <= min(base.in_features, base.out_features):
            shape = tuple(base.weight.shape)
            raise ValueError(f"a layer of shape {shape} has no correction of rank {rank}")
        self.base = base.requires_grad_(False)
        self.scale = alpha / rank
        self.a = nn.Parameter(torch.randn(rank, base.in_features) * base.in_features**-0.5)
        self.b = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """x: shape (..., inputs). Returns (..., outputs). B A is never formed here."""
        return self.base(x) + self.scale * (x @ self.a.T @ self.b.T)

    @torch.no_grad()
    def merged(self) -> nn.Linear:
        """A NEW nn.Linear that gives the same as this layer: its weight is W + alpha/rank B A.

        It keeps the bias if there is one. `self.base` stays as it is.
        """
        layer = nn.Linear(
            self.base.in_features, self.base.out_features, bias=self.base.bias is not None
        )
        layer.weight.copy_(self.base.weight + self.scale * self.b @ self.a)
        if self.base.bias is not None:
            layer.bias.copy_(self.base.bias)
        return layer


def add_lora(model: nn.Module, rank: int, alpha: float) -> None:
    """Freezes EVERY parameter of the model and puts adapters in place of its target layers.

    A target is an nn.Linear that is an attribute named in TARGETS, however deep in the model; it
    is replaced by LoRALinear(it, rank, alpha). Afterwards only the adapters' `a` and `b` require
    a gradient. Collect the targets first: whoever replaces while walking walks into the new ones.
    Raises ValueError if there is no target.
    """
    targets = _children(model, nn.Linear, TARGETS)
    if not targets:
        raise ValueError(f"no linear layer named {' or '.join(TARGETS)} in this model")
    model.requires_grad_(False)
    for parent, name, layer in targets:
        setattr(parent, name, LoRALinear(layer, rank, alpha))


def merge_lora(model: nn.Module) -> None:
    """Puts `merged()` in place of every adapter: plain layers again, and the same logits."""
    for parent, name, layer in _children(model, LoRALinear, TARGETS):
        setattr(parent, name, layer.merged())


def trained_share(model: nn.Module) -> float:
    """Entries of parameters that require a gradient, divided by the entries of all parameters."""
    trained = sum(p.numel() for p in model.parameters() if p.requires_grad)
    return trained / sum(p.numel() for p in model.parameters())


def _children(model: nn.Module, kind: type, names: tuple[str, ...]) -> list[tuple]:
    """(parent, name, child) for every child module of that kind and name."""
    return [
        (parent, name, child)
        for parent in model.modules()
        for name, child in parent.named_children()
        if isinstance(child, kind) and name in names
    ]

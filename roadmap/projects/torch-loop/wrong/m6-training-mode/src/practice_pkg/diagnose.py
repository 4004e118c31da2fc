"""Milestone 6: look inside a network that does not learn."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. Complete."""

    kind: str
    """"dead" for a ReLU layer, "exploding" for the gradient of a parameter."""
    name: str
    """The layer's name in named_modules(), or the parameter's in named_parameters()."""
    value: float
    """The share of dead units, or the norm of the gradient."""


def dead_shares(model: nn.Module, loader: DataLoader) -> dict[str, float]:
    """For every nn.ReLU of the model: the share of its units that are 0 on ALL examples.

    A unit is one entry along axis 1 of the layer's output: a channel after a convolution, where
    it is dead if it is 0 at every pixel too, or a feature after a linear layer. A unit that fires
    once, in whatever batch, is alive. A layer the model never calls has share 1. Names and order
    as in named_modules().
    Watches through forward hooks, in evaluation mode and without gradients. Afterwards, also if
    the model fails on the way, the hooks are gone and the model is in the mode in which it came.
    Raises ValueError if the loader holds no example.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html,
    register_forward_hook; Lu, Shin, Su and Karniadakis, arXiv:1903.06733 (dying ReLU).
    """
    fired: dict[str, Tensor] = {}

    def watch(name: str):
        def hook(module: nn.Module, inputs: tuple, output: Tensor) -> None:
            now = (output > 0).transpose(0, 1).flatten(1).any(dim=1)
            fired[name] = fired[name] | now if name in fired else now

        return hook

    relus = {name: m for name, m in model.named_modules() if isinstance(m, nn.ReLU)}
    handles = [module.register_forward_hook(watch(name)) for name, module in relus.items()]
    before = model.training
    model.eval()
    examples = 0
    try:
        with torch.no_grad():
            for images, _ in loader:
                model(images)
                examples += len(images)
    finally:
        model.train(before)
        for handle in handles:
            handle.remove()
    if examples == 0:
        raise ValueError("the loader holds no example")
    shares = {name: 1 - units.float().mean().item() for name, units in fired.items()}
    return {name: shares.get(name, 1.0) for name in relus}


def gradient_norms(model: nn.Module, images: Tensor, labels: Tensor) -> dict[str, float]:
    """The Euclidean norm of the gradient of the loss, one per parameter that requires one.

    The loss is the mean cross-entropy of this batch, in evaluation mode. Names and order as in
    named_parameters(). A parameter the loss does not depend on has norm 0.
    Nothing is left behind: the mode and every `.grad` are as before, so torch.autograd.grad
    is the tool, not `.backward()`.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
    """
    parameters = {name: p for name, p in model.named_parameters() if p.requires_grad}
    before = model.training
    model.train()
    try:
        loss = F.cross_entropy(model(images), labels)
    finally:
        model.train(before)
    gradients = torch.autograd.grad(loss, list(parameters.values()), allow_unused=True)
    return {
        name: 0.0 if gradient is None else gradient.norm().item()
        for name, gradient in zip(parameters, gradients, strict=True)
    }


def diagnose(
    model: nn.Module, loader: DataLoader, *, dead: float = 0.5, exploding: float = 100.0
) -> list[Finding]:
    """What is wrong with this network; an empty list if nothing is.

    First the layers whose share of dead units is `dead` or more, in the order of `dead_shares`.
    Then the parameters whose gradient norm on the first batch of the loader is above `exploding`
    or not finite (a comparison with NaN is always False, so ask for that), in the order of
    `gradient_norms`.
    Raises ValueError if the loader holds no example.
    Source: Pascanu, Mikolov and Bengio, arXiv:1211.5063 (exploding gradients).
    """
    findings = [
        Finding("dead", name, share)
        for name, share in dead_shares(model, loader).items()
        if share >= dead
    ]
    images, labels = next(iter(loader))
    return findings + [
        Finding("exploding", name, norm)
        for name, norm in gradient_norms(model, images, labels).items()
        if not norm <= exploding
    ]

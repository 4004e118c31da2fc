"""Milestone 2: set the small weights to zero, and keep them there."""

import torch
from torch import nn

from .data import Images
from .train import fit

Masks = dict[str, torch.Tensor]
"""For each weight tensor, by its name in `named_parameters`: True where a weight stays."""


def weight_tensors(model: nn.Module) -> dict[str, nn.Parameter]:
    """What may be pruned: every parameter with two or more axes, so no bias. Complete."""
    return {name: p for name, p in model.named_parameters() if p.ndim >= 2}


def magnitude_masks(model: nn.Module, sparsity: float) -> Masks:
    """Marks the weights that are smallest in absolute value, over ALL layers together.

    With N numbers in `weight_tensors`, exactly round(sparsity * N) entries are False, whatever
    the ties. A layer with small weights may lose far more than another. The model is left as it
    is. Returns one bool tensor per weight tensor, of its shape.
    Raises ValueError if sparsity is not in 0..1.
    Source: Han, Pool, Tran and Dally, Learning both Weights and Connections for Efficient Neural
    Networks, NeurIPS 2015, section 3 (there one threshold per layer).
    """
    if not 0 <= sparsity <= 1:
        raise ValueError(f"sparsity must lie in 0..1, but it is {sparsity}")
    weights = weight_tensors(model)
    sizes = torch.cat([w.detach().abs().flatten() for w in weights.values()])
    stays = torch.ones(len(sizes), dtype=torch.bool)
    count = round(sparsity * len(sizes))
    if count:
        stays[sizes <= sizes.sort().values[count - 1]] = False
    parts = stays.split([w.numel() for w in weights.values()])
    return {
        name: part.view(w.shape) for (name, w), part in zip(weights.items(), parts, strict=True)
    }


def apply_masks(model: nn.Module, masks: Masks) -> None:
    """Sets every weight whose mask is False to zero, in place and outside of autograd.

    Raises ValueError if `masks` has other names than `weight_tensors`.
    """
    weights = weight_tensors(model)
    if masks.keys() != weights.keys():
        raise ValueError("the masks belong to another model")
    with torch.no_grad():
        for name, weight in weights.items():
            weight.mul_(masks[name])


def sparsity(model: nn.Module) -> float:
    """The share of exact zeros among all numbers in `weight_tensors`, between 0 and 1, a float."""
    weights = weight_tensors(model).values()
    zeros = sum(int((weight == 0).sum()) for weight in weights)
    return zeros / sum(weight.numel() for weight in weights)


def finetune(model: nn.Module, masks: Masks, images: Images, epochs: int, seed: int) -> nn.Module:
    """Prunes the model in place, trains what is left with `fit`, and returns it.

    The masks hold after EVERY step of the optimizer: a gradient, or Adam's memory of one, would
    wake the zeros up again. Train at a rate of 0.002.
    Source: Han et al., as above, section 3.3 (the weights that survive are kept, not drawn anew).
    """
    apply_masks(model, masks)
    return fit(
        model,
        images,
        epochs=epochs,
        seed=seed,
        rate=0.002,
        after_step=lambda: apply_masks(model, masks),
    )


def csr_bytes(weight: torch.Tensor) -> int:
    """The bytes of a weight tensor in compressed sparse row form, with shape[0] rows:

        4 for the value and 2 for the column of each number that is not zero,
        4 for each of the shape[0] + 1 row pointers

    The dense form takes 4 per number, so below about a third of zeros this is no gain at all.
    Returns a plain int. Raises ValueError if the tensor has fewer than two axes, or a row has more
    than 65,536 columns, which two bytes cannot count.
    Source: the format is that of scipy.sparse.csr_array, here with 16-bit columns.
    """
    if weight.ndim < 2 or weight[0].numel() > 65_536:
        raise ValueError(f"a tensor of shape {tuple(weight.shape)} has no such form")
    return 6 * int((weight != 0).sum()) + 4 * (len(weight) + 1)

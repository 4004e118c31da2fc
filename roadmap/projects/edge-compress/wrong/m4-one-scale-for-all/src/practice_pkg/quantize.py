"""Milestone 4: weights in one byte, sums in integers."""

import copy
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def quantize_weight(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Symmetric int8, one scale per output channel (the first axis). For each channel:

        scale = largest |weight| / 127,   q = round(weight / scale), clamped to -127..127

    so that weight is close to q * scale. A channel of zeros gets the scale 1. Rounding is to the
    nearest, ties to even, as torch.round does.
    weight: float32, two or more axes. Returns q, int8, of the same shape, and scale, float32, of
    shape (channels,). The error is at most scale / 2 per weight.
    Raises ValueError if the tensor has fewer than two axes or holds NaN or infinity.
    Source: Jacob et al., Quantization and Training of Neural Networks for Efficient
    Integer-Arithmetic-Only Inference, CVPR 2018, section 2.1, with zero-point 0; per channel:
    Krishnamoorthi, arXiv 1806.08342 (2018).
    """
    if weight.ndim < 2 or not torch.isfinite(weight).all():
        raise ValueError("a weight has two or more axes and finite numbers")
    weight = weight.detach()
    largest = weight.abs().amax().expand(len(weight))
    scale = torch.where(largest > 0, largest / 127, torch.ones_like(largest))
    q = torch.round(weight / scale.view(-1, *(1,) * (weight.ndim - 1)))
    return q.clamp(-127, 127).to(torch.int8), scale


def quantize_activation(x: torch.Tensor) -> tuple[torch.Tensor, float, int]:
    """Asymmetric uint8 for a whole tensor, from the range that it happens to have ("dynamic"):

        low = min(0, smallest x),  high = max(0, largest x)        (0 is always in the range)
        scale = (high - low) / 255                                 (1 if that is 0)
        zero_point = round(-low / scale), clamped to 0..255
        q = round(x / scale) + zero_point, clamped to 0..255

    so that x is close to (q - zero_point) * scale, and 0 is exact.
    x: float32, not empty. Returns q, uint8, of the same shape, scale, a float, and zero_point, an
    int. Raises ValueError if x is empty or holds NaN or infinity.
    Source: the operator DynamicQuantizeLinear, https://onnx.ai/onnx/operators/
    """
    if x.numel() == 0 or not torch.isfinite(x).all():
        raise ValueError("x must hold finite numbers, and at least one")
    x = x.detach()
    low, high = min(0.0, float(x.min())), max(0.0, float(x.max()))
    scale = (high - low) / 255 or 1.0
    zero_point = min(max(round(-low / scale), 0), 255)
    q = (torch.round(x / scale) + zero_point).clamp(0, 255)
    return q.to(torch.uint8), scale, zero_point


def int8_matmul(x: torch.Tensor, q: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """x @ weight.T with the sums in integers, where weight is q * scale.

    `quantize_activation` turns x into (qx, sx, zero). In int32, never in 8 bits, where sums wrap:

        total[i, j] = sum over k of (qx[i, k] - zero) * q[j, k]
        result[i, j] = total[i, j] * sx * scale[j]                 (back to float32)

    x: float32, shape (rows, k). q: int8, shape (channels, k). scale: float32, shape (channels,).
    Returns float32, shape (rows, channels).
    Raises ValueError if the shapes do not fit.
    Source: Jacob et al., as above, section 2.2.
    """
    if x.ndim != 2 or q.ndim != 2 or x.shape[1] != q.shape[1] or scale.shape != q.shape[:1]:
        raise ValueError(f"shapes do not fit: {x.shape}, {q.shape}, {scale.shape}")
    qx, sx, zero = quantize_activation(x)
    total = (qx.to(torch.int32) - zero) @ q.to(torch.int32).T
    return total.to(torch.float32) * (sx * scale)


class Int8Layer(nn.Module):
    """A Conv2d (groups = 1) or Linear whose weights are int8. Complete.

    A convolution is a matrix product as well: `unfold` lays the patch under each filter position
    out as a row. The buffers end up in state_dict, and so in the file.
    """

    def __init__(self, layer: nn.Conv2d | nn.Linear) -> None:
        super().__init__()
        if isinstance(layer, nn.Conv2d) and layer.groups != 1:
            raise ValueError("Int8Layer takes convolutions with groups = 1 only")
        q, scale = quantize_weight(layer.weight)
        bias = torch.zeros(len(q)) if layer.bias is None else layer.bias.detach().clone()
        self.register_buffer("q", q)
        self.register_buffer("scale", scale)
        self.register_buffer("bias", bias)
        self.window = None
        if isinstance(layer, nn.Conv2d):
            names = ("kernel_size", "dilation", "padding", "stride")
            self.window = {name: getattr(layer, name) for name in names}

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        q = self.q.flatten(1)
        if self.window is None:
            return int8_matmul(x, q, self.scale) + self.bias
        n, _, rows, columns = x.shape
        patches = F.unfold(x, **self.window).transpose(1, 2)
        y = int8_matmul(patches.reshape(-1, q.shape[1]), q, self.scale) + self.bias
        size = [self._length(rows, 0), self._length(columns, 1)]
        return y.view(n, -1, len(q)).transpose(1, 2).reshape(n, len(q), *size)

    def _length(self, before: int, axis: int) -> int:
        w = {name: pair[axis] for name, pair in self.window.items()}
        span = w["dilation"] * (w["kernel_size"] - 1) + 1
        return (before + 2 * w["padding"] - span) // w["stride"] + 1


def quantize_model(model: nn.Module) -> nn.Module:
    """A copy of the model, in eval mode, with an `Int8Layer` in place of every Conv2d and Linear.

    Layers may be nested at any depth. A Conv2d with groups other than 1 stays as it is. The model
    that was given is left alone, and the copy shares no memory with it.
    """
    model = copy.deepcopy(model).eval()
    for parent in list(model.modules()):
        for name, layer in list(parent.named_children()):
            dense = isinstance(layer, nn.Conv2d) and layer.groups == 1
            if dense or isinstance(layer, nn.Linear):
                setattr(parent, name, Int8Layer(layer))
    return model


def write_weights(model: nn.Module, path: Path) -> int:
    """Writes the state_dict as an uncompressed .npz file, returns its bytes. Complete."""
    with path.open("wb") as file:
        np.savez(file, **{name: value.numpy() for name, value in model.state_dict().items()})
    return path.stat().st_size

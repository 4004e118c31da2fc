"""Milestone 3: the block that a transformer repeats, with RMSNorm and rotary positions."""

from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .attention import attention, causal_mask, merge_heads, split_heads


class Memory(Protocol):
    """What milestone 5 hands to an attention layer. Complete."""

    def append(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Takes the new keys and values, (n, heads, t, d), and returns all so far."""
        ...


class RMSNorm(nn.Module):
    """x / sqrt(mean(x^2) + eps) * gain, the mean over the last axis.

    No mean is subtracted, and there is no bias. `self.gain` is an nn.Parameter of shape (width,)
    that begins with ones.
    Source: Zhang and Sennrich, Root Mean Square Layer Normalization, arXiv:1910.07467, equation
    4; the eps keeps a vector of zeros at zero.
    """

    def __init__(self, width: int, eps: float = 1e-6) -> None:
        raise NotImplementedError("milestone 3: call super().__init__(), then make the gain")

    def forward(self, x: Tensor) -> Tensor:
        """x: shape (..., width). Returns the same shape."""
        raise NotImplementedError("milestone 3: divide by the root of the mean square")


def rotate(x: Tensor, positions: Tensor, base: float = 10_000.0) -> Tensor:
    """Rotary position embedding (RoPE): turns pairs of entries by angles that grow with position.

    With i = 0 .. d/2 - 1, the pair (x[..., 2 i], x[..., 2 i + 1]) at position p is turned by the
    angle a = p * base^(-2 i / d):
      first  = x[2 i] * cos(a) - x[2 i + 1] * sin(a)
      second = x[2 i] * sin(a) + x[2 i + 1] * cos(a)
    so the product of a query and a key depends on the DISTANCE of their positions alone.
    x: shape (..., t, d). positions: shape (t,), whole numbers. Returns the shape of x.
    Raises ValueError if d is odd or the number of positions is not t.
    Source: Su et al., RoFormer, arXiv:2104.09864, sections 3.2.2 and 3.4.2.
    """
    raise NotImplementedError("milestone 3: turn the pairs of entries")


class SelfAttention(nn.Module):
    """Causal attention with several heads and rotary positions.

    `self.qkv` is nn.Linear(width, 3 * width, bias=False); the three thirds of its output are the
    queries, the keys and the values, in this order. `self.out` is nn.Linear(width, width,
    bias=False). No other parameters. (Milestone 6 looks for these two names.)
    Raises ValueError if width is not a multiple of heads.
    Source: Vaswani et al., arXiv:1706.03762, section 3.2.2; Su et al., arXiv:2104.09864.
    """

    def __init__(self, width: int, heads: int) -> None:
        raise NotImplementedError("milestone 3: two linear layers without bias")

    def forward(self, x: Tensor, positions: Tensor, memory: Memory | None = None) -> Tensor:
        """x: shape (n, t, width). positions: shape (t,). Returns (n, t, width).

        Split all three into heads; rotate the queries and the keys, not the values. If there is a
        memory (from milestone 5 on), then `keys, values = memory.append(keys, values)` follows,
        and there can be more keys than queries. Causal attention, merge, `self.out`.
        """
        raise NotImplementedError("milestone 3: split, rotate, attend, merge")


class Block(nn.Module):
    """h = x + attention(norm(x)), then h + mlp(norm(h)): each part adds to a stream.

    `self.norm1` and `self.norm2` are RMSNorm(width), `self.attention` is SelfAttention, and
    `self.mlp` is an nn.Sequential of nn.Linear(width, 4 * width, bias=False), nn.GELU() and
    nn.Linear(4 * width, width, bias=False).
    Source: Xiong et al., On Layer Normalization in the Transformer Architecture,
    arXiv:2002.04745 (the norm comes first, "pre-LN"); Hendrycks and Gimpel, arXiv:1606.08415.
    """

    def __init__(self, width: int, heads: int) -> None:
        raise NotImplementedError("milestone 3: two norms, an attention, an mlp")

    def forward(self, x: Tensor, positions: Tensor, memory: Memory | None = None) -> Tensor:
        """x: shape (n, t, width). Hands `positions` and `memory` on. Returns (n, t, width)."""
        raise NotImplementedError("milestone 3: add the attention, then add the mlp")

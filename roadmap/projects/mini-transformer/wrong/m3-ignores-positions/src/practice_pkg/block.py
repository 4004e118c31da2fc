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
        super().__init__()
        self.gain = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        """x: shape (..., width). Returns the same shape."""
        return x * torch.rsqrt(x.square().mean(dim=-1, keepdim=True) + self.eps) * self.gain


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
    t, d = x.shape[-2:]
    if d % 2 != 0:
        raise ValueError(f"entries are turned in pairs, but there are {d}")
    if positions.shape != (t,):
        raise ValueError(f"{t} rows and positions of shape {tuple(positions.shape)}")
    rates = base ** (-torch.arange(0, d, 2) / d)
    angles = positions[:, None] * rates
    even, odd = x[..., 0::2], x[..., 1::2]
    cos, sin = angles.cos(), angles.sin()
    turned = torch.stack([even * cos - odd * sin, even * sin + odd * cos], dim=-1)
    return turned.flatten(-2)


class SelfAttention(nn.Module):
    """Causal attention with several heads and rotary positions.

    `self.qkv` is nn.Linear(width, 3 * width, bias=False); the three thirds of its output are the
    queries, the keys and the values, in this order. `self.out` is nn.Linear(width, width,
    bias=False). No other parameters. (Milestone 6 looks for these two names.)
    Raises ValueError if width is not a multiple of heads.
    Source: Vaswani et al., arXiv:1706.03762, section 3.2.2; Su et al., arXiv:2104.09864.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        if width % heads != 0:
            raise ValueError(f"a width of {width} cannot be split into {heads} heads")
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)

    def forward(self, x: Tensor, positions: Tensor, memory: Memory | None = None) -> Tensor:
        """x: shape (n, t, width). positions: shape (t,). Returns (n, t, width).

        Split all three into heads; rotate the queries and the keys, not the values. If there is a
        memory (from milestone 5 on), then `keys, values = memory.append(keys, values)` follows,
        and there can be more keys than queries. Causal attention, merge, `self.out`.
        """
        q, k, v = (split_heads(part, self.heads) for part in self.qkv(x).chunk(3, dim=-1))
        seen = torch.arange(len(positions))
        q, k = rotate(q, seen), rotate(k, seen)
        if memory is not None:
            k, v = memory.append(k, v)
        mixed = attention(q, k, v, causal_mask(q.shape[-2], k.shape[-2]))
        return self.out(merge_heads(mixed))


class Block(nn.Module):
    """h = x + attention(norm(x)), then h + mlp(norm(h)): each part adds to a stream.

    `self.norm1` and `self.norm2` are RMSNorm(width), `self.attention` is SelfAttention, and
    `self.mlp` is an nn.Sequential of nn.Linear(width, 4 * width, bias=False), nn.GELU() and
    nn.Linear(4 * width, width, bias=False).
    Source: Xiong et al., On Layer Normalization in the Transformer Architecture,
    arXiv:2002.04745 (the norm comes first, "pre-LN"); Hendrycks and Gimpel, arXiv:1606.08415.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1 = RMSNorm(width)
        self.attention = SelfAttention(width, heads)
        self.norm2 = RMSNorm(width)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width, bias=False),
            nn.GELU(),
            nn.Linear(4 * width, width, bias=False),
        )

    def forward(self, x: Tensor, positions: Tensor, memory: Memory | None = None) -> Tensor:
        """x: shape (n, t, width). Hands `positions` and `memory` on. Returns (n, t, width)."""
        x = x + self.attention(self.norm1(x), positions, memory)
        return x + self.mlp(self.norm2(x))

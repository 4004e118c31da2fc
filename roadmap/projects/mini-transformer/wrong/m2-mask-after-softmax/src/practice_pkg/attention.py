"""Milestone 2: attention that looks back and never ahead.

House rule for this file: no F.scaled_dot_product_attention and no nn.MultiheadAttention.
"""

import math

import torch
from torch import Tensor


def causal_mask(queries: int, keys: int) -> Tensor:
    """Who may look at whom: shape (queries, keys), torch.bool, True where looking is allowed.

    The queries are the LAST `queries` of `keys` positions, so query i stands at position
    keys - queries + i, and it may look at its own position and at all before it.
    For example causal_mask(2, 4) is [[T, T, T, F], [T, T, T, T]].
    Raises ValueError unless 1 <= queries <= keys.
    Source: Vaswani et al., Attention Is All You Need, arXiv:1706.03762, section 3.2.3.
    """
    if not 1 <= queries <= keys:
        raise ValueError(f"{queries} queries do not fit at the end of {keys} positions")
    return torch.ones(queries, keys, dtype=torch.bool).tril(diagonal=keys - queries)


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    """softmax(q k^T / sqrt(d)) v, the softmax over the keys.

    q: shape (..., tq, d). k: (..., tk, d). v: (..., tk, e). Returns (..., tq, e).
    mask: shape (tq, tk), torch.bool. Where it is False the score becomes -infinity BEFORE the
    softmax, so the weights of what is left add up to 1. None: everything may be seen.
    Raises ValueError if q and k differ in d, k and v in tk, or if some query may look at nothing
    (its softmax would be NaN).
    Source: Vaswani et al., arXiv:1706.03762, equation 1.
    """
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        shapes = tuple(q.shape), tuple(k.shape), tuple(v.shape)
        raise ValueError(f"q, k and v of shapes {shapes} do not fit")
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        if not mask.any(dim=-1).all():
            raise ValueError("the mask leaves a query with nothing to look at")
        return scores.softmax(dim=-1).masked_fill(~mask, 0.0) @ v
    return scores.softmax(dim=-1) @ v


def split_heads(x: Tensor, heads: int) -> Tensor:
    """From (n, t, width) to (n, heads, t, width / heads); head h gets the h-th slice of width.

    Raises ValueError if width is not a multiple of heads.
    Source: Vaswani et al., arXiv:1706.03762, section 3.2.2.
    """
    n, t, width = x.shape
    if width % heads != 0:
        raise ValueError(f"a width of {width} cannot be split into {heads} heads")
    return x.reshape(n, t, heads, width // heads).transpose(1, 2)


def merge_heads(x: Tensor) -> Tensor:
    """The inverse of split_heads: from (n, heads, t, d) to (n, t, heads * d)."""
    n, heads, t, d = x.shape
    return x.transpose(1, 2).reshape(n, t, heads * d)

"""Milestone 3: the norm knows no scale, the rotation knows distances only, the block adds."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from practice_pkg.block import Block, RMSNorm, SelfAttention, rotate

pytestmark = pytest.mark.milestone(3)

seeds = st.integers(0, 10**6)


def normal(seed: int, *shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def close(got: torch.Tensor, want: torch.Tensor, tolerance: float = 1e-5) -> bool:
    return got.shape == want.shape and torch.allclose(got, want, rtol=0, atol=tolerance)


class Notebook:
    """A memory that already holds some positions and writes down what it is given."""

    def __init__(self, keys: torch.Tensor, values: torch.Tensor) -> None:
        self.keys, self.values = keys, values

    def append(self, keys, values):
        self.new_keys, self.new_values = keys, values
        return torch.cat([self.keys, keys], dim=2), torch.cat([self.values, values], dim=2)


@given(seed=seeds, scale=st.floats(1.0, 1000.0))
def test_the_norm_forgets_the_scale_and_keeps_the_direction(seed, scale):
    norm, x = RMSNorm(16), normal(seed, 3, 16) + 2
    got = norm(x)
    root_mean_square = got.square().mean(-1).sqrt()
    assert close(root_mean_square, torch.ones(3), 1e-4), (
        "RMSNorm: afterwards the root of the mean square is 1; the mean of x^2, not of x, not a sum"
    )
    assert close(norm(scale * x), got, 1e-4), "RMSNorm: x and c x have the same norm for c > 0"
    assert close(F.cosine_similarity(got, x), torch.ones(3)), (
        "RMSNorm: the direction changed; no mean is subtracted (that would be LayerNorm)"
    )


def test_the_gain_is_learned_and_scales_each_entry():
    norm, x = RMSNorm(4), normal(0, 2, 3, 4)
    names = {name: tuple(p.shape) for name, p in norm.named_parameters()}
    assert names == {"gain": (4,)}, f"RMSNorm: one nn.Parameter, gain of shape (4,); not {names}"
    plain = norm(x)
    with torch.no_grad():
        norm.gain.copy_(torch.tensor([1.0, 2.0, 3.0, 0.0]))
    assert close(norm(x), plain * norm.gain), "RMSNorm: multiply by the gain at the end"


def test_a_vector_of_zeros_stays_zero():
    got = RMSNorm(4)(torch.zeros(2, 4))
    assert torch.equal(got, torch.zeros(2, 4)), "RMSNorm: add eps inside the root, before dividing"
    tiny = RMSNorm(4, eps=0.25)(torch.full((1, 4), 0.5))
    want = torch.full((1, 4), 0.5 / math.sqrt(0.5))
    assert close(tiny, want), "RMSNorm: sqrt(mean + eps), not sqrt(mean) + eps"


def test_the_pairs_are_turned_by_their_angles():
    x = torch.tensor([[1.0, 0.0, 1.0, 0.0]])
    for position in (0, 1, 5):
        got = rotate(x, torch.tensor([position]))[0]
        a, b = position * 1.0, position * 0.01  # 10,000^0 and 10,000^(-2 / 4)
        want = torch.tensor([math.cos(a), math.sin(a), math.cos(b), math.sin(b)])
        assert close(got, want), (
            f"rotate: at position {position} the pairs (0, 1) and (2, 3) turn by {a} and {b}; "
            f"you have {got.tolist()}"
        )
    got = rotate(torch.tensor([[0.0, 1.0]]), torch.tensor([1]))[0]
    want = torch.tensor([-math.sin(1), math.cos(1)])
    assert close(got, want), "rotate: (0, 1) turns to (-sin a, cos a); look at the signs"


@given(seed=seeds, t=st.integers(1, 5), half=st.integers(1, 4))
def test_a_rotation_keeps_every_length(seed, t, half):
    x = normal(seed, 2, 3, t, 2 * half)
    got = rotate(x, torch.arange(t) + 7)
    assert got.shape == x.shape, f"rotate: the shape is {tuple(got.shape)}, not {tuple(x.shape)}"
    assert close(got.norm(dim=-1), x.norm(dim=-1), 1e-4), "rotate: turning must not change lengths"


@given(seed=seeds, near=st.integers(0, 10), distance=st.integers(0, 10), shift=st.integers(1, 20))
def test_a_product_depends_on_the_distance_alone(seed, near, distance, shift):
    q, k = normal(seed, 1, 8), normal(seed + 1, 1, 8)

    def product(at: int) -> float:
        query, key = torch.tensor([at + distance]), torch.tensor([at])
        return (rotate(q, query) * rotate(k, key)).sum().item()

    assert math.isclose(product(near), product(near + shift), abs_tol=1e-3), (
        "rotate: moving query and key by the same number of positions changed their product"
    )


def test_the_base_is_used():
    got = rotate(torch.tensor([[0.0, 0.0, 1.0, 0.0]]), torch.tensor([2]), base=4.0)[0]
    want = torch.tensor([0.0, 0.0, math.cos(1), math.sin(1)])
    assert close(got, want), "rotate: the angle is p * base^(-2 i / d), here 2 * 4^(-1/2) = 1"


@pytest.mark.parametrize(("d", "positions"), [(3, 2), (4, 3), (4, 1)])
def test_rotations_that_make_no_sense_raise_value_error(refuses, d, positions):
    refuses(
        lambda: rotate(torch.ones(2, d), torch.arange(positions)),
        f"rotate: 2 rows of {d} entries with {positions} positions must raise ValueError",
    )


def heads_of(attention: SelfAttention, x: torch.Tensor, heads: int) -> list[torch.Tensor]:
    """Queries, keys and values from the layer's own weights, as (n, heads, t, d)."""
    n, t, width = x.shape
    parts = F.linear(x, attention.qkv.weight).split(width, dim=-1)
    return [part.view(n, t, heads, width // heads).transpose(1, 2) for part in parts]


def test_attention_with_heads_and_rotations():
    attention, x, positions = SelfAttention(16, 4), normal(0, 2, 5, 16), torch.arange(3, 8)
    got = attention(x, positions)
    names = {name: tuple(p.shape) for name, p in attention.named_parameters()}
    assert names == {"qkv.weight": (48, 16), "out.weight": (16, 16)}, (
        f"SelfAttention: qkv and out, without bias, and nothing else; you have {names}"
    )
    q, k, v = heads_of(attention, x, 4)
    q, k = rotate(q, positions), rotate(k, positions)
    mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    want = F.linear(mixed.transpose(1, 2).reshape(2, 5, 16), attention.out.weight)
    assert close(got, want), (
        "SelfAttention: queries, keys, values in this order; split; rotate q and k by `positions`, "
        "not v; causal attention; merge; out"
    )


def test_a_memory_gets_turned_keys_and_gives_back_more():
    attention, x = SelfAttention(16, 4), normal(1, 2, 3, 16)
    notebook = Notebook(normal(2, 2, 4, 6, 4), normal(3, 2, 4, 6, 4))
    positions = torch.arange(6, 9)
    got = attention(x, positions, notebook)
    q, k, v = heads_of(attention, x, 4)
    assert close(notebook.new_keys, rotate(k, positions)), (
        "SelfAttention: memory.append gets the keys AFTER the rotation, as (n, heads, t, d)"
    )
    assert close(notebook.new_values, v), "SelfAttention: the values are never rotated"
    k, v = notebook.append(rotate(k, positions), v)
    mask = torch.ones(3, 9, dtype=torch.bool).tril(6)
    mixed = F.scaled_dot_product_attention(rotate(q, positions), k, v, attn_mask=mask)
    want = F.linear(mixed.transpose(1, 2).reshape(2, 3, 16), attention.out.weight)
    assert close(got, want), "SelfAttention: attend over ALL keys and values that append returns"


def test_a_width_that_cannot_be_split_raises_value_error(refuses):
    refuses(lambda: SelfAttention(10, 4), "SelfAttention: 10 in 4 heads must raise ValueError")


def test_the_block_adds_to_what_comes_in():
    block, x, positions = Block(16, 4), normal(4, 2, 5, 16), torch.arange(5)
    h = x + block.attention(block.norm1(x), positions)
    want = h + block.mlp(block.norm2(h))
    assert close(block(x, positions), want), (
        "Block: h = x + attention(norm1(x)), then h + mlp(norm2(h)); the second part reads h, not x"
    )
    with torch.no_grad():
        block.attention.out.weight.zero_()
        block.mlp[2].weight.zero_()
    assert torch.equal(block(x, positions), x), (
        "Block: with zero weights at both ends the block is the identity; is x itself added?"
    )


def test_the_block_has_the_parts_of_the_docstring():
    block = Block(16, 4)
    kinds = [type(layer) for layer in block.mlp]
    assert kinds == [nn.Linear, nn.GELU, nn.Linear], f"Block: linear, GELU, linear; not {kinds}"
    got = sum(p.numel() for p in block.parameters())
    assert got == 12 * 16 * 16 + 2 * 16, (
        f"Block(16): 12 * 16^2 weights and two gains of 16 make 3,104, not {got:,}"
    )


@given(seed=seeds, at=st.integers(1, 5))
def test_what_comes_later_never_changes_what_came_before(seed, at):
    block, x, positions = Block(16, 4), normal(seed, 1, 6, 16), torch.arange(6)
    before = block(x, positions)
    x[:, at:] = normal(seed + 1, 1, 6 - at, 16)
    after = block(x, positions)
    assert close(before[:, :at], after[:, :at], 1e-6), (
        f"Block: position {at} and later ones changed, and so did an earlier result"
    )


def test_the_block_hands_the_memory_on():
    block, x = Block(16, 4), normal(5, 1, 2, 16)
    notebook = Notebook(normal(6, 1, 4, 3, 4), normal(7, 1, 4, 3, 4))
    block(x, torch.arange(3, 5), notebook)
    assert hasattr(notebook, "new_keys"), "Block: pass `memory` on to the attention"

"""Milestone 2: your attention is PyTorch's attention, and the future stays out of sight."""

import ast
import math
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from practice_pkg import attention as attention_module
from practice_pkg.attention import attention, causal_mask, merge_heads, split_heads

pytestmark = pytest.mark.milestone(2)

sizes = st.integers(1, 6)
FORBIDDEN = {"scaled_dot_product_attention", "MultiheadAttention", "multi_head_attention_forward"}


def normal(seed: int, *shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def close(got: torch.Tensor, want: torch.Tensor, tolerance: float = 1e-5) -> bool:
    return got.shape == want.shape and torch.allclose(got, want, rtol=0, atol=tolerance)


@given(queries=sizes, before=st.integers(0, 5))
def test_the_mask_lets_everyone_look_back(queries, before):
    keys = before + queries
    got = causal_mask(queries, keys)
    want = [[key <= before + query for key in range(keys)] for query in range(queries)]
    assert got.dtype == torch.bool, f"causal_mask: torch.bool, not {got.dtype}"
    assert got.tolist() == want, (
        f"causal_mask({queries}, {keys}): query i stands at {before} + i and sees up to itself; "
        "with more keys than queries the diagonal moves to the right"
    )


@pytest.mark.parametrize(("queries", "keys"), [(3, 2), (0, 2)])
def test_a_mask_that_makes_no_sense_raises_value_error(refuses, queries, keys):
    refuses(
        lambda: causal_mask(queries, keys),
        f"causal_mask: {queries} queries at the end of {keys} positions, raise ValueError",
    )


@given(seed=st.integers(0, 10**6), tq=sizes, tk=sizes, d=sizes, e=sizes)
def test_attention_equals_pytorchs(seed, tq, tk, d, e):
    q, k = 2 * normal(seed, 2, 3, tq, d), normal(seed + 1, 2, 3, tk, d)
    v = normal(seed + 2, 2, 3, tk, e)
    assert close(attention(q, k, v), F.scaled_dot_product_attention(q, k, v)), (
        "attention: softmax(q k^T / sqrt(d)) v, with d the size of q's last axis and the softmax "
        "over the last axis of the scores"
    )


@given(seed=st.integers(0, 10**6), tq=sizes, before=st.integers(0, 4), d=sizes)
def test_attention_with_a_mask_equals_pytorchs(seed, tq, before, d):
    q, k = 2 * normal(seed, 2, tq, d), normal(seed + 1, 2, before + tq, d)
    v = normal(seed + 2, 2, before + tq, d)
    mask = torch.ones(tq, before + tq, dtype=torch.bool).tril(before)
    want = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    assert close(attention(q, k, v, mask), want), (
        "attention: where the mask is False the SCORE becomes -infinity, before the softmax"
    )


def test_the_weights_add_up_to_one_with_a_mask_too():
    q, k = normal(0, 4, 8), normal(1, 4, 8)
    got = attention(q, k, torch.ones(4, 2), torch.ones(4, 4, dtype=torch.bool).tril())
    assert close(got, torch.ones(4, 2)), (
        "attention: the mean of ones is 1; zeroing weights after the softmax makes it less"
    )


def test_large_scores_stay_finite():
    q = 1000 * normal(0, 4, 8)
    got = attention(q, q, normal(1, 4, 8))
    assert torch.isfinite(got).all(), (
        "attention: exp of a large score overflows; Tensor.softmax subtracts the maximum first"
    )


@given(seed=st.integers(0, 10**6), t=st.integers(2, 6), data=st.data())
def test_what_comes_later_never_changes_what_came_before(seed, t, data):
    at = data.draw(st.integers(1, t - 1))
    q, k, v = normal(seed, t, 4), normal(seed + 1, t, 4), normal(seed + 2, t, 4)
    before = attention(q, k, v, causal_mask(t, t))
    k[at:] += 100
    v[at:] -= 50
    after = attention(q, k, v, causal_mask(t, t))
    assert torch.equal(before[:at], after[:at]), (
        f"the keys and values from position {at} on changed, and so did an earlier result"
    )


@pytest.mark.parametrize(
    ("q", "k", "v"),
    [((3, 4), (3, 5), (3, 4)), ((3, 4), (5, 4), (3, 4)), ((3, 4), (3, 1), (3, 4))],
    ids=str,
)
def test_shapes_that_do_not_fit_raise_value_error(refuses, q, k, v):
    refuses(
        lambda: attention(torch.ones(q), torch.ones(k), torch.ones(v)),
        f"attention: q {q}, k {k} and v {v} do not fit, raise ValueError",
    )


def test_a_query_that_sees_nothing_raises_value_error(refuses):
    x = torch.ones(2, 4)
    mask = torch.tensor([[True, True], [False, False]])
    refuses(
        lambda: attention(x, x, x, mask),
        "attention: the softmax over no key at all is NaN, raise ValueError instead",
    )


def test_a_head_is_a_slice_of_the_width():
    x = normal(0, 2, 5, 12)
    got = split_heads(x, 3)
    assert got.shape == (2, 3, 5, 4), (
        f"split_heads: (2, 5, 12) in 3 heads is (2, 3, 5, 4), not {tuple(got.shape)}"
    )
    for head in range(3):
        assert torch.equal(got[:, head], x[:, :, 4 * head : 4 * head + 4]), (
            f"split_heads: head {head} is the slice {4 * head}:{4 * head + 4} of the last axis; "
            "a reshape alone mixes positions, so transpose afterwards"
        )


def test_merging_undoes_splitting():
    x = normal(1, 2, 5, 12)
    got = merge_heads(split_heads(x, 4))
    assert got.shape == x.shape and torch.equal(got, x), (
        "merge_heads: transpose back first, then reshape"
    )


def test_a_width_that_cannot_be_split_raises_value_error(refuses):
    refuses(
        lambda: split_heads(torch.ones(1, 2, 10), 3),
        "split_heads: 10 is not a multiple of 3, raise ValueError",
    )


def test_the_attention_is_your_own():
    one = torch.ones(1, 1)
    attention(one, one, one)
    tree = ast.parse(Path(attention_module.__file__).read_text(encoding="utf-8"))
    names = {getattr(node, "attr", getattr(node, "id", None)) for node in ast.walk(tree)}
    names |= {
        alias.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for alias in n.names
    }
    assert not names & FORBIDDEN, f"house rule: write it yourself, without {names & FORBIDDEN}"
    assert math.isclose(attention(one, one, 7 * one).item(), 7), "attention: one key, weight 1"

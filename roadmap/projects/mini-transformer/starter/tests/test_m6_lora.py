"""Milestone 6: 3 % of the parameters learn a new task, and the old model is still there."""

import copy

import pytest
import torch
from torch import nn

import trained
from practice_pkg.cache import generate_cached
from practice_pkg.gpt import build_model
from practice_pkg.lora import LoRALinear, add_lora, merge_lora, trained_share
from practice_pkg.task import ALPHABET, ANSWER, PROMPT, complement, examples
from practice_pkg.tokenizer import Tokenizer, encode_batch
from practice_pkg.training import exact_match, train

pytestmark = pytest.mark.milestone(6)


def layer_with_correction(rank: int = 2, alpha: float = 6.0, bias: bool = True) -> LoRALinear:
    layer = LoRALinear(nn.Linear(8, 5, bias=bias), rank, alpha)
    with torch.no_grad():
        layer.b.normal_()
    return layer


def adapters(model: nn.Module) -> list[LoRALinear]:
    return [module for module in model.modules() if isinstance(module, LoRALinear)]


def some_ids(n: int, seed: int = 0) -> torch.Tensor:
    return encode_batch(Tokenizer(ALPHABET), examples(n, seed))


@pytest.fixture(scope="module")
def adapted(seed):
    """The reversing model before, and a copy that has learned the new task with adapters."""
    LoRALinear(nn.Linear(2, 2), 1, 1.0)
    before, _ = trained.reversing(seed)
    model = copy.deepcopy(before)
    torch.manual_seed(seed)
    add_lora(model, rank=4, alpha=8.0)
    train(model, trained.batches(seed, complement), steps=120, peak=1e-2)
    return before, model


def test_a_new_adapter_changes_nothing():
    base, x = nn.Linear(8, 5), torch.rand(3, 8)
    want = base(x)
    layer = LoRALinear(base, 2, 4.0)
    assert torch.equal(layer(x), want), "LoRALinear: b begins with ZEROS, so nothing changes"
    shapes = tuple(layer.a.shape), tuple(layer.b.shape)
    assert shapes == ((2, 8), (5, 2)), f"LoRALinear: a is (2, 8) and b is (5, 2), not {shapes}"
    assert torch.any(layer.a != 0), (
        "LoRALinear: a must NOT be zeros too, or both gradients are 0 for ever"
    )


def test_only_a_and_b_are_trained():
    layer = LoRALinear(nn.Linear(8, 5), 2, 4.0)
    names = {name for name, p in layer.named_parameters() if p.requires_grad}
    assert names == {"a", "b"}, f"LoRALinear: freeze the base; trained are {sorted(names)}"


def test_the_spread_of_a_follows_the_number_of_inputs():
    std = LoRALinear(nn.Linear(400, 50), 20, 1.0).a.std().item()
    assert abs(std - 0.05) < 0.005, f"LoRALinear: a has a spread of 400^-0.5 = 0.05, not {std:.3f}"


def test_the_correction_is_scaled_by_alpha_over_rank():
    layer, x = layer_with_correction(rank=2, alpha=6.0), torch.rand(4, 3, 8)
    want = layer.base(x) + 3.0 * (x @ (layer.b @ layer.a).T)
    assert torch.allclose(layer(x), want, atol=1e-5), (
        "LoRALinear: base(x) + alpha / rank * B A x; here alpha / rank is 3"
    )


@pytest.mark.parametrize("bias", [True, False])
def test_a_merged_layer_is_plain_and_gives_the_same(bias):
    layer, x = layer_with_correction(bias=bias), torch.rand(4, 8)
    weight = layer.base.weight.clone()
    plain = layer.merged()
    assert type(plain) is nn.Linear and plain is not layer.base, "merged: a NEW nn.Linear"
    assert (plain.bias is not None) == bias, "merged: keep the bias, and make none up"
    assert torch.allclose(plain(x), layer(x), atol=1e-5), "merged: W + alpha / rank * B A"
    assert torch.equal(layer.base.weight, weight), "merged: it changed the base"


@pytest.mark.parametrize("rank", [0, 6])
def test_a_rank_that_makes_no_sense_raises_value_error(refuses, rank):
    refuses(
        lambda: LoRALinear(nn.Linear(8, 5), rank, 1.0),
        f"LoRALinear: rank {rank} for a layer of 8 inputs and 5 outputs must raise ValueError",
    )


def test_four_layers_get_an_adapter_and_nothing_else_is_trained():
    model = build_model(0)
    before = model(some_ids(2))
    add_lora(model, rank=4, alpha=8.0)
    assert len(adapters(model)) == 4, (
        f"add_lora: qkv and out of two blocks are 4 layers; found {len(adapters(model))} adapters"
    )
    assert torch.equal(model(some_ids(2)), before), "add_lora: before training nothing changes"
    names = [name for name, p in model.named_parameters() if p.requires_grad]
    assert len(names) == 8 and all(name.endswith((".a", ".b")) for name in names), (
        f"add_lora: freeze EVERY parameter first, then add; trained are {names}"
    )


def test_a_model_without_a_target_raises_value_error(refuses):
    refuses(
        lambda: add_lora(nn.Sequential(nn.Linear(4, 4)), 1, 1.0),
        "add_lora: no layer is named qkv or out here, raise ValueError",
    )


def test_less_than_five_percent_are_trained():
    model = build_model(0)
    assert trained_share(model) == 1, "trained_share: without adapters everything is trained"
    add_lora(model, rank=4, alpha=8.0)
    share = trained_share(model)
    assert abs(share - 3072 / 104_384) < 1e-6, (
        f"trained_share: 3,072 of 104,384 entries, adapters included, are 0.0294, not {share:.4f}"
    )


def test_the_new_task_is_learned(adapted, seed):
    texts = examples(500, seed, complement, held_out=True)
    right = exact_match(adapted[1], Tokenizer(ALPHABET), texts)
    assert right >= 0.98, f"after 120 steps with adapters {right:.3f} are right, below 0.98"


def test_the_old_weights_have_not_moved(adapted):
    before, model = adapted
    old = dict(before.named_parameters())
    new = {name.replace(".base.", "."): p for name, p in model.named_parameters()}
    moved = [name for name, p in old.items() if not torch.equal(p, new[name])]
    assert moved == [], f"add_lora: these weights should be frozen, but they moved: {moved}"


def test_without_the_correction_the_old_task_is_back(adapted, seed):
    before, model = adapted[0], copy.deepcopy(adapted[1])
    with torch.no_grad():
        for adapter in adapters(model):
            adapter.b.zero_()
    ids = some_ids(4, seed)
    assert torch.allclose(model(ids), before(ids), atol=1e-5), (
        "with b = 0 the adapted model must be the old model again"
    )


def test_merging_keeps_the_logits_and_removes_the_adapters(adapted, seed):
    model, ids = copy.deepcopy(adapted[1]), some_ids(4, seed)
    want = model(ids)
    merge_lora(model)
    assert adapters(model) == [], "merge_lora: there are still adapters in the model"
    got = sum(p.numel() for p in model.parameters())
    assert got == 101_312, f"merge_lora: 101,312 parameters as before, not {got:,}"
    assert torch.allclose(model(ids), want, atol=1e-3), "merge_lora: the logits changed"


def test_the_merged_model_writes_with_a_memory(adapted, seed):
    model = copy.deepcopy(adapted[1])
    merge_lora(model)
    tokenizer = Tokenizer(ALPHABET)
    texts = examples(50, seed, complement, held_out=True)
    ids = encode_batch(tokenizer, texts)
    written = generate_cached(model, ids[:, :PROMPT], ANSWER)
    right = (written == ids).all(dim=1).float().mean().item()
    assert right >= 0.9, f"merged and with a memory, {right:.2f} of 50 are right, below 0.9"

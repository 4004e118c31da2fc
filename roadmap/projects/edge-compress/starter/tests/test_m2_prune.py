"""Milestone 2: four of five weights are gone, stay gone, and are hardly missed."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from practice_pkg.data import load_images
from practice_pkg.nets import baseline, student
from practice_pkg.prune import (
    apply_masks,
    csr_bytes,
    finetune,
    magnitude_masks,
    sparsity,
    weight_tensors,
)
from practice_pkg.train import accuracy
from trained import baseline_accuracy, trained_baseline

pytestmark = pytest.mark.milestone(2)


def two_layers() -> nn.Sequential:
    """Weights 1 to 6 with mixed signs, then 10 to 60: the second layer is the larger one."""
    net = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 3))
    with torch.no_grad():
        net[0].weight.copy_(torch.tensor([[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]]))
        net[1].weight.copy_(torch.tensor([[10.0, -20.0], [30.0, -40.0], [50.0, -60.0]]))
    return net


def test_the_smallest_of_all_layers_go():
    masks = magnitude_masks(two_layers(), 0.5)
    assert set(masks) == {"0.weight", "1.weight"}, (
        "magnitude_masks: one mask per weight tensor, by its name; a bias is not pruned"
    )
    assert not masks["0.weight"].any() and masks["1.weight"].all(), (
        "magnitude_masks: half of ALL 12 weights is the whole first layer, not half of each"
    )


def test_the_sign_does_not_matter():
    masks = magnitude_masks(two_layers(), 0.25)
    assert masks["0.weight"].tolist() == [[False, False, False], [True, True, True]], (
        "magnitude_masks: 1, -2 and 3 are the smallest; compare absolute values, False means gone"
    )


def test_masks_fit_the_model_and_leave_it_alone():
    net = baseline(0)
    before = {name: w.detach().clone() for name, w in weight_tensors(net).items()}
    masks = magnitude_masks(net, 0.3)
    for name, weight in weight_tensors(net).items():
        assert masks[name].dtype == torch.bool, "magnitude_masks: the masks are bool tensors"
        assert masks[name].shape == weight.shape, f"magnitude_masks: {name} has another shape"
        assert torch.equal(weight, before[name]), "magnitude_masks: only look, apply_masks sets"


@given(st.floats(0, 1), st.integers(0, 10**6))
def test_exactly_the_right_number_goes(share, seed):
    net = student(seed, 4)
    total = sum(w.numel() for w in weight_tensors(net).values())
    gone = sum(int((~mask).sum()) for mask in magnitude_masks(net, share).values())
    assert gone == round(share * total), (
        f"magnitude_masks: round({share:.3f} * {total}) weights go, not {gone}"
    )


def test_ties_do_not_take_more_than_asked():
    net = nn.Sequential(nn.Linear(10, 10))
    with torch.no_grad():
        net[0].weight.fill_(0.5)
    gone = int((~magnitude_masks(net, 0.3)["0.weight"]).sum())
    assert gone == 30, (
        f"magnitude_masks: 100 equal weights, 30 must go, not {gone}; rank them, no threshold"
    )


def test_apply_masks_sets_zeros_and_nothing_else():
    net = two_layers()
    biases = [net[0].bias.detach().clone(), net[1].bias.detach().clone()]
    apply_masks(net, magnitude_masks(net, 0.25))
    assert net[0].weight.tolist() == [[0.0, 0.0, 0.0], [-4.0, 5.0, -6.0]], (
        "apply_masks: where the mask is False the weight is 0, elsewhere it stays"
    )
    assert torch.equal(net[0].bias, biases[0]), "apply_masks: biases stay as they are"
    assert net[0].weight.requires_grad and net[0].weight.is_leaf, (
        "apply_masks: change the parameter in place under torch.no_grad(), keep it a parameter"
    )


def test_sparsity_counts_zeros_of_weights_alone():
    net = two_layers()
    with torch.no_grad():
        net[0].bias.zero_(), net[1].bias.zero_()
        net[0].weight[0] = 0.0
    got = sparsity(net)
    assert abs(got - 0.25) < 1e-12, (
        f"sparsity: 3 of 12 weights are 0; biases do not count, layers count by size: not {got}"
    )


def test_finetuning_keeps_the_zeros_at_zero():
    net = student(1)
    masks = magnitude_masks(net, 0.6)
    returned = finetune(net, masks, load_images(), epochs=1, seed=0)
    assert returned is net, "finetune: train the model you are given and return it"
    woken = sum(int((w[~masks[n]] != 0).sum()) for n, w in weight_tensors(net).items())
    assert woken == 0, f"finetune: {woken} zeros woke up; apply the masks after EVERY step"


def test_finetuning_trains_what_is_left():
    net, images = student(2), load_images()
    finetune(net, magnitude_masks(net, 0.5), images, epochs=30, seed=0)
    got = accuracy(net, images)
    assert got > 0.6, f"finetune: after pruning call fit; with 30 epochs it scores {got:.2f} only"


def test_eighty_percent_go_at_a_cost_of_two_points_at_most(seed):
    net, images = trained_baseline(seed), load_images()
    finetune(net, magnitude_masks(net, 0.8), images, epochs=3, seed=seed)
    assert abs(sparsity(net) - 0.8) < 1e-3, f"finetune: sparsity is {sparsity(net):.3f}, not 0.8"
    lost = baseline_accuracy(seed) - accuracy(net, images)
    assert lost <= 0.02, f"finetune: {100 * lost:.1f} points lost; did the small weights go?"


def test_bytes_of_the_sparse_form():
    weight = torch.tensor([[0.0, 1.5, 0.0], [2.0, 0.0, -1.0]])
    assert csr_bytes(weight) == 3 * 6 + 3 * 4, (
        "csr_bytes: 3 numbers of 4 + 2 bytes, and 2 + 1 row pointers of 4: 30 bytes"
    )
    assert csr_bytes(torch.zeros(5, 4, 3, 3)) == 24, (
        "csr_bytes: a filter tensor has shape[0] rows; 6 row pointers, nothing else: 24 bytes"
    )


def test_a_few_zeros_save_nothing():
    dense = 4 * 64 * 64
    weight = torch.ones(64, 64)
    weight[:, :16] = 0.0
    assert csr_bytes(weight) > dense, "csr_bytes: with a quarter of zeros it is larger than dense"
    weight[:, :51] = 0.0
    assert csr_bytes(weight) < 0.35 * dense, "csr_bytes: with 80 % zeros it is about a third"


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_out_of_range_raises_value_error(refuses, share):
    refuses(
        lambda: magnitude_masks(student(0), share),
        f"magnitude_masks: a sparsity of {share} must raise ValueError",
    )


def test_what_does_not_fit_raises_value_error(refuses):
    masks = magnitude_masks(student(0), 0.5)
    refuses(
        lambda: apply_masks(baseline(0), masks),
        "apply_masks: masks of another model must raise ValueError",
    )
    refuses(lambda: csr_bytes(torch.ones(4)), "csr_bytes: a vector must raise ValueError")
    refuses(
        lambda: csr_bytes(torch.ones(1, 65_537)),
        "csr_bytes: 65,537 columns do not fit two bytes, raise ValueError",
    )

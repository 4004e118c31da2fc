"""Milestone 1: the costs are counted right, and 17 % of the parameters are enough."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from practice_pkg.data import load_images
from practice_pkg.nets import baseline, student
from practice_pkg.separable import count_macs, count_parameters, separable_conv, slim
from practice_pkg.train import accuracy, fit
from trained import baseline_accuracy

pytestmark = pytest.mark.milestone(1)

channels = st.integers(1, 12)


def test_parameters_are_counted_one_by_one():
    assert count_parameters(nn.Linear(3, 2)) == 8, (
        "count_parameters: a linear layer 3 to 2 has 3 * 2 weights and 2 biases: 8 numbers"
    )
    assert count_parameters(baseline(0)) == 58_314, (
        "count_parameters: the baseline has 58,314; add up numel(), not the number of tensors"
    )


def test_macs_of_single_layers():
    got = count_macs(nn.Linear(64, 10), (64,))
    assert got != 0, (
        "count_macs: 0 for a single Linear; model.modules() includes the model itself, "
        "children() does not"
    )
    assert got == 640, f"count_macs: Linear 64 to 10 takes 640, not {got}"
    assert type(got) is int, (
        f"count_macs: return a plain int, not a {type(got).__name__}; for c_in / groups take //"
    )
    got = count_macs(nn.Conv2d(3, 5, 3, padding=1), (3, 8, 8))
    assert got == 64 * 5 * 27, (
        f"count_macs: 8 * 8 output places, 5 filters of 3 * 3 * 3 numbers: 8640, not {got}"
    )


def test_macs_of_a_kernel_that_is_not_square():
    got = count_macs(nn.Conv2d(2, 4, (3, 1)), (2, 6, 6))
    assert got == 24 * 4 * 6, (
        f"count_macs: 4 * 6 output places, 4 filters of 2 * 3 * 1 numbers: 576, not {got}"
    )


def test_macs_follow_the_output_not_the_input():
    got = count_macs(nn.Conv2d(2, 4, 3, stride=2), (2, 9, 9))
    assert got == 16 * 4 * 18, (
        f"count_macs: with stride 2 and no padding the output is 4 * 4, so 1152 and not {got}"
    )


def test_macs_of_grouped_convolutions_are_fewer():
    got = count_macs(nn.Conv2d(6, 12, 3, padding=1, groups=3), (6, 5, 5))
    assert got == 25 * 12 * 2 * 9, (
        f"count_macs: with 3 groups a filter sees 2 of the 6 channels: 5400, not {got}"
    )


def test_macs_of_nested_networks_add_up():
    assert count_macs(baseline(0)) == 905_728, "count_macs: the baseline takes 905,728 MACs"
    nested = nn.Sequential(nn.Sequential(nn.Sequential(student(0))))
    assert count_macs(nested) == 1184, "count_macs: look into nested modules, model.modules() does"


def test_counting_leaves_no_trace():
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Dropout(0.5)).train()
    model[2].eval()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    first, second = count_macs(model), count_macs(model)
    assert first == second, "count_macs: the second call counts more; remove the hooks"
    assert not any(m._forward_hooks for m in model.modules()), "count_macs: a hook is left"
    assert [m.training for m in model] == [True, True, False], (
        "count_macs: give every module the mode back that it had, not all of them the same"
    )
    same = all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    assert same, "count_macs: run in eval mode, or BatchNorm learns from your zeros"


@given(channels, channels)
def test_a_separable_convolution_keeps_rows_and_columns(c_in, c_out):
    y = separable_conv(c_in, c_out)(torch.zeros(2, c_in, 5, 7))
    assert tuple(y.shape) == (2, c_out, 5, 7), (
        "separable_conv: 3 x 3 needs padding 1, 1 x 1 needs none; then 5 x 7 stays 5 x 7"
    )


@given(channels, channels)
def test_it_needs_the_share_that_the_paper_says(c_in, c_out):
    full = count_macs(nn.Conv2d(c_in, c_out, 3, padding=1), (c_in, 6, 6))
    assert full > 0, "count_macs: 0 for a single Conv2d; model.modules() includes the model itself"
    got = count_macs(separable_conv(c_in, c_out), (c_in, 6, 6))
    assert abs(got / full - (1 / c_out + 1 / 9)) < 1e-9, (
        "separable_conv: its share of the MACs is 1 / c_out + 1 / 9; the first step needs groups"
    )


def test_the_depthwise_step_does_not_mix_channels():
    depthwise = separable_conv(3, 4)[0]
    x = torch.zeros(1, 3, 5, 5)
    before = depthwise(x)
    x[:, 1] = 1.0
    moved = (depthwise(x) - before).abs().amax(dim=(0, 2, 3)) > 0
    assert moved.tolist() == [False, True, False], (
        "separable_conv: in the depthwise step input channel 1 may touch output channel 1 only"
    )
    assert depthwise.bias is None, "separable_conv: the depthwise step has no bias"


def test_slim_keeps_a_quarter_of_the_parameters_at_most():
    net = slim(0)
    assert net(torch.zeros(2, 1, 8, 8)).shape == (2, 10), "slim: 10 logits per image"
    share = count_parameters(net) / count_parameters(baseline(0))
    assert share <= 0.25, f"slim: {share:.0%} of the baseline's parameters; replace two layers"
    assert count_parameters(net) == 10_026, (
        f"slim: {count_parameters(net)} parameters, not 10,026; is the first layer ordinary, and "
        "the depthwise step without bias?"
    )


def test_the_seed_decides_the_weights():
    same = [torch.equal(a, b) for a, b in zip(*(slim(5).parameters() for _ in "ab"), strict=True)]
    assert all(same), "slim: call torch.manual_seed(seed) before the first layer is made"
    first, second = next(slim(5).parameters()), next(slim(6).parameters())
    assert not torch.equal(first, second), "slim: use the seed you are given"


def test_slim_loses_two_points_at_most(seed):
    images = load_images()
    net = fit(slim(seed), images, epochs=12, seed=seed, rate=0.01)
    lost = baseline_accuracy(seed) - accuracy(net, images)
    assert lost <= 0.02, (
        f"slim: it loses {100 * lost:.1f} points; is a ReLU missing, or a layer too many (Softmax)?"
    )


@pytest.mark.parametrize("wrong", [(0, 4), (4, 0)])
def test_no_channels_raise_value_error(refuses, wrong):
    refuses(lambda: separable_conv(*wrong), f"separable_conv{wrong} must raise ValueError")

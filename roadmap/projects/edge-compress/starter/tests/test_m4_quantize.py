"""Milestone 4: a quarter of the bytes, the same answers."""

import numpy as np
import onnxruntime
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper
from torch import nn

from practice_pkg.data import load_images
from practice_pkg.nets import baseline
from practice_pkg.quantize import (
    Int8Layer,
    int8_matmul,
    quantize_activation,
    quantize_model,
    quantize_weight,
    write_weights,
)
from practice_pkg.train import accuracy
from trained import baseline_accuracy, trained_baseline

pytestmark = pytest.mark.milestone(4)

seeds = st.integers(0, 10**6)


def numbers(seed: int, *shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def test_a_weight_by_hand():
    q, scale = quantize_weight(torch.tensor([[1.27, -0.5, 0.106], [0.0, -2.54, 1.0]]))
    assert torch.allclose(scale, torch.tensor([0.01, 0.02])), (
        "quantize_weight: one scale per ROW, largest |weight| / 127: 0.01 and 0.02"
    )
    assert q.dtype == torch.int8, f"quantize_weight: q is int8, not {q.dtype}"
    assert q.tolist() == [[127, -50, 11], [0, -127, 50]], (
        f"quantize_weight: q = round(weight / scale), not {q.tolist()}; do not cut off"
    )


@given(seeds, st.sampled_from([(3, 5), (4, 2, 3, 3), (2, 6, 1)]))
def test_no_weight_is_off_by_more_than_half_a_scale(seed, shape):
    # Channels of very different sizes, which one scale for all could not serve.
    factor = torch.logspace(-3, 3, shape[0]).view(-1, *(1,) * (len(shape) - 1))
    weight = numbers(seed, *shape) * factor
    q, scale = quantize_weight(weight)
    assert q.shape == weight.shape, "quantize_weight: q has the shape of the weight"
    assert tuple(scale.shape) == shape[:1], "quantize_weight: one scale per output channel, axis 0"
    scale = scale.view_as(factor)
    assert ((q * scale - weight).abs() <= scale * 0.5001).all(), (
        "quantize_weight: q * scale is off by more than scale / 2; round to the nearest"
    )
    assert q.min() >= -127, "quantize_weight: symmetric means -127..127; -128 is not used"


def test_a_channel_of_zeros_gets_the_scale_one():
    q, scale = quantize_weight(torch.tensor([[0.0, 0.0], [1.0, 2.0]]))
    assert float(scale[0]) == 1.0, "quantize_weight: a channel of zeros has the scale 1, not 0"
    assert q[0].tolist() == [0, 0], "quantize_weight: zeros stay zeros, without NaN on the way"


def test_an_activation_by_hand():
    q, scale, zero = quantize_activation(torch.tensor([-1.0, 0.0, 0.5, 1.55]))
    assert abs(scale - 0.01) < 1e-6, "quantize_activation: (1.55 - -1) / 255 = 0.01"
    assert zero == 100, f"quantize_activation: zero_point = round(1 / 0.01) = 100, not {zero}"
    assert q.dtype == torch.uint8, f"quantize_activation: q is uint8, not {q.dtype}"
    assert q.tolist() == [0, 100, 150, 255], (
        f"quantize_activation: q = round(x / scale) + zero_point, not {q.tolist()}"
    )


@pytest.mark.parametrize(
    ("values", "want_scale", "want_zero"),
    [([2.55, 1.0], 0.01, 0), ([-2.55, -1.0], 0.01, 255), ([0.0, 0.0], 1.0, 0)],
    ids=["above zero", "below zero", "all zero"],
)
def test_zero_is_always_in_the_range(values, want_scale, want_zero):
    _, scale, zero = quantize_activation(torch.tensor(values))
    assert (round(scale, 6), zero) == (want_scale, want_zero), (
        f"quantize_activation: the range of {values} must include 0: scale {want_scale}, "
        f"zero_point {want_zero}, not {scale:.4f} and {zero}"
    )


@given(seeds, st.floats(-3, 3), st.floats(0.01, 100))
def test_activations_agree_with_onnx_runtime(seed, shift, size):
    x = (numbers(seed, 50) + shift) * size
    q, scale, zero = quantize_activation(x)
    want_q, want_scale, want_zero = oracle().run(None, {"x": x.numpy()})
    assert abs(scale / float(want_scale) - 1) < 1e-5, "quantize_activation: another scale than ORT"
    assert abs(zero - int(want_zero)) <= 1, "quantize_activation: another zero_point than ORT"
    off = np.abs(q.numpy().astype(int) - want_q.astype(int))
    assert off.max() <= 1, (
        "quantize_activation: more than one level away from ONNX Runtime's DynamicQuantizeLinear"
    )


def test_a_product_by_hand():
    # x: scale 0.01, zero_point 100. In integers: -100 * 3 + 155 * 2 = 10, times 0.01 * 0.5.
    x = torch.tensor([[-1.0, 1.55]])
    got = int8_matmul(x, torch.tensor([[3, 2]], dtype=torch.int8), torch.tensor([0.5]))
    assert abs(float(got) - 0.05) < 1e-5, (
        f"int8_matmul: (0 - 100) * 3 + (255 - 100) * 2 = 10, times 0.01 * 0.5, not {float(got):.4f}"
    )


@given(seeds, st.integers(1, 5), st.integers(1, 30), st.integers(1, 6), st.floats(-2, 2))
def test_the_product_is_exact_for_the_quantized_numbers(seed, rows, k, channels, shift):
    x = numbers(seed, rows, k) + shift
    q, scale = quantize_weight(numbers(seed + 1, channels, k))
    got = int8_matmul(x, q, scale)
    assert got.shape == (rows, channels) and got.dtype == torch.float32, (
        "int8_matmul: float32 of shape (rows, channels)"
    )
    qx, sx, zero = quantize_activation(x)
    want = ((qx.double() - zero) * sx) @ (q.double() * scale.double()[:, None]).T
    assert torch.allclose(got.double(), want, rtol=1e-4, atol=1e-4), (
        "int8_matmul: subtract the zero_point, sum in integers, multiply by sx * scale per channel"
    )


def test_long_sums_do_not_wrap_around():
    x = torch.full((1, 2000), 1.0)
    q = torch.full((1, 2000), 127, dtype=torch.int8)
    got = float(int8_matmul(x, q, torch.tensor([1.0])))
    assert abs(got - 254_000) < 1, (
        f"int8_matmul: 2000 * 127 = 254000, not {got:.0f}; 8 bits wrap around, go to int32 first"
    )


@pytest.mark.parametrize(
    "layer",
    [
        nn.Linear(6, 4),
        nn.Conv2d(3, 4, 3, padding=1),
        nn.Conv2d(3, 4, (3, 2), stride=(2, 1), bias=False),
    ],
    ids=["linear", "convolution", "stride"],
)
def test_a_layer_stays_close_to_the_one_it_replaces(layer):
    x = numbers(0, 2, 6) if isinstance(layer, nn.Linear) else numbers(0, 2, 3, 7, 6)
    with torch.no_grad():
        want, got = layer(x), Int8Layer(layer)(x)
    assert got.shape == want.shape, "Int8Layer: the shape of the output changed"
    assert (got - want).abs().max() < 0.05, "quantize_weight and int8_matmul: too far from float32"


def test_quantize_model_replaces_every_dense_layer_at_any_depth():
    depthwise = nn.Conv2d(4, 4, 3, groups=4)
    net = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.Sequential(depthwise, nn.Sequential(nn.Conv2d(4, 2, 1)))
    ).train()
    got = quantize_model(net)
    assert [type(m).__name__ for m in (got[0], got[1][1][0])] == ["Int8Layer"] * 2, (
        "quantize_model: nested layers are replaced as well"
    )
    assert isinstance(got[1][0], nn.Conv2d), "quantize_model: a layer with groups stays as it is"
    assert not got.training, "quantize_model: the copy is in eval mode"
    assert isinstance(net[0], nn.Conv2d) and net.training, (
        "quantize_model: the model you were given has changed; work on a deep copy"
    )
    with torch.no_grad():
        depthwise.weight.zero_()
    assert got[1][0].weight.abs().max() > 0, "quantize_model: the copy shares memory; deepcopy it"


def test_the_file_shrinks_to_thirty_percent(tmp_path):
    net = baseline(0)
    small = write_weights(quantize_model(net), tmp_path / "int8.npz")
    large = write_weights(net, tmp_path / "float.npz")
    assert small <= 0.30 * large, (
        f"quantize_model: {small} of {large} bytes, {small / large:.0%}; is a float copy left?"
    )


def test_int8_loses_one_point_at_most(seed):
    images = load_images()
    lost = baseline_accuracy(seed) - accuracy(quantize_model(trained_baseline(seed)), images)
    assert lost <= 0.01, (
        f"quantize_model: {100 * lost:.1f} points lost; check scales and zero_point"
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: quantize_weight(torch.ones(3)), "quantize_weight: one axis"),
        (lambda: quantize_weight(torch.tensor([[np.nan]])), "quantize_weight: a NaN"),
        (lambda: quantize_activation(torch.ones(0)), "quantize_activation: no numbers"),
        (lambda: quantize_activation(torch.tensor([np.inf])), "quantize_activation: infinity"),
        (
            lambda: int8_matmul(
                torch.ones(2, 3), torch.ones(4, 2, dtype=torch.int8), torch.ones(4)
            ),
            "int8_matmul: 3 columns against 2",
        ),
        (
            lambda: int8_matmul(
                torch.ones(2, 3), torch.ones(4, 3, dtype=torch.int8), torch.ones(1)
            ),
            "int8_matmul: 1 scale for 4 channels",
        ),
    ],
    ids=lambda value: value.replace(":", "") if isinstance(value, str) else "",
)
def test_what_cannot_be_quantized_raises_value_error(refuses, call, fault):
    refuses(call, f"{fault} must raise ValueError")


def oracle() -> onnxruntime.InferenceSession:
    """ONNX Runtime's own DynamicQuantizeLinear."""
    if not _session:
        inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [50])]
        outputs = [
            helper.make_tensor_value_info("q", TensorProto.UINT8, [50]),
            helper.make_tensor_value_info("scale", TensorProto.FLOAT, []),
            helper.make_tensor_value_info("zero", TensorProto.UINT8, []),
        ]
        node = helper.make_node("DynamicQuantizeLinear", ["x"], ["q", "scale", "zero"])
        graph = helper.make_graph([node], "oracle", inputs, outputs)
        opset = [helper.make_opsetid("", 17)]
        model = helper.make_model(graph, opset_imports=opset, ir_version=8)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        _session.append(
            onnxruntime.InferenceSession(
                model.SerializeToString(), options, providers=["CPUExecutionProvider"]
            )
        )
    return _session[0]


_session: list[onnxruntime.InferenceSession] = []

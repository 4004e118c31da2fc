"""Milestone 5: another runtime reads the graph and says the same, to four digits."""

import onnx
import pytest
import torch
from onnx import TensorProto, numpy_helper
from torch import nn

from practice_pkg.data import load_images
from practice_pkg.export import (
    IR_VERSION,
    OPSET,
    largest_gap,
    run_onnx,
    to_onnx,
    weight_initializers,
)
from practice_pkg.nets import baseline, student
from practice_pkg.quantize import quantize_weight
from practice_pkg.separable import slim
from trained import baseline_accuracy, trained_baseline

pytestmark = pytest.mark.milestone(5)


@pytest.fixture(scope="module")
def images() -> torch.Tensor:
    return load_images().x_test[:64]


def head(*layers: nn.Module) -> nn.Sequential:
    """These layers on an 8 x 8 image, then a linear layer to 10 logits."""
    torch.manual_seed(0)
    size = nn.Sequential(*layers, nn.Flatten())(torch.zeros(1, 1, 8, 8)).shape[1]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(size, 10))


def gap_of(model: nn.Module, proto: onnx.ModelProto, x: torch.Tensor) -> float:
    try:
        return largest_gap(model, proto, x)
    except NotImplementedError:
        raise
    except Exception as error:
        hint = "to_onnx: ONNX Runtime cannot run this graph; compare group, axis, pads and names"
        pytest.fail(f"{hint}\n{error}", pytrace=False)


def test_a_float_weight_is_one_initializer():
    weight = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    name, tensors, nodes = weight_initializers("w", weight, False)
    assert (name, [t.name for t in tensors], list(nodes)) == ("w", ["w"], []), (
        "weight_initializers: as float32 there is one initializer `w` and no node"
    )
    assert numpy_helper.to_array(tensors[0]).tolist() == weight.tolist(), (
        "weight_initializers: numpy_helper.from_array(weight as a NumPy array, name)"
    )


def test_an_int8_weight_is_three_initializers_and_a_node():
    weight = torch.tensor([[1.27, -0.5], [0.0, 2.54]])
    name, tensors, nodes = weight_initializers("w", weight, True)
    assert name == "w_float", f"weight_initializers: the layer reads w_float, not {name}"
    values = {t.name: numpy_helper.to_array(t) for t in tensors}
    assert set(values) == {"w_q", "w_scale", "w_zero"}, "weight_initializers: w_q, w_scale, w_zero"
    kinds = {name: value.dtype.name for name, value in values.items()}
    assert kinds == {"w_q": "int8", "w_scale": "float32", "w_zero": "int8"}, (
        f"weight_initializers: q and zero are int8, scale is float32, not {kinds}"
    )
    assert values["w_q"].tolist() == [[127, -50], [0, 127]], "weight_initializers: quantize_weight"
    assert [node.op_type for node in nodes] == ["DequantizeLinear"], (
        "weight_initializers: one node, DequantizeLinear"
    )
    axis = {a.name: a.i for a in nodes[0].attribute}.get("axis", 1)
    assert axis == 0, "weight_initializers: scales belong to axis 0; ONNX takes 1 if not told"


def test_the_graph_is_a_chain_of_the_layers():
    proto = to_onnx(baseline(0))
    ops = [node.op_type for node in proto.graph.node]
    want = "Conv Relu MaxPool Conv Relu Conv Relu MaxPool Flatten Gemm".split()
    assert ops == want, f"to_onnx: one node per layer, in order, not {ops}"


def test_names_shapes_and_an_open_batch_size():
    graph = to_onnx(student(0)).graph
    for value, name, shape in (
        (graph.input, "image", ["batch", 1, 8, 8]),
        (graph.output, "logits", ["batch", 10]),
    ):
        assert [v.name for v in value] == [name], f"to_onnx: the name is {name}"
        dims = value[0].type.tensor_type.shape.dim
        got = [dim.dim_param or dim.dim_value for dim in dims]
        assert got == shape, f"to_onnx: the shape of {name} is {shape}, not {got}"
        assert value[0].type.tensor_type.elem_type == TensorProto.FLOAT, f"to_onnx: {name} is float"


def test_an_older_runtime_can_read_it():
    proto = to_onnx(student(0))
    assert proto.ir_version == IR_VERSION, (
        f"to_onnx: ir_version is {proto.ir_version}; pass ir_version=IR_VERSION to make_model"
    )
    assert [(o.domain, o.version) for o in proto.opset_import] == [("", OPSET)], (
        "to_onnx: opset_imports=[make_opsetid('', OPSET)], or the newest one is taken"
    )
    onnx.checker.check_model(proto)


@pytest.mark.parametrize("net", [baseline, slim, student], ids=lambda net: net.__name__)
def test_untrained_networks_agree_with_onnx_runtime(net, images):
    model = net(1)
    gap = gap_of(model, to_onnx(model), images)
    assert gap <= 1e-4, f"to_onnx: {net.__name__} differs by {gap:.2g}; check groups and transB"


def test_the_trained_network_agrees_on_64_images(seed, images):
    model = trained_baseline(seed)
    gap = gap_of(model, to_onnx(model), images)
    assert gap <= 1e-4, f"to_onnx: logits differ by {gap:.2g}; 1e-4 is allowed"


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv2d(1, 3, (3, 5), padding=(0, 2)),
        nn.Conv2d(1, 3, (5, 3), padding=(2, 0), stride=(1, 2)),
        nn.Conv2d(1, 3, 3, dilation=2, bias=False),
        nn.MaxPool2d((2, 1)),
        nn.MaxPool2d(3, stride=1),
    ],
    ids=["padding", "stride", "dilation", "window", "pool stride"],
)
def test_every_option_of_a_layer_reaches_the_graph(layer, images):
    model = head(layer)
    gap = gap_of(model, to_onnx(model), images)
    assert gap <= 1e-4, (
        f"to_onnx: {layer} differs by {gap:.2g}; pads are [rows, columns, rows, columns] in ONNX"
    )


def test_one_image_gives_what_it_gives_among_others(images):
    proto = to_onnx(student(2))
    alone, together = run_onnx(proto, images[:1]), run_onnx(proto, images)
    assert alone.shape == (1, 10), "to_onnx: the batch size must stay open"
    assert abs(alone[0] - together[0]).max() < 1e-5, "to_onnx: an image depends on its neighbors"


def test_the_int8_file_is_thirty_percent_of_the_float_one():
    model = baseline(0)
    small = len(to_onnx(model, int8=True).SerializeToString())
    large = len(to_onnx(model).SerializeToString())
    assert small <= 0.30 * large, (
        f"to_onnx: int8 takes {small} of {large} bytes, {small / large:.0%}; weights twice in it?"
    )


def test_the_int8_graph_computes_with_the_rounded_weights(images):
    model = slim(3)
    proto = to_onnx(model, int8=True)
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                q, scale = quantize_weight(layer.weight)
                layer.weight.copy_(q * scale.view(-1, *(1,) * (q.ndim - 1)))
    gap = gap_of(model, proto, images)
    assert gap <= 1e-4, f"to_onnx: int8 differs by {gap:.2g} from a model with weights q * scale"


def test_int8_costs_one_point_at_most(seed):
    data = load_images()
    named = run_onnx(to_onnx(trained_baseline(seed), int8=True), data.x_test).argmax(1)
    lost = baseline_accuracy(seed) - float((torch.tensor(named) == data.y_test).float().mean())
    assert lost <= 0.01, f"to_onnx: {100 * lost:.1f} points lost; is the scale per channel?"


def test_the_gap_is_found_where_there_is_one(refuses, images):
    model = student(0)
    proto = to_onnx(model)
    with torch.no_grad():
        model[3].bias[4] -= 0.5
    gap = largest_gap(model, proto, images)
    assert type(gap) is float, "largest_gap: a plain float"
    assert abs(gap - 0.5) < 1e-4, (
        f"largest_gap: one logit is 0.5 lower now, so the gap is 0.5 and not {gap:.3f}; use abs"
    )
    other = nn.Sequential(nn.Flatten(), nn.Linear(64, 1))
    refuses(
        lambda: largest_gap(other, proto, images),
        "largest_gap: 1 logit against 10 would be stretched by NumPy, raise ValueError",
    )


def test_exporting_changes_nothing():
    model = baseline(4).train()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    to_onnx(model, int8=True)
    same = all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    assert same and model.training, "to_onnx: the model must be left as it is"


@pytest.mark.parametrize("layer", [nn.Sigmoid(), nn.MaxPool2d(2, padding=1)], ids=str)
def test_layers_without_a_node_raise_value_error(refuses, layer):
    refuses(lambda: to_onnx(head(layer)), f"to_onnx: {layer} has no node here, raise ValueError")

"""Milestone 5: write the network down as an ONNX graph, node by node."""

from collections.abc import Iterator

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from .nets import INPUT_SHAPE
from .quantize import quantize_weight

OPSET = 17
IR_VERSION = 8
"""Written into the model. helper.make_model would take the newest ones that the installed onnx
knows, and an older runtime on the device then refuses the file."""


def layers_in_order(model: nn.Module) -> Iterator[nn.Module]:
    """The layers of a Sequential one after the other, those of nested ones included. Complete."""
    for layer in model:
        if isinstance(layer, nn.Sequential):
            yield from layers_in_order(layer)
        else:
            yield layer


def weight_initializers(
    name: str, weight: torch.Tensor, int8: bool
) -> tuple[str, list[onnx.TensorProto], list[onnx.NodeProto]]:
    """How a weight gets into the graph, and under which name a layer can read it.

    int8 is False: one float32 initializer called `name`; no node; read it as `name`.
    int8 is True: `quantize_weight` gives q and scale. Initializers `name`_q (int8), `name`_scale
    (float32, shape (channels,)) and `name`_zero (int8 zeros, shape (channels,)), and one node
    DequantizeLinear(q, scale, zero) with axis = 0 that gives `name`_float; read it as `name`_float.
    Returns the name to read, the initializers, the nodes.
    Source: https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html
    """
    if not int8:
        return name, [_tensor(name, weight)], []
    q, scale = quantize_weight(weight)
    inputs = [f"{name}_q", f"{name}_scale", f"{name}_zero"]
    values = [q, scale, torch.zeros(len(q), dtype=torch.int8)]
    node = helper.make_node("DequantizeLinear", inputs, [f"{name}_float"], axis=0)
    tensors = [_tensor(n, value) for n, value in zip(inputs, values, strict=True)]
    return f"{name}_float", tensors, [node]


def to_onnx(model: nn.Sequential, *, int8: bool = False) -> onnx.ModelProto:
    """The model as an ONNX graph of the layers in `layers_in_order`:

        Conv2d     Conv       kernel_shape, strides, dilations, group, pads = [rows, columns] twice
        Linear     Gemm       transB = 1, since PyTorch stores the weight as (out, in)
        ReLU       Relu
        MaxPool2d  MaxPool    kernel_shape, strides (padding 0 only)
        Flatten    Flatten    axis = 1

    Input "image", float32, shape ("batch", *INPUT_SHAPE); output "logits", float32,
    ("batch", classes); the batch size stays open. Weights go in through `weight_initializers`,
    biases as float32; a layer without a bias has no bias input. Set OPSET and IR_VERSION, and call
    onnx.checker.check_model on the result. The model is left as it is.
    Raises ValueError, naming the type, if a layer is none of these.
    Source: https://onnx.ai/onnx/operators/ and https://onnx.ai/onnx/intro/python.html
    """
    nodes, tensors, current, classes = [], [], "image", None
    for i, layer in enumerate(layers_in_order(model)):
        inputs, output = [current], f"layer{i}"
        if isinstance(layer, nn.Conv2d | nn.Linear):
            weight, values, dequantize = weight_initializers(f"weight{i}", layer.weight, int8)
            tensors += values
            nodes += dequantize
            inputs.append(weight)
            if layer.bias is not None:
                tensors.append(_tensor(f"bias{i}", layer.bias))
                inputs.append(f"bias{i}")
            classes = len(layer.weight)
        nodes.append(_node(layer, inputs, output))
        current = output
    nodes[-1].output[0] = "logits"
    graph = helper.make_graph(
        nodes,
        "digits",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", *INPUT_SHAPE])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", classes])],
        initializer=tensors,
    )
    opset = [helper.make_opsetid("", OPSET)]
    proto = helper.make_model(graph, opset_imports=opset, ir_version=IR_VERSION)
    onnx.checker.check_model(proto)
    return proto


def run_onnx(proto: onnx.ModelProto, x: torch.Tensor) -> np.ndarray:
    """The logits that ONNX Runtime computes on one CPU thread, shape (n, classes). Complete."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        proto.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return session.run(["logits"], {"image": x.numpy()})[0]


def largest_gap(model: nn.Module, proto: onnx.ModelProto, x: torch.Tensor) -> float:
    """The largest |logit of PyTorch - logit of ONNX Runtime| over the images x, a plain float.

    Run the model in eval mode and without gradients.
    Raises ValueError if the two results have different shapes.
    """
    model.eval()
    with torch.no_grad():
        want = model(x).numpy()
    got = run_onnx(proto, x)
    if want.shape != got.shape:
        raise ValueError(f"PyTorch gives {want.shape} and ONNX Runtime {got.shape}")
    return float(np.max(np.abs(want - got)))


def _tensor(name: str, value: torch.Tensor) -> onnx.TensorProto:
    return numpy_helper.from_array(value.detach().numpy(), name)


def _pair(value: int | tuple[int, int]) -> list[int]:
    return [value, value] if isinstance(value, int) else list(value)


def _node(layer: nn.Module, inputs: list[str], output: str) -> onnx.NodeProto:
    match layer:
        case nn.Conv2d():
            return helper.make_node(
                "Conv",
                inputs,
                [output],
                kernel_shape=layer.kernel_size,
                strides=layer.stride,
                dilations=layer.dilation,
                group=layer.groups,
                pads=2 * layer.padding,
            )
        case nn.Linear():
            return helper.make_node("Gemm", inputs, [output], transB=1)
        case nn.ReLU():
            return helper.make_node("Relu", inputs, [output])
        case nn.MaxPool2d(padding=0):
            return helper.make_node(
                "MaxPool",
                inputs,
                [output],
                kernel_shape=_pair(layer.kernel_size),
                strides=_pair(layer.stride),
            )
        case nn.Flatten():
            return helper.make_node("Flatten", inputs, [output], axis=1)
        case _:
            raise ValueError(f"no ONNX node for {type(layer).__name__}")

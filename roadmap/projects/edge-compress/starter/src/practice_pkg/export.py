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
    raise NotImplementedError("milestone 5: one initializer, or three and a DequantizeLinear")


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
    raise NotImplementedError("milestone 5: one node per layer, fed by the one before")


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
    raise NotImplementedError("milestone 5: run both, subtract")

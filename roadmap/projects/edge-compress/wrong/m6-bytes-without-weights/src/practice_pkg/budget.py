"""Milestone 6: what a graph costs on a device, and a gate that says no."""

import math
from dataclasses import dataclass

import onnx
from onnx import numpy_helper, shape_inference

from .nets import INPUT_SHAPE


@dataclass(frozen=True)
class Cost:
    """What one node costs for one image. Complete."""

    op: str
    """Its type in ONNX: Conv, Gemm, Relu, MaxPool or Flatten."""
    macs: int
    """Multiply-accumulates."""
    weight_bytes: int
    """Weights and bias as they are stored."""
    activation_bytes: int
    """Its input and its output, float32, which must be in memory at the same time."""


@dataclass(frozen=True)
class Device:
    """A processor, by the two numbers that limit it. Complete."""

    macs_per_second: float
    bytes_per_second: float


@dataclass(frozen=True)
class Budget:
    """What the device has room for; None is no limit. Complete. 1 KB is 1,000 bytes here."""

    max_bytes: int | None = None
    """Size of the file."""
    max_macs: int | None = None
    """Per image."""
    max_peak: int | None = None
    """Bytes of activations at the worst moment."""


def shapes_for_one_image(proto: onnx.ModelProto) -> dict[str, tuple[int, ...]]:
    """The shape of every activation and weight, by name, with a batch size of 1. Complete."""
    proto = onnx.ModelProto.FromString(proto.SerializeToString())
    sizes = proto.graph.input[0].type.tensor_type.shape.dim
    for size, value in zip(sizes, (1, *INPUT_SHAPE), strict=True):
        size.dim_value = value
    # The open batch size of the output would contradict the 1 that is inferred for it.
    proto.graph.output[0].type.tensor_type.shape.dim[0].dim_value = 1
    graph = shape_inference.infer_shapes(proto, strict_mode=True, data_prop=True).graph
    shapes = {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}
    for value in (*graph.input, *graph.value_info, *graph.output):
        dims = value.type.tensor_type.shape.dim
        shapes[value.name] = tuple(dim.dim_value for dim in dims)
    return shapes


def costs(proto: onnx.ModelProto) -> list[Cost]:
    """One Cost per node in the order of the graph, DequantizeLinear left out.

    MACs: for Conv the numbers in the output times the numbers in one filter, which is one entry of
    the weight's first axis; for Gemm (transB = 1) likewise; 0 for all others.
    Weight bytes: of every initializer that the node reads, or that a DequantizeLinear reads which
    made its weight, the number of entries times the bytes of one (numpy_helper.to_array(t).nbytes).
    Activation bytes: 4 for each number in its first input and in its output.
    Source: Howard et al., MobileNets, arXiv 1704.04861 (2017), section 3.1, for the MACs.
    """
    shapes = shapes_for_one_image(proto)
    stored = {t.name: numpy_helper.to_array(t).nbytes for t in proto.graph.initializer}
    rows = []
    for node in proto.graph.node:
        weight_bytes = sum(stored.get(name, 0) for name in node.input)
        if node.op_type == "DequantizeLinear":
            stored[node.output[0]] = weight_bytes
            continue
        inputs, output = shapes[node.input[0]], shapes[node.output[0]]
        macs = 0
        if node.op_type in ("Conv", "Gemm"):
            macs = math.prod(output) * math.prod(shapes[node.input[1]][1:])
        rows.append(
            Cost(node.op_type, macs, weight_bytes, 4 * (math.prod(inputs) + math.prod(output)))
        )
    return rows


def peak_activation_bytes(rows: list[Cost]) -> int:
    """The activation memory of the hungriest node; in a chain nothing else has to be kept.

    Raises ValueError if there are no rows.
    Source: Lin et al., MCUNet: Tiny Deep Learning on IoT Devices, NeurIPS 2020, where the peak
    decides what fits.
    """
    if not rows:
        raise ValueError("a graph without nodes has no peak")
    return max(row.activation_bytes for row in rows)


def seconds_at_least(row: Cost, device: Device) -> float:
    """The roofline: a node can be no faster than its arithmetic and no faster than its memory.

        max(macs / macs_per_second, (weight_bytes + activation_bytes) / bytes_per_second)

    Fewer MACs do not help a node that waits for memory. Returns a plain float, in seconds.
    Raises ValueError if a number of the device is not above 0.
    Source: Williams, Waterman and Patterson, Roofline: An Insightful Visual Performance Model for
    Multicore Architectures, Communications of the ACM 52 (2009).
    """
    if not (device.macs_per_second > 0 and device.bytes_per_second > 0):
        raise ValueError(f"a device needs speeds above 0: {device}")
    moved = row.activation_bytes
    return max(row.macs / device.macs_per_second, moved / device.bytes_per_second)


def violations(proto: onnx.ModelProto, budget: Budget) -> list[str]:
    """One line for each limit that the graph exceeds, in the order size, MACs, peak:

        size: 234219 bytes, the limit is 100000
        MACs: 905728 per image, the limit is 200000
        peak: 16384 bytes of activations, the limit is 12000

    The size is the length of SerializeToString(), which is what the file holds. Reaching a limit
    exactly is allowed. Every limit is looked at, not only the first that is exceeded. Returns []
    if there is nothing to say.
    """
    rows = costs(proto)
    found = [
        ("size", len(proto.SerializeToString()), budget.max_bytes, "bytes"),
        ("MACs", sum(row.macs for row in rows), budget.max_macs, "per image"),
        ("peak", peak_activation_bytes(rows), budget.max_peak, "bytes of activations"),
    ]
    return [
        f"{name}: {value} {unit}, the limit is {limit}"
        for name, value, limit, unit in found
        if limit is not None and value > limit
    ]

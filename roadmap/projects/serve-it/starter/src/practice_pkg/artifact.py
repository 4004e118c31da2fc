"""Where the model files come from, complete: scikit-learn weights, written down as an ONNX graph.

An exporter would do the same behind your back. Built by hand, the file has no surprises: one input
`pixels` of shape (N, 64), one output `probabilities` of shape (N, 10), both float32, and a chain
of scale, matrix product, Relu, matrix product, Softmax in between.
Source: the operators' pages at https://onnx.ai/onnx/operators/ and onnx.helper's own reference.
"""

import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from .data import BRIGHTEST, CLASSES, PIXELS, load_digits

VERSIONS = ("stable", "canary")

Layer = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Weights of shape (inputs, outputs) and biases of shape (outputs,)."""


def onnx_network(layers: Sequence[Layer]) -> onnx.ModelProto:
    """The network softmax(... relu(pixels / 16 @ W + b) ... @ W + b) as an ONNX model.

    The opset (17) and the file version (8) are ones that every ONNX Runtime since 1.17 reads;
    onnx itself would choose its newest, and older runtimes would refuse the file.
    """
    constants = [numpy_helper.from_array(np.float32(1 / BRIGHTEST), "scale")]
    nodes = [helper.make_node("Mul", ["pixels", "scale"], ["layer0"])]
    for i, (weights, bias) in enumerate(layers):
        constants.append(numpy_helper.from_array(np.asarray(weights, np.float32), f"W{i}"))
        constants.append(numpy_helper.from_array(np.asarray(bias, np.float32), f"b{i}"))
        last = i == len(layers) - 1
        product = "scores" if last else f"product{i}"
        nodes.append(helper.make_node("Gemm", [f"layer{i}", f"W{i}", f"b{i}"], [product]))
        if not last:
            nodes.append(helper.make_node("Relu", [product], [f"layer{i + 1}"]))
    nodes.append(helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1))
    graph = helper.make_graph(
        nodes,
        "digits",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["N", PIXELS])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", CLASSES])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def train(version: str):
    """The scikit-learn model behind a version; it takes pixels divided by 16.

    stable: logistic regression. canary: a network with one hidden layer of 32.
    """
    if version not in VERSIONS:
        raise ValueError(f"version must be one of {VERSIONS}, not {version!r}")
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier

    digits = load_digits()
    if version == "stable":
        model = LogisticRegression(max_iter=500)
    else:
        model = MLPClassifier(
            (32,), batch_size=64, max_iter=30, random_state=0, n_iter_no_change=30
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # 30 passes are enough here
        return model.fit(digits.X / BRIGHTEST, digits.y)


def layers_of(model) -> list[Layer]:
    """The weights of a model that `train` made."""
    if hasattr(model, "coefs_"):
        return list(zip(model.coefs_, model.intercepts_, strict=True))
    return [(model.coef_.T, model.intercept_)]


def write_models(folder: Path) -> list[Path]:
    """Train both versions and write `stable.onnx` and `canary.onnx`. Returns the two paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for version in VERSIONS:
        path = folder / f"{version}.onnx"
        path.write_bytes(onnx_network(layers_of(train(version))).SerializeToString())
        paths.append(path)
    return paths

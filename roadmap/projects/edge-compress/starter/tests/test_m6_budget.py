"""Milestone 6: the costs of a graph, and a build that fails when they are too high."""

import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.__main__ import main
from practice_pkg.budget import (
    Budget,
    Cost,
    Device,
    costs,
    peak_activation_bytes,
    seconds_at_least,
    violations,
)
from practice_pkg.export import to_onnx
from practice_pkg.nets import baseline, student
from practice_pkg.separable import count_macs, slim

pytestmark = pytest.mark.milestone(6)

sizes = st.integers(0, 10**6)


@pytest.fixture(scope="module")
def graph() -> onnx.ModelProto:
    return to_onnx(baseline(0))


def test_the_costs_of_the_student_by_hand():
    got = costs(to_onnx(student(0)))
    assert got == [
        Cost("Flatten", 0, 0, 4 * (64 + 64)),
        Cost("Gemm", 64 * 16, 4 * (64 * 16 + 16), 4 * (64 + 16)),
        Cost("Relu", 0, 0, 4 * (16 + 16)),
        Cost("Gemm", 16 * 10, 4 * (16 * 10 + 10), 4 * (16 + 10)),
    ], "costs: Flatten, Gemm, Relu, Gemm; bytes of weights AND bias; input and output times 4"


def test_the_costs_of_a_convolution(graph):
    second = [row for row in costs(graph) if row.op == "Conv"][1]
    assert second.macs == 16 * 64 * 32 * 9, (
        f"costs: 4 * 4 places, 64 filters of 32 * 3 * 3 numbers: 294912 MACs, not {second.macs}"
    )
    assert second.weight_bytes == 4 * (64 * 32 * 9 + 64), "costs: 18,496 numbers of 4 bytes"
    assert second.activation_bytes == 4 * (32 * 16 + 64 * 16), (
        "costs: 32 channels of 4 * 4 go in, 64 of 4 * 4 come out, 4 bytes each, one image"
    )


@pytest.mark.parametrize("net", [baseline, slim, student], ids=lambda net: net.__name__)
def test_the_graph_and_the_network_have_the_same_macs(net):
    rows = costs(to_onnx(net(0)))
    got, want = sum(row.macs for row in rows), count_macs(net(0))
    assert got == want, (
        f"costs: {got} MACs in the graph, {want} in PyTorch; weight.shape[1:] knows the groups"
    )


@pytest.mark.parametrize("net", [baseline, slim], ids=lambda net: net.__name__)
def test_int8_weights_are_counted_as_they_are_stored(net):
    model = net(0)
    wide, narrow = costs(to_onnx(model)), costs(to_onnx(model, int8=True))
    assert [row.op for row in narrow] == [row.op for row in wide], (
        "costs: DequantizeLinear runs once, when the file is loaded; leave it out"
    )
    assert [row.macs for row in narrow] == [row.macs for row in wide], (
        "costs: int8 weights do not change the MACs"
    )
    stored = sum(row.weight_bytes for row in narrow)
    initializers = to_onnx(model, int8=True).graph.initializer
    want = sum(onnx.numpy_helper.to_array(tensor).nbytes for tensor in initializers)
    assert stored == want, (
        f"costs: {want} bytes of initializers are stored, you count {stored}; follow w_float back"
    )


@given(st.lists(st.builds(Cost, st.just("Relu"), sizes, sizes, sizes), min_size=1, max_size=6))
def test_the_peak_is_the_hungriest_node(rows):
    assert peak_activation_bytes(rows) == max(row.activation_bytes for row in rows), (
        "peak_activation_bytes: activations of one node after the other, so the largest, no sum"
    )


def test_the_peak_of_the_baseline(refuses, graph):
    peak = peak_activation_bytes(costs(graph))
    assert peak == 16_384, f"the first Relu holds 2 * 32 * 8 * 8 numbers: 16384 bytes, not {peak}"
    refuses(lambda: peak_activation_bytes([]), "peak_activation_bytes: no rows, raise ValueError")


def test_the_roofline_has_two_sides():
    device = Device(macs_per_second=1000.0, bytes_per_second=100.0)
    assert abs(seconds_at_least(Cost("Conv", 5000, 10, 20), device) - 5.0) < 1e-12, (
        "seconds_at_least: 5000 MACs take 5 s and 30 bytes 0.3 s; the slower one counts"
    )
    assert abs(seconds_at_least(Cost("Relu", 0, 10, 20), device) - 0.3) < 1e-12, (
        "seconds_at_least: no MACs, but 10 + 20 bytes must move: 0.3 s; weights count, too"
    )


def test_fewer_macs_are_not_faster_where_memory_is_slow():
    slow = Device(macs_per_second=1e9, bytes_per_second=1e6)
    full = [row for row in costs(to_onnx(baseline(0))) if row.op == "Conv"][1]
    depthwise = [row for row in costs(to_onnx(slim(0))) if row.op == "Conv"][1]
    saved = full.macs / depthwise.macs
    gained = seconds_at_least(full, slow) / seconds_at_least(depthwise, slow)
    assert gained < saved / 3, (
        f"seconds_at_least: {saved:.0f} times fewer MACs cannot be {gained:.0f} times faster here"
    )


@pytest.mark.parametrize("device", [Device(0.0, 1.0), Device(1.0, 0.0), Device(-1.0, 1.0)])
def test_a_device_that_stands_still_raises_value_error(refuses, device):
    refuses(
        lambda: seconds_at_least(Cost("Relu", 1, 1, 1), device),
        f"seconds_at_least: {device} must raise ValueError",
    )


def test_a_graph_within_its_budget_has_no_violations(graph):
    size = len(graph.SerializeToString())
    assert violations(graph, Budget()) == [], "violations: None is no limit"
    exact = Budget(max_bytes=size, max_macs=905_728, max_peak=16_384)
    assert violations(graph, exact) == [], (
        "violations: reaching a limit exactly is allowed; the size is len(SerializeToString())"
    )


def test_every_limit_that_is_exceeded_is_named(graph):
    size = len(graph.SerializeToString())
    got = violations(graph, Budget(max_bytes=size - 1, max_macs=905_727, max_peak=16_383))
    assert got == [
        f"size: {size} bytes, the limit is {size - 1}",
        "MACs: 905728 per image, the limit is 905727",
        "peak: 16384 bytes of activations, the limit is 16383",
    ], f"violations: one line each for size, MACs and peak, in this form, not {got}"
    only = violations(graph, Budget(max_macs=0))
    assert only == ["MACs: 905728 per image, the limit is 0"], (
        f"violations: a limit of 0 is a limit, unlike None; expected the MACs alone, not {only}"
    )


@pytest.mark.parametrize(
    ("limits", "code", "word"),
    [
        (["--max-bytes", "300000", "--max-macs", "1000000"], 0, ""),
        (["--max-bytes", "100000"], 1, "size"),
        (["--max-macs", "200000"], 1, "MACs"),
        (["--max-peak", "12000"], 1, "peak"),
    ],
    ids=["within", "size", "MACs", "peak"],
)
def test_the_command_fails_the_build(tmp_path, capsys, graph, limits, code, word):
    path = tmp_path / "model.onnx"
    onnx.save(graph, path)
    got = main(["budget", str(path), *limits])
    printed = capsys.readouterr()
    assert got == code, f"budget {' '.join(limits)}: exit code {got}, not {code}. {printed.err}"
    assert word in printed.err, f"budget: the limit that is exceeded should be named: {word}"
    assert "ms per image" in printed.out, "budget: the time is reported (and never judged)"


def test_the_whole_way_from_training_to_the_gate(tmp_path, capsys):
    path = tmp_path / "new" / "small.onnx"
    code = main(["export", "--net", "student", "--int8", "--epochs", "1", "--out", str(path)])
    assert code == 0, f"export: {capsys.readouterr().err}"
    assert main(["budget", str(path), "--max-bytes", "3000", "--max-macs", "1184"]) == 0, (
        f"the int8 student has about 2 KB and 1184 MACs. {capsys.readouterr().err}"
    )

"""The command line, complete: `export` trains and writes a model, `budget` judges a file.

    python -m practice_pkg export --net slim --int8 --out model.onnx
    python -m practice_pkg budget model.onnx --max-bytes 60000 --max-macs 200000 --max-peak 12000

`budget` ends with exit code 1 if a limit is exceeded, which is what makes a build fail.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch

from .budget import Budget, Device, costs, peak_activation_bytes, seconds_at_least, violations
from .data import load_images
from .export import run_onnx, to_onnx
from .nets import baseline, student
from .separable import slim
from .train import accuracy, fit

NETS = {"baseline": baseline, "slim": slim, "student": student}
MICROCONTROLLER = Device(macs_per_second=50e6, bytes_per_second=100e6)


def export(net: str, int8: bool, epochs: int, seed: int, out: Path) -> None:
    images = load_images()
    model = fit(NETS[net](seed), images, epochs=epochs, seed=seed)
    proto = to_onnx(model, int8=int8)
    named = run_onnx(proto, images.x_test).argmax(1)
    correct = float((torch.tensor(named) == images.y_test).float().mean())
    out.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(proto, out)
    print(f"accuracy: {accuracy(model, images):.3f} in PyTorch, {correct:.3f} in ONNX Runtime")
    print(f"wrote {out}")


def judge(file: Path, budget: Budget) -> int:
    proto = onnx.load(file)
    rows = costs(proto)
    total = sum(row.macs for row in rows)
    estimate = 1e3 * sum(seconds_at_least(row, MICROCONTROLLER) for row in rows)
    print(f"{file}: {file.stat().st_size} bytes, {total} MACs, peak {peak_activation_bytes(rows)}")
    print(f"roofline of a small microcontroller: at least {estimate:.2f} ms per image")
    print(f"this computer, for information: {_milliseconds(proto):.2f} ms per image")
    exceeded = violations(proto, budget)
    for line in exceeded:
        print(f"over budget: {line}", file=sys.stderr)
    return 1 if exceeded else 0


def _milliseconds(proto: onnx.ModelProto, images: int = 64, repeats: int = 5) -> float:
    x, times = load_images().x_test[:images], []
    for _ in range(repeats):
        begin = time.perf_counter()
        run_onnx(proto, x)
        times.append((time.perf_counter() - begin) / images)
    return 1e3 * statistics.median(times)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("export", help="train a network and write it as ONNX")
    write.add_argument("--net", choices=sorted(NETS), default="slim")
    write.add_argument("--int8", action="store_true", help="store the weights in one byte")
    write.add_argument("--epochs", type=int, default=12)
    write.add_argument("--seed", type=int, default=2026)
    write.add_argument("--out", type=Path, default=Path("model.onnx"))
    gate = commands.add_parser("budget", help="fail if a model exceeds a limit")
    gate.add_argument("file", type=Path)
    gate.add_argument("--max-bytes", type=int)
    gate.add_argument("--max-macs", type=int)
    gate.add_argument("--max-peak", type=int, help="bytes of activations")
    options = parser.parse_args(arguments)
    try:
        if options.command == "budget":
            limits = Budget(options.max_bytes, options.max_macs, options.max_peak)
            return judge(options.file, limits)
        export(options.net, options.int8, options.epochs, options.seed, options.out)
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

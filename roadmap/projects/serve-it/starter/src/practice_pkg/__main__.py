"""The command line, complete: `python -m practice_pkg models`.

It trains the two models and writes them as ONNX files, which service.py then serves.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .artifact import write_models


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    models = commands.add_parser("models", help="train both models and write their ONNX files")
    models.add_argument("--out", type=Path, default=Path("models"), help="the folder to write to")
    options = parser.parse_args(arguments)
    try:
        for path in write_models(options.out):
            print(f"wrote {path}")
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The command line, complete: `python -m practice_pkg report`.

The work is done in report.py.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .report import write_report


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    report = commands.add_parser("report", help="compare three methods on three unseen years")
    report.add_argument("--out", type=Path, default=Path("report.md"), help="the file to write")
    report.add_argument("--seed", type=int, default=2026, help="draws the stores")
    options = parser.parse_args(arguments)
    try:
        written = write_report(options.out, options.seed)
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"wrote {written}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The command line, complete: `python -m practice_pkg race`.

The work is done in race.py, and by the optimizers you write.
"""

import argparse
import sys
from collections.abc import Sequence

from .race import format_table, race


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("race", help="all optimizers on the Rosenbrock valley, counted")
    parser.parse_args(arguments)
    print(format_table(race()), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

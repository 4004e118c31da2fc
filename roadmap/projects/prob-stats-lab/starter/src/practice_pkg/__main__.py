"""The command line, complete: `python -m practice_pkg plan --base 0.10 --better 0.12`.

The work is done in experiments.py.
"""

import argparse
import sys
from collections.abc import Sequence

import numpy as np

from .experiments import peeking_rate, power, sample_size, simulated_power


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    plan = commands.add_parser("plan", help="how many visitors an A/B test needs")
    plan.add_argument("--base", type=float, required=True, help="today's conversion rate")
    plan.add_argument("--better", type=float, required=True, help="the rate you hope for")
    plan.add_argument("--power", type=float, default=0.8, help="how sure you want to see it")
    plan.add_argument("--alpha", type=float, default=0.05, help="the false alarms you accept")
    plan.add_argument("--looks", type=int, default=10, help="how often someone might peek")
    plan.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    try:
        lines = _plan(options)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0


def _plan(options: argparse.Namespace) -> list[str]:
    rng = np.random.default_rng(options.seed)
    base, better, alpha, looks = options.base, options.better, options.alpha, options.looks
    n = sample_size(base, better, options.power, alpha)
    up_to_a_multiple = n + -n % max(looks, 1)
    peeking = peeking_rate(rng, base, up_to_a_multiple, looks, alpha)
    return [
        f"visitors per group:          {n}",
        f"power by formula:            {power(base, better, n, alpha):.1%}",
        f"power by simulation:         {simulated_power(rng, base, better, n, alpha):.1%}",
        f"false alarms with one look:  {simulated_power(rng, base, base, n, alpha):.1%}",
        f"false alarms with {looks} looks: {peeking:.1%}",
    ]


if __name__ == "__main__":
    sys.exit(main())

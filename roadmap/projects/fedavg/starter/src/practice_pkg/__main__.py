"""The command line, complete: `python -m practice_pkg simulate` and `steal`.

Both run on what you wrote.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from itertools import count

import numpy as np

from .checks import Array
from .data import CLASSES, load_digits, make_clients
from .fedprox import drift_by_round, proximal_sgd
from .keys import deal_seeds
from .leak import steal_example
from .local import local_sgd
from .model import accuracy, new_model
from .partition import label_counts, label_shards, skew
from .secure import secure_average
from .server import train, weighted_average

CLIENTS = 10
SHADES = " .:-=+*#%@"


def simulate(rounds: int, mu: float, seed: int) -> str:
    """A table of accuracy and drift, FedAvg beside FedProx, all averages by masked sums."""
    digits = load_digits()
    parts = label_shards(digits.y, CLIENTS, 2, np.random.default_rng(seed))
    clients = make_clients(digits.X, digits.y, parts)
    start = new_model(digits.X.shape[1], CLASSES)
    seeds, numbers = deal_seeds(range(CLIENTS), seed), count()
    settings = {"lr": 0.5, "batch_size": 16, "epochs": 2}

    def masked(models: Array, sizes: Array) -> Array:
        return secure_average(models, sizes, seeds, next(numbers))

    plain = train(clients, start, partial(local_sgd, **settings), rounds=rounds, aggregate=masked)
    held = train(
        clients, start, partial(proximal_sgd, mu=mu, **settings), rounds=rounds, aggregate=masked
    )
    mix = skew(label_counts(digits.y, parts, CLASSES))
    lines = [
        f"{CLIENTS} clients, skew {mix:.2f}, FedProx with mu = {mu}",
        "round  FedAvg: accuracy, drift  FedProx: accuracy, drift",
    ]
    drifts = drift_by_round(start, plain), drift_by_round(start, held)
    for r in sorted({0, *range(9, rounds, 10), rounds - 1}):
        line = f"{r + 1:5d}"
        for history, drift in zip((plain, held), drifts, strict=True):
            right = accuracy(history[r].params, digits.X_test, digits.y_test)
            line += f"  {right:16.3f} {drift[r]:7.2f}"
        lines.append(line)
    return "\n".join(lines)


def steal(example: int) -> str:
    """Draws the digit that a client with one example gives away, and what an average leaves."""
    digits = load_digits()
    start = new_model(digits.X.shape[1], CLASSES)
    rows = [(example + k) % len(digits.y) for k in range(CLIENTS)]
    models = [
        local_sgd(
            start,
            digits.X[[row]],
            digits.y[[row]],
            np.random.default_rng(0),
            lr=0.5,
            batch_size=None,
            epochs=1,
        )
        for row in rows
    ]
    image, label = steal_example(start, models[0], digits.X.shape[1])
    blurred, _ = steal_example(
        start, weighted_average(np.array(models), np.ones(CLIENTS)), digits.X.shape[1]
    )
    return "\n".join(
        [
            f"From one client's model: this is a {label}.",
            _draw(image),
            f"From the average of {CLIENTS}, which is all that masked sums show:",
            _draw(blurred),
        ]
    )


def _draw(image: Array) -> str:
    levels = np.clip(image * len(SHADES), 0, len(SHADES) - 1).astype(int)
    return "\n".join("".join(SHADES[v] * 2 for v in row) for row in levels.reshape(8, 8))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("simulate", help="train with FedAvg and FedProx, masked")
    one.add_argument("--rounds", type=int, default=60)
    one.add_argument("--mu", type=float, default=1.0)
    one.add_argument("--seed", type=int, default=0)
    two = commands.add_parser("steal", help="draw what one client's model gives away")
    two.add_argument("--example", type=int, default=0, help="a row of the training digits")
    options = parser.parse_args(arguments)
    try:
        if options.command == "simulate":
            print(simulate(options.rounds, options.mu, options.seed))
        else:
            print(steal(options.example))
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Trains the network and draws what it has learned, complete: `python -m practice_pkg`."""

import argparse
import sys

import numpy as np

from .data import two_moons
from .net import SIZES, accuracy, init_layers, logits, train


def picture(layers, X, y, *, width: int = 64, height: int = 20) -> str:
    """The plane as text: ":" where the network says 1, "o" and "x" for points labeled 0 and 1."""
    left, right, low, high = -1.5, 2.5, -1.0, 1.5
    grid_x, grid_y = np.meshgrid(np.linspace(left, right, width), np.linspace(high, low, height))
    says_one = logits(layers, np.column_stack([grid_x.ravel(), grid_y.ravel()])).data > 0
    cells = np.where(says_one.reshape(height, width), ":", " ")
    for (x, level), label in zip(X, y, strict=True):
        column = round((x - left) / (right - left) * (width - 1))
        row = round((high - level) / (high - low) * (height - 1))
        if 0 <= row < height and 0 <= column < width:
            cells[row, column] = "x" if label else "o"
    return "\n".join("".join(line).rstrip() for line in cells)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg", description=__doc__)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    X, y = two_moons(200, seed=options.seed)
    layers = init_layers(SIZES, options.seed)
    losses = train(layers, X, y, steps=options.steps, rate=options.rate)
    for step in range(0, len(losses), max(1, len(losses) // 10)):
        print(f"step {step:4d}  loss {losses[step]:.4f}")
    print(picture(layers, X, y))
    print(
        f"accuracy on 1000 new points: {accuracy(layers, *two_moons(1000, seed=options.seed + 1))}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

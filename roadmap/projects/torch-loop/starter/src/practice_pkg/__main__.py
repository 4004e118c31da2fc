"""The command line, complete: `python -m practice_pkg train`.

The work is done in training.py, checkpoint.py and diagnose.py.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from .checkpoint import load, save
from .diagnose import diagnose
from .run import held_out, new_run
from .training import evaluate, fit


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train on the digits, or go on where it stopped")
    train.add_argument("--epochs", type=int, default=10, help="how many in all")
    train.add_argument("--stop-after", type=int, metavar="N", help="pause when N are finished")
    train.add_argument("--seed", type=int, default=0)
    train.add_argument("--checkpoint", type=Path, default=Path("build/run.pt"))
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        return _train(options.epochs, options.stop_after, options.seed, options.checkpoint)
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _train(epochs: int, stop_after: int | None, seed: int, checkpoint: Path) -> int:
    if epochs < 1:
        raise ValueError(f"at least 1 epoch, not {epochs}")
    run = new_run(seed, epochs)
    if checkpoint.exists():
        load(checkpoint, run)
        if run.scheduler.T_max != epochs:
            raise ValueError(f"{checkpoint} is a run of {run.scheduler.T_max} epochs, not {epochs}")
        print(f"going on after epoch {run.epoch} of {epochs}")
    while run.epoch < epochs:
        if stop_after is not None and run.epoch >= stop_after:
            print("paused; the same command without --stop-after goes on")
            return 0
        fit(run, run.epoch + 1)
        save(checkpoint, run)
        last = run.history[-1]
        print(
            f"epoch {run.epoch:2}  loss {last['loss']:.4f}  "
            f"validation {last['validation_loss']:.4f}  {last['validation_accuracy']:.4f}"
        )
    run.model.load_state_dict(run.best_weights)
    for finding in diagnose(run.model, run.validation_loader):
        print(f"{finding.kind}: {finding.name} ({finding.value:.3g})")
    print(f"test accuracy {evaluate(run.model, held_out()).accuracy:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

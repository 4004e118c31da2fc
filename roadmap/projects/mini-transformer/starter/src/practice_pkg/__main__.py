"""The command line, complete: `python -m practice_pkg reverse 31415926`.

The work is done in training.py and cache.py.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from .cache import generate_cached
from .gpt import GPT, build_model
from .task import ALPHABET, ANSWER, DIGITS, examples
from .tokenizer import Tokenizer, encode_batch
from .training import exact_match, train


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg")
    commands = parser.add_subparsers(dest="command", required=True)
    reverse = commands.add_parser("reverse", help="reverse numbers with the trained model")
    reverse.add_argument("digits", nargs="+", help=f"numbers of {DIGITS} digits")
    reverse.add_argument("--model", type=Path, default=Path("build/model.pt"))
    reverse.add_argument("--seed", type=int, default=0)
    reverse.add_argument("--steps", type=int, default=120)
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    try:
        for digits in options.digits:
            if len(digits) != DIGITS or not set(digits) <= set("0123456789"):
                raise ValueError(f"{digits!r} is not a number of {DIGITS} digits")
        tokenizer = Tokenizer(ALPHABET)
        model = _model(options.model, tokenizer, options.seed, options.steps)
        prompts = encode_batch(tokenizer, [digits + "=" for digits in options.digits])
        for ids in generate_cached(model, prompts, ANSWER):
            print(tokenizer.decode(ids.tolist()))
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _model(path: Path, tokenizer: Tokenizer, seed: int, steps: int) -> GPT:
    """The model in the file, or a new one, trained here and written to it."""
    model = build_model(seed)
    if path.exists():
        model.load_state_dict(torch.load(path, weights_only=True))
        return model
    print(f"training for {steps} steps ...")
    train(
        model,
        lambda step: encode_batch(tokenizer, examples(64, 1000 * seed + step)),
        steps=steps,
    )
    right = exact_match(model, tokenizer, examples(500, seed, held_out=True))
    print(f"{right:.1%} of 500 new numbers are reversed without a mistake")
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), path)
    return model


if __name__ == "__main__":
    sys.exit(main())

"""The models that several test files need, each trained once per run, with your code."""

from functools import cache

import torch

from practice_pkg.gpt import GPT, build_model
from practice_pkg.task import ALPHABET, Rule, examples, reverse
from practice_pkg.tokenizer import Tokenizer, encode_batch
from practice_pkg.training import train


def batches(seed: int, rule: Rule = reverse):
    """The `draw` that `train` asks for: 64 fresh examples per step."""
    tokenizer = Tokenizer(ALPHABET)
    return lambda step: encode_batch(tokenizer, examples(64, 1000 * seed + step, rule))


@cache
def reversing(seed: int) -> tuple[GPT, list[float]]:
    """A model that was trained to reverse, and its losses. Do not change it: copy it."""
    model = build_model(seed)
    return model, train(model, batches(seed), steps=120)


def sharp(seed: int) -> GPT:
    """An untrained model with weights ten times as large, so that its logits are far apart."""
    model = build_model(seed)
    with torch.no_grad():
        for weight in model.parameters():
            if weight.ndim == 2:
                weight.mul_(10)
    return model

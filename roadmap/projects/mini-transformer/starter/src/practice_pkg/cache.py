"""Milestone 5: read every token once, by keeping the keys and values of those before it."""

import torch
from torch import Tensor

from .gpt import GPT


class LayerMemory:
    """The keys and values that one attention layer has seen. It begins empty.

    `self.keys` and `self.values` hold them: shape (n, heads, length, d), or None while empty.
    """

    def __init__(self) -> None:
        raise NotImplementedError("milestone 5: an empty memory")

    @property
    def length(self) -> int:
        """How many positions are kept; 0 in the beginning."""
        raise NotImplementedError("milestone 5: how many positions are kept")

    @property
    def nbytes(self) -> int:
        """The bytes of the keys and values together: 2 n heads t d entries, 4 bytes each."""
        raise NotImplementedError("milestone 5: entries times bytes per entry")

    def append(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Adds positions at the end and returns the keys and values of all positions so far.

        keys, values: shape (n, heads, t, d), already rotated. Returns (n, heads, length, d) twice.
        Raises ValueError if the two shapes differ, or if n, heads or d is not that of the
        positions before; then nothing is added.
        Source: Shazeer, Fast Transformer Decoding, arXiv:1911.02150, section 2.4 (incremental).
        """
        raise NotImplementedError("milestone 5: check the shapes, then concatenate")


class Reader:
    """A model with its memory: reads a text piece by piece and remembers what it read.

    `self.memories` is a list of LayerMemory, one per block of the model.
    """

    def __init__(self, model: GPT) -> None:
        raise NotImplementedError("milestone 5: one LayerMemory per block")

    @torch.no_grad()
    def read(self, ids: Tensor) -> Tensor:
        """Reads the NEXT t tokens and returns their logits, shape (n, t, vocabulary).

        They are the logits the model would give at these places if it read everything from the
        beginning. Only the new tokens go through the model, and they stand where the memory ends.
        ids: shape (n, t). No gradients are recorded.
        """
        raise NotImplementedError("milestone 5: start where the memory ends")


@torch.no_grad()
def generate_cached(model: GPT, prompts: Tensor, tokens: int) -> Tensor:
    """The same as `generate` of milestone 4, but no token goes through the model twice.

    Reads the prompts at once and then one token per step. With `tokens` = 0 nothing is read, and
    the last token that is written need not be read either: t + tokens - 1 positions in all.
    prompts: shape (n, t). Returns (n, t + tokens). Raises ValueError if `tokens` is below 0.
    Source: Pope et al., Efficiently Scaling Transformer Inference, arXiv:2211.05102 (prefill and
    decode).
    """
    raise NotImplementedError("milestone 5: read the prompt, then one token per step")

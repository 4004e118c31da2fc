"""Milestone 5: read every token once, by keeping the keys and values of those before it."""

import torch
from torch import Tensor

from .gpt import GPT


class LayerMemory:
    """The keys and values that one attention layer has seen. It begins empty.

    `self.keys` and `self.values` hold them: shape (n, heads, length, d), or None while empty.
    """

    def __init__(self) -> None:
        self.keys: Tensor | None = None
        self.values: Tensor | None = None

    @property
    def length(self) -> int:
        """How many positions are kept; 0 in the beginning."""
        return 0 if self.keys is None else self.keys.shape[2]

    @property
    def nbytes(self) -> int:
        """The bytes of the keys and values together: 2 n heads t d entries, 4 bytes each."""
        if self.keys is None or self.values is None:
            return 0
        return sum(x.numel() * x.element_size() for x in (self.keys, self.values))

    def append(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Adds positions at the end and returns the keys and values of all positions so far.

        keys, values: shape (n, heads, t, d), already rotated. Returns (n, heads, length, d) twice.
        Raises ValueError if the two shapes differ, or if n, heads or d is not that of the
        positions before; then nothing is added.
        Source: Shazeer, Fast Transformer Decoding, arXiv:1911.02150, section 2.4 (incremental).
        """
        if keys.shape != values.shape:
            raise ValueError(f"keys {tuple(keys.shape)} and values {tuple(values.shape)} differ")
        if self.keys is not None and self.values is not None:
            n, heads, _, d = self.keys.shape
            if (n, heads, d) != (*keys.shape[:2], keys.shape[3]):
                raise ValueError(f"{tuple(keys.shape)} does not continue {tuple(self.keys.shape)}")
            keys = torch.cat([self.keys, keys], dim=2)
            values = torch.cat([self.values, values], dim=2)
        self.keys, self.values = keys, values
        return keys, values


class Reader:
    """A model with its memory: reads a text piece by piece and remembers what it read.

    `self.memories` is a list of LayerMemory, one per block of the model.
    """

    def __init__(self, model: GPT) -> None:
        self.model = model
        self.memories = [LayerMemory() for _ in model.blocks]

    def read(self, ids: Tensor) -> Tensor:
        """Reads the NEXT t tokens and returns their logits, shape (n, t, vocabulary).

        They are the logits the model would give at these places if it read everything from the
        beginning. Only the new tokens go through the model, and they stand where the memory ends.
        ids: shape (n, t). No gradients are recorded.
        """
        return self.model(ids, self.memories, start=self.memories[0].length)


@torch.no_grad()
def generate_cached(model: GPT, prompts: Tensor, tokens: int) -> Tensor:
    """The same as `generate` of milestone 4, but no token goes through the model twice.

    Reads the prompts at once and then one token per step. With `tokens` = 0 nothing is read, and
    the last token that is written need not be read either: t + tokens - 1 positions in all.
    prompts: shape (n, t). Returns (n, t + tokens). Raises ValueError if `tokens` is below 0.
    Source: Pope et al., Efficiently Scaling Transformer Inference, arXiv:2211.05102 (prefill and
    decode).
    """
    if tokens < 0:
        raise ValueError(f"cannot write {tokens} tokens")
    reader = Reader(model)
    text, new = [prompts], prompts
    for _ in range(tokens):
        new = reader.read(new)[:, -1].argmax(dim=-1, keepdim=True)
        text.append(new)
    return torch.cat(text, dim=1)

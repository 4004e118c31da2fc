"""Milestone 1: from characters to whole numbers and back, and the targets of a language model."""

from collections.abc import Sequence

import torch
from torch import Tensor

IGNORE = -100
"""A target that does not count; F.cross_entropy skips it (its `ignore_index`)."""


class Tokenizer:
    """One id per character.

    alphabet: any string. Its DIFFERENT characters, sorted by code point (as Python's sorted
    does), get the ids 0, 1, 2, ...; so the same set of characters gives the same ids.
    Raises ValueError if the alphabet is empty.
    Source: Karpathy, "Let's build GPT" (2023), https://github.com/karpathy/ng-video-lecture
    """

    def __init__(self, alphabet: str) -> None:
        if not alphabet:
            raise ValueError("the alphabet is empty")
        self._characters = sorted(set(alphabet))
        self._ids = {character: i for i, character in enumerate(self._characters)}

    @property
    def size(self) -> int:
        """How many ids there are."""
        return len(self._characters)

    def encode(self, text: str) -> list[int]:
        """The id of each character. Raises ValueError if one is not in the alphabet, naming it."""
        unknown = set(text) - self._ids.keys()
        if unknown:
            raise ValueError(f"not in the alphabet: {sorted(unknown)}")
        return [self._ids[character] for character in text]

    def decode(self, ids: Sequence[int]) -> str:
        """The text of these ids, the inverse of `encode`.

        Raises ValueError if an id is not in 0..size - 1. (A list in Python takes -1 for its last
        entry; a wrong id must not become a wrong character.)
        """
        for i in ids:
            if not 0 <= i < self.size:
                raise ValueError(f"ids are 0 to {self.size - 1}, not {i}")
        return "".join(self._characters[i] for i in ids)


def encode_batch(tokenizer: Tokenizer, texts: Sequence[str]) -> Tensor:
    """Texts of one length as a tensor of ids: shape (n, t), torch.int64.

    Raises ValueError if there is no text, or if their lengths differ. Empty texts make (n, 0).
    """
    if len({len(text) for text in texts}) != 1:
        raise ValueError("give at least one text, and texts of one length")
    return torch.tensor([tokenizer.encode(text) for text in texts], dtype=torch.int64)


def inputs_and_targets(ids: Tensor, prompt: int) -> tuple[Tensor, Tensor]:
    """What the model reads and what it should say at each place. Both have shape (n, t - 1).

    inputs[:, i] = ids[:, i], without the last column. targets[:, i] = ids[:, i + 1], the NEXT
    token, where that token belongs to the answer; IGNORE where it still belongs to the prompt,
    because nobody can guess the digits of a prompt. The first `prompt` columns of ids are the
    prompt. `ids` stays as it is.
    ids: shape (n, t). Raises ValueError unless 1 <= prompt < t.
    Source: Radford et al., Improving Language Understanding by Generative Pre-Training (2018),
    equation 1 (predict the next token from those before it).
    """
    if not 1 <= prompt < ids.shape[1]:
        raise ValueError(f"a prompt of {prompt} in {ids.shape[1]} tokens leaves no answer")
    targets = ids[:, 1:].clone()
    targets[:, : prompt - 1] = IGNORE
    return ids[:, :-1], targets

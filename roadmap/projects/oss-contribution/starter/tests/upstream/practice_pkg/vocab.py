"""Vocabularies: from words to numbers."""

from collections.abc import Iterable, Mapping

UNKNOWN = "<unk>"


def build_vocab(texts: Iterable[str]) -> dict[str, int]:
    """Numbers the words of the texts in the order of first appearance, from 1.

    Number 0 is UNKNOWN. The same texts give the same numbers on every machine.
    """
    words = dict.fromkeys(word for text in texts for word in text.split())
    return {word: number for number, word in enumerate(dict.fromkeys([UNKNOWN, *words]))}


def encode(text: str, vocab: Mapping[str, int]) -> list[int]:
    """The numbers of the words of a text; a word that has none gets the number of UNKNOWN."""
    unknown = vocab[UNKNOWN]
    return [vocab.get(word, unknown) for word in text.split()]

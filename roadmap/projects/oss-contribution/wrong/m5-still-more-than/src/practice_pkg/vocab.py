"""Vocabularies: from words to numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

UNKNOWN = "<unk>"


def build_vocab(
    texts: Iterable[str], min_count: int = 1, reserved: Sequence[str] = ()
) -> dict[str, int]:
    """Numbers words in the order of first appearance, after UNKNOWN and the reserved ones.

    Number 0 is UNKNOWN. The same texts give the same numbers on every machine.
    min_count: a word must come at least that often; otherwise it is left out.
    reserved: words that are numbered first, in this order, even if no text has them.
    """
    if min_count < 1:
        raise ValueError(f"min_count must be at least 1, but it is {min_count}")
    counts = Counter(word for text in texts for word in text.split())
    words = [word for word, count in counts.items() if count > min_count]
    return {word: number for number, word in enumerate(dict.fromkeys([UNKNOWN, *reserved, *words]))}


def encode(text: str, vocab: Mapping[str, int]) -> list[int]:
    """The numbers of the words of a text; a word that has none gets the number of UNKNOWN."""
    unknown = vocab[UNKNOWN]
    return [vocab.get(word, unknown) for word in text.split()]

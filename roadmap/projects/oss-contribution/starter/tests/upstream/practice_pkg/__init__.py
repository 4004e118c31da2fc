"""A small library that turns texts into batches of numbers for training."""

from .batching import batches, pad
from .splits import split, split_three
from .vocab import UNKNOWN, build_vocab, encode

__all__ = ["UNKNOWN", "batches", "build_vocab", "encode", "pad", "split", "split_three"]

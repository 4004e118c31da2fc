"""Milestone 5: stop a run, go on tomorrow, and get the very same numbers."""

import os
from pathlib import Path

import torch

from .run import Run

VERSION = 1
"""Goes into every checkpoint under the key "version"."""


def save(path: Path, run: Run) -> None:
    """Writes everything that decides how the run goes on to `path`, with torch.save.

    A dictionary of plain data, so that torch.load(path, weights_only=True) can read it:
      - "version": VERSION;
      - the state_dicts of the model, the optimizer and the scheduler;
      - the state of the generator that shuffles, run.train_loader.generator.get_state();
      - the state of the global generator, from which dropout draws, torch.get_rng_state();
      - epoch, history, best_accuracy, best_weights.
    How you name the other keys is up to you.
    An older file at `path` stays whole until the new one is complete: write to a file beside it,
    then os.replace. Missing parent folders are made.
    Source: https://docs.pytorch.org/tutorials/beginner/saving_loading_models.html
    """
    raise NotImplementedError("milestone 5: gather every state, write beside, replace")


def load(path: Path, run: Run) -> None:
    """Puts `run`, freshly made by new_run, where the saved one was; the next `fit` goes on there.

    Reads with weights_only=True: a checkpoint of somebody else cannot run code then. Also sets
    PyTorch's global generator.
    Raises ValueError if the file's version is not VERSION, before anything changes. A file that
    is missing is a FileNotFoundError, which torch.load raises.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.load.html
    """
    raise NotImplementedError("milestone 5: check the version, then put every state back")

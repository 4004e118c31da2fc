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
    checkpoint = {
        "version": VERSION,
        "model": run.model.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        "scheduler": run.scheduler.state_dict(),
        "shuffle": run.train_loader.generator.get_state(),
        "random": torch.get_rng_state(),
        "epoch": run.epoch,
        "history": run.history,
        "best_accuracy": run.best_accuracy,
        "best_weights": run.best_weights,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".tmp")
    torch.save(checkpoint, unfinished)
    os.replace(unfinished, path)


def load(path: Path, run: Run) -> None:
    """Puts `run`, freshly made by new_run, where the saved one was; the next `fit` goes on there.

    Reads with weights_only=True: a checkpoint of somebody else cannot run code then. Also sets
    PyTorch's global generator.
    Raises ValueError if the file's version is not VERSION, before anything changes. A file that
    is missing is a FileNotFoundError, which torch.load raises.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.load.html
    """
    checkpoint = torch.load(path, weights_only=True)
    if not isinstance(checkpoint, dict) or checkpoint.get("version") != VERSION:
        raise ValueError(f"{path} is not a checkpoint of version {VERSION}")
    run.model.load_state_dict(checkpoint["model"])
    run.optimizer.load_state_dict(checkpoint["optimizer"])
    run.scheduler.load_state_dict(checkpoint["scheduler"])
    run.train_loader.generator.set_state(checkpoint["shuffle"])
    torch.set_rng_state(checkpoint["random"])
    run.epoch = checkpoint["epoch"]
    run.history = checkpoint["history"]
    run.best_accuracy = checkpoint["best_accuracy"]
    run.best_weights = checkpoint["best_weights"]

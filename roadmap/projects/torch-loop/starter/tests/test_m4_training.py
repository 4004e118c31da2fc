"""Milestone 4: the numbers of the loop are the numbers of the data, and the digits are read."""

import math

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from practice_pkg.model import build_model
from practice_pkg.run import held_out, new_run
from practice_pkg.training import evaluate, fit, train_epoch

pytestmark = pytest.mark.milestone(4)


class Watched(nn.Module):
    """A linear layer with dropout that writes down the mode of every pass."""

    def __init__(self) -> None:
        super().__init__()
        self.layer, self.dropout = nn.Linear(4, 3), nn.Dropout(0.5)
        self.training_mode, self.recorded = [], []

    def forward(self, x):
        self.training_mode.append(self.training)
        scores = self.layer(self.dropout(x))
        self.recorded.append(scores.requires_grad)
        return scores


class PlannedFailure(Exception):
    pass


class Broken(nn.Module):
    def forward(self, x):
        raise PlannedFailure


def loader_of_seven(batch_size: int = 3) -> DataLoader:
    """Batches of 3, 3 and 1; the last one is far off, so that its weight shows."""
    x = torch.randn(7, 4)
    x[6] *= 20
    return DataLoader(TensorDataset(x, torch.tensor([0, 1, 2, 0, 1, 2, 0])), batch_size)


@pytest.fixture(scope="module")
def trained(seed):
    run = new_run(seed, epochs=10)
    fit(run, 10)
    return run


def same(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def test_every_example_weighs_the_same():
    loader, model = loader_of_seven(), nn.Linear(4, 3)
    x, y = loader.dataset.tensors
    got, logits = evaluate(model, loader), model(x)
    want = F.cross_entropy(logits, y).item()
    assert math.isclose(got.loss, want, rel_tol=1e-4), (
        f"evaluate: loss {got.loss:.4f}, but over all 7 examples it is {want:.4f}; the last batch "
        "has 1 example and weighs 1"
    )
    want = (logits.argmax(1) == y).float().mean().item()
    assert math.isclose(got.accuracy, want, rel_tol=1e-6), (
        f"evaluate: accuracy {got.accuracy:.4f}, but {want:.4f} of the 7 examples are right"
    )
    assert isinstance(got.loss, float) and isinstance(got.accuracy, float), (
        "evaluate: plain floats; a tensor would keep every graph alive"
    )


@pytest.mark.parametrize("training", [True, False])
def test_an_evaluation_leaves_no_trace(training):
    model = build_model(0).train(training)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    evaluate(model, DataLoader(TensorDataset(torch.rand(9, 1, 8, 8), torch.arange(9)), 4))
    assert same(before, model.state_dict()), "evaluate: the batch norms moved; call model.eval()"
    assert model.training == training, (
        "evaluate: put the mode back afterwards, else dropout stays off for the epochs that follow"
    )


def test_an_evaluation_has_no_dropout_and_records_no_gradients():
    model = Watched()
    evaluate(model, loader_of_seven())
    assert model.training_mode == [False] * 3, "evaluate: model.eval() before the first batch"
    assert model.recorded == [False] * 3, "evaluate: wrap the loop in torch.no_grad()"


def test_the_mode_comes_back_when_a_model_fails():
    model = Broken().train()
    try:
        evaluate(model, loader_of_seven())
    except PlannedFailure:
        pass
    assert model.training, "evaluate: put the mode back in a `finally:`"


def test_nothing_to_evaluate_raises_value_error(refuses):
    empty = DataLoader(TensorDataset(torch.zeros(0, 4), torch.zeros(0, dtype=torch.int64)))
    refuses(lambda: evaluate(nn.Linear(4, 3), empty), "evaluate: no example, raise ValueError")
    model = nn.Linear(4, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    refuses(lambda: train_epoch(model, optimizer, empty), "train_epoch: no example, ValueError")


def test_an_epoch_is_one_step_per_batch_and_its_loss_is_per_example():
    loader, model = loader_of_seven(), nn.Linear(4, 3)
    x, y = loader.dataset.tensors
    calls = []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    optimizer.register_step_post_hook(lambda *_: calls.append(1))
    got, want = train_epoch(model, optimizer, loader), F.cross_entropy(model(x), y).item()
    assert len(calls) == 3, f"train_epoch: 3 batches are 3 steps, not {len(calls)}"
    assert math.isclose(got, want, rel_tol=1e-4), (
        f"train_epoch: {got:.4f}, but per example it is {want:.4f}; weigh a batch by its size"
    )


def test_the_test_digits_are_read_with_97_percent(trained):
    trained_model = build_model(0)
    trained_model.load_state_dict(trained.best_weights)
    accuracy = evaluate(trained_model, held_out()).accuracy
    assert accuracy >= 0.97, (
        f"after 10 epochs the best weights read {accuracy:.4f} of the test digits, below 0.97"
    )


def test_the_history_has_one_entry_per_epoch(trained):
    assert trained.epoch == 10 == len(trained.history), "fit: one entry per epoch, epoch grows by 1"
    keys = {"loss", "validation_loss", "validation_accuracy"}
    assert all(set(entry) == keys for entry in trained.history), f"fit: the keys are {keys}"
    assert trained.history[-1]["loss"] < 0.5 * trained.history[0]["loss"], (
        "fit: the training loss did not halve in 10 epochs; are the weights updated?"
    )
    best = max(entry["validation_accuracy"] for entry in trained.history)
    assert trained.best_accuracy == best, "fit: best_accuracy is the highest in the history"


def test_the_learning_rate_falls_once_per_epoch():
    run = new_run(0, epochs=5)
    fit(run, 2)
    rate = run.optimizer.param_groups[0]["lr"]
    want = 0.01 * (1 + math.cos(math.pi * 2 / 5)) / 2
    assert math.isclose(rate, want, rel_tol=1e-6), (
        f"fit: after 2 of 5 epochs the rate is {want:.5f}, not {rate:.5f}; scheduler.step() once "
        "per epoch, not per batch"
    )


def test_two_epochs_and_two_more_are_four(seed):
    pieces = new_run(seed, epochs=4)
    fit(pieces, 2)
    fit(pieces, 4)
    at_once = new_run(seed, epochs=4)
    fit(at_once, 4)
    assert pieces.epoch == 4, "fit: `epochs` is the number in all, not how many more"
    assert pieces.history == at_once.history, "fit: going on gives other numbers than one call"
    assert same(pieces.model.state_dict(), at_once.model.state_dict()), (
        "fit: going on gives other weights than one call; is something reset when fit begins?"
    )


def test_a_finished_run_is_left_alone(trained):
    before = {name: value.clone() for name, value in trained.model.state_dict().items()}
    fit(trained, 10)
    assert len(trained.history) == 10 and same(before, trained.model.state_dict()), (
        "fit: 10 of 10 epochs are finished already, so nothing may happen"
    )


def test_the_best_weights_are_a_copy_that_stays(seed):
    run = new_run(seed, epochs=4)
    fit(run, 3)
    best = run.best_accuracy
    run.optimizer.param_groups[0]["lr"] = 3.0  # wrecks the fourth epoch
    fit(run, 4)
    assert run.history[-1]["validation_accuracy"] < best, "fit: it does not use run.optimizer"
    run.model.load_state_dict(run.best_weights)
    got = evaluate(run.model, run.validation_loader).accuracy
    assert got == best, (
        f"fit: best_weights give {got:.4f} instead of {best:.4f}; keep a clone of every tensor, "
        "and only when the accuracy is higher than before"
    )

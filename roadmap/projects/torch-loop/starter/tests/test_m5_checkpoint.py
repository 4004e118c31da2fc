"""Milestone 5: an interrupted run ends with the very bits of one that was not interrupted."""

import math

import pytest
import torch

from practice_pkg.checkpoint import VERSION, load, save
from practice_pkg.run import new_run
from practice_pkg.training import fit

pytestmark = pytest.mark.milestone(5)

EPOCHS = 4


class CannotBeSaved:
    def __reduce__(self):
        raise RuntimeError("the disk is full, so to speak")


@pytest.fixture(scope="module")
def halfway(seed, tmp_path_factory):
    """A run after 2 of 4 epochs, its file, and what the generators were when it was saved."""
    run = new_run(seed, EPOCHS)
    fit(run, 2)
    path = tmp_path_factory.mktemp("runs") / "half.pt"
    states = torch.get_rng_state(), run.train_loader.generator.get_state()
    save(path, run)
    return run, path, states


@pytest.fixture
def resumed(halfway, seed):
    """The same run in what could be a new process: made with another seed, then loaded."""
    _, path, _ = halfway
    run = new_run(seed + 1, EPOCHS)
    torch.rand(7)
    load(path, run)
    return run


def equal(a, b) -> bool:
    """Bit for bit, through dictionaries and lists."""
    if isinstance(a, torch.Tensor):
        return isinstance(b, torch.Tensor) and torch.equal(a, b)
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(equal(a[k], b[k]) for k in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))
    return a == b


def test_the_file_is_plain_data(halfway):
    _, path, _ = halfway
    try:
        checkpoint = torch.load(path, weights_only=True)
    except Exception as error:
        pytest.fail(f"save: store state_dicts and plain values, not whole objects\n{error}")
    assert isinstance(checkpoint, dict), "save: the file holds one dictionary"
    assert checkpoint.get("version") == VERSION, 'save: the key "version" holds VERSION'


def test_the_weights_and_the_batch_norms_come_back(halfway, resumed):
    assert equal(halfway[0].model.state_dict(), resumed.model.state_dict()), (
        "load: the model differs; use state_dict(), which has buffers beside the parameters"
    )


def test_the_memory_of_the_optimizer_comes_back(halfway, resumed):
    assert equal(halfway[0].optimizer.state_dict(), resumed.optimizer.state_dict()), (
        "load: Adam keeps two averages per weight; without its state_dict they begin at 0 again"
    )


def test_the_learning_rate_schedule_comes_back(halfway, resumed):
    got, want = resumed.scheduler.last_epoch, halfway[0].scheduler.last_epoch
    assert got == want, f"load: the scheduler stands at epoch {got} instead of {want}"


def test_the_order_of_the_batches_comes_back(halfway, resumed):
    assert torch.equal(resumed.train_loader.generator.get_state(), halfway[2][1]), (
        "load: the generator of run.train_loader is elsewhere, so the next epoch is shuffled anew"
    )


def test_the_dropout_comes_back(resumed, halfway):
    assert torch.equal(torch.get_rng_state(), halfway[2][0]), (
        "load: dropout draws from the global generator; torch.get_rng_state and set_rng_state"
    )


def test_the_history_and_the_best_weights_come_back(halfway, resumed):
    run = halfway[0]
    assert resumed.epoch == 2, f"load: 2 epochs are finished, but run.epoch is {resumed.epoch}"
    assert resumed.history == run.history, "load: the history differs"
    assert resumed.best_accuracy == run.best_accuracy, "load: best_accuracy differs"
    assert equal(run.best_weights, resumed.best_weights), "load: best_weights differ"


def test_resumed_and_uninterrupted_end_bit_for_bit_alike(resumed, seed):
    # The order matters: `resumed` has just set the global generator, so it goes first.
    fit(resumed, EPOCHS)
    whole = new_run(seed, EPOCHS)
    fit(whole, EPOCHS)
    assert resumed.history == whole.history, "load, fit: the losses after the break differ"
    assert equal(resumed.model.state_dict(), whole.model.state_dict()), (
        "load, fit: the weights at the end differ in at least one bit; see the tests above"
    )
    assert equal(resumed.best_weights, whole.best_weights), "load, fit: best_weights differ"


def test_saving_does_not_change_the_run(seed, tmp_path):
    run = new_run(seed, EPOCHS)
    fit(run, 1)
    before = torch.get_rng_state()
    shuffle = run.train_loader.generator.get_state()
    save(tmp_path / "new" / "folder" / "run.pt", run)
    assert (tmp_path / "new" / "folder" / "run.pt").is_file(), "save: make the parent folders"
    assert torch.equal(torch.get_rng_state(), before), "save: it drew from the global generator"
    assert torch.equal(run.train_loader.generator.get_state(), shuffle), (
        "save: it went through the train_loader or drew from its generator"
    )


def test_a_save_that_fails_leaves_the_old_file_whole(seed, tmp_path):
    path = tmp_path / "run.pt"
    run = new_run(seed, EPOCHS)
    save(path, run)
    run.history.append({"loss": math.nan, "note": CannotBeSaved()})
    try:
        save(path, run)
    except Exception:
        pass
    try:
        checkpoint = torch.load(path, weights_only=True)
    except Exception as error:
        pytest.fail(
            "save: the second save failed and took the first file with it; write to a file beside "
            f"it, then os.replace\n{error}"
        )
    assert checkpoint["version"] == VERSION, "save: the old checkpoint is gone"


def test_another_version_raises_value_error_and_changes_nothing(refuses, seed, tmp_path):
    path, run = tmp_path / "run.pt", new_run(seed, EPOCHS)
    save(path, run)
    checkpoint = torch.load(path, weights_only=True)
    checkpoint["version"] = VERSION + 1
    torch.save(checkpoint, path)
    other = new_run(seed + 1, EPOCHS)
    before = {name: value.clone() for name, value in other.model.state_dict().items()}
    refuses(lambda: load(path, other), "load: version 2 is not VERSION, raise ValueError")
    assert equal(before, other.model.state_dict()), "load: check the version before anything else"


def test_a_missing_file_is_a_file_not_found_error(refuses, seed, tmp_path):
    run = new_run(seed, EPOCHS)
    refuses(
        lambda: load(tmp_path / "nothing.pt", run),
        "load: let the FileNotFoundError of torch.load through",
        FileNotFoundError,
    )

"""Milestone 6: you find the planted faults, and a healthy network stays without a finding."""

import math

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from practice_pkg import planted
from practice_pkg.__main__ import main
from practice_pkg.diagnose import dead_shares, diagnose, gradient_norms
from practice_pkg.run import new_run
from practice_pkg.training import fit

pytestmark = pytest.mark.milestone(6)


class PlannedFailure(Exception):
    pass


class Broken(nn.Module):
    def forward(self, x):
        raise PlannedFailure


def some_digits(n: int = 40, batch_size: int = 16) -> DataLoader:
    return DataLoader(TensorDataset(torch.rand(n, 1, 8, 8), torch.arange(n) % 10), batch_size)


def hooks(model: nn.Module) -> int:
    return sum(len(module._forward_hooks) for module in model.modules())


def test_the_dead_layer_is_found(seed):
    shares = dead_shares(planted.dead_layer(seed), some_digits())
    assert list(shares) == ["2", "4"], f"dead_shares: one entry per nn.ReLU; found {list(shares)}"
    assert shares["4"] == 1, f"dead_shares: all of layer 4 is dead, not {shares['4']:.2f} of it"
    assert shares["2"] < 0.5, f"dead_shares: layer 2 is fine, but you say {shares['2']:.2f}"


@pytest.mark.parametrize("bright", [0, 6], ids=["in the first batch", "in the last batch"])
def test_a_unit_that_fires_once_is_alive(bright):
    layer = nn.Linear(64, 4)
    with torch.no_grad():
        layer.weight.fill_(1.0)
        layer.bias.copy_(torch.tensor([1.0, -60.0, -65.0, 0.5]))
    model = nn.Sequential(nn.Flatten(), layer, nn.ReLU(), nn.Linear(4, 10))
    x = torch.rand(7, 1, 8, 8) * 0.5
    x[bright] = 1.0  # only this image reaches a sum of 64
    shares = dead_shares(model, DataLoader(TensorDataset(x, torch.arange(7)), 3))
    assert shares == {"2": 0.25}, (
        f"dead_shares: the second of 4 units fires for one image only, the third for none: 0.25, "
        f"not {shares}; remember every batch and every example"
    )


def test_after_a_convolution_a_unit_is_a_channel():
    model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 10))
    with torch.no_grad():
        model[0].weight.zero_()
        model[0].weight[:, 0, 1, 1] = 1.0  # each channel is the image plus its bias
        model[0].bias.copy_(torch.tensor([1.0, -0.5, -2.0, -2.0]))
    x = torch.zeros(5, 1, 8, 8)
    x[2, 0, 4, 4] = 1.0  # the second channel fires at this one pixel of this one image
    shares = dead_shares(model, DataLoader(TensorDataset(x, torch.arange(5)), 2))
    assert shares == {"1": 0.5}, (
        f"dead_shares: 2 of 4 CHANNELS never fire, 0.5, not {shares}; one pixel keeps one alive"
    )


def test_a_layer_that_is_never_called_is_dead():
    class Forgetful(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.used, self.unused = nn.ReLU(), nn.ReLU()
            self.layer = nn.Linear(64, 10)

        def forward(self, x):
            return self.layer(self.used(x.flatten(1)))

    shares = dead_shares(Forgetful(), some_digits())
    assert shares == {"used": 0, "unused": 1}, (
        f"dead_shares: forward() forgets the second ReLU, its share is 1; you have {shares}"
    )


@pytest.mark.parametrize("fails", [False, True])
def test_watching_leaves_no_trace(fails):
    model = nn.Sequential(nn.Flatten(), nn.ReLU(), nn.BatchNorm1d(64), nn.Linear(64, 10)).train()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    if fails:
        model.append(Broken())
    try:
        dead_shares(model, some_digits())
    except PlannedFailure:
        pass
    assert hooks(model) == 0, "dead_shares: call remove() on every handle, in a `finally:`"
    assert model.training, "dead_shares: put the mode back, in a `finally:`"
    assert all(torch.equal(model.state_dict()[name], before[name]) for name in before), (
        "dead_shares: the batch norm moved; watch in evaluation mode"
    )


def test_gradient_norms_are_those_of_backward(seed):
    model = planted.healthy(seed)
    x, y = next(iter(some_digits()))
    got = gradient_norms(model, x, y)
    F.cross_entropy(model(x), y).backward()
    want = {name: p.grad.norm().item() for name, p in model.named_parameters()}
    assert list(got) == list(want), f"gradient_norms: the names of named_parameters(), not {got}"
    assert all(math.isclose(got[n], want[n], rel_tol=1e-4) for n in want), (
        "gradient_norms: the Euclidean norm of each gradient of the MEAN cross-entropy"
    )


def test_measuring_a_gradient_leaves_no_trace():
    model = nn.Sequential(nn.Flatten(), nn.BatchNorm1d(64), nn.Dropout(0.5), nn.Linear(64, 10))
    model[3].bias.grad = torch.full((10,), 7.0)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    x, y = next(iter(some_digits()))
    first, second = gradient_norms(model.train(), x, y), gradient_norms(model, x, y)
    assert first == second, "gradient_norms: twice the same batch, two answers; use eval mode"
    assert model.training, "gradient_norms: put the mode back"
    assert model[3].weight.grad is None and torch.all(model[3].bias.grad == 7), (
        "gradient_norms: it wrote into .grad; torch.autograd.grad returns the gradients instead"
    )
    assert all(torch.equal(model.state_dict()[name], before[name]) for name in before), (
        "gradient_norms: the batch norm moved; measure in evaluation mode"
    )


def test_frozen_and_unused_parameters():
    model = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
    model[1].bias.requires_grad_(False)
    model.register_parameter("spare", nn.Parameter(torch.ones(3)))
    x, y = next(iter(some_digits()))
    got = gradient_norms(model, x, y)
    assert set(got) == {"spare", "1.weight"}, f"gradient_norms: leave out what is frozen; {got}"
    assert got["spare"] == 0, "gradient_norms: the loss ignores `spare`, norm 0 (allow_unused)"


@pytest.mark.parametrize("n", range(3))
def test_a_healthy_network_has_no_findings(seed, n):
    found = diagnose(planted.healthy(seed + n), some_digits())
    assert found == [], f"diagnose: nothing is wrong with this network, but you found {found}"


def test_the_planted_dead_layer_is_the_only_finding(seed):
    found = diagnose(planted.dead_layer(seed), some_digits())
    got = [(f.kind, f.name, f.value) for f in found]
    assert got == [("dead", "4", 1)], f"diagnose: layer 4 is dead and that is all; you have {got}"


def test_the_exploding_gradient_is_found(seed):
    found = diagnose(planted.exploding_gradient(seed), some_digits())
    names = {f.name for f in found if f.kind == "exploding"}
    assert {"1.weight", "1.bias"} <= names, (
        f"diagnose: on its way back through layer 3 the gradient explodes, so layer 1 gets it; "
        f"you name {names}"
    )
    assert all(f.value > 100 for f in found), "diagnose: the value is the norm, above the limit"


def test_not_a_number_is_found_too(seed):
    found = diagnose(planted.not_a_number(seed), some_digits())
    assert "5.weight" in {f.name for f in found if f.kind == "exploding"}, (
        "diagnose: NaN > 100 is False in Python; ask `not norm <= exploding`"
    )


def test_the_limits_are_the_callers(seed):
    model, loader = planted.healthy(seed), some_digits()
    kinds = [f.kind for f in diagnose(model, loader, dead=0.0, exploding=0.0)]
    assert kinds == ["dead"] * 2 + ["exploding"] * 6, (
        f"diagnose: a share of `dead` OR MORE counts, layers first, then parameters; {kinds}"
    )
    assert diagnose(planted.exploding_gradient(seed), loader, exploding=math.inf) == [], (
        "diagnose: compare with the limit you are given, not with 100"
    )


def test_your_trained_network_is_healthy(seed):
    run = new_run(seed, 3)
    loader = run.validation_loader
    diagnose(run.model, loader)
    fit(run, 3)
    found = diagnose(run.model, loader)
    assert found == [], f"diagnose: three epochs of training went well, but you found {found}"


def test_nothing_to_look_at_raises_value_error(refuses):
    empty = DataLoader(TensorDataset(torch.zeros(0, 1, 8, 8), torch.zeros(0, dtype=torch.int64)))
    refuses(lambda: dead_shares(planted.healthy(0), empty), "dead_shares: no example, ValueError")
    refuses(lambda: diagnose(planted.healthy(0), empty), "diagnose: no example, ValueError")


def test_the_command_trains_stops_and_goes_on(tmp_path, capsys):
    diagnose(planted.healthy(0), some_digits())
    command = ["train", "--epochs", "2", "--checkpoint", str(tmp_path / "run.pt")]
    code = main([*command, "--stop-after", "1"])
    first = capsys.readouterr()
    assert code == 0, f"the command ended with an error: {first.err}"
    assert "paused" in first.out, f"the first run should pause after epoch 1: {first.out}"
    assert main(command) == 0, f"the second run failed: {capsys.readouterr().err}"
    second = capsys.readouterr().out
    assert "after epoch 1" in second and "epoch  2" in second and "epoch  1 " not in second, (
        f"the second run should go on with epoch 2; it printed: {second}"
    )
    assert "test accuracy 0.9" in second, f"the last line is the test accuracy: {second}"

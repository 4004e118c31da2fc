"""Milestone 2: the network has the shape and the number of parameters you worked out."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from practice_pkg.model import DigitNet, build_model, count_parameters

pytestmark = pytest.mark.milestone(2)


def images(n: int) -> torch.Tensor:
    return torch.rand(n, 1, 8, 8)


@pytest.mark.parametrize("n", [1, 2, 65])
def test_ten_logits_per_image(n):
    logits = build_model(0).eval()(images(n))
    assert logits.shape == (n, 10), (
        f"forward: {n} images give ({n}, 10), not {tuple(logits.shape)}; flatten from axis 1 on"
    )


def test_the_number_of_parameters_is_exact():
    # 160 + 32 + 4,640 + 64 + 5,130: weights, biases, and two numbers per normalized channel.
    got = count_parameters(build_model(0))
    assert got == 10_026, f"DigitNet: 10,026 parameters in five layers, not {got:,}"


def test_the_parameters_have_the_shapes_of_the_five_layers():
    got = sorted(tuple(p.shape) for p in DigitNet().parameters())
    want = [(10,), (10, 512), (16,), (16,), (16,), (16, 1, 3, 3)]
    want += [(32,), (32,), (32,), (32, 16, 3, 3)]
    assert got == want, f"DigitNet: compare these shapes with the docstring: {got}"


def test_dropout_and_the_relus_are_modules_of_their_own():
    modules = list(DigitNet().modules())
    relus = sum(isinstance(m, nn.ReLU) for m in modules)
    assert relus == 2, f"DigitNet: two nn.ReLU modules, one per place; found {relus}"
    rates = [m.p for m in modules if isinstance(m, nn.Dropout)]
    assert rates == [0.25], f"DigitNet: one nn.Dropout with rate 0.25; found {rates}"


def test_the_layers_come_in_the_order_of_the_docstring():
    model = build_model(1)
    for _ in range(5):  # in training mode the batch norms move away from mean 0, variance 1
        model(images(16))
    model.eval()
    first, second = (m for m in model.modules() if isinstance(m, nn.Conv2d))
    (linear,) = (m for m in model.modules() if isinstance(m, nn.Linear))
    norms = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    x = images(4)
    want = F.relu(norms[0](F.conv2d(x, first.weight, first.bias, padding=1)))
    want = F.relu(norms[1](F.conv2d(want, second.weight, second.bias, padding=1)))
    want = linear(F.max_pool2d(want, 2).flatten(1))
    assert torch.allclose(model(x), want, atol=1e-5), (
        "forward: conv, norm, ReLU, conv, norm, ReLU, pool, flatten, dropout, linear; no softmax"
    )


def test_in_evaluation_mode_every_image_is_on_its_own():
    model, x = build_model(2).eval(), images(6)
    together, alone = model(x), torch.cat([model(x[i : i + 1]) for i in range(6)])
    assert torch.allclose(together, alone, atol=1e-5), (
        "forward: the neighbors in the batch changed a result; dropout or a reshape is to blame"
    )


def test_in_training_mode_dropout_is_at_work():
    model, x = build_model(3).train(), images(8)
    assert not torch.equal(model(x), model(x)), (
        "forward: two training passes are alike; make the dropout an nn.Dropout in __init__"
    )


def test_weights_depend_on_the_seed_alone(seed):
    one = build_model(seed).state_dict()
    torch.rand(3)
    same, other = build_model(seed).state_dict(), build_model(seed + 1).state_dict()
    assert all(torch.equal(one[k], same[k]) for k in one), "build_model: same seed, same weights"
    assert any(not torch.equal(one[k], other[k]) for k in one), (
        "build_model: another seed must give other weights; call torch.manual_seed(seed)"
    )


def test_building_a_model_leaves_the_global_generator_alone(seed):
    before = torch.get_rng_state()
    build_model(seed)
    assert torch.equal(torch.get_rng_state(), before), (
        "build_model: seed and build INSIDE `with torch.random.fork_rng(devices=[]):`"
    )


def test_only_what_is_trained_counts():
    model = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Linear(3, 2))
    got = count_parameters(model)
    assert got == 15 + 6 + 8, f"count_parameters: 15 + 6 + 8 here, buffers left out; not {got}"
    model[0].weight.requires_grad_(False)
    got = count_parameters(model)
    assert got == 17, f"count_parameters: the 12 frozen weights do not count; 17, not {got}"


def test_a_shared_layer_counts_once():
    layer = nn.Linear(3, 3)
    got = count_parameters(nn.Sequential(layer, nn.ReLU(), layer))
    assert got == 12, f"count_parameters: one layer used twice has 12 parameters, not {got}"


@pytest.mark.parametrize("shape", [(1, 8, 8), (4, 8, 8), (4, 3, 8, 8), (4, 1, 28, 28)], ids=str)
def test_other_shapes_raise_value_error(refuses, shape):
    model = build_model(0).eval()
    refuses(
        lambda: model(torch.rand(shape)),
        f"forward: images of shape {shape} must raise ValueError; only (n, 1, 8, 8) fits",
    )

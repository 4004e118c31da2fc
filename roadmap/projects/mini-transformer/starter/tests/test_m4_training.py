"""Milestone 4: the model reads no future, the loss counts answers only, and it learns."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F
from torch.optim.optimizer import register_optimizer_step_pre_hook

import trained
from practice_pkg.gpt import GPT, Config, build_model
from practice_pkg.task import ALPHABET, DIGITS, PROMPT, examples, reverse
from practice_pkg.tokenizer import Tokenizer, encode_batch
from practice_pkg.training import answer_loss, exact_match, generate, learning_rate, train

pytestmark = pytest.mark.milestone(4)


class Scripted(nn.Module):
    """Answers by a rule instead of by weights: the logits of one token per place are 1."""

    def __init__(self, rule) -> None:
        super().__init__()
        self.rule, self.tokenizer = rule, Tokenizer(ALPHABET)

    def forward(self, ids):
        logits = torch.zeros(*ids.shape, self.tokenizer.size)
        for row, text in enumerate(ids.tolist()):
            answer = self.rule(self.tokenizer.decode(text[:DIGITS])) + "."
            for place in range(PROMPT - 1, len(text)):
                logits[row, place, self.tokenizer.encode(answer[place - PROMPT + 1])[0]] = 1
        return logits


def some_ids(n: int, seed: int = 0) -> torch.Tensor:
    return encode_batch(Tokenizer(ALPHABET), examples(n, seed))


def test_the_model_has_101312_parameters():
    model = build_model(0)
    got = sum(p.numel() for p in model.parameters())
    assert got == 101_312, (
        f"GPT: 768 + 1,152 + 2 * 49,280 + 64 + 768 = 101,312 parameters, not {got:,}"
    )
    config = Config(vocabulary=5, width=8, heads=2, layers=3, context=7)
    got = sum(p.numel() for p in GPT(config).parameters())
    assert got == 40 + 56 + 3 * 784 + 8 + 40, f"GPT: use the sizes of the config; {got} parameters"


def test_the_first_weights_are_small_and_the_gains_are_one():
    for name, weight in build_model(0).named_parameters():
        if weight.ndim == 2:
            std = weight.std().item()
            assert 0.017 < std < 0.023, f"GPT: {name} has a standard deviation of {std:.3f}"
        else:
            assert torch.all(weight == 1), f"GPT: {name} is a gain and begins with ones"


def test_one_row_of_logits_per_token():
    logits = build_model(0)(some_ids(3)[:, :7])
    assert logits.shape == (3, 7, 12), f"GPT: logits are (n, t, 12), not {tuple(logits.shape)}"


@given(seed=st.integers(0, 100), at=st.integers(1, 17))
def test_a_future_token_never_changes_a_past_logit(seed, at):
    model, ids = trained.sharp(seed), some_ids(2, seed)
    before = model(ids)
    ids[:, at:] = (ids[:, at:] + 5) % 12
    after = model(ids)
    assert torch.allclose(before[:, :at], after[:, :at], atol=1e-4), (
        f"GPT: the tokens from place {at} on changed, and so did an earlier logit"
    )
    assert not torch.allclose(before[:, at], after[:, at], atol=1e-4), (
        f"GPT: token {at} changed, but the logits at its own place did not notice"
    )


def test_the_place_of_a_token_matters():
    model = trained.sharp(0)
    logits = model(torch.full((1, 6), 3))
    assert not torch.allclose(logits[0, 0], logits[0, 5], atol=1e-3), (
        "GPT: six equal tokens, and every place says the same; add self.places(positions)"
    )
    ids = some_ids(1)[:, :4]
    assert not torch.allclose(model(ids), model(ids, start=9), atol=1e-3), (
        "GPT: `start` says where the first token stands; it made no difference"
    )


@pytest.mark.parametrize(
    ("shape", "start"), [((2, 19), 0), ((2, 5), 14), ((5,), 0)], ids=["long", "late", "one axis"]
)
def test_ids_that_do_not_fit_raise_value_error(refuses, shape, start):
    model = build_model(0)
    refuses(
        lambda: model(torch.zeros(shape, dtype=torch.int64), start=start),
        f"GPT: ids of shape {shape} from place {start} on, with 18 places: raise ValueError",
    )


def test_the_loss_counts_the_answers_only():
    model, ids = trained.sharp(1), some_ids(5)
    loss = answer_loss(model, ids, PROMPT)
    log_probabilities = model(ids[:, :-1]).log_softmax(dim=-1)
    picked = log_probabilities[:, PROMPT - 1 :].gather(2, ids[:, PROMPT:, None])
    assert loss.shape == () and loss.requires_grad, "answer_loss: a tensor of shape () with a graph"
    assert math.isclose(loss.item(), -picked.mean().item(), rel_tol=1e-4), (
        "answer_loss: the mean over the answer tokens alone; inputs_and_targets marks the others"
    )


def test_the_learning_rate_goes_up_and_down():
    got = [learning_rate(step, 100, 2.0) for step in (0, 4, 9, 10, 50, 99)]
    want = [2 * 0.1, 2 * 0.5 * 0.96, 2 * 0.91, 2 * 0.9, 1.0, 0.02]
    assert all(math.isclose(g, w, rel_tol=1e-9) for g, w in zip(got, want, strict=True)), (
        f"learning_rate at steps 0, 4, 9, 10, 50, 99 of 100, peak 2: {want}, not {got}"
    )


def test_training_asks_for_one_batch_per_step():
    asked = []

    def draw(step: int) -> torch.Tensor:
        asked.append(step)
        return some_ids(4, step)

    model = build_model(0).eval()
    losses = train(model, draw, steps=5)
    assert asked == [0, 1, 2, 3, 4], f"train: draw(0) to draw(4), once each; you asked for {asked}"
    assert len(losses) == 5 and all(isinstance(x, float) for x in losses), "train: 5 plain floats"
    first = answer_loss(build_model(0), some_ids(4, 0), PROMPT).item()
    assert math.isclose(losses[0], first, rel_tol=1e-4), "train: the loss BEFORE each update"
    assert model.training, "train: call model.train() first"


def test_the_first_step_is_a_tenth_of_the_peak():
    model = build_model(0)
    before = [p.detach().clone() for p in model.parameters()]
    train(model, lambda step: some_ids(32), steps=1, peak=0.05)
    moved = max((p - b).abs().max().item() for p, b in zip(model.parameters(), before, strict=True))
    assert 0.004 < moved < 0.006, (
        f"train: Adam's first step moves a weight by the rate, here 0.05 / 10; it moved {moved:.4f}"
    )


def test_every_step_uses_the_clipped_gradient_of_its_own_batch():
    model, seen = trained.sharp(0), []

    def watch(_optimizer, *_):
        weight = model.head.weight
        (own,) = torch.autograd.grad(answer_loss(model, some_ids(4, len(seen)), PROMPT), [weight])
        alike = F.cosine_similarity(weight.grad.flatten(), own.flatten(), dim=0).item()
        norms = [p.grad.norm() for p in model.parameters() if p.grad is not None]
        seen.append((alike, torch.stack(norms).norm().item()))

    handle = register_optimizer_step_pre_hook(watch)
    try:
        train(model, lambda step: some_ids(4, step), steps=3)
    finally:
        handle.remove()
    assert len(seen) == 3, f"train: 3 steps are 3 updates, not {len(seen)}"
    assert all(alike > 0.999 for alike, _ in seen), (
        "train: the gradient of an earlier batch is still in .grad; call optimizer.zero_grad()"
    )
    assert all(norm < 1.001 for _, norm in seen), (
        "train: clip the gradients to a norm of 1, after backward() and before step()"
    )


def test_frozen_parameters_stay_as_they_are():
    model = build_model(0)
    model.embedding.requires_grad_(False)
    before = model.embedding.weight.clone()
    head = model.head.weight.detach().clone()
    train(model, lambda step: some_ids(8, step), steps=2)
    assert torch.equal(model.embedding.weight, before), "train: it changed a frozen embedding"
    assert not torch.equal(model.head.weight, head), "train: the head did not move at all"


def test_no_steps_raise_value_error(refuses):
    refuses(lambda: train(build_model(0), some_ids, steps=0), "train: 0 steps, raise ValueError")


def test_generating_appends_the_likeliest_token():
    model, prompts = trained.sharp(2), some_ids(4)[:, :PROMPT]
    got = generate(model, prompts, 5)
    assert got.shape == (4, PROMPT + 5), f"generate: (n, t + tokens), not {tuple(got.shape)}"
    assert torch.equal(got[:, :PROMPT], prompts), "generate: the result begins with the prompts"
    with torch.no_grad():
        likeliest = model(got[:, :-1])[:, PROMPT - 1 :].argmax(-1)
    assert torch.equal(got[:, PROMPT:], likeliest), (
        "generate: each token is the argmax of the logits at the LAST place of the text before it"
    )
    assert torch.equal(generate(model, prompts, 0), prompts), "generate: 0 tokens change nothing"


def test_generating_records_no_gradients():
    recorded = []
    model = build_model(0)
    model.register_forward_hook(lambda _module, _inputs, logits: recorded.append(logits.grad_fn))
    generate(model, some_ids(1)[:, :PROMPT], 2)
    assert recorded == [None, None], "generate: one pass per token, under torch.no_grad()"


def test_a_negative_number_of_tokens_raises_value_error(refuses):
    model, prompts = build_model(0), some_ids(1)[:, :PROMPT]
    refuses(lambda: generate(model, prompts, -1), "generate: -1 tokens must raise ValueError")


def test_exact_means_every_character():
    tokenizer, texts = Tokenizer(ALPHABET), examples(8, seed=1)
    assert exact_match(Scripted(reverse), tokenizer, texts) == 1, (
        "exact_match: this model reverses without a mistake; give it the first PROMPT characters"
    )
    first = texts[0][:DIGITS]

    def one_slip(digits: str) -> str:
        right = reverse(digits)
        return right[:-1] + str(9 - int(right[-1])) if digits == first else right

    got = exact_match(Scripted(one_slip), tokenizer, texts)
    assert got == 7 / 8, (
        f"exact_match: one wrong digit in one of 8 texts makes 7/8, not {got}; a text counts if "
        "ALL its characters are right"
    )


def test_the_trained_model_reverses_numbers_it_has_never_seen(seed):
    model, losses = trained.reversing(seed)
    assert len(losses) == 120 and losses[-1] < 0.05 * losses[0], (
        f"train: the loss went from {losses[0]:.2f} to {losses[-1]:.2f}; below 0.05 is usual"
    )
    right = exact_match(model, Tokenizer(ALPHABET), examples(500, seed, held_out=True))
    assert right >= 0.98, f"after 120 steps {right:.3f} of the new numbers are right, below 0.98"

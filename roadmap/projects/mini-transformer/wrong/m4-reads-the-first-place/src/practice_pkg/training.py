"""Milestone 4, second half: train, generate, and count what is exactly right."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import AdamW

from .task import ANSWER, PROMPT
from .tokenizer import IGNORE, Tokenizer, encode_batch, inputs_and_targets

WARMUP = 10
"""Steps until the learning rate is at its peak."""


def answer_loss(model: nn.Module, ids: Tensor, prompt: int) -> Tensor:
    """The mean cross-entropy over the tokens of the answers, a tensor of shape ().

    ids: shape (n, t), complete examples; `inputs_and_targets` says what to read and what to say.
    """
    inputs, targets = inputs_and_targets(ids, prompt)
    return F.cross_entropy(model(inputs).flatten(0, 1), targets.flatten(), ignore_index=IGNORE)


def learning_rate(step: int, steps: int, peak: float) -> float:
    """Up in a straight line, then down to 0 in a straight line; step counts from 0.

    peak * min((step + 1) / WARMUP, 1) * (1 - step / steps).
    Source: Devlin et al., BERT, arXiv:1810.04805, appendix A.2 (warmup and linear decay).
    """
    return peak * min((step + 1) / WARMUP, 1) * (1 - step / steps)


def train(
    model: nn.Module, draw: Callable[[int], Tensor], *, steps: int, peak: float = 5e-3
) -> list[float]:
    """`steps` updates with AdamW and its defaults; returns the loss of each, before its update.

    Step s (from 0): set the learning rate to learning_rate(s, steps, peak); the batch is draw(s),
    ids of shape (n, PROMPT + ANSWER); answer_loss; gradients, clipped to a norm of 1 all together
    (torch.nn.utils.clip_grad_norm_); update. Only parameters that require a gradient are given to
    AdamW. The model is in training mode.
    Raises ValueError if `steps` is below 1.
    Source: Loshchilov and Hutter, arXiv:1711.05101 (AdamW); Pascanu, Mikolov and Bengio,
    arXiv:1211.5063 (clipping).
    """
    if steps < 1:
        raise ValueError(f"at least 1 step, not {steps}")
    model.train()
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = AdamW(parameters, lr=peak)
    losses = []
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, steps, peak)
        loss = answer_loss(model, draw(step), PROMPT)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses


@torch.no_grad()
def generate(model: nn.Module, prompts: Tensor, tokens: int) -> Tensor:
    """Continues every prompt by `tokens` tokens, always the one with the largest logit.

    prompts: shape (n, t). Returns the prompts with their continuations, (n, t + tokens). After
    each token the whole text is read again, from its beginning (milestone 5 ends this waste).
    No gradients are recorded. Raises ValueError if `tokens` is below 0.
    """
    if tokens < 0:
        raise ValueError(f"cannot write {tokens} tokens")
    ids = prompts
    for _ in range(tokens):
        following = model(ids)[:, 0].argmax(dim=-1, keepdim=True)
        ids = torch.cat([ids, following], dim=1)
    return ids


def exact_match(model: nn.Module, tokenizer: Tokenizer, texts: Sequence[str]) -> float:
    """The share of texts the model completes without a single wrong character.

    It is given the first PROMPT characters of each text and has to write the other ANSWER ones.
    """
    ids = encode_batch(tokenizer, texts)
    written = generate(model, ids[:, :PROMPT], ANSWER)
    return (written == ids).all(dim=1).float().mean().item()

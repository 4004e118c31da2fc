"""Milestone 4, first half: embedding, blocks, norm and head make a language model."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .block import Block, Memory, RMSNorm


@dataclass(frozen=True)
class Config:
    """The sizes of a model. Complete."""

    vocabulary: int = 12
    width: int = 64
    heads: int = 4
    layers: int = 2
    context: int = 18
    """How many positions there are."""


DEFAULT = Config()


class GPT(nn.Module):
    """Ids in, logits of the next token out.

    `self.embedding` is nn.Embedding(vocabulary, width), `self.places` is nn.Embedding(context,
    width), `self.blocks` an nn.ModuleList of `layers` Blocks, `self.norm` an RMSNorm(width),
    `self.head` an nn.Linear(width, vocabulary, bias=False). The weights of all embeddings and
    linear layers are then drawn from a normal distribution with mean 0 and standard deviation
    0.02; the gains of the norms stay at 1.
    (Rotary positions tell how far away a token is, `places` tell where it stands. Reversing needs
    the second: without them even twice the training is not enough.)
    Source: Radford et al., Improving Language Understanding by Generative Pre-Training (2018),
    section 4.1 (learned positions, 0.02); Language Models are Unsupervised Multitask Learners
    (2019), section 2.3 (a last norm before the head).
    """

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.context = config.context
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.places = nn.Embedding(config.context, config.width)
        self.blocks = [Block(config.width, config.heads) for _ in range(config.layers)]
        self.norm = RMSNorm(config.width)
        self.head = nn.Linear(config.width, config.vocabulary, bias=False)
        for module in self.modules():
            if isinstance(module, nn.Linear | nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)

    def forward(
        self, ids: Tensor, memories: Sequence[Memory] | None = None, start: int = 0
    ) -> Tensor:
        """ids: shape (n, t), torch.int64. Returns logits, shape (n, t, vocabulary).

        The tokens stand at the positions start, start + 1, ..., start + t - 1; add the embedding
        of its place to that of each token. Block i gets memories[i], or None if there are none.
        Raises ValueError if ids has not two axes or a position is not below `context`.
        """
        if ids.ndim != 2:
            raise ValueError(f"ids must be (n, t), but the shape is {tuple(ids.shape)}")
        end = start + ids.shape[1]
        if end > self.context:
            raise ValueError(f"{end} positions, but the context has {self.context}")
        positions = torch.arange(start, end)
        x = self.embedding(ids) + self.places(positions)
        for i, block in enumerate(self.blocks):
            x = block(x, positions, None if memories is None else memories[i])
        return self.head(self.norm(x))


def build_model(seed: int, config: Config = DEFAULT) -> GPT:
    """A GPT whose first weights depend on `seed` alone. Complete."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return GPT(config)

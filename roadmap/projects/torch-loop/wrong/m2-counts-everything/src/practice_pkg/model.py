"""Milestone 2: a small convolutional network whose every parameter you can account for."""

import torch
from torch import Tensor, nn


class DigitNet(nn.Module):
    """From images of 8 x 8 pixels to ten scores (logits), one per digit.

    The layers in order, with the shape of one example after each:

        Conv2d(1 -> 16, kernel 3, padding 1), BatchNorm2d(16), ReLU     (16, 8, 8)
        Conv2d(16 -> 32, kernel 3, padding 1), BatchNorm2d(32), ReLU    (32, 8, 8)
        MaxPool2d(2)                                                    (32, 4, 4)
        Flatten, Dropout(0.25)                                          (512,)
        Linear(512 -> 10)                                               (10,)

    Use nn.ReLU modules, one per place: milestone 6 looks for them.
    Source: LeCun, Bottou, Bengio and Haffner, Proceedings of the IEEE 86(11), 1998, section II
    (convolutions); Ioffe and Szegedy, arXiv:1502.03167 (batch norm); Srivastava et al., JMLR 15,
    2014 (dropout).
    """

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.Conv2d(16, 32, 3, padding=1),
            nn.BatchNorm2d(32),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.classifier = nn.Sequential(nn.Flatten(), nn.Dropout(0.25), nn.Linear(512, 10))

    def forward(self, images: Tensor) -> Tensor:
        """images: shape (n, 1, 8, 8), torch.float32. Returns the logits, shape (n, 10).

        No softmax: the loss of milestone 3 does that itself, and more exactly.
        Raises ValueError if the shape is not (n, 1, 8, 8).
        """
        if images.ndim != 4 or images.shape[1:] != (1, 8, 8):
            raise ValueError(f"expected (n, 1, 8, 8), but the shape is {tuple(images.shape)}")
        return self.classifier(self.features(images))


def build_model(seed: int) -> DigitNet:
    """A DigitNet whose first weights depend on `seed` and on nothing else.

    PyTorch draws weights from its global generator. Seed it inside
    `with torch.random.fork_rng(devices=[]):`, which puts the generator back afterwards, so that
    building a model does not change what other code draws.
    Source: https://docs.pytorch.org/docs/stable/random.html
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return DigitNet()


def count_parameters(model: nn.Module) -> int:
    """How many numbers training may change: entries of parameters that require a gradient.

    A parameter that two layers share counts once. Frozen parameters and buffers (such as the
    running mean of a batch norm) do not count.
    """
    return sum(p.numel() for p in model.parameters())

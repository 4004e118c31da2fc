"""Milestone 1: data in the right shape, split without overlap, in an order you can repeat."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, Subset


class Digits(Dataset):
    """Images and labels as pairs of tensors, ready for a convolution.

    images: shape (n, 8, 8), gray levels 0 to 16, any dtype. labels: shape (n,), whole numbers.
    `dataset[i]` is the pair (image, label):
      image: shape (1, 8, 8), torch.float32, gray levels divided by 16, so between 0 and 1;
      label: shape (), torch.int64.
    The tensors given stay as they are.
    Raises ValueError if images is not (n, 8, 8) or labels is not (n,).
    Source: https://docs.pytorch.org/docs/stable/data.html, map-style datasets.
    """

    def __init__(self, images: Tensor, labels: Tensor) -> None:
        raise NotImplementedError("milestone 1: check the shapes, then keep the tensors")

    def __len__(self) -> int:
        """The number of examples."""
        raise NotImplementedError("milestone 1: the number of labels")

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        """The pair (image, label) at `index`, as described above."""
        raise NotImplementedError("milestone 1: the image and the label at this position")


@dataclass(frozen=True)
class Split:
    """Which example belongs where. Three int64 tensors of positions. Complete."""

    train: Tensor
    validation: Tensor
    test: Tensor


def split(n: int, seed: int) -> Split:
    """Deals the positions 0..n-1 out at random: 20 % validation, 20 % test, the rest train.

    With k = n // 5, validation and test have k positions each and train has the other n - 2 k.
    Every position is in exactly one part. The same n and seed give the same parts; another seed
    gives others. Draw from a generator of your own, torch.Generator().manual_seed(seed): nothing
    else in the program may notice, so PyTorch's global generator stays where it is.
    Raises ValueError if n is below 5.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.randperm.html
    """
    raise NotImplementedError("milestone 1: shuffle the positions once, then cut")


def make_loader(
    dataset: Dataset, indices: Tensor, batch_size: int, *, seed: int = 0, shuffle: bool = False
) -> DataLoader:
    """Batches of the examples at `indices`; the last batch may be shorter.

    With shuffle=False they come in the order of `indices`. With shuffle=True every pass over the
    loader has a new order, and two loaders made with the same seed go through the same orders.
    In both cases give the DataLoader a generator of its own, seeded with `seed`: it draws a
    number at the start of every pass even if it does not shuffle. Without one it draws from
    the global generator, and then looking at the validation data changes the training after it.
    Raises ValueError if batch_size is below 1.
    Source: https://docs.pytorch.org/docs/stable/notes/randomness.html, DataLoader.
    """
    raise NotImplementedError("milestone 1: a Subset in a DataLoader with its own generator")

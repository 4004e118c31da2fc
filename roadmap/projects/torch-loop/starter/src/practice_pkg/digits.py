"""The handwritten digits, complete. Nothing is downloaded."""

from functools import cache

import torch
from torch import Tensor


@cache
def load_digits() -> tuple[Tensor, Tensor]:
    """1,797 handwritten digits: images and labels.

    images: shape (1797, 8, 8), torch.uint8, gray levels 0 to 16. labels: shape (1797,), 0 to 9.
    Treat them as read-only: every caller gets the same two tensors.
    The file lies inside the scikit-learn package. The import stands here because it takes a
    second or more. Lists are the way across, because they work with every pair of versions.
    """
    from sklearn.datasets import load_digits as bundled_digits

    bunch = bundled_digits()
    images = torch.tensor(bunch.images.tolist(), dtype=torch.uint8)
    return images, torch.tensor(bunch.target.tolist(), dtype=torch.int64)

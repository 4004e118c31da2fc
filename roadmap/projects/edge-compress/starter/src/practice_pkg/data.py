"""Handwritten digits, complete. The file lies inside the scikit-learn package."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import torch


@dataclass(frozen=True)
class Images:
    """1,797 digits in two parts. Images have shape (n, 1, 8, 8), labels (n,)."""

    x_train: torch.Tensor
    """1,197 images, float32, gray levels 0 to 1."""
    y_train: torch.Tensor
    """Their labels, int64, 0 to 9."""
    x_test: torch.Tensor
    """600 images that no training sees. One point of accuracy is 6 of them."""
    y_test: torch.Tensor


@cache
def load_images() -> Images:
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(x))
    images = torch.tensor(x[order].reshape(-1, 1, 8, 8) / 16, dtype=torch.float32)
    labels = torch.tensor(y[order], dtype=torch.int64)
    return Images(images[:1197], labels[:1197], images[1197:], labels[1197:])

"""Milestone 3: a small network learns from the large one's doubts."""

import torch
from torch import nn
from torch.nn import functional as F

from .data import Images
from .train import fit


def soft_targets(teacher: nn.Module, x: torch.Tensor, temperature: float) -> torch.Tensor:
    """The teacher's probabilities, softened: softmax(logits / temperature) over the classes.

    A high temperature shows which wrong digits the teacher finds almost right.
    x: shape (n, 1, 8, 8). Returns shape (n, classes), without gradient, made in eval mode; the
    teacher is in the mode that it had before.
    Raises ValueError if temperature <= 0.
    Source: Hinton, Vinyals and Dean, Distilling the Knowledge in a Neural Network,
    arXiv 1503.02531 (2015), section 2, equation 1.
    """
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0, but it is {temperature}")
    mode = teacher.training
    teacher.eval()
    with torch.no_grad():
        targets = F.softmax(teacher(x) / temperature, dim=1)
    teacher.train(mode)
    return targets


def distillation_loss(
    logits: torch.Tensor,
    targets: torch.Tensor,
    labels: torch.Tensor,
    temperature: float,
    alpha: float,
) -> torch.Tensor:
    """What the student minimizes. With q = softmax(logits / temperature) and p = targets:

        alpha * temperature^2 * KL  +  (1 - alpha) * cross entropy of (logits, labels)
        KL = mean over the batch of  sum over classes of p * (log p - log q)

    The cross entropy is the ordinary one, at temperature 1, and a mean as well. temperature^2 makes
    up for the gradient of the first part, which shrinks by that factor. Where p is 0 its term is 0.
    logits, targets: shape (n, classes). labels: shape (n,). Returns a scalar tensor that carries
    gradients to the logits.
    Raises ValueError if the shapes of logits and targets differ, temperature <= 0, or alpha is not
    in 0..1.
    Source: Hinton et al., as above, section 2.
    """
    if logits.shape != targets.shape:
        raise ValueError(f"logits are {tuple(logits.shape)}, targets {tuple(targets.shape)}")
    if not temperature > 0 or not 0 <= alpha <= 1:
        raise ValueError(f"temperature {temperature} must be above 0, alpha {alpha} in 0..1")
    log_q = F.log_softmax(logits / temperature, dim=1)
    soft = F.kl_div(log_q, targets, reduction="batchmean")
    return alpha * temperature**2 * soft + (1 - alpha) * F.cross_entropy(logits, labels)


def distill(
    teacher: nn.Module,
    student: nn.Module,
    images: Images,
    *,
    epochs: int,
    seed: int,
    temperature: float = 3.0,
    alpha: float = 0.7,
) -> nn.Module:
    """Trains the student with `fit` on `distillation_loss`, at a rate of 0.02, and returns it.

    The targets of each batch are the teacher's for the SAME images. The teacher learns nothing.
    """

    def loss(logits: torch.Tensor, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        targets = soft_targets(teacher, x, temperature)
        return distillation_loss(logits, targets, y, temperature, alpha)

    return fit(student, images, epochs=epochs, seed=seed, rate=0.02, loss=loss)

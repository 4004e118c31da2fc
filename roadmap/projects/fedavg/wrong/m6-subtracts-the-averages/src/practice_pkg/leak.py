"""Milestone 6: what an update gives away, with and without secure aggregation, and what helps.

Here you are the curious server. It follows the protocol and looks closely.
"""

import numpy as np

from .checks import Array, above_zero, as_matrix, as_vector, at_least
from .model import unpack


def steal_example(before: Array, after: Array, features: int) -> tuple[Array, int]:
    """The example itself, from a client that took one gradient step on one example.

    The model moved by lr times the gradient, and for one example x with label y that is
    dW[:, c] = (p_c - [c == y]) * x and db[c] = p_c - [c == y]. Only the label's entry of db is
    negative, and dW[:, c] / db[c] is x, whatever the learning rate was.
    before, after: shape (p,), the model sent out and the model that came back.
    Returns x of shape (features,) and y. Take c = y: its entry is the largest in absolute value.
    Raises ValueError if the shapes differ or the model did not move.
    Source: Phong, Aono, Hayashi, Wang and Moriai, Privacy-Preserving Deep Learning via Additively
    Homomorphic Encryption (IEEE TIFS 13, 2018), on what gradients leak.
    """
    before, after = as_vector(before, "before"), as_vector(after, "after")
    if before.shape != after.shape or np.array_equal(before, after):
        raise ValueError("the model must have moved, and kept its length")
    dW, db = unpack(before - after, features)
    label = int(np.argmax(np.abs(db)))
    return dW[:, label] / db[label], label


def isolate_client(
    everyone: Array, size_of_everyone: float, others: Array, size_of_others: float
) -> tuple[Array, float]:
    """One client's model from two honest averages: one with it, one where it was said to drop.

    An average times its number of examples is a sum, and two sums that differ by one client differ
    by n_k * w_k. Secure aggregation does not help against this.
    everyone, others: shape (p,). Returns (w_k, n_k).
    Raises ValueError if the shapes differ or n_k would not be positive.
    """
    everyone, others = as_vector(everyone, "everyone"), as_vector(others, "others")
    size = size_of_everyone - size_of_others
    above_zero(size, "the size of the client")
    if everyone.shape != others.shape:
        raise ValueError(f"the models have {everyone.size} and {others.size} entries")
    return everyone - others, size


def clip(step: Array, bound: float) -> Array:
    """The step, shortened to length `bound` if it is longer: step * min(1, bound / |step|).

    step: shape (p,), model after minus model before. Returns a new vector of shape (p,). A step of
    zeros stays one.
    Raises ValueError if step is not a vector or bound is not positive.
    Source: McMahan, Ramage, Talwar and Zhang, Learning Differentially Private Recurrent Language
    Models (ICLR 2018), flat clipping.
    """
    step = as_vector(step, "step")
    above_zero(bound, "bound")
    length = np.linalg.norm(step)
    return step * (bound / length) if length > bound else step


def private_average(steps: Array, *, bound: float, noise: float, rng: np.random.Generator) -> Array:
    """The mean of the clipped steps plus Gaussian noise: what hides a single client.

    Clip EACH row, then average with equal weights: no client may count more than bound / m. Then
    add to every entry an independent Gaussian number with standard deviation noise * bound / m.
    steps: shape (m, p). noise: the noise multiplier, at least 0. Returns shape (p,).
    Raises ValueError if there are no steps, bound is not positive, or noise < 0.
    Source: McMahan et al. (ICLR 2018), algorithm 1, with equal weights and all clients in.
    """
    steps = as_matrix(steps, "steps")
    at_least(noise, 0, "noise")
    if len(steps) == 0:
        raise ValueError("there are no steps to average")
    mean = np.mean([clip(step, bound) for step in steps], axis=0)
    return mean + rng.normal(0.0, noise * bound / len(steps), size=mean.shape)

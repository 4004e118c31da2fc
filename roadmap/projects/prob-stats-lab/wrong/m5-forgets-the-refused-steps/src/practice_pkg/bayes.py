"""Milestone 5: a prior, data, a posterior; once by formula and once by a random walk."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .checks import Array, as_matrix, at_least, positive


@dataclass(frozen=True)
class Beta:
    """The Beta(a, b) distribution of an unknown rate, a > 0 and b > 0. Complete.

    Its density at theta in (0, 1) is proportional to theta^(a-1) (1 - theta)^(b-1). Beta(1, 1) is
    uniform: every rate is equally plausible.
    """

    a: float
    b: float

    def __post_init__(self) -> None:
        positive(self.a, "a")
        positive(self.b, "b")


@dataclass(frozen=True)
class Chain:
    """What `metropolis` returns. Complete."""

    draws: Array
    """Shape (steps,): where the walk stood after each step."""
    accepted: int
    """How many of the steps moved."""


def update(prior: Beta, successes: int, failures: int) -> Beta:
    """The posterior of the rate: a Beta again, whose parameters have counted the data in.

    Raises ValueError if successes or failures is below 0.
    Source: Gelman et al., Bayesian Data Analysis, 3rd edition (CRC Press, 2013), section 2.4.
    """
    at_least(successes, 0, "successes")
    at_least(failures, 0, "failures")
    return Beta(prior.a + successes, prior.b + failures)


def mean_and_sd(beta: Beta) -> tuple[float, float]:
    """The mean a / (a + b), and the standard deviation: the root of a b / ((a + b)^2 (a + b + 1)).

    Source: Gelman et al., appendix A.
    """
    total = beta.a + beta.b
    return beta.a / total, math.sqrt(beta.a * beta.b / (total + 1)) / total


def log_density(beta: Beta, theta: float) -> float:
    """The log of theta^(a-1) (1 - theta)^(b-1), without the constant that makes the area 1.

    theta: a float, any. Returns a float; -math.inf if theta is not strictly between 0 and 1.
    """
    if not 0 < theta < 1:
        return -math.inf
    return (beta.a - 1) * math.log(theta) + (beta.b - 1) * math.log1p(-theta)


def metropolis(
    rng: np.random.Generator,
    log_density: Callable[[float], float],
    start: float,
    steps: int,
    width: float,
) -> Chain:
    """A random walk that visits each theta as often as its density says.

    Each step proposes theta + width * (a standard normal number). With u uniform on [0, 1), go
    there if log(u) < log_density(proposal) - log_density(theta), else stay. Either way the place
    where you now stand is one draw: staying counts again.
    log_density: up to a constant; -inf where the density is 0. Called steps + 1 times in all (keep
    the value of the place you stand on). Stay on the log scale: densities underflow.
    start, width: in the units of theta. Returns a Chain; `draws` does not contain the start.
    Raises ValueError if steps < 1, width is not above 0 and finite, or log_density(start) is not
    finite.
    Source: Metropolis et al., Journal of Chemical Physics 21 (1953); Gelman et al., section 11.2.
    """
    at_least(steps, 1, "steps")
    positive(width, "width")
    theta, height = start, log_density(start)
    if not math.isfinite(height):
        raise ValueError(f"the density at the start, {start}, is not above 0")
    draws, accepted = np.empty(steps), 0
    for i in range(steps):
        proposal = theta + width * rng.standard_normal()
        new_height = log_density(proposal)
        # 1 - u is uniform too, and never 0.
        if math.log(1 - rng.random()) < new_height - height:
            theta, height = proposal, new_height
            accepted += 1
            draws[accepted - 1] = theta
    return Chain(draws[:accepted], accepted)


def split_r_hat(chains: Array) -> float:
    """Do the chains agree? Close to 1 if they do, clearly above 1 if not.

    Cut each chain into two halves (drop its first draw if the length is odd), which also catches a
    chain that is still on its way. With m halves of n draws, their means m_j and their sample
    variances v_j (n - 1 in the denominator):

        B = n * (sample variance of the m_j),   W = mean of the v_j
        R-hat = sqrt(((n - 1) / n * W + B / n) / W)

    chains: shape (number of chains, draws), one chain per ROW, one chain or more.
    Raises ValueError if chains is not a matrix, has fewer than 4 columns, or W is 0.
    Source: Gelman et al., section 11.4.
    """
    chains = as_matrix(chains, "chains")
    at_least(chains.shape[1], 4, "the number of draws per chain")
    n = chains.shape[1] // 2
    halves = chains[:, -2 * n :].reshape(-1, n)
    between = n * halves.mean(axis=1).var(ddof=1)
    within = halves.var(axis=1, ddof=1).mean()
    if within == 0:
        raise ValueError("no chain ever moves")
    return float(np.sqrt(((n - 1) / n * within + between / n) / within))


def probability_b_beats_a(rng: np.random.Generator, a: Beta, b: Beta, draws: int) -> float:
    """The probability that the rate of b is above the rate of a, by simulation.

    Draw `draws` independent pairs (`rng.beta`) and return the share in which b's is larger.
    Raises ValueError if draws < 1.
    Source: Wasserman, All of Statistics (Springer, 2004), section 24.2.
    """
    at_least(draws, 1, "draws")
    return float(np.mean(rng.beta(b.a, b.b, draws) > rng.beta(a.a, a.b, draws)))

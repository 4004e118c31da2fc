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
    raise NotImplementedError("milestone 5: count the data into a and b")


def mean_and_sd(beta: Beta) -> tuple[float, float]:
    """The mean a / (a + b), and the standard deviation: the root of a b / ((a + b)^2 (a + b + 1)).

    Source: Gelman et al., appendix A.
    """
    raise NotImplementedError("milestone 5: two formulas of a and b")


def log_density(beta: Beta, theta: float) -> float:
    """The log of theta^(a-1) (1 - theta)^(b-1), without the constant that makes the area 1.

    theta: a float, any. Returns a float; -math.inf if theta is not strictly between 0 and 1.
    """
    raise NotImplementedError("milestone 5: the log of the density, up to a constant")


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
    raise NotImplementedError(
        "milestone 5: propose, compare on the log scale, record where you stand"
    )


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
    raise NotImplementedError("milestone 5: cut into halves, compare between with within")


def probability_b_beats_a(rng: np.random.Generator, a: Beta, b: Beta, draws: int) -> float:
    """The probability that the rate of b is above the rate of a, by simulation.

    Draw `draws` independent pairs (`rng.beta`) and return the share in which b's is larger.
    Raises ValueError if draws < 1.
    Source: Wasserman, All of Statistics (Springer, 2004), section 24.2.
    """
    raise NotImplementedError("milestone 5: draw from both, count")

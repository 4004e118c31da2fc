"""Milestone 2: three optimizers that remember, each exactly as its paper has it.

None of them looks at the function, only at its gradient, and once per step. Each returns the whole
path: shape (steps + 1, n), the start first, one point per ROW. x0 is left as it is.
"""

import numpy as np

from .checks import Array, Gradient, as_vector, at_least, positive, share


def heavy_ball(gradient: Gradient, x0: Array, *, lr: float, beta: float, steps: int) -> Array:
    """Momentum: with v_0 = 0, each step

        v <- beta v - lr gradient(x),   x <- x + v

    The old velocity is multiplied by beta, the new gradient by lr alone (not by 1 - beta).
    x0: shape (n,). Returns shape (steps + 1, n).
    Raises ValueError if lr is not above 0, beta is not in [0, 1), or steps < 0.
    Source: Polyak, USSR Computational Mathematics and Mathematical Physics 4 (1964); written as in
    Sutskever et al., On the importance of initialization and momentum (ICML 2013), section 2,
    equations 1 and 2.
    """
    raise NotImplementedError("milestone 2: update the velocity, then the point")


def nesterov(gradient: Gradient, x0: Array, *, lr: float, beta: float, steps: int) -> Array:
    """Nesterov's momentum: look ahead first, then correct. With v_0 = 0, each step

        v <- beta v - lr gradient(x + beta v),   x <- x + v

    x0: shape (n,). Returns shape (steps + 1, n), the points x (not the look-ahead points).
    Raises ValueError as `heavy_ball` does.
    Source: Nesterov, Soviet Mathematics Doklady 27 (1983); written as in Sutskever et al.,
    section 2, equations 3 and 4.
    """
    raise NotImplementedError("milestone 2: the gradient where the velocity would take you")


def adam(
    gradient: Gradient,
    x0: Array,
    *,
    lr: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
    steps: int,
) -> Array:
    """Adam, and AdamW if weight_decay > 0. With m_0 = 0 and v_0 = 0, in step t = 1, 2, ...:

        g = gradient(x)
        m <- beta1 m + (1 - beta1) g,       v <- beta2 v + (1 - beta2) g^2     (entry by entry)
        m_hat = m / (1 - beta1^t),          v_hat = v / (1 - beta2^t)
        x <- x - lr (m_hat / (sqrt(v_hat) + eps) + weight_decay x)

    The x on the right is the old one. eps stands outside the root. The decay does not pass through
    m and v: that is the difference between AdamW and an L2 penalty.
    x0: shape (n,). Returns shape (steps + 1, n).
    Raises ValueError if lr or eps is not above 0, a beta is not in [0, 1), weight_decay < 0, or
    steps < 0.
    Source: Kingma and Ba, Adam (ICLR 2015), algorithm 1; Loshchilov and Hutter, Decoupled weight
    decay regularization (ICLR 2019), algorithm 2, with the decay scaled by lr as PyTorch does it.
    """
    raise NotImplementedError("milestone 2: two averages, both corrected, one step")

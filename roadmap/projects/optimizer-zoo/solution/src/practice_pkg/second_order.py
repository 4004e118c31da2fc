"""Milestone 3: optimizers that know the curvature, or learn it on the way."""

from collections.abc import Sequence

import numpy as np

from .checks import Array, Gradient, Hessian, Value, as_vector, at_least, positive
from .descent import NoStep, Run, backtrack


def newton_direction(gradient: Array, hessian: Array) -> Array:
    """The solution d of (H + tau I) d = -gradient, with tau = 0 if H is positive definite.

    Elsewhere H leads to a saddle or a maximum, so lift its eigenvalues. Try tau = 0 first; while
    np.linalg.cholesky(H + tau I) raises np.linalg.LinAlgError, set tau to max(2 tau, floor) with
    floor = 1e-3 * (the Frobenius norm of H, or 1 if that is 0).
    gradient: shape (n,). hessian: shape (n, n), symmetric. Returns shape (n,), always downhill.
    Raises ValueError if the sizes differ.
    Source: Nocedal and Wright, Numerical Optimization, 2nd edition (Springer, 2006), section 3.4,
    algorithm 3.3, with simpler constants.
    """
    gradient = as_vector(gradient, "gradient")
    n = gradient.size
    if np.shape(hessian) != (n, n):
        raise ValueError(f"a gradient of size {n} needs an {n} x {n} Hessian")
    floor = 1e-3 * (float(np.linalg.norm(hessian)) or 1.0)
    tau = 0.0
    while True:
        lifted = hessian + tau * np.eye(n)
        try:
            np.linalg.cholesky(lifted)
        except np.linalg.LinAlgError:
            tau = max(2 * tau, floor)
        else:
            return -np.linalg.solve(lifted, gradient)


def newton(
    value: Value,
    gradient: Gradient,
    hessian: Hessian,
    x0: Array,
    *,
    tol: float = 1e-8,
    max_steps: int = 200,
) -> Run:
    """Newton's method: each step goes along `newton_direction`, as far as `backtrack` says.

    Stop when the length of the gradient is at most tol, or after max_steps steps.
    x0: shape (n,), left as it is. Returns a Run. Per point, one call of gradient; none of value but
    at x0 and inside `backtrack`.
    Raises ValueError if x0 is not a vector, tol is not above 0, or max_steps < 0; NoStep passes
    through.
    Source: Nocedal and Wright, section 3.4, algorithm 3.2.
    """
    x = _start(x0, tol, max_steps)
    points, values = [x], [float(value(x))]
    while True:
        g = gradient(x)
        converged = bool(np.linalg.norm(g) <= tol)
        if converged or len(points) > max_steps:
            return Run(np.array(points), np.array(values), converged)
        d = newton_direction(g, hessian(x))
        t, new_value = backtrack(value, x, values[-1], d, float(g @ d))
        x = x + t * d
        points.append(x)
        values.append(new_value)


def lbfgs_direction(gradient: Array, pairs: Sequence[tuple[Array, Array]]) -> Array:
    """-H gradient, where H approximates the inverse Hessian and is never formed (two loops).

    A pair (s, y) says: a step s changed the gradient by y. With rho = 1 / (s . y):

        q = gradient
        newest pair to oldest:   a = rho (s . q),   q <- q - a y      (keep a for the second loop)
        r = gamma q,             gamma = (s . y) / (y . y) of the newest pair
        oldest pair to newest:   b = rho (y . r),   r <- r + s (a - b)
        return -r

    gradient: shape (n,). pairs: OLDEST first, each s . y > 0. Without pairs, gamma = 1.
    Returns shape (n,). The gradient is left as it is.
    Source: Nocedal and Wright, section 7.2, algorithm 7.4; Nocedal, Mathematics of Computation 35
    (1980).
    """
    q = as_vector(gradient, "gradient")
    kept = []
    for s, y in reversed(pairs):
        a = (s @ q) / (s @ y)
        q = q - a * y
        kept.append(a)
    if pairs:
        s, y = pairs[-1]
        q = q * (s @ y) / (y @ y)
    for (s, y), a in zip(pairs, reversed(kept), strict=True):
        b = (y @ q) / (s @ y)
        q = q + s * (a - b)
    return -q


def wolfe_step(
    value: Value,
    gradient: Gradient,
    x: Array,
    value_at_x: float,
    direction: Array,
    slope: float,
    *,
    c1: float = 1e-4,
    c2: float = 0.9,
    most: int = 60,
) -> tuple[float, float, Array]:
    """A step t that is neither too long (first line, Armijo) nor too short (second, Wolfe):

        value(x + t direction) <= value_at_x + c1 t slope
        gradient(x + t direction) . direction >= c2 slope

    slope is gradient . direction at x, and negative; the second line says that it has flattened.
    Search by bisection with lo = 0, hi = infinity and t = 1: if the first line fails (or the value
    is not finite), hi = t; else if the second fails, lo = t; else t is found. The next t is
    (lo + hi) / 2, or 2 t while hi is infinite.
    x, direction: shape (n,). Returns (t, the value there, the gradient there). Per t tried, one
    call of value; gradient is called only where the first line holds.
    Raises ValueError if slope is not below 0, NoStep if none of the first `most` steps will do.
    Source: Lewis and Overton, Nonsmooth optimization via quasi-Newton methods, Mathematical
    Programming 141 (2013), section 2; Nocedal and Wright, section 3.1, equation 3.6.
    """
    if not slope < 0:
        raise ValueError(f"the direction must go downhill, but its slope is {slope}")
    lo, hi, t = 0.0, np.inf, 1.0
    for _ in range(most):
        new_value = value(x + t * direction)
        if not np.isfinite(new_value) or new_value > value_at_x + c1 * t * slope:
            hi = t
        else:
            new_gradient = gradient(x + t * direction)
            if new_gradient @ direction >= c2 * slope:
                return t, float(new_value), new_gradient
            lo = t
        t = (lo + hi) / 2 if np.isfinite(hi) else 2 * t
    raise NoStep(f"no step among {most} satisfies both conditions")


def lbfgs(
    value: Value,
    gradient: Gradient,
    x0: Array,
    *,
    memory: int = 10,
    tol: float = 1e-8,
    max_steps: int = 1000,
) -> Run:
    """L-BFGS: each step goes along `lbfgs_direction`, as far as `wolfe_step` says.

    After a step keep the pair s = new x - old x, y = new gradient - old gradient: `wolfe_step` has
    made s . y positive, which `backtrack` does not. Keep the newest `memory` pairs. Stop when the
    length of the gradient is at most tol, or after max_steps steps.
    x0: shape (n,), left as it is. Returns a Run. value and gradient are called once at x0, and
    otherwise only inside `wolfe_step`.
    Raises ValueError if x0 is not a vector, tol is not above 0, max_steps < 0, or memory < 1;
    NoStep passes through.
    Source: Nocedal and Wright, section 7.2, algorithm 7.5, with the line search above.
    """
    x = _start(x0, tol, max_steps)
    at_least(memory, 1, "memory")
    points, values, g = [x], [float(value(x))], gradient(x)
    pairs: list[tuple[Array, Array]] = []
    while np.linalg.norm(g) > tol and len(points) <= max_steps:
        d = lbfgs_direction(g, pairs)
        t, new_value, new_g = wolfe_step(value, gradient, x, values[-1], d, float(g @ d))
        pairs = [*pairs, (t * d, new_g - g)][-memory:]
        x, g = x + t * d, new_g
        points.append(x)
        values.append(new_value)
    return Run(np.array(points), np.array(values), bool(np.linalg.norm(g) <= tol))


def _start(x0: Array, tol: float, max_steps: int) -> Array:
    positive(tol, "tol")
    at_least(max_steps, 0, "max_steps")
    return as_vector(x0, "x0")

"""The race of milestone 3, complete: all optimizers on the Rosenbrock valley, counted."""

from dataclasses import dataclass

import numpy as np

from .checks import Array
from .counting import Counted
from .derivatives import rosenbrock, rosenbrock_gradient, rosenbrock_hessian
from .descent import gradient_descent
from .first_order import adam, heavy_ball, nesterov
from .second_order import lbfgs, newton

START = (-1.2, 1.0)
TOLERANCE = 1e-5
MOST_STEPS = 50_000


@dataclass(frozen=True)
class Entrant:
    name: str
    arrived: bool
    """Whether the length of the gradient came down to 1e-5."""
    steps: int
    evaluations: int
    """Of the function, its gradient and its Hessian, added up."""


def race() -> list[Entrant]:
    """One entrant per optimizer, each from the classical start (-1.2, 1)."""
    fixed = {
        "heavy ball": (heavy_ball, {"lr": 1e-3, "beta": 0.9}),
        "Nesterov": (nesterov, {"lr": 1e-3, "beta": 0.9}),
        "Adam": (adam, {"lr": 1e-2}),
    }
    searching = {"gradient descent": gradient_descent, "Newton": newton, "L-BFGS": lbfgs}
    entrants = [_with_line_search(name, method) for name, method in searching.items()]
    entrants += [_with_fixed_steps(name, *entry) for name, entry in fixed.items()]
    return sorted(entrants, key=lambda entrant: (not entrant.arrived, entrant.evaluations))


def format_table(entrants: list[Entrant]) -> str:
    """The result as a Markdown table that ends with a line break."""
    lines = ["| optimizer | arrived | steps | evaluations |", "| --- | --- | ---: | ---: |"]
    for e in entrants:
        lines.append(f"| {e.name} | {'yes' if e.arrived else 'no'} | {e.steps} | {e.evaluations} |")
    return "\n".join(lines) + "\n"


def _with_line_search(name: str, method) -> Entrant:
    value, gradient = Counted(rosenbrock), Counted(rosenbrock_gradient)
    hessian = Counted(rosenbrock_hessian)
    derivatives = (gradient, hessian) if name == "Newton" else (gradient,)
    run = method(value, *derivatives, START, tol=TOLERANCE, max_steps=MOST_STEPS)
    evaluations = value.calls + gradient.calls + hessian.calls
    return Entrant(name, run.converged, len(run.points) - 1, evaluations)


def _with_fixed_steps(name: str, method, settings: dict[str, float]) -> Entrant:
    points: Array = method(rosenbrock_gradient, START, steps=MOST_STEPS // 5, **settings)
    lengths = [np.linalg.norm(rosenbrock_gradient(x)) for x in points]
    there = [i for i, length in enumerate(lengths) if length <= TOLERANCE]
    steps = there[0] if there else len(points) - 1
    return Entrant(name, bool(there), steps, steps)

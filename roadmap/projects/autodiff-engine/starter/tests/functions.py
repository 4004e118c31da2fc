"""What the tests share: twelve functions with derivatives worked out by hand, random expressions.

`m` is the module whose sin, cos, exp, log, tanh and relu they use: dual, value, or `plain`.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import strategies as st

plain = SimpleNamespace(
    sin=math.sin,
    cos=math.cos,
    exp=math.exp,
    log=math.log,
    tanh=math.tanh,
    relu=lambda x: max(0.0, x),
)

Module = ModuleType | SimpleNamespace


@dataclass(frozen=True)
class Case:
    name: str
    f: Callable[[Module, Any], Any]
    slope: Callable[[float], float]
    points: tuple[float, ...]

    def __str__(self) -> str:
        return self.name


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


CASES = [
    Case("3 x^2 - 2 x + 1", lambda m, x: 3 * x**2 - 2 * x + 1, lambda x: 6 * x - 2, (-2, 0, 1.5)),
    Case("1 - 2 / x", lambda m, x: 1 - 2 / x, lambda x: 2 / x**2, (-4, 0.5, 3)),
    Case(
        "(x + 1) / (x^2 + 1)",
        lambda m, x: (x + 1) / (x**2 + 1),
        lambda x: (1 - 2 * x - x**2) / (x**2 + 1) ** 2,
        (-2, 0, 1),
    ),
    Case(
        "(2 x + 1)^-1.5",
        lambda m, x: (2 * x + 1) ** -1.5,
        lambda x: -3 * (2 * x + 1) ** -2.5,
        (-0.25, 0, 4),
    ),
    Case("x^0 + x^1", lambda m, x: x**0 + x**1, lambda x: 1, (-1, 0, 2)),
    Case(
        "sin(2 x) cos(x^2)",
        lambda m, x: m.sin(2 * x) * m.cos(x**2),
        lambda x: 2 * math.cos(2 * x) * math.cos(x**2) - 2 * x * math.sin(2 * x) * math.sin(x**2),
        (-1, 0, 2),
    ),
    Case(
        "exp(-x^2)", lambda m, x: m.exp(-(x**2)), lambda x: -2 * x * math.exp(-(x**2)), (-1, 0, 2)
    ),
    Case("log(1 + x^2)", lambda m, x: m.log(1 + x * x), lambda x: 2 * x / (1 + x * x), (-3, 0, 1)),
    Case(
        "tanh(2 x - 1)",
        lambda m, x: m.tanh(2 * x - 1),
        lambda x: 2 / math.cosh(2 * x - 1) ** 2,
        (-0.5, 0.5, 1),
    ),
    Case(
        "x^x",
        lambda m, x: m.exp(x * m.log(x)),
        lambda x: x**x * (math.log(x) + 1),
        (0.5, 1, 2.5),
    ),
    Case(
        "1 / (1 + exp(-x))",
        lambda m, x: 1 / (1 + m.exp(-x)),
        lambda x: sigmoid(x) * (1 - sigmoid(x)),
        (-3, 0, 2),
    ),
    Case("x relu(2 x)", lambda m, x: x * m.relu(2 * x), lambda x: 4 * max(x, 0), (-2, 0, 3)),
]


def near(got: float, want: float, rtol: float = 1e-12) -> bool:
    return isinstance(got, int | float) and abs(got - want) <= rtol * max(1.0, abs(want))


@contextmanager
def no(error: type[Exception], hint: str) -> Iterator[None]:
    """Fails with the hint, and what the error says, if the block raises this error."""
    try:
        yield
    except error as raised:
        pytest.fail(f"{hint}\n{type(raised).__name__}: {raised}", pytrace=False)


INPUTS = 3


@st.composite
def expressions(draw, depth: int = 4) -> Callable[[Module, list[Any]], Any]:
    """A random smooth function of INPUTS inputs whose values and slopes stay moderate."""
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        place = draw(st.integers(0, INPUTS - 1))
        return lambda m, x: x[place]
    kind = draw(
        st.sampled_from(["+", "-", "*", "/", "**", "sin", "cos", "tanh", "exp", "log", "c"])
    )
    u = draw(expressions(depth=depth - 1))
    if kind in ("+", "-", "*", "/"):
        v = draw(expressions(depth=depth - 1))
    if kind == "+":
        return lambda m, x: u(m, x) + v(m, x)
    if kind == "-":
        return lambda m, x: u(m, x) - v(m, x)
    if kind == "*":
        return lambda m, x: m.tanh(u(m, x)) * m.cos(v(m, x))
    if kind == "/":
        return lambda m, x: u(m, x) / (2 + m.sin(v(m, x)))
    if kind == "**":
        return lambda m, x: (m.tanh(u(m, x)) + 2) ** 1.5
    if kind == "log":
        return lambda m, x: m.log(1 + u(m, x) ** 2)
    if kind == "exp":
        return lambda m, x: m.exp(m.sin(u(m, x)))
    if kind == "c":
        number = draw(st.sampled_from([-2, -0.5, 0.25, 1, 3]))
        return lambda m, x: number * u(m, x) - number
    return lambda m, x: getattr(m, kind)(u(m, x))


points = st.lists(st.floats(-2, 2), min_size=INPUTS, max_size=INPUTS)

"""Milestone 1: dual numbers give exact derivatives, one input at a time."""

import math

import pytest
from hypothesis import given

from functions import CASES, Case, expressions, near, no, plain, points
from practice_pkg import dual
from practice_pkg.dual import (
    Dual,
    derivative,
    gradient,
)

pytestmark = pytest.mark.milestone(1)

RULES = [
    ("+", lambda u, v: u + v, Dual(6.0, 0.5)),
    ("-", lambda u, v: u - v, Dual(-2.0, -2.5)),
    ("*", lambda u, v: u * v, Dual(8.0, -1.0)),
    ("/", lambda u, v: u / v, Dual(0.5, -0.4375)),
]


@pytest.mark.parametrize(("sign", "rule", "want"), RULES, ids=[sign for sign, *_ in RULES])
def test_the_rules_of_arithmetic(sign, rule, want):
    got = rule(Dual(2.0, -1.0), Dual(4.0, 1.5))
    assert isinstance(got, Dual), f"Dual {sign}: give back a new Dual"
    assert near(got.value, want.value), f"Dual {sign}: the value is wrong, {got.value}"
    assert near(got.slope, want.slope), (
        f"Dual {sign}: at u = 2, u' = -1, v = 4, v' = 1.5 it is {want.slope}, not {got.slope}"
    )


CHAINS = [
    ("**", lambda u: u**3, 0.75),
    ("sin", dual.sin, math.cos(0.5)),
    ("cos", dual.cos, -math.sin(0.5)),
    ("exp", dual.exp, math.exp(0.5)),
    ("log", dual.log, 2.0),
    ("tanh", dual.tanh, 1 - math.tanh(0.5) ** 2),
]


@pytest.mark.parametrize(("name", "rule", "outer"), CHAINS, ids=[name for name, *_ in CHAINS])
def test_the_chain_rule(name, rule, outer):
    shown = "u ** 3" if name == "**" else f"{name}(u)"
    one, seven = rule(Dual(0.5, 1.0)), rule(Dual(0.5, 7.0))
    assert isinstance(seven, Dual), f"{shown}: give back a new Dual"
    assert near(one.slope, outer), (
        f"{shown}: at u = 0.5, u' = 1 the slope is {outer:.6g}, not {one.slope}"
    )
    assert near(seven.slope, 7 * outer), (
        f"{shown}: the chain rule: times u', the slope of u. At u = 0.5, u' = 7 the slope is "
        f"{7 * outer:.6g}, not {seven.slope}"
    )


def test_a_power_of_zero():
    with no(ZeroDivisionError, "Dual **: the exponent 0 is a case of its own, 0 ** -1 is an error"):
        got = Dual(0.0, 5.0) ** 0
    assert (got.value, got.slope) == (1.0, 0.0), "Dual **: u ** 0 is 1 with the slope 0, also at 0"


@pytest.mark.parametrize("number", [3, 3.0], ids=["int", "float"])
def test_plain_numbers_are_constants(number):
    x = Dual(2.0, 1.0)
    with no(AttributeError, "Dual: a plain number has no slope; begin with as_dual(other)"):
        got = [x + number, number + x, x - number, number - x]
        got += [x * number, number * x, x / number, number / x]
    want = [1, 1, 1, -1, 3, 3, 1 / 3, -0.75]
    slopes = [result.slope for result in got]
    assert all(map(near, slopes, want)), (
        f"Dual: a plain number has slope 0 (as_dual); wanted {want} and got {slopes}"
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_derivatives_equal_those_worked_out_by_hand(case: Case):
    for x in case.points:
        got = derivative(lambda u: case.f(dual, u), x)
        assert not isinstance(got, Dual), (
            "derivative: give back the slope of the result, a plain number, not the whole Dual"
        )
        assert near(got, case.slope(x)), (
            f"{case}: the derivative at {x} is {case.slope(x)}, not {got}; which rule is off?"
        )


@given(expressions(), points)
def test_the_value_is_that_of_plain_arithmetic(f, point):
    got = dual.as_dual(f(dual, [Dual(x) for x in point])).value
    assert near(got, f(plain, point)), "dual: the values must be those of ordinary calculation"


def test_powers_that_are_not_defined(refuses):
    refuses(
        lambda: Dual(2.0, 1.0) ** Dual(3.0),
        "Dual **: the power rule needs a plain exponent; raise TypeError for a Dual",
        TypeError,
    )
    refuses(
        lambda: Dual(-2.0, 1.0) ** 0.5,
        "Dual **: Python makes a complex number of (-2) ** 0.5; raise ValueError instead",
    )


@pytest.mark.parametrize("x", [-1.0, 0.0])
def test_logarithms_that_are_not_defined(refuses, x):
    refuses(lambda: dual.log(Dual(x, 1.0)), f"log: there is no logarithm of {x}, ValueError")


def test_relu_is_flat_at_zero_and_below():
    slopes = [dual.relu(Dual(x, 7.0)).slope for x in (-1.0, 0.0, 1.0)]
    assert slopes == [0.0, 0.0, 7.0], f"relu: slopes 0, 0 and u' at -1, 0 and 1, not {slopes}"


def test_derivative_of_a_constant():
    with no(AttributeError, "derivative: what f gives back may be a plain number; use as_dual"):
        got = derivative(lambda u: 5, 2.0)
    assert got == 0.0, "derivative: f may give back a plain number, whose derivative is 0.0"


def test_derivative_is_exact_where_differences_are_not():
    got = derivative(lambda u: dual.sin(1e4 * u), 1.0)
    assert near(got, 1e4 * math.cos(1e4)), (
        "derivative: no h and no difference; the slope of the result is the derivative"
    )


def test_gradient_asks_for_one_coordinate_at_a_time():
    calls = []

    def f(x):
        calls.append([u.slope for u in x])
        return x[0] * x[1] + dual.sin(x[2])

    got = gradient(f, [2.0, 3.0, 0.0])
    assert got == [3.0, 2.0, 1.0], f"gradient: of x y + sin z at (2, 3, 0) it is [3, 2, 1]: {got}"
    assert calls == [[1, 0, 0], [0, 1, 0], [0, 0, 1]], (
        f"gradient: in call i only coordinate i has slope 1; the slopes were {calls}"
    )


def test_gradient_of_a_constant_is_zeros():
    with no(AttributeError, "gradient: what f gives back may be a plain number; use as_dual"):
        got = gradient(lambda x: 5, [1.0, 2.0])
    assert got == [0.0, 0.0], f"gradient: a constant has slopes of 0, not {got}"

"""Milestone 2: one walk backwards gives every derivative, however the graph looks."""

import pytest
from hypothesis import given

from functions import CASES, Case, expressions, near, no, plain, points
from practice_pkg import dual, value
from practice_pkg.value import Value, topological_order

pytestmark = pytest.mark.milestone(2)


def parents_first(order) -> bool:
    place = {id(node): i for i, node in enumerate(order)}
    return all(
        id(parent) in place and place[id(parent)] < place[id(node)]
        for node in order
        for parent in node.parents
    )


def test_plain_numbers_mix_in():
    x = Value(2.0)
    with no(AttributeError, "Value: a plain number has no data; begin with as_value(other)"):
        (3 + x * 5 + (x + 7) * 2).backward()
    assert x.grad == 7.0, f"Value: 3 + 5 x + 2 (x + 7) has the derivative 7, not {x.grad}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_gradients_equal_those_worked_out_by_hand(case: Case):
    for start in case.points:
        x = Value(start)
        with no(ZeroDivisionError, "Value **: if n is 0 the slope is 0; 0 ** -1 is an error"):
            result = case.f(value, x)
        result.backward()
        assert near(x.grad, case.slope(start)), (
            f"{case}: the derivative at {start} is {case.slope(start)}, not {x.grad}"
        )


@given(expressions(), points)
def test_values_and_gradients_equal_those_of_forward_mode(f, point):
    inputs = [Value(x) for x in point]
    result = f(value, inputs)
    assert near(result.data, f(plain, point)), "Value: `data` is that of ordinary calculation"
    result.backward()
    want = dual.gradient(lambda x: f(dual, x), point)
    got = [x.grad for x in inputs]
    assert all(near(g, w, 1e-9) for g, w in zip(got, want, strict=True)), (
        f"backward: forward mode says {want}, reverse mode says {got}"
    )


def test_a_result_knows_its_parents_and_slopes():
    x, y = Value(2.0), Value(5.0)
    product = x * y
    assert product.parents == (x, y), "Value *: the parents are the two factors, in order"
    assert product.slopes == (5.0, 2.0), "Value *: d(x y)/dx is y = 5 and d(x y)/dy is x = 2"


def test_a_value_used_twice_collects_both_gradients():
    x = Value(3.0)
    (x + x).backward()
    assert x.grad == 2.0, "backward: x + x has derivative 2; ADD to parent.grad (+=)"
    y = Value(3.0)
    (y * y * y).backward()
    assert y.grad == 27.0, f"backward: x * x * x at 3 has derivative 27, not {y.grad}"


def test_the_order_of_a_diamond_is_topological():
    x = Value(1.0)
    left, right = x * 2.0, x * 3.0
    root = left + right * left
    order = topological_order(root)
    assert order[-1] is root, "topological_order: the root comes last"
    assert len({id(node) for node in order}) == len(order), "topological_order: each node ONCE"
    assert parents_first(order), "topological_order: add a node after all of its parents"


def test_a_child_is_done_before_its_parents():
    x = Value(1.0)
    a = x * 2.0
    result = a + a * 3.0
    result.backward()
    assert a.grad == 4.0, f"backward: d(a + 3 a)/da is 4, not {a.grad}"
    assert x.grad == 8.0, (
        "backward: `a` passed its gradient on before it was complete; use the reversed order"
    )


def test_two_nodes_with_the_same_number_are_two_nodes():
    x, y = Value(2.0), Value(2.0)
    result = x * y
    assert len(topological_order(result)) == 3, "topological_order: compare nodes, not numbers"
    result.backward()
    assert (x.grad, y.grad) == (2.0, 2.0), "backward: x and y hold the same number; both count"


def test_sixteen_diamonds_in_a_row_have_seventeen_nodes():
    x = node = Value(1.0)
    for _ in range(16):
        node = node + node
    count = len(topological_order(node))
    assert count == 17, (
        f"topological_order: 17 nodes and not {count}; remember which ones you have seen"
    )
    node.backward()
    assert x.grad == 2.0**16, f"backward: every diamond doubles the derivative, not {x.grad}"


def test_a_chain_of_five_thousand_nodes():
    x = node = Value(0.5)
    for _ in range(5000):
        node = node + 0.0
    with no(RecursionError, "topological_order: too deep for recursion; keep a stack of your own"):
        node.backward()
        order = topological_order(node)
    assert parents_first(order), "topological_order: parents before children, in long chains too"
    assert x.grad == 1.0, f"backward: adding 0 changes nothing, so the derivative is 1: {x.grad}"


def test_backward_twice_is_the_same_as_once():
    x = Value(3.0)
    y = x * x
    z = y * 2.0
    z.backward()
    z.backward()
    assert (y.grad, x.grad) == (2.0, 12.0), "backward: set every grad of the graph to 0 first"


def test_backward_from_the_middle_forgets_what_came_after():
    x = Value(3.0)
    y = x * x
    (y * 10.0).backward()
    y.backward()
    assert (y.grad, x.grad) == (1.0, 6.0), "backward: the grad of the one you start from is 1"


def test_an_input_alone_has_derivative_one():
    x = Value(4.0)
    x.backward()
    assert x.grad == 1.0, "backward: the derivative of x with respect to itself is 1"


def test_powers_that_are_not_defined(refuses):
    refuses(
        lambda: Value(2.0) ** Value(3.0),
        "Value **: the power rule needs a plain exponent; raise TypeError for a Value",
        TypeError,
    )
    refuses(lambda: Value(-2.0) ** 0.5, "Value **: (-2) ** 0.5 is not real; raise ValueError")


def test_relu_is_flat_at_zero_and_below():
    for start, want in [(-1.0, 0.0), (0.0, 0.0), (2.0, 1.0)]:
        x = Value(start)
        result = value.relu(x)
        assert result.parents == (x,), "relu: its parent is u, also where the result is 0"
        result.backward()
        assert x.grad == want, f"relu: the slope at {start} is {want}, not {x.grad}"

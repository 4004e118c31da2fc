"""Milestone 1: your products equal NumPy's, and shapes that do not fit are refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import house_rules
from practice_pkg import products
from practice_pkg.products import (
    broadcast_shape,
    dot,
    matmul,
    matvec,
    outer,
)

pytestmark = pytest.mark.milestone(1)

TOLERANCE = 1e-12
sizes = st.integers(1, 6)


def arrays(*shape: int):
    return hnp.arrays(np.float64, shape, elements=st.floats(-1, 1, allow_subnormal=False))


def equal(got, want) -> bool:
    if got is None or np.shape(got) != np.shape(want):
        return False
    return bool(np.all(np.abs(got - want) <= TOLERANCE))


@settings(max_examples=50)
@given(st.data(), sizes)
def test_dot_equals_numpy(data, n):
    u, v = data.draw(arrays(n)), data.draw(arrays(n))
    assert equal(dot(u, v), u @ v), "dot: add up u[i] * v[i] over every i, as one number"


def test_dot_gives_a_plain_float():
    assert type(dot([1, 2], [3, 4])) is float, "dot: wrap the sum in float(...)"


@settings(max_examples=50)
@given(st.data(), sizes, sizes)
def test_matvec_equals_numpy(data, m, n):
    A, x = data.draw(arrays(m, n)), data.draw(arrays(n))
    assert equal(matvec(A, x), A @ x), "matvec: entry i is the dot product of row i of A with x"


@settings(max_examples=50)
@given(st.data(), sizes, sizes, sizes)
def test_matmul_equals_numpy(data, m, n, p):
    A, B = data.draw(arrays(m, n)), data.draw(arrays(n, p))
    assert equal(matmul(A, B), A @ B), "matmul: C[i, j] is row i of A times COLUMN j of B"


def test_matmul_is_not_the_entrywise_product():
    got = matmul([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    assert equal(got, np.array([[19.0, 22.0], [43.0, 50.0]])), (
        "matmul: for 2 x 2 matrices the corner is 1 * 5 + 2 * 7 = 19, not 1 * 5"
    )


@settings(max_examples=50)
@given(st.data(), sizes, sizes)
def test_outer_equals_numpy(data, m, n):
    u, v = data.draw(arrays(m)), data.draw(arrays(n))
    assert equal(outer(u, v), np.outer(u, v)), "outer: row i is u[i] * v, also when lengths differ"


@settings(max_examples=50)
@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=4, min_side=1, max_side=5))
def test_broadcast_shape_equals_numpy(shapes):
    a, b = shapes.input_shapes
    assert broadcast_shape(a, b) == np.broadcast_shapes(a, b), (
        "broadcast_shape: line the shapes up at the LAST axis; a missing axis counts as 1"
    )


@pytest.mark.parametrize(("a", "b"), [((2, 0), (1,)), ((1,), (2, 0))], ids=str)
def test_broadcast_shape_of_nothing_is_nothing(a, b):
    got = broadcast_shape(a, b)
    assert got == (2, 0), f"broadcast_shape: of the sizes 0 and 1 the result takes 0, not {got}"


def test_broadcast_shape_makes_no_array():
    huge = 2**62
    try:
        got = broadcast_shape((huge, 1), (3,))
    except (MemoryError, ValueError):
        pytest.fail("broadcast_shape: compare the sizes; do not make arrays of them", pytrace=False)
    assert got == (huge, 3), "broadcast_shape: every size counts, the largest too"


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (dot, (np.ones(2), np.ones(3))),
        (dot, (np.ones(1), np.ones(3))),
        (dot, (np.ones((2, 1)), np.ones((2, 1)))),
        (matvec, (np.ones((2, 3)), np.ones(2))),
        (matvec, (np.ones((2, 3)), np.ones(1))),
        (matvec, (np.ones((2, 3)), np.ones((3, 1)))),
        (matvec, (np.ones((0, 3)), np.ones(2))),
        (matmul, (np.ones((2, 3)), np.ones((2, 3)))),
        (matmul, (np.ones((2, 3)), np.ones((1, 4)))),
        (matmul, (np.ones((2, 3)), np.ones(3))),
        (matmul, (np.ones((2, 3)), np.ones((5, 0)))),
        (outer, (np.ones((2, 2)), np.ones(2))),
        (broadcast_shape, ((2, 3), (2,))),
        (broadcast_shape, ((4, 2, 3), (3, 3))),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_shapes_that_do_not_fit_raise_value_error(refuses, function, arguments):
    shapes = [a if isinstance(a, tuple) else a.shape for a in arguments]
    refuses(
        lambda: function(*arguments),
        f"{function.__name__}: shapes {shapes[0]} and {shapes[1]} do not fit, raise ValueError",
    )


def test_the_products_are_written_by_hand():
    one = np.ones((1, 1))
    dot(one[0], one[0]), matvec(one, one[0]), matmul(one, one), outer(one[0], one[0])
    broadcast_shape((1,), (1,))
    breaches = house_rules.broken(products, products_by_hand=True)
    assert breaches == [], f"house rule: write this product yourself ({', '.join(breaches)})"

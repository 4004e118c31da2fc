"""Milestone 4: gradients of arrays, and above all their shapes."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from functions import no
from practice_pkg.gradcheck import central_difference
from practice_pkg.tensor import Tensor, unbroadcast

pytestmark = pytest.mark.milestone(4)

two_shapes = hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, min_side=1, max_side=3)
A = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])

OPERATIONS = {
    "u + row": lambda u: u + np.array([1.0, 2.0, 3.0]),
    "column + u": lambda u: np.array([[1.0], [2.0]]) + u,
    "u - 2": lambda u: u - 2.0,
    "2 - u": lambda u: 2.0 - u,
    "u * row": lambda u: u * np.array([1.0, -2.0, 3.0]),
    "u / (3 + u)": lambda u: u / (3.0 + u),
    "u ** 3": lambda u: u**3,
    "(u - 2) ** 0": lambda u: (u - 2.0) ** 0,
    "u @ B": lambda u: u @ np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 3.0]]),
    "B @ u": lambda u: np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 3.0]]) @ u,
    "u.sum()": lambda u: u.sum(),
    "u.sum(axis=0)": lambda u: u.sum(axis=0),
    "u.sum(axis=1)": lambda u: u.sum(axis=1),
    "u.sum(axis=-1)": lambda u: u.sum(axis=-1),
    "u.sum(axis=-1, keepdims=True)": lambda u: u.sum(axis=-1, keepdims=True),
    "u.mean()": lambda u: u.mean(),
    "u.tanh()": lambda u: u.tanh(),
    "u.exp()": lambda u: u.exp(),
    "u.softplus()": lambda u: u.softplus(),
    "row of u / its sum": lambda u: u.exp() / u.exp().sum(axis=1, keepdims=True),
}


def weighted_sum(t: Tensor) -> Tensor:
    """One number in which every entry of t has a weight of its own."""
    return (t * (1.0 + np.arange(t.data.size).reshape(t.shape))).sum()


def differences(f, start: np.ndarray) -> np.ndarray:
    """The gradient of f at `start` by your own central differences."""

    def flat(x: list[float]) -> float:
        return float(f(Tensor(np.reshape(x, start.shape))).data)

    return np.reshape(central_difference(flat, start.ravel().tolist()), start.shape)


def close(got: np.ndarray, want: np.ndarray, tolerance: float = 1e-6) -> bool:
    return np.shape(got) == np.shape(want) and bool(np.all(np.abs(got - want) <= tolerance))


@given(two_shapes, st.integers(0, 10**6))
def test_unbroadcast_gives_back_the_shape_and_loses_nothing(shapes, seed):
    shape, result = shapes.input_shapes[0], shapes.result_shape
    rng = np.random.default_rng(seed)
    G, small = rng.standard_normal(result), rng.standard_normal(shape)
    got = unbroadcast(G, shape)
    assert np.shape(got) == shape, (
        f"unbroadcast: from {result} to {shape}, not {np.shape(got)}; new axes go, stretched ones "
        "stay with size 1"
    )
    assert close((np.broadcast_to(small, result) * G).sum(), (small * got).sum(), 1e-9), (
        "unbroadcast: SUM what belongs to the same entry; neither its mean nor one of them"
    )


@given(two_shapes, st.sampled_from(["+", "*", "-", "/"]))
def test_a_gradient_has_the_shape_of_its_operand(shapes, sign):
    rng = np.random.default_rng(0)
    left, right = (rng.uniform(1.0, 2.0, shape) for shape in shapes.input_shapes)
    u, v = Tensor(left), Tensor(right)
    compute = {
        "+": lambda a, b: a + b,
        "*": lambda a, b: a * b,
        "-": lambda a, b: a - b,
        "/": lambda a, b: a / b,
    }[sign]
    weighted_sum(compute(u, v)).backward()
    for operand, data in ((u, left), (v, right)):
        assert np.shape(operand.grad) == data.shape, (
            f"Tensor {sign}: shapes {left.shape} and {right.shape}; a gradient has its operand's "
            f"shape, {data.shape}, and not {np.shape(operand.grad)}"
        )
    assert close(u.grad, differences(lambda t: weighted_sum(compute(t, right)), left)), (
        f"Tensor {sign}: the gradient of the left operand disagrees with plain differences"
    )
    assert close(v.grad, differences(lambda t: weighted_sum(compute(left, t)), right)), (
        f"Tensor {sign}: the gradient of the right operand disagrees with plain differences"
    )


@pytest.mark.parametrize("name", OPERATIONS)
def test_gradients_agree_with_plain_differences(name):
    def f(u):
        return weighted_sum(OPERATIONS[name](u))

    u = Tensor(A)
    with no(ValueError, f"{name}: a pullback got or gave a gradient of the wrong shape"):
        f(u).backward()
    want = differences(f, A)
    assert np.shape(u.grad) == A.shape, f"{name}: the gradient of u must have the shape of u"
    assert close(u.grad, want), f"{name}: backward and plain differences disagree at u = A"


def test_the_data_is_what_numpy_computes():
    u, row = Tensor(A), np.array([1.0, 2.0, 3.0])
    got = [u + row, u * row, u**2, u @ A.T, u.sum(axis=0), u.tanh(), u.exp(), u.softplus()]
    want = [A + row, A * row, A**2, A @ A.T, A.sum(axis=0)]
    want += [np.tanh(A), np.exp(A), np.log(1 + np.exp(A))]
    for name, g, w in zip("+ * ** @ sum tanh exp softplus".split(), got, want, strict=True):
        assert close(g.data, w, 1e-12), f"Tensor {name}: the data differs from NumPy's"


def test_both_factors_of_a_product_get_a_gradient():
    rng = np.random.default_rng(1)
    X, W = Tensor(rng.standard_normal((4, 3))), Tensor(rng.standard_normal((3, 2)))
    G = 1.0 + np.arange(8.0).reshape(4, 2)
    weighted_sum(X @ W).backward()
    assert close(X.grad, G @ W.data.T, 1e-12), "Tensor @: the left factor gets G @ B.T"
    assert close(W.grad, X.data.T @ G, 1e-12), "Tensor @: the right factor gets A.T @ G"


def test_a_tensor_used_twice_collects_both_gradients():
    u = Tensor(A)
    (u * u + u).sum().backward()
    assert close(u.grad, 2 * A + 1, 1e-12), "backward: u * u + u has the gradient 2 u + 1"


def test_gradients_are_not_shared():
    x, y = Tensor([1.0, 2.0]), Tensor([3.0, 4.0])
    both = x + y
    (both + x).sum().backward()
    assert close(y.grad, np.ones(2)), (
        "backward: y got what belongs to x; do not add in place to an array that two Tensors share"
    )
    assert close(x.grad, np.full(2, 2.0)), "backward: x is used twice, so its gradient is 2"
    assert close(both.grad, np.ones(2)), "backward: the gradient of x + y changed afterwards"


def test_backward_twice_is_the_same_as_once():
    u = Tensor(A)
    result = (u * 3.0).sum()
    result.backward()
    result.backward()
    assert close(u.grad, np.full(A.shape, 3.0)), "backward: zeros first, for the whole graph"


def test_a_chain_of_five_thousand_tensors():
    x = node = Tensor([1.0, 2.0])
    for _ in range(5000):
        node = node + 0.0
    with no(RecursionError, "backward: call topological_order, which needs no recursion"):
        node.sum().backward()
    assert close(x.grad, np.ones(2)), "backward: adding 0 changes nothing, the gradient is 1"


def test_whole_numbers_become_floats():
    u = Tensor([1, 2, 3])
    (u * 0.5).sum().backward()
    assert close(u.grad, np.full(3, 0.5)), "backward: the gradient of whole numbers is not whole"


def test_softplus_is_calm_at_a_thousand():
    u = Tensor([-1000.0, 0.0, 1000.0])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = u.softplus()
        result.sum().backward()
    assert close(result.data, np.array([0.0, np.log(2.0), 1000.0]), 1e-12), (
        "softplus: exp(1000) overflows; np.logaddexp(0, u) does not"
    )
    assert close(u.grad, np.array([0.0, 0.5, 1.0]), 1e-12), (
        "softplus: its slope at -1000, 0, 1000 is 0, 0.5, 1"
    )
    assert not caught, (
        f"softplus: NumPy warns, {caught[0].message if caught else ''}; see docstring"
    )


def test_what_has_no_gradient_is_refused(refuses):
    u = Tensor(A)
    refuses(
        lambda: (u * 2.0).backward(),
        "backward: a result of shape (2, 3) is six numbers; raise ValueError",
    )
    refuses(lambda: u @ np.ones(3), "Tensor @: a vector has one axis, raise ValueError")
    refuses(lambda: u @ np.ones((2, 3)), "Tensor @: 3 columns and 2 rows do not fit, ValueError")
    refuses(
        lambda: u ** Tensor(2.0), "Tensor **: the exponent is a plain number, TypeError", TypeError
    )

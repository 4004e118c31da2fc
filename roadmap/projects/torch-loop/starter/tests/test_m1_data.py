"""Milestone 1: what a model gets to see, in which order, and what it never gets to see."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.data import Digits, make_loader, split
from practice_pkg.digits import load_digits

pytestmark = pytest.mark.milestone(1)


def numbered(n: int) -> Digits:
    """n black images; the label of each is its position."""
    return Digits(torch.zeros(n, 8, 8), torch.arange(n))


def order(loader) -> list[int]:
    """The positions in the order of one pass over the loader."""
    return [int(label) for _, labels in loader for label in labels]


def test_an_item_is_a_scaled_image_with_its_label():
    images, labels = load_digits()
    image, label = Digits(images, labels)[3]
    assert isinstance(image, torch.Tensor) and isinstance(label, torch.Tensor), (
        "Digits[i]: a pair of tensors; index both with i, without .item()"
    )
    assert image.shape == (1, 8, 8), f"Digits[i]: an image is (1, 8, 8), not {tuple(image.shape)}"
    assert image.dtype == torch.float32, (
        f"Digits[i]: images are torch.float32, not {image.dtype}; .float() first, then / 16, not //"
    )
    assert label.shape == () and label.dtype == torch.int64, "Digits[i]: label () and torch.int64"
    assert torch.equal(image[0] * 16, images[3].float()), "Digits[i]: gray levels divided by 16"
    assert label == labels[3], "Digits[i]: the label of the same position"


def test_any_dtype_and_any_brightness_may_come_in():
    images = torch.full((2, 8, 8), 8.0, dtype=torch.float64)
    image, label = Digits(images, torch.arange(2, dtype=torch.int32))[1]
    assert image.dtype == torch.float32, (
        "Digits[i]: images are torch.float32 whatever dtype comes in; use .float()"
    )
    assert label.dtype == torch.int64, (
        "Digits[i]: labels are torch.int64 whatever dtype comes in; use .long()"
    )
    assert image.max() == 0.5, "Digits: divide by 16, not by the brightest pixel: 8 becomes 0.5"


def test_the_images_you_are_given_stay_as_they_are():
    images = torch.full((6, 8, 8), 16.0)
    image, _ = Digits(images, torch.arange(6))[0]
    assert image.max() == 1, "Digits: 16 is the brightest gray level and becomes 1"
    assert images.max() == 16, "Digits: it scaled the caller's tensor in place; make a new one"


def test_a_dataset_knows_its_length_and_stacks_into_batches():
    images, labels = load_digits()
    dataset = Digits(images, labels)
    assert len(dataset) == 1797, f"Digits: 1797 examples, and len() says {len(dataset)}"
    batch, targets = next(iter(make_loader(dataset, torch.arange(1797), 64)))
    assert batch.shape == (64, 1, 8, 8), f"a batch of 64 is (64, 1, 8, 8), not {batch.shape}"
    assert targets.shape == (64,), f"the labels of a batch of 64 are (64,), not {targets.shape}"


@pytest.mark.parametrize(
    ("images", "labels"),
    [((5, 8, 8), (4,)), ((5, 1, 8, 8), (5,)), ((5, 8, 7), (5,)), ((5, 8, 8), (5, 1))],
    ids=str,
)
def test_data_that_does_not_fit_raises_value_error(refuses, images, labels):
    refuses(
        lambda: Digits(torch.zeros(images), torch.zeros(labels)),
        f"Digits: images of shape {images} with labels of shape {labels} must raise ValueError",
    )


@given(n=st.integers(5, 400), seed=st.integers(0, 10**6))
def test_every_position_is_in_exactly_one_part(n, seed):
    parts = split(n, seed)
    sizes = [len(parts.train), len(parts.validation), len(parts.test)]
    assert sizes == [n - 2 * (n // 5), n // 5, n // 5], (
        f"split: with n = {n} and k = {n // 5} the sizes are n - 2 k, k and k, not {sizes}"
    )
    everything = torch.cat([parts.train, parts.validation, parts.test]).tolist()
    assert len(set(everything)) == n, "split: a position is in two parts, which is a leak"
    assert sorted(everything) == list(range(n)), "split: the positions are 0 to n - 1"


def test_a_split_depends_on_its_seed_alone():
    one, same, other = split(100, 3), split(100, 3), split(100, 4)
    assert torch.equal(one.test, same.test), "split: the same seed must give the same parts"
    assert set(one.test.tolist()) != set(other.test.tolist()), (
        "split: another seed, other parts; seed your generator, .manual_seed(seed)"
    )
    assert set(one.test.tolist()) != set(range(80, 100)), "split: shuffle before you cut"


def test_a_split_leaves_the_global_generator_alone(seed):
    before = torch.get_rng_state()
    split(100, seed)
    assert torch.equal(torch.get_rng_state(), before), (
        "split: pass generator=torch.Generator().manual_seed(seed) to torch.randperm"
    )


def test_four_examples_are_too_few(refuses):
    refuses(lambda: split(4, 0), "split: n // 5 would be 0 for n = 4, raise ValueError")


def test_without_shuffle_the_order_is_the_one_you_gave():
    loader = make_loader(numbered(20), torch.tensor([7, 3, 11, 0, 5]), 2)
    sizes = [len(labels) for _, labels in loader]
    assert sizes == [2, 2, 1], f"make_loader: keep the short last batch; the sizes were {sizes}"
    assert order(loader) == [7, 3, 11, 0, 5], "make_loader: only these positions, in this order"


def test_two_loaders_with_one_seed_shuffle_alike(seed):
    def passes(s: int) -> list[list[int]]:
        loader = make_loader(numbered(50), torch.arange(10, 50), 8, seed=s, shuffle=True)
        return [order(loader) for _ in range(3)]

    first = passes(seed)
    torch.rand(5)  # other code draws from the global generator in between
    assert passes(seed) == first, "make_loader: same seed, same three orders; use a generator"
    assert passes(seed + 1) != first, "make_loader: seed the generator with `seed`"
    assert first[0] != first[1], "make_loader: every pass over the loader needs a new order"
    assert sorted(first[0]) == list(range(10, 50)), "make_loader: each position once per pass"


@pytest.mark.parametrize("shuffle", [False, True])
def test_going_through_a_loader_leaves_the_global_generator_alone(shuffle):
    loader = make_loader(numbered(10), torch.arange(10), 4, shuffle=shuffle)
    before = torch.get_rng_state()
    order(loader)
    assert torch.equal(torch.get_rng_state(), before), (
        f"make_loader: with shuffle={shuffle} too, give the DataLoader its own generator"
    )


def test_a_batch_of_nothing_raises_value_error(refuses):
    refuses(
        lambda: make_loader(numbered(10), torch.arange(10), 0),
        "make_loader: batch_size = 0 must raise ValueError",
    )

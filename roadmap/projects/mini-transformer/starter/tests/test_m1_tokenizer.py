"""Milestone 1: every text survives the way to ids and back, and the targets are one step ahead."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.task import ALPHABET, PROMPT, examples
from practice_pkg.tokenizer import IGNORE, Tokenizer, encode_batch, inputs_and_targets

pytestmark = pytest.mark.milestone(1)


@given(st.text(min_size=1))
def test_every_text_survives_the_round_trip(text):
    tokenizer = Tokenizer(text)
    assert tokenizer.decode(tokenizer.encode(text)) == text, (
        "decode(encode(text)) must be text, for every character there is"
    )


@given(st.text(min_size=1))
def test_ids_are_0_to_size_minus_1_in_the_order_of_the_characters(text):
    tokenizer, characters = Tokenizer(text), sorted(set(text))
    assert tokenizer.size == len(characters), "size: a character that occurs twice has one id"
    assert tokenizer.encode("".join(characters)) == list(range(len(characters))), (
        "Tokenizer: sort the different characters; the first gets 0, the next 1, and so on"
    )


def test_the_order_of_the_alphabet_does_not_matter():
    one, other = Tokenizer("0123=."), Tokenizer(".=321000")
    assert one.encode("30=.") == other.encode("30=."), (
        "Tokenizer: the same characters must get the same ids, or a saved model speaks nonsense"
    )


def test_an_unknown_character_raises_value_error(refuses):
    tokenizer = Tokenizer("0123456789")
    refuses(lambda: tokenizer.encode("12x4"), "encode: x is not in the alphabet, raise ValueError")
    try:
        tokenizer.encode("12x4")
    except ValueError as error:
        assert "x" in str(error), "encode: the message must name the character that is unknown"


@pytest.mark.parametrize("wrong", [-1, 10])
def test_an_unknown_id_raises_value_error(refuses, wrong):
    tokenizer = Tokenizer("0123456789")
    refuses(
        lambda: tokenizer.decode([3, wrong]),
        f"decode: ids are 0 to 9 here, so {wrong} must raise ValueError",
    )


def test_an_empty_alphabet_raises_value_error(refuses):
    refuses(lambda: Tokenizer(""), "Tokenizer: an empty alphabet must raise ValueError")


def test_a_batch_has_one_row_per_text():
    tokenizer = Tokenizer(ALPHABET)
    texts = examples(5, seed=0)
    ids = encode_batch(tokenizer, texts)
    assert ids.shape == (5, 18), f"encode_batch: 5 texts of 18 are (5, 18), not {tuple(ids.shape)}"
    assert ids.dtype == torch.int64, f"encode_batch: ids are torch.int64, not {ids.dtype}"
    got = [tokenizer.decode(row.tolist()) for row in ids]
    assert got == texts, "encode_batch: row i holds the ids of text i"
    none = encode_batch(tokenizer, ["", ""])
    assert none.shape == (2, 0) and none.dtype == torch.int64, (
        "encode_batch: two empty texts are (2, 0) and torch.int64; pass dtype= to torch.tensor"
    )


@pytest.mark.parametrize("texts", [[], ["12", "123"]], ids=["no text", "two lengths"])
def test_texts_that_make_no_batch_raise_value_error(refuses, texts):
    tokenizer = Tokenizer("0123456789")
    refuses(
        lambda: encode_batch(tokenizer, texts),
        f"encode_batch: {texts} must raise ValueError",
    )


def test_the_target_is_the_next_token_and_only_answers_count():
    tokenizer = Tokenizer(ALPHABET)
    ids = encode_batch(tokenizer, ["12=21.", "90=09."])
    before = ids.clone()
    inputs, targets = inputs_and_targets(ids, 3)
    assert torch.equal(ids, before), "inputs_and_targets: it overwrote ids; clone before you write"
    read = [tokenizer.decode(row.tolist()) for row in inputs]
    assert read == ["12=21", "90=09"], f"inputs: all but the last column; yours read {read}"
    want = torch.full((2, 5), IGNORE)
    want[:, 2:] = encode_batch(tokenizer, ["21.", "09."])
    assert targets.tolist() == want.tolist(), (
        'targets: where "12=" ends the model says "2"; before that, IGNORE. For "12=21." they '
        f'are {want[0].tolist()}, with the ids of "21." at the end; you have {targets[0].tolist()}'
    )


@given(n=st.integers(1, 4), t=st.integers(2, 12), data=st.data())
def test_as_many_targets_as_answer_tokens(n, t, data):
    prompt = data.draw(st.integers(1, t - 1))
    ids = torch.arange(n * t).reshape(n, t)
    before = ids.clone()
    inputs, targets = inputs_and_targets(ids, prompt)
    assert torch.equal(ids, before), "inputs_and_targets: it overwrote ids; clone before you write"
    assert inputs.shape == targets.shape == (n, t - 1), "inputs and targets are both (n, t - 1)"
    counted = (targets != IGNORE).sum().item()
    assert counted == n * (t - prompt), (
        f"targets: with a prompt of {prompt} in {t} tokens, {t - prompt} per row count, "
        f"{n * (t - prompt)} in all; you have {counted}"
    )


@pytest.mark.parametrize("prompt", [0, 18])
def test_a_prompt_without_an_answer_raises_value_error(refuses, prompt):
    ids = torch.zeros(2, PROMPT * 2, dtype=torch.int64)
    refuses(
        lambda: inputs_and_targets(ids, prompt),
        f"inputs_and_targets: a prompt of {prompt} in 18 tokens must raise ValueError",
    )

"""Milestone 5: the same logits and the same texts, but every token is read once."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import trained
from practice_pkg.__main__ import main
from practice_pkg.cache import LayerMemory, Reader, generate_cached
from practice_pkg.gpt import build_model
from practice_pkg.task import ALPHABET, PROMPT, examples
from practice_pkg.tokenizer import Tokenizer, encode_batch
from practice_pkg.training import generate

pytestmark = pytest.mark.milestone(5)


def some_ids(n: int, seed: int = 0) -> torch.Tensor:
    return encode_batch(Tokenizer(ALPHABET), examples(n, seed))


def widths_read(model) -> list[int]:
    """Grows by one number per pass: how many places went through the model."""
    widths: list[int] = []
    model.embedding.register_forward_pre_hook(lambda _module, ids: widths.append(ids[0].shape[1]))
    return widths


def test_a_memory_keeps_everything_in_order():
    memory = LayerMemory()
    assert memory.length == 0 and memory.nbytes == 0, "LayerMemory: it begins empty"
    keys, values = torch.rand(2, 4, 5, 3), torch.rand(2, 4, 5, 3)
    got = memory.append(keys[:, :, :3], values[:, :, :3])
    assert torch.equal(got[0], keys[:, :, :3]), "append: the first keys come back as they are"
    got = memory.append(keys[:, :, 3:], values[:, :, 3:])
    assert torch.equal(got[0], keys), "append: returns ALL keys so far, the new ones at the end"
    assert torch.equal(got[1], values), "append: the values are joined along axis 2 as well"
    assert memory.length == 5, f"length: 3 and 2 positions are 5, not {memory.length}"


def test_a_memory_knows_its_size():
    memory = LayerMemory()
    memory.append(torch.rand(2, 4, 17, 16), torch.rand(2, 4, 17, 16))
    want = 2 * 2 * 4 * 17 * 16 * 4
    assert memory.nbytes == want, f"nbytes: 2 n heads t d entries of 4 bytes are {want:,}"


@pytest.mark.parametrize(
    ("keys", "values"),
    [
        ((2, 4, 1, 3), (2, 4, 2, 3)),
        ((1, 4, 1, 3), (1, 4, 1, 3)),
        ((2, 1, 1, 3), (2, 1, 1, 3)),
        ((2, 4, 1, 5), (2, 4, 1, 5)),
    ],
    ids=["keys and values differ", "another n", "other heads", "another d"],
)
def test_positions_that_do_not_continue_raise_value_error(refuses, keys, values):
    memory = LayerMemory()
    memory.append(torch.rand(2, 4, 3, 3), torch.rand(2, 4, 3, 3))
    refuses(
        lambda: memory.append(torch.rand(keys), torch.rand(values)),
        f"append: keys {keys}, values {values} after (2, 4, 3, 3) must raise ValueError",
    )
    assert memory.length == 3, "append: check the shapes before you store anything"


@settings(max_examples=10)
@given(seed=st.integers(0, 100), cuts=st.sets(st.integers(1, 17), max_size=5))
def test_reading_in_pieces_gives_the_same_logits(seed, cuts):
    model, ids = trained.sharp(seed), some_ids(3, seed)
    reader, edges = Reader(model), [0, *sorted(cuts), 18]
    pieces = [reader.read(ids[:, a:b]) for a, b in zip(edges, edges[1:], strict=False)]
    got, want = torch.cat(pieces, dim=1), model(ids)
    assert got.shape == want.shape, f"read: logits for the new tokens only; {tuple(got.shape)}"
    assert torch.allclose(got, want, rtol=0, atol=1e-4), (
        f"read: cut at {sorted(cuts)}, the logits differ from one pass over everything; do the new "
        "tokens start where the memory ends?"
    )


def test_only_the_new_tokens_go_through_the_model():
    model, ids = build_model(0), some_ids(2)
    widths, reader = widths_read(model), Reader(model)
    reader.read(ids[:, :9])
    reader.read(ids[:, 9:10])
    assert widths == [9, 1], f"read: 9 places, then 1 new one; yours read {widths}"


def test_every_layer_has_a_memory_of_its_own():
    model, ids = build_model(0), some_ids(2)
    reader = Reader(model)
    reader.read(ids[:, :9])
    lengths = [memory.length for memory in reader.memories]
    assert lengths == [9, 9], f"Reader: two blocks, two memories of 9 positions; not {lengths}"
    first, second = reader.memories
    assert not torch.equal(first.keys, second.keys), "Reader: both layers share one memory"


def test_two_readers_do_not_mix_their_texts():
    model, ids = trained.sharp(0), some_ids(2)
    one, other = Reader(model), Reader(model)
    one.read(ids[:1, :9])
    other.read(ids[1:, :9])
    got = one.read(ids[:1, 9:])
    assert torch.allclose(got, model(ids[:1])[:, 9:], atol=1e-4), (
        "Reader: a second reader changed what the first one remembers"
    )


def test_reading_records_no_gradients():
    logits = Reader(build_model(0)).read(some_ids(1))
    assert not logits.requires_grad, "read: use torch.no_grad(), or the graph grows with the text"


def test_the_same_text_comes_out(seed):
    for offset in range(5):
        model, prompts = trained.sharp(seed + offset), some_ids(6, seed)[:, :PROMPT]
        assert torch.equal(generate_cached(model, prompts, 9), generate(model, prompts, 9)), (
            "generate_cached: it writes something else than `generate`"
        )


def test_one_new_position_per_step():
    model, prompts = build_model(0), some_ids(2)[:, :PROMPT]
    widths = widths_read(model)
    generate_cached(model, prompts, 9)
    assert widths == [9] + [1] * 8, (
        f"generate_cached: 9 places, then 1 per step, 17 in all; yours read {widths}, and without "
        "a memory it would be 117"
    )


def test_nothing_to_write_and_less_than_nothing(refuses):
    model, prompts = build_model(0), some_ids(2)[:, :PROMPT]
    widths = widths_read(model)
    assert torch.equal(generate_cached(model, prompts, 0), prompts), "0 tokens change nothing"
    assert widths == [], "generate_cached: with tokens = 0 nothing needs to be read"
    refuses(lambda: generate_cached(model, prompts, -1), "generate_cached: -1, raise ValueError")


def test_the_command_reverses_a_number(seed, tmp_path, capsys):
    LayerMemory()
    model, _ = trained.reversing(seed)
    torch.save(model.state_dict(), tmp_path / "model.pt")
    code = main(["reverse", "31415926", "--model", str(tmp_path / "model.pt")])
    output = capsys.readouterr()
    assert code == 0, f"the command ended with an error: {output.err}"
    assert output.out == "31415926=62951413.\n", f"the command wrote {output.out!r}"

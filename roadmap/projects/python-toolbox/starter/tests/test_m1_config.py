"""Milestone 1: a config that exists is right, and JSON gives back what it was given."""

import json
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.config import ConfigError, ProfileConfig

pytestmark = pytest.mark.milestone(1)

names = st.text(min_size=1, max_size=8).filter(str.strip)


@st.composite
def settings(draw) -> dict[str, object]:
    columns = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    return {
        "columns": tuple(columns),
        "group_by": draw(st.none() | names.filter(lambda name: name not in columns)),
        "decimals": draw(st.integers(0, 10)),
        "max_bad_share": draw(st.floats(0, 1)),
    }


def complaint(call) -> str:
    """The message of the ConfigError that `call` should raise."""
    try:
        call()
    except NotImplementedError:
        raise
    except Exception as error:
        return str(error) if isinstance(error, ConfigError) else ""
    return ""


@given(settings())
def test_json_gives_back_the_same_settings(chosen):
    config = ProfileConfig(**chosen)
    assert ProfileConfig.from_json(config.to_json()) == config, (
        "from_json(config.to_json()) must equal config; is columns a tuple again?"
    )


def test_to_json_writes_one_key_per_field():
    text = ProfileConfig(("größe", "age"), group_by="city", decimals=1).to_json()
    want = {"columns": ["größe", "age"], "group_by": "city", "decimals": 1, "max_bad_share": 0.0}
    assert json.loads(text) == want, "to_json: one key per field; dataclasses.asdict gives the dict"
    assert list(json.loads(text)) == list(want), "to_json: keys in the order of the fields"
    assert "größe" in text, "to_json: ensure_ascii=False keeps letters such as ö readable"
    assert text.startswith('{\n  "'), "to_json: indent=2 puts each key on a line of its own"


def test_a_key_that_is_left_out_takes_its_default():
    assert ProfileConfig.from_json('{"columns": ["age"]}') == ProfileConfig(("age",)), (
        "from_json: only columns is required; let the class fill in the rest"
    )


def test_a_config_can_be_a_key_of_a_dict():
    config = ProfileConfig.from_json('{"columns": ["age", "size"], "max_bad_share": 0.5}')
    try:
        hash(config)
    except TypeError:
        pytest.fail("from_json: a list cannot be hashed; make columns a tuple", pytrace=False)


def test_a_config_cannot_be_changed_behind_its_checks(refuses):
    config = ProfileConfig(("age",))
    refuses(
        lambda: setattr(config, "decimals", 99),
        "ProfileConfig: keep frozen=True, or a bad value can still slip in later",
        FrozenInstanceError,
    )


@pytest.mark.parametrize(
    "good",
    [
        {"decimals": 0},
        {"decimals": 10},
        {"max_bad_share": 0},
        {"max_bad_share": 1},
        {"max_bad_share": 1.0},
        {"group_by": "city"},
        {"columns": ("a b", "ä")},
    ],
    ids=str,
)
def test_the_edges_are_allowed(good):
    try:
        ProfileConfig(**{"columns": ("age",), **good})
    except ConfigError as error:
        pytest.fail(f"ProfileConfig: {good} is allowed, but it raised: {error}", pytrace=False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("columns", ()),
        ("columns", ("age", "age")),
        ("columns", ["age"]),
        ("columns", "age"),
        ("columns", ("age", "")),
        ("columns", (" ",)),
        ("columns", ("age", 7)),
        ("group_by", ""),
        ("group_by", " "),
        ("group_by", 7),
        ("group_by", "age"),
        ("decimals", -1),
        ("decimals", 11),
        ("decimals", 2.0),
        ("decimals", "2"),
        ("decimals", True),
        ("decimals", None),
        ("max_bad_share", -0.1),
        ("max_bad_share", 1.1),
        ("max_bad_share", float("nan")),
        ("max_bad_share", "0.1"),
        ("max_bad_share", True),
    ],
)
def test_a_bad_value_raises_an_error_that_names_the_field(refuses, field, value):
    bad = {"columns": ("age",), field: value}
    shown = f"ProfileConfig: {field}={value!r}"
    refuses(lambda: ProfileConfig(**bad), f"{shown} must raise ConfigError", ConfigError)
    assert field in complaint(lambda: ProfileConfig(**bad)), (
        f"{shown}: write the name of the field into the message"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "columns: age",
        "null",
        '["age"]',
        "{}",
        '{"decimals": 2}',
        '{"columns": "age"}',
        '{"columns": {"age": 1}}',
        '{"columns": ["age", ["size"]]}',
        '{"columns": null}',
        '{"columns": ["age"], "decimals": 2.5}',
        '{"columns": ["age"], "max_bad_share": NaN}',
        '{"columns": ["age"], "decimal": 2}',
    ],
)
def test_bad_json_raises_config_error_and_nothing_else(text):
    try:
        got = ProfileConfig.from_json(text)
    except ConfigError:
        return
    except NotImplementedError:
        raise
    except Exception as error:
        kind = type(error).__name__
        pytest.fail(f"from_json: {text!r} must raise ConfigError, not {kind}", pytrace=False)
    pytest.fail(f"from_json: {text!r} must raise ConfigError, not give {got}", pytrace=False)


def test_a_misspelled_key_is_named():
    message = complaint(lambda: ProfileConfig.from_json('{"columns": ["a"], "decimalz": 2}'))
    assert "decimalz" in message, (
        "from_json: an unknown key is a slip of the keyboard; name it in a ConfigError"
    )

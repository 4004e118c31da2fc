"""Milestone 1: settings that are right or do not exist.

A bad setting should stop the program when it is read, not an hour later in the middle of a run.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import Self


class ConfigError(ValueError):
    """A setting is missing, unknown or out of range. The message names it."""


@dataclass(frozen=True)
class ProfileConfig:
    """What to profile, and how. The fields are complete; frozen means they cannot be reassigned."""

    columns: tuple[str, ...]
    """The numeric columns, at least one, in the order of the table."""
    group_by: str | None = None
    """One block of the table per value of this column; None: all rows in one block."""
    decimals: int = 3
    """Digits after the decimal point in the table, 0 to 10."""
    max_bad_share: float = 0.0
    """The share of rows, 0 to 1, that may hold something other than a number."""

    def __post_init__(self) -> None:
        """Checks every field. Python calls this at the end of the generated __init__.

        Raises ConfigError, with the name of the field in the message, unless
        - columns is a tuple (not a list, not a string) of at least one name, no name twice,
        - group_by is None, or a name that is not in columns,
        - decimals is an int from 0 to 10,
        - max_bad_share is a float or an int from 0 to 1; NaN is neither.
        A name is a str with something other than white space in it. True and False are numbers to
        Python (bool is a subclass of int), but here they are not: refuse them.
        Nothing is converted, so there is nothing to assign.
        Source: https://docs.python.org/3/library/dataclasses.html#post-init-processing
        """
        raise NotImplementedError("milestone 1: check every field")

    def to_json(self) -> str:
        """The settings as a JSON object with one key per field, in the order of the fields.

        Indented by 2; letters such as "é" stay letters. JSON has no tuple: columns becomes a list.
        Source: https://docs.python.org/3/library/json.html#json.dumps
        """
        raise NotImplementedError("milestone 1: asdict, then json.dumps")

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The settings that `to_json` wrote; a key that is left out takes its default.

        A list in "columns" becomes a tuple; nothing else is converted.
        Raises ConfigError, never anything else, if the text is not JSON, is not a JSON object, has
        a key that is no field (the message names it), has no "columns", or has a value that
        `__post_init__` refuses. "columns": "age" is one of those, not ("a", "g", "e").
        Source: https://docs.python.org/3/library/json.html#json.loads
        """
        raise NotImplementedError("milestone 1: json.loads, check the keys, make the tuple")

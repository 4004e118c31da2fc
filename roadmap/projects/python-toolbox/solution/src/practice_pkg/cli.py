"""Milestone 4: a command that behaves like one.

The answer goes to stdout, complaints go to stderr, and the exit code says which it was: so the
command can stand in a script, in CI, or before a pipe. Give it a name in pyproject.toml as well:
`practice-project` runs `main` of this module. Where the table goes is marked there.
Source: https://packaging.python.org/en/latest/guides/writing-pyproject-toml/#creating-executable-scripts
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .config import ConfigError, ProfileConfig
from .profile import format_table, profile


def build_parser() -> argparse.ArgumentParser:
    """One argument and five options, each with a help text.

    path                     the CSV file
    --config FILE            a JSON file, as ProfileConfig.to_json writes it
    --columns NAME [NAME ...]
    --group-by NAME
    --decimals N             an int
    --max-bad-share SHARE    a float
    An option that is not typed must not get a value: argument_default=argparse.SUPPRESS leaves
    its attribute out of the namespace altogether.
    Source: https://docs.python.org/3/library/argparse.html#argument-default
    """
    parser = argparse.ArgumentParser(
        prog="practice-project",
        description="Profile the numeric columns of a CSV file of any size.",
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument("path", type=Path, help="the CSV file")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings in JSON")
    parser.add_argument("--columns", nargs="+", metavar="NAME", help="the columns to profile")
    parser.add_argument("--group-by", metavar="NAME", help="one block per value of this column")
    parser.add_argument("--decimals", type=int, metavar="N", help="digits after the point, 0 to 10")
    parser.add_argument(
        "--max-bad-share", type=float, metavar="SHARE", help="share of bad rows to accept, 0 to 1"
    )
    return parser


def config_from(options: argparse.Namespace) -> ProfileConfig:
    """The settings of the file after --config, if there is one; options that were typed win.

    Raises ConfigError if there is neither --config nor --columns, and whenever ProfileConfig
    does; OSError if the file cannot be read.
    """
    typed = {name: value for name, value in vars(options).items() if name not in ("path", "config")}
    if "columns" in typed:
        typed["columns"] = tuple(typed["columns"])
    if "config" in options:
        return replace(ProfileConfig.from_json(options.config.read_text("utf-8")), **typed)
    if "columns" not in typed:
        raise ConfigError("columns is missing: type --columns or --config")
    return ProfileConfig(**typed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Profiles `path` and prints the table (`profile`, `format_table`). Returns the exit code.

    arguments: what follows the command's name; None means sys.argv, which argparse then reads.
    0: stdout holds exactly the text of `format_table`, stderr nothing.
    2: a ValueError (a ConfigError is one) or an OSError came up; stdout holds nothing and stderr
    one line, "error: " and the message. Other exceptions are bugs and are not caught.
    For --help and for options that argparse refuses, argparse itself ends the program.
    """
    options = build_parser().parse_args(arguments)
    try:
        config = config_from(options)
        table = format_table(profile(options.path, config), config.decimals)
    except (ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(table, end="")
    return 0

"""Milestone 4: a command with help, exit codes and a name of its own."""

import importlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from practice_pkg.cli import main
from practice_pkg.config import ProfileConfig
from practice_pkg.make_data import write_csv
from practice_pkg.profile import format_table, profile

pytestmark = pytest.mark.milestone(4)

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ("--config", "--columns", "--group-by", "--decimals", "--max-bad-share")


@pytest.fixture
def data(tmp_path, seed) -> str:
    return str(write_csv(tmp_path / "data.csv", rows=60, seed=seed))


@pytest.fixture
def command(capsys):
    """command("data.csv", "--columns", "score") gives the exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int | None, str, str]:
        try:
            code = main(list(arguments))
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


def table(path: str, **settings: object) -> str:
    config = ProfileConfig(**settings)
    return format_table(profile(Path(path), config), config.decimals)


def test_help_names_every_option_and_ends_with_zero(command):
    code, out, _ = command("--help")
    assert code == 0, f"--help: argparse prints the help and ends with 0, not {code}"
    missing = [option for option in OPTIONS if option not in out]
    assert not missing, f"--help: add {', '.join(missing)} to the parser"


def test_the_table_goes_to_stdout(command, data):
    code, out, err = command(data, "--columns", "score", "label")
    assert code == 0, f"main: return 0 when all went well, not {code!r}; stderr: {err.strip()}"
    assert out == table(data, columns=("score", "label")), (
        'main: print exactly format_table(...), which ends its last line itself (end="")'
    )
    assert err == "", "main: stderr stays empty when all went well"


def test_every_option_reaches_the_config(command, data):
    code, out, err = command(
        *(data, "--columns", "latency_ms", "--group-by", "channel"),
        *("--decimals", "1", "--max-bad-share", "1"),
    )
    want = {"columns": ("latency_ms",), "group_by": "channel", "decimals": 1}
    assert code == 0, f"main: these settings are fine, but the exit code is {code}: {err.strip()}"
    assert out == table(data, **want, max_bad_share=1.0), (
        "config_from: --group-by, --decimals or --max-bad-share did not reach the config"
    )


def test_a_config_file_alone_is_enough(command, data, tmp_path):
    settings = {"columns": ("score",), "group_by": "channel", "decimals": 5}
    file = tmp_path / "config.json"
    file.write_text(ProfileConfig(**settings).to_json(), encoding="utf-8")
    code, out, err = command(data, "--config", str(file))
    assert code == 0, f"config_from: --config alone must do; the code is {code}: {err.strip()}"
    assert out == table(data, **settings), (
        "config_from: an option that was not typed must not overwrite the file (SUPPRESS)"
    )


def test_what_is_typed_wins_over_the_file(command, data, tmp_path):
    file = tmp_path / "config.json"
    file.write_text(ProfileConfig(("label",), decimals=5).to_json(), encoding="utf-8")
    _, out, err = command(data, "--config", str(file), "--columns", "score", "--decimals", "0")
    assert out == table(data, columns=("score",), decimals=0), (
        f"config_from: the file first, then dataclasses.replace with what was typed ({err.strip()})"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["{data}"],
        ["{data}", "--columns", "no_such_column"],
        ["{data}", "--columns", "score", "score"],
        ["{data}", "--columns", "score", "--decimals", "11"],
        ["{data}", "--columns", "text"],
        ["no-such-file.csv", "--columns", "score"],
        ["{data}", "--config", "no-such-file.json"],
    ],
    ids=lambda arguments: " ".join(arguments[1:]) or "nothing",
)
def test_a_mistake_is_one_line_on_stderr_and_code_2(command, data, arguments):
    shown = " ".join(arguments).replace("{data}", "data.csv")
    try:
        code, out, err = command(*(data if word == "{data}" else word for word in arguments))
    except (ValueError, OSError) as error:
        pytest.fail(
            f"main: `{shown}` must not end in a traceback; catch {type(error).__name__}",
            pytrace=False,
        )
    assert code == 2, f"main: `{shown}` is a mistake, return 2, not {code!r}"
    assert out == "", f"main: `{shown}` has no answer, so nothing belongs on stdout"
    assert err.startswith("error: ") and err.count("\n") == 1, (
        f"main: `{shown}` needs one line on stderr: print(f'error: ...', file=sys.stderr)"
    )


def test_a_bug_keeps_its_traceback(command, data, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("practice_pkg.profile.read_rows", broken)
    try:
        command(data, "--columns", "score")
    except ZeroDivisionError:
        return
    pytest.fail("main: catch ValueError and OSError only; a bug must stay visible", pytrace=False)


def test_without_arguments_main_reads_the_command_line(command, data, monkeypatch, capsys):
    command("--help")
    monkeypatch.setattr(sys, "argv", ["anything", data, "--columns", "score"])
    try:
        code = main()
    except SystemExit as stop:
        code = stop.code
    assert code == 0, "main: pass `arguments` to parse_args as it is; None means sys.argv[1:]"
    assert capsys.readouterr().out == table(data, columns=("score",)), (
        "main: with arguments = None, the words of sys.argv count"
    )


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--help"], 0), (["no-such-file.csv", "--columns", "a"], 2)], ids=str
)
def test_python_dash_m_ends_with_the_exit_code(tmp_path, arguments, code):
    run = subprocess.run(
        [sys.executable, "-m", "practice_pkg", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    if "NotImplementedError: " in run.stderr:
        raise NotImplementedError(run.stderr.strip().rpartition("NotImplementedError: ")[2])
    assert run.returncode == code, (
        f"`python -m practice_pkg {' '.join(arguments)}` must end with {code}, "
        f"not {run.returncode}"
    )
    assert ("usage:" in run.stdout) == (code == 0), "--help prints to stdout, and only --help does"


def test_pyproject_gives_the_command_a_name(command):
    command("--help")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    scripts = project.get("scripts", {})
    assert project["name"] in scripts, (
        f'pyproject.toml: add [project.scripts] with {project["name"]} = "practice_pkg.cli:main"'
    )
    module, _, function = scripts[project["name"]].partition(":")
    try:
        target = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        pytest.fail(
            f'pyproject.toml: write it as "package.module:function" ({error})', pytrace=False
        )
    assert target is main, "pyproject.toml: the command must run `main` of cli.py"

"""What the tests of all milestones share: pristine copies, differences, and runs of your tests.

`upstream/` holds the library as it was before your changes, `review/` the branch that you take
over in milestone 5. What is still the same as there counts as "to do".
"""

import ast
import difflib
import importlib.util
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path("src/practice_pkg")
UPSTREAM = ROOT / "tests/upstream"
UPSTREAM_PACKAGE = UPSTREAM / "practice_pkg"
REVIEWED = ROOT / "tests/review"
TO_DO = "TODO milestone"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def load(path: Path) -> ModuleType:
    """A file as a module under a name of its own, beside the one that is installed."""
    name = "pristine_" + "_".join(path.relative_to(ROOT).with_suffix("").parts)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


lint = load(ROOT / "tools/lint.py")


# --- begun or not -----------------------------------------------------------------------------


def begun(path: str, pristine: Path, milestone: int, what: str) -> str:
    """The text of your file. Not begun, so to do, as long as it equals the pristine one."""
    text = read(ROOT / path)
    if text == read(pristine):
        raise NotImplementedError(f"milestone {milestone}: {path} is unchanged; {what}")
    return text


def written(path: str, milestone: int) -> str:
    """The text of your file. Not begun as long as a line of it is still the placeholder."""
    text = read(ROOT / path)
    if TO_DO in text:
        raise NotImplementedError(f"milestone {milestone}: {path} still says {TO_DO!r}, write it")
    return text


# --- differences ------------------------------------------------------------------------------


def changed_lines(before: str, after: str) -> int:
    """Lines taken away plus lines added; an edited line is one of each."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return sum(line[0] in "+-" for line in list(lines)[2:])


def parts_of(source: str) -> dict[str, str]:
    """The text of each function and class, and of everything else under "imports and constants"."""
    parts = {}
    others = []
    for node in ast.parse(source).body:
        text = ast.get_source_segment(source, node)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            parts[node.name] = text
        else:
            others.append(text)
    return {**parts, "imports and constants": "\n".join(others)}


def with_function(source: str, name: str, new: str) -> str:
    """The source with one of its functions replaced."""
    return source.replace(parts_of(source)[name], new.strip("\n"))


# --- your tests -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    passed: int
    failed: int
    """Tests in which an assertion did not hold (pytest.raises and pytest.fail count too)."""
    broken: int
    """Tests that ended in any other error."""
    skipped: int
    """Skipped and xfail."""
    error: str
    """What the first test that failed or broke ended with, in one line."""
    output: str


def run_own_tests(folder: Path, files: list[str], library: dict[str, str] | None = None) -> Run:
    """Runs files of my_tests in a copy. library: the text of modules to use instead of yours.

    Fails at once, with Python's reason, if a file cannot be loaded.
    """
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / PACKAGE, folder / PACKAGE, ignore=ignore)
    for name, text in (library or {}).items():
        (folder / PACKAGE / name).write_text(text, encoding="utf-8")
    (folder / "my_tests").mkdir()
    for file in files:
        shutil.copyfile(ROOT / "my_tests" / file, folder / "my_tests" / file)
    (folder / "pytest.ini").write_text(
        "[pytest]\npythonpath = src\njunit_family = xunit2\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "my_tests"]
    environment = {name: v for name, v in os.environ.items() if name != "PYTEST_ADDOPTS"}
    run = subprocess.run(
        [*command, "--junitxml=report.xml"],
        cwd=folder,
        env={
            **environment,
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONPATH": "",
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    output = run.stdout + run.stderr
    if "NotImplementedError: " in output:
        raise NotImplementedError(output.partition("NotImplementedError: ")[2].splitlines()[0])
    return _read_report(folder / "report.xml", output)


def _read_report(path: Path, output: str) -> Run:
    passed = failed = broken = skipped = 0
    errors = []
    for case in ElementTree.parse(path).iter("testcase"):
        error, failure = case.find("error"), case.find("failure")
        if error is not None:
            broken += 1
            # Python names the error last, on lines that pytest marks with "E".
            text = (error.text or "").replace(str(path.parent) + os.sep, "")
            lines = [line[1:].strip() for line in text.splitlines() if line[:1] == "E"]
            errors += lines[-1:]
            if error.get("message") == "collection failure":
                file = "/".join(case.get("name", "").split(".")) + ".py"
                pytest.fail(
                    f"{file} cannot be loaded: {''.join(errors[-1:])}. "
                    f"Run `python -m pytest {file}` to see it",
                    pytrace=False,
                )
        elif failure is not None:
            kind = failure.get("message", "")
            errors.append(kind.partition("\n")[0])
            held = kind.startswith(("AssertionError", "assert", "Failed"))
            failed, broken = failed + held, broken + (not held)
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return Run(passed, failed, broken, skipped, "".join(errors[:1]), output[-1500:])

"""Milestone 5: this time your tests are graded. They must catch every mistake and nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mutants

pytestmark = pytest.mark.milestone(5)

ROOT = Path(__file__).resolve().parent.parent
SCORES = Path("src/practice_pkg/scores.py")
TESTS = Path("my_tests")

PASSED, FAILED, NOTHING_COLLECTED = 0, 1, 5
"""Exit codes: https://docs.pytest.org/en/stable/reference/exit-codes.html"""

SAME_EXAMPLES = """
import hypothesis

hypothesis.settings.register_profile("graded", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("graded")
"""


def run_own_tests(folder: Path, scores: str | None = None) -> tuple[int, str]:
    """Runs my_tests in a copy of the project, with this text as scores.py; exit code, output."""
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*")
    for part in (Path("src"), TESTS):
        shutil.copytree(ROOT / part, folder / part, ignore=ignore)
    if scores is not None:
        (folder / SCORES).write_text(scores, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\npythonpath = src\n", encoding="utf-8")
    (folder / "conftest.py").write_text(SAME_EXAMPLES, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(TESTS)],
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"},
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
    return run.returncode, output


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> tuple[int, str]:
    return run_own_tests(tmp_path_factory.mktemp("original"))


@pytest.fixture
def trusted(original) -> None:
    code, output = original
    assert code == PASSED, (
        f"my_tests: first make your tests pass on scores.py as it is\n{output[-1500:]}"
    )


def test_your_tests_pass_on_the_right_code(original):
    code, output = original
    assert code != NOTHING_COLLECTED, (
        "my_tests: pytest found no test there; files are called test_*.py and functions test_*"
    )
    assert code == PASSED, (
        "my_tests: scores.py is right, so a test that fails on it expects the wrong thing\n"
        + output[-1500:]
    )


@pytest.mark.parametrize("name", mutants.MUTANTS)
def test_your_tests_catch_the_mutant(trusted, tmp_path, name):
    code, output = run_own_tests(tmp_path, mutants.mutant(ROOT / SCORES, name))
    assert code != PASSED, f"mutant '{name}' survives: {mutants.MUTANTS[name][0]}"
    assert code == FAILED, (
        f"mutant '{name}': your tests could not even start; import scores.py, do not inspect it\n"
        + output[-1500:]
    )


@pytest.mark.parametrize("name", mutants.REWRITES)
def test_your_tests_accept_code_that_does_the_same(trusted, tmp_path, name):
    code, output = run_own_tests(tmp_path, mutants.rewrite(ROOT / SCORES, name))
    assert code == PASSED, (
        f"rewrite '{name}' keeps every promise of scores.py, but a test of yours fails: test "
        f"results, not the way to them, and fractions with pytest.approx\n{output[-1500:]}"
    )

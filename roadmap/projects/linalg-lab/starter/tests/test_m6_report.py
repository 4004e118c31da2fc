"""Milestone 6: one command writes a table of what k components keep of a digit."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import house_rules
from practice_pkg import report
from practice_pkg.__main__ import main
from practice_pkg.data import load_digits
from practice_pkg.report import (
    DEFAULT_COUNTS,
    format_table,
    reconstruction_rows,
    write_report,
)

pytestmark = pytest.mark.milestone(6)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def rows():
    return reconstruction_rows(load_digits(), DEFAULT_COUNTS)


def test_there_is_one_row_per_count_in_the_order_given():
    X = np.random.default_rng(0).standard_normal((30, 6))
    got = [row.components for row in reconstruction_rows(X, [4, 1, 2])]
    assert got == [4, 1, 2], f"reconstruction_rows: asked for 4, 1, 2 and got {got}"


def test_sixteen_components_keep_85_percent_of_the_digits(rows):
    row = rows[DEFAULT_COUNTS.index(16)]
    assert abs(row.explained - 0.849) < 0.001, "explained: the sum of the first k ratios, 0.849"
    assert abs(row.relative_error - 0.388) < 0.001, (
        "relative_error: |X - X_k| / |X - mean|, not divided by |X|; 0.388 at 16 components"
    )
    assert abs(row.rmse - 1.681) < 0.005, (
        "rmse: the ROOT of the mean squared difference over all entries, 1.681 gray levels"
    )


def test_more_components_never_make_it_worse(rows):
    errors = [row.relative_error for row in rows]
    assert errors == sorted(errors, reverse=True), (
        "reconstruction_rows: the error must fall as components are added"
    )


@pytest.mark.parametrize("seed", range(3))
def test_what_is_explained_and_what_is_lost_add_up_to_one(seed):
    X = 7 + np.random.default_rng(seed).standard_normal((40, 6))
    for row in reconstruction_rows(X, [1, 3, 6]):
        assert abs(row.explained + row.relative_error**2 - 1) < 1e-6, (
            "explained + relative_error^2 is 1 when both are measured from the mean of X"
        )


@pytest.mark.parametrize("counts", [[], [0], [2, -1], [7]], ids=str)
def test_counts_that_make_no_sense_raise_value_error(refuses, counts):
    X = np.random.default_rng(1).standard_normal((30, 6))
    refuses(
        lambda: reconstruction_rows(X, counts),
        f"reconstruction_rows: with 6 columns, counts = {counts} must raise ValueError",
    )


def test_the_file_holds_exactly_the_table(tmp_path, rows):
    path = tmp_path / "new" / "folder" / "table.md"
    returned = write_report(path)
    assert path.is_file(), "write_report: make the parent folders, then write to `path`"
    assert path.read_bytes() == format_table(rows).encode(), (
        'write_report: exactly format_table(...), encoding="utf-8", newline="\\n"'
    )
    assert returned == path, "write_report: return the path"


def test_nothing_is_written_when_a_count_is_wrong(refuses, tmp_path):
    path = tmp_path / "report.md"
    refuses(lambda: write_report(path, [0]), "write_report: a count of 0 must raise ValueError")
    assert not path.exists(), "write_report: compute the rows before you open the file"


def test_the_command_writes_the_components_you_ask_for(tmp_path, capsys):
    path = tmp_path / "two.md"
    assert main(["report", "--out", str(path), "--components", "2", "4"]) == 0, (
        "the command ended with an error: " + capsys.readouterr().err
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| 2", "| 4"], (
        "write_report: use the counts you are given, not the default ones"
    )


def test_the_command_explains_a_wrong_count(tmp_path, capsys):
    code = main(["report", "--out", str(tmp_path / "r.md"), "--components", "0"])
    assert code == 2, "a wrong count is a ValueError, which the command turns into exit code 2"
    assert "error:" in capsys.readouterr().err, "the ValueError needs a message for the reader"


def test_python_dash_m_practice_pkg_report_writes_report_md(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "practice_pkg", "report"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    if "NotImplementedError: " in run.stderr:
        raise NotImplementedError(run.stderr.strip().rpartition("NotImplementedError: ")[2])
    assert run.returncode == 0, f"the command failed: {run.stderr.strip().splitlines()[-1:]}"
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "| 16 | 0.849 |" in text, "report.md: the row of 16 components explains 0.849"


def test_the_report_uses_your_own_pca():
    reconstruction_rows(np.eye(3), [1])
    breaches = house_rules.broken(report)
    assert breaches == [], f"house rule: only np.linalg.norm is open here ({', '.join(breaches)})"

"""Milestone 6: at least 10 % better than seasonal naive, on years that nobody has seen."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from practice_pkg.__main__ import main
from practice_pkg.backtest import SCHEMA, backtest
from practice_pkg.data import PERIOD, load_sales
from practice_pkg.hierarchy import aggregate, incoherence, summing_matrix
from practice_pkg.metrics import seasonal_naive
from practice_pkg.report import (
    compare,
    format_table,
    reconcile_results,
    with_intervals,
    write_report,
)

pytestmark = pytest.mark.milestone(6)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def sales(seed) -> pl.DataFrame:
    return load_sales(seed)


@pytest.fixture(scope="module")
def rows(sales):
    return compare(sales)


def results(origins, steps, error, scale=1.0, names=("a", "b")) -> pl.DataFrame:
    """Forecasts of 100 that are wrong by error(series, origin, step), rows in no order."""
    rows = [
        (name, t, h, 100.0 + error(i, t, h), 100.0, scale * (i + 1))
        for i, name in enumerate(names)
        for t in origins
        for h in range(1, steps + 1)
    ]
    return pl.DataFrame(rows[::-1], schema=SCHEMA, orient="row")


def last_year(past, horizon):
    return seasonal_naive(past, horizon, PERIOD)


def test_reconciled_results_add_up_at_every_origin_and_step(sales):
    def drift(past, horizon):
        return past[-1] + np.arange(1, horizon + 1) * np.sqrt(np.abs(past[-1] - past[-2]))

    base = backtest(aggregate(sales), drift, [36, 60], 3)
    got = reconcile_results(base.sample(fraction=1.0, shuffle=True, seed=1), sales)
    names, S = summing_matrix(sales)
    assert dict(got.schema) == SCHEMA, "reconcile_results: the same columns, nothing left over"
    keys = ["series", "origin", "step"]
    assert got[keys].equals(base[keys]), "reconcile_results: sort by series, origin and step"
    assert got.drop("forecast").equals(base.drop("forecast")), (
        "reconcile_results: only the forecast changes; actual and scale stay with their rows"
    )
    for (origin, step), part in got.group_by("origin", "step"):
        values = dict(part.select("series", "forecast").rows())
        gap = incoherence(S, np.array([values[name] for name in names]))
        assert gap < 1e-6, (
            f"reconcile_results: origin {origin}, step {step}, is off by {gap:.3f}; sort "
            "the rows of each origin as the rows of S"
        )


def test_reconciled_results_trust_series_with_a_small_scale():
    tiny = pl.DataFrame({"region": ["east", "east"], "series": ["a", "b"]})
    scales = {"total": 0.1, "east": 100.0, "a": 100.0, "b": 100.0}
    values = {"total": 300.0, "east": 0.0, "a": 100.0, "b": 100.0}
    base = pl.DataFrame(
        [(name, 12, 1, 0.0, values[name], scales[name]) for name in values],
        schema=SCHEMA,
        orient="row",
    )
    got = dict(reconcile_results(base, tiny).select("series", "forecast").rows())
    assert abs(got["total"] - 300) < 0.01, (
        "reconcile_results: variances are scale ** 2, so the total with its tiny scale stays at 300"
    )
    assert abs(got["a"] - 150) < 0.01, "reconcile_results: stores a and b share what is missing"


def test_the_radius_comes_from_scaled_errors_of_earlier_origins():
    # 40 series, each with an error of as many scales as its number.
    names = tuple(f"s{i:02d}" for i in range(40))
    base = results([12, 24], 2, lambda i, t, h: (i + 1) * (i + 1) * h, names=names)
    got = with_intervals(base, 0.1)
    assert got["origin"].unique().to_list() == [24], (
        "with_intervals: origin 12 finds no earlier one, so its rows are left out"
    )
    assert got.columns == [*SCHEMA, "lower", "upper"], "with_intervals: add lower and upper"
    row = got.filter(pl.col("series") == "s09", pl.col("step") == 2).row(0, named=True)
    # k = ceil(41 * 0.9) = 37: a radius of 37 scales at step 1 and of 74 at step 2; scale is 10.
    assert abs(row["upper"] - (100 + 740)) < 1e-9, (
        "with_intervals: upper = forecast + radius of the row's STEP * the row's own scale"
    )
    assert abs(row["lower"] - (100 - 740)) < 1e-9, "with_intervals: lower mirrors upper"


def test_origins_that_are_not_over_teach_nothing():
    calm = results([12, 18, 24], 12, lambda i, t, h: 1.0, names=[f"s{i}" for i in range(30)])
    wild = calm.with_columns(
        actual=pl.when(pl.col("origin") == 18).then(9e9).otherwise(pl.col("actual"))
    )
    before = with_intervals(calm, 0.1)
    after = with_intervals(wild, 0.1)
    columns = ["series", "origin", "step", "lower", "upper"]
    assert before[columns].equals(after[columns]), (
        "with_intervals: at origin 24 the year from 18 is not over (18 + 12 > 24); do not use it"
    )
    assert before["origin"].unique().to_list() == [24], (
        "with_intervals: at origin 18 nothing is over yet, at 24 the year from 12 is"
    )


def test_intervals_of_nothing_raise_value_error(refuses):
    single = results([12], 2, lambda i, t, h: 1.0)
    refuses(
        lambda: with_intervals(single, 0.1),
        "with_intervals: a single origin has nothing to learn from, raise ValueError",
    )


def test_the_rows_are_the_three_methods(rows):
    got = [row.method for row in rows]
    assert got == ["seasonal naive", "Holt-Winters", "Holt-Winters, reconciled"], (
        f"compare: three rows with these names, in this order, not {got}"
    )


def test_seasonal_naive_is_scored_on_the_last_three_years_alone(sales, rows):
    levels = {
        "total": sales.group_by("month")
        .agg(pl.col("sales").sum())
        .with_columns(key=pl.lit("total")),
        "regions": sales.group_by("month", key="region").agg(pl.col("sales").sum()),
        "stores": sales.select("month", "sales", key="series"),
    }
    for level, frame in levels.items():
        Y = frame.sort("month").pivot("key", index="month", values="sales").drop("month")
        Y = Y.to_numpy().T
        mases = []
        for t in (84, 96, 108):
            scale = np.mean(np.abs(Y[:, 12:t] - Y[:, : t - 12]), axis=1)
            mases.append(np.mean(np.abs(Y[:, t : t + 12] - Y[:, t - 12 : t]), axis=1) / scale)
        want, got = float(np.mean(mases)), getattr(rows[0], level)
        assert abs(got - want) < 1e-9, (
            f"compare: seasonal naive, {level}, origins from 84 on: MASE {want:.3f}, not {got:.3f}"
        )


def test_holt_winters_beats_seasonal_naive_by_ten_percent(rows):
    gain = 1 - rows[1].stores / rows[0].stores
    assert gain >= 0.10, f"compare: Holt-Winters is only {gain:.1%} better than seasonal naive"


def test_reconciling_does_not_cost_the_stores_anything(rows):
    gain = 1 - rows[2].stores / rows[0].stores
    assert gain >= 0.10, f"compare: after reconciling it is only {gain:.1%} better"
    assert rows[2].stores != rows[1].stores, "compare: row 3 is the second after reconcile_results"
    assert abs(rows[2].stores - rows[1].stores) < 0.03, (
        "compare: reconciling moved the stores by more than 0.03; are the rows still in order?"
    )


def test_ninety_percent_intervals_hold_ninety_percent_of_the_months(rows):
    for row in rows:
        assert abs(row.coverage - 0.9) < 0.04, (
            f"compare, {row.method}: 90 % intervals hold {row.coverage:.3f} of the stores' months"
        )


def test_what_comes_after_a_year_does_not_change_its_forecasts(sales):
    everything = aggregate(sales)
    first = everything["month"].unique().sort()[108]
    other = everything.with_columns(
        sales=pl.when(pl.col("month") >= first).then(pl.col("sales") * 3).otherwise("sales")
    )
    origins, columns = [84, 96, 108], ["forecast", "lower", "upper"]
    before, after = (
        with_intervals(reconcile_results(backtest(frame, last_year, origins, 12), sales), 0.1)
        for frame in (everything, other)
    )
    assert before[columns].equals(after[columns]), (
        "the forecasts or intervals of the last year changed with its sales: something looks ahead"
    )


def test_the_file_holds_exactly_the_table(tmp_path, rows, seed):
    path = tmp_path / "new" / "folder" / "table.md"
    returned = write_report(path, seed)
    assert path.is_file(), "write_report: make the parent folders, then write to `path`"
    assert path.read_bytes() == format_table(rows).encode(), (
        'write_report: format_table of load_sales(seed), encoding="utf-8", newline="\\n"'
    )
    assert returned == path, "write_report: return the path"


def test_the_command_explains_a_wrong_seed(tmp_path, capsys):
    path = tmp_path / "report.md"
    code = main(["report", "--out", str(path), "--seed", "-1"])
    assert code == 2, "a negative seed is a ValueError, which the command turns into exit code 2"
    assert "error:" in capsys.readouterr().err, "the ValueError needs a message for the reader"
    assert not path.exists(), "write_report: check the seed before you open the file"


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
    assert "| Holt-Winters, reconciled |" in text, "report.md: the third method is missing"

"""Milestone 2: rows, batches and statistics of a file that need not fit into memory."""

import csv
import gc
import itertools
import math
import statistics
import tracemalloc
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_pkg.make_data import write_csv
from practice_pkg.stream import RunningStats, batches, read_rows

pytestmark = pytest.mark.milestone(2)

MEGABYTE = 1_000_000
fields = st.text('ab,"\n é;', max_size=5)
numbers = st.floats(-1e6, 1e6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("csv")


def stats_of(values) -> RunningStats:
    stats = RunningStats()
    for value in values:
        stats.add(value)
    return stats


def close(got: float, want: float) -> bool:
    return got == pytest.approx(want, rel=1e-9, abs=1e-6)


@given(table=st.lists(st.tuples(fields, fields), max_size=5))
def test_rows_come_back_as_they_were_written(folder, table):
    path = folder / "table.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "text"), *table])
    want = [{"name": name, "text": text} for name, text in table]
    assert list(read_rows(path)) == want, (
        'read_rows: let csv.reader split the lines (newline=""); quoted fields hold "," and "\\n"'
    )


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["no mark", "byte order mark"])
def test_blank_lines_and_the_byte_order_mark_do_not_count(tmp_path, start):
    path = tmp_path / "marked.csv"
    path.write_text(f"{start}a,b\n1,2\n\n3,4\n", encoding="utf-8")
    want = [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]
    assert list(read_rows(path)) == want, (
        'read_rows: encoding="utf-8-sig" drops the mark; a blank line gives [], skip it'
    )


def test_the_first_row_is_there_before_the_second_is_read(tmp_path):
    path = tmp_path / "late.csv"
    path.write_text("a,b\n1,2\n3\n", encoding="utf-8")
    rows = read_rows(path)
    assert iter(rows) is rows, "read_rows: give back a generator (use yield), not a list"
    try:
        first = next(rows)
    except ValueError:
        pytest.fail("read_rows: yield each row before you look at the next one", pytrace=False)
    rows.close()
    assert first == {"a": "1", "b": "2"}, "read_rows: the first row is a=1, b=2"


@pytest.mark.parametrize("line", ["5", "5,6,7"], ids=["too few", "too many"])
def test_a_row_that_does_not_fit_is_an_error_with_its_line(refuses, tmp_path, line):
    path = tmp_path / "torn.csv"
    path.write_text(f'a,b\n"1\n2",3\n{line}\n', encoding="utf-8")
    refuses(lambda: list(read_rows(path)), f"read_rows: {line!r} has not 2 fields: ValueError")
    with pytest.raises(ValueError) as caught:
        list(read_rows(path))
    assert "line 4" in str(caught.value), (
        "read_rows: say 'line 4' here; a quoted field spans lines 2 and 3, reader.line_num knows"
    )


def test_a_file_without_names_is_an_error(refuses, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("", encoding="utf-8")
    refuses(lambda: list(read_rows(path)), "read_rows: an empty file has no names, ValueError")


@pytest.mark.parametrize("stop_after", [1, None], ids=["stopped early", "read to the end"])
def test_the_file_is_closed(tmp_path, stop_after):
    path = write_csv(tmp_path / "data.csv", rows=5)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResourceWarning)
        rows = read_rows(path)
        list(itertools.islice(rows, stop_after))
        rows.close()
        del rows
        gc.collect()
    unclosed = [entry for entry in caught if issubclass(entry.category, ResourceWarning)]
    assert not unclosed, "read_rows: open the file in a `with` block around the loop that yields"


def test_twenty_megabytes_pass_through_less_than_one(tmp_path):
    stats = RunningStats()
    stats.add(1.0)
    path = write_csv(tmp_path / "large.csv", rows=4_000, words=750)
    size = path.stat().st_size
    assert size > 20 * MEGABYTE, f"make_data.py wrote {size} bytes; restore that file"
    tracemalloc.start()
    try:
        for row in read_rows(path):
            stats.add(float(row["score"]))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert stats.count == 4_001, f"read_rows: 4000 rows went in, {stats.count - 1} came out"
    assert peak < MEGABYTE, (
        f"read_rows: {peak / MEGABYTE:.1f} MB at the peak; keep one row at a time, no list"
    )


@given(st.lists(st.integers(), max_size=12), st.integers(1, 5))
def test_batches_hold_every_item_once_and_in_order(items, size):
    got = list(itertools.islice(batches(iter(items), size), len(items) + 1))
    assert all(got), "batches: no batch is empty; end when no item is left"
    assert list(itertools.chain(*got)) == items, (
        "batches: items are lost, doubled or out of order; is each batch a new list?"
    )
    assert all(len(batch) == size for batch in got[:-1]), "batches: only the last may be shorter"
    assert all(len(batch) <= size for batch in got), "batches: the last batch is too long"


def test_batches_take_no_item_too_early():
    taken = []

    def endless():
        for number in range(1000):
            taken.append(number)
            yield number
        pytest.fail("batches: `items` may never end; take one batch at a time", pytrace=False)

    made = batches(endless(), 3)
    assert next(made) == [0, 1, 2], "batches: the first three items make the first batch"
    assert taken == [0, 1, 2], f"batches: items {taken} were taken to make [0, 1, 2], too many"


@pytest.mark.parametrize("size", [0, -1])
def test_a_batch_size_below_one_is_refused(refuses, size):
    refuses(lambda: list(batches([1, 2], size)), f"batches: size = {size} must raise ValueError")


@given(st.lists(numbers, min_size=2, max_size=20))
def test_running_statistics_equal_those_of_the_whole_list(values):
    stats = stats_of(values)
    assert stats.count == len(values), "RunningStats: count goes up by 1 with each add"
    assert close(stats.mean, statistics.fmean(values)), "RunningStats: mean += (x - mean) / count"
    assert close(stats.std, statistics.stdev(values)), (
        "RunningStats: squares grows by (x - old mean) * (x - new mean); std divides by count - 1"
    )
    assert (stats.minimum, stats.maximum) == (min(values), max(values)), (
        "RunningStats: minimum and maximum are the least and the largest number so far"
    )


def test_the_spread_survives_a_large_mean(seed):
    small = [((seed + 37 * step) % 101) / 100 for step in range(500)]
    stats = stats_of(1e9 + value for value in small)
    assert stats.std == pytest.approx(statistics.stdev(small), rel=1e-4), (
        "RunningStats: the digits of the spread are gone; do not subtract squares of large numbers"
    )


def test_fewer_than_two_numbers_have_no_spread():
    assert math.isnan(stats_of([]).std), "RunningStats: std of nothing is NaN"
    assert math.isnan(stats_of([4.0]).std), "RunningStats: std of one number is NaN, not 0"
    assert stats_of([4.0]).mean == 4.0, "RunningStats: mean starts as NaN, which spoils every sum"


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_changes_nothing(refuses, bad):
    stats = stats_of([1.0, 2.0])
    refuses(lambda: stats.add(bad), f"RunningStats.add: {bad} must raise ValueError")
    assert stats == stats_of([1.0, 2.0]), "RunningStats.add: check first, change the fields after"

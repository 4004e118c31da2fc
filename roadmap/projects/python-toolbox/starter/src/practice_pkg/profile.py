"""From a file and a config to a table, complete. It runs on your milestones 1 and 2."""

from pathlib import Path

from .config import ProfileConfig
from .stream import RunningStats, read_rows

Profile = dict[str, dict[str, RunningStats]]
"""Group to column to numbers. Without `group_by` the only group is "all"."""


def profile(path: Path, config: ProfileConfig) -> Profile:
    """Reads the file once and keeps only the statistics.

    A row in which any of the columns does not hold a finite number is bad: it is counted and
    left out. Raises ValueError if a column is not in the file, no good row is left, or the
    share of bad rows is above config.max_bad_share; OSError if the file cannot be read.
    """
    groups: Profile = {}
    rows = bad = 0
    for row in read_rows(path):
        rows += 1
        if rows == 1:
            _check_columns(row, config)
        try:
            values = [_number(row[column]) for column in config.columns]
        except ValueError:
            bad += 1
            continue
        group = "all" if config.group_by is None else row[config.group_by]
        columns = groups.setdefault(group, {column: RunningStats() for column in config.columns})
        for stats, value in zip(columns.values(), values, strict=True):
            stats.add(value)
    if not groups:
        raise ValueError(f"{path}: there is no row with a number in every column")
    if bad > config.max_bad_share * rows:
        raise ValueError(
            f"{path}: {bad} of {rows} rows hold no number where one is expected, "
            f"more than the share of {config.max_bad_share:g} that max_bad_share allows"
        )
    return groups


def format_table(groups: Profile, decimals: int) -> str:
    """One line per group and column, groups in alphabetical order; ends with a line break."""
    lines = [("group", "column", "count", "mean", "std", "min", "max")]
    for group, columns in sorted(groups.items()):
        for column, stats in columns.items():
            numbers = (stats.mean, stats.std, stats.minimum, stats.maximum)
            shown = (f"{number:.{decimals}f}" for number in numbers)
            lines.append((group, column, str(stats.count), *shown))
    widths = [max(len(cell) for cell in cells) for cells in zip(*lines, strict=True)]
    padded = (
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
    return "\n".join(line.rstrip() for line in padded) + "\n"


def _number(text: str) -> float:
    number = float(text)
    if not -float("inf") < number < float("inf"):
        raise ValueError(f"{text!r} is not a finite number")
    return number


def _check_columns(row: dict[str, str], config: ProfileConfig) -> None:
    wanted = [*config.columns, *([] if config.group_by is None else [config.group_by])]
    missing = [column for column in wanted if column not in row]
    if missing:
        raise ValueError(f"no column {', '.join(missing)}; there are {', '.join(row)}")

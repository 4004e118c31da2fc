"""Milestone 6: how much of a digit is left after k components?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .checks import Array, as_matrix
from .data import load_digits
from .pca import PCA, fit_pca, project, reconstruct

DEFAULT_COUNTS = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True)
class Row:
    """One line of the table. Complete."""

    components: int
    explained: float
    """Sum of the explained variance ratios, between 0 and 1."""
    relative_error: float
    """|X - X_k| / |X - mean of X| in Frobenius norms, between 0 and 1."""
    rmse: float
    """Root of the mean squared difference per entry, in the units of X (gray levels)."""


def reconstruction_rows(X: Array, counts: Sequence[int]) -> list[Row]:
    """One Row per entry of `counts`, in the order given.

    Components are nested: fit once with the largest count, then keep the first k rows.
    X: shape (m, n). Each count lies in 1..min(m, n).
    Raises ValueError if `counts` is empty or a count is out of range.
    Source: Eckart and Young, Psychometrika 1 (1936); it gives explained + relative_error^2 = 1.
    """
    raise NotImplementedError("milestone 6: fit once, then one Row per count")


def format_table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table that ends with a line break. Complete."""
    lines = [
        "| components | explained variance | relative error | RMSE (gray levels) |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        numbers = f"{row.explained:.3f} | {row.relative_error:.3f} | {row.rmse:.3f}"
        lines.append(f"| {row.components} | {numbers} |")
    return "\n".join(lines) + "\n"


def write_report(path: Path, counts: Sequence[int] = DEFAULT_COUNTS) -> Path:
    """Writes the table of the digits (`load_digits`) to `path` and returns `path`.

    The file holds exactly what `format_table` gives, in UTF-8 with "\\n" line ends on every
    system (Path.write_text has `encoding` and `newline`). Missing parent folders are made.
    Raises ValueError as above, before anything is written.
    """
    raise NotImplementedError("milestone 6: write the table of the digits")

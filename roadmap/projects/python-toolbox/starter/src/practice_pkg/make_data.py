"""Writes a CSV file to practice on, complete: `python -m practice_pkg.make_data data.csv`.

It is the log of an invented spam filter: one answer per row, and the same file for the same seed.
Like real logs it has commas, quotes and line breaks inside its texts, and about 1 row in 100 has
no latency.
"""

import argparse
import csv
import random
from pathlib import Path

COLUMNS = ("id", "channel", "label", "score", "latency_ms", "text")
CHANNELS = ("chat", "forum", "mail")
WORDS = ("offer", "meeting", 'the "final" notice', "lunch, maybe", "naïve", "free\nshipping", "ok")


def write_csv(path: Path, rows: int = 1000, *, seed: int = 20261101, words: int = 4) -> Path:
    """Writes `rows` rows with `words` words of text each to `path`, and returns `path`."""
    rng = random.Random(seed)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(1, rows + 1):
            label = int(rng.random() < 0.3)
            score = rng.betavariate(4, 2) if label else rng.betavariate(2, 4)
            latency = "" if rng.random() < 0.01 else f"{rng.lognormvariate(3, 0.5):.1f}"
            text = " ".join(rng.choices(WORDS, k=words))
            writer.writerow([number, rng.choice(CHANNELS), label, f"{score:.4f}", latency, text])
    return path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m practice_pkg.make_data")
    parser.add_argument("path", type=Path, help="the file to write")
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261101)
    options = parser.parse_args()
    print(f"wrote {write_csv(options.path, options.rows, seed=options.seed)}")


if __name__ == "__main__":
    main()

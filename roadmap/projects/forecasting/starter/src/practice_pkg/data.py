"""Ten years of sales of 50 stores, made up here, complete. Nothing is downloaded."""

from datetime import date

import numpy as np
import polars as pl

PERIOD = 12
"""Months in a season."""
REGIONS = ("center", "east", "north", "south", "west")
STORES_PER_REGION = 10
MONTHS = 120


def load_sales(seed: int = 2026) -> pl.DataFrame:
    """Monthly sales, one row per store and month: 50 stores in 5 regions, January 2015 onward.

    Columns: region (str), series (str, the store's name, unique), month (date, the first day),
    sales (float, thousands of dollars, always above 0). 6,000 rows, in no particular order, as
    exports come.

    Each store is a drifting level, a slope, a yearly pattern that resembles its region's, and
    noise. Everything is drawn from `seed`.
    """
    rng = np.random.default_rng(seed)
    t = np.arange(MONTHS)
    months = [date(2015 + i // 12, 1 + i % 12, 1) for i in range(MONTHS)]
    frames = []
    for region in REGIONS:
        phase, growth = rng.uniform(0, 2 * np.pi), rng.uniform(0.0, 0.004)
        weather = rng.normal(0, 0.01, MONTHS)
        for store in range(STORES_PER_REGION):
            base = rng.uniform(80, 300)
            level = 1 + np.cumsum(rng.normal(0, 0.008, MONTHS))
            slope = (growth + rng.normal(0, 0.001)) * t
            turn = 2 * np.pi * t / PERIOD + phase + rng.normal(0, 0.3)
            season = rng.uniform(0.1, 0.25) * np.sin(turn) + rng.normal(0, 0.05) * np.cos(2 * turn)
            noise = rng.normal(0, 0.05, MONTHS)
            sales = base * np.maximum(level + slope + season + weather + noise, 0.05)
            frames.append(
                pl.DataFrame(
                    {
                        "region": region,
                        "series": f"{region}-{store:02d}",
                        "month": months,
                        "sales": sales,
                    }
                )
            )
    return pl.concat(frames).sample(fraction=1.0, shuffle=True, seed=seed)

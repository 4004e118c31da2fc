"""Milestone 3: a 95 % interval holds the truth 93 to 97 times in 100, and once it never does."""

import numpy as np
import pytest
import scipy.stats

import house_rules
from practice_pkg import bootstrap
from practice_pkg.bootstrap import (
    bootstrap_replicates,
    coverage,
    percentile_interval,
    resample,
)

pytestmark = pytest.mark.milestone(3)


def test_each_row_is_a_sample_as_large_as_the_data(seed):
    rows = resample(np.random.default_rng(seed), [3.0, 1.0, 4.0, 1.5], 50)
    assert np.shape(rows) == (50, 4), f"resample: shape (draws, n) = (50, 4), not {np.shape(rows)}"
    assert np.isin(rows, [3.0, 1.0, 4.0, 1.5]).all(), "resample: only values of the data come up"


def test_values_are_drawn_with_replacement(seed):
    rows = resample(np.random.default_rng(seed), np.arange(50.0), 2000)
    missing = 1 - np.mean([np.unique(row).size for row in rows]) / 50
    assert abs(missing - (1 - 1 / 50) ** 50) < 0.01, (
        f"resample: 36 % of the values should be missing from a row, with yours {missing:.0%} are; "
        "every entry is an independent draw WITH replacement"
    )


def test_each_row_is_a_sample_of_its_own(seed):
    rows = resample(np.random.default_rng(seed), np.arange(30.0), 200)
    assert np.unique(rows, axis=0).shape[0] == 200, "resample: draw each row anew"


def test_the_order_of_the_data_is_not_kept(seed):
    rows = resample(np.random.default_rng(seed), np.arange(50.0), 2000)
    assert np.all(np.abs(rows.mean(axis=0) - 24.5) < 2.5), (
        "resample: every column should average 24.5; each entry may be any value of the data"
    )


def test_the_spread_of_the_mean_is_its_standard_error(seed):
    rng = np.random.default_rng(seed)
    data = rng.exponential(2.0, 60)
    replicates = bootstrap_replicates(rng, data, np.mean, 4000)
    assert np.shape(replicates) == (4000,), "bootstrap_replicates: one number per new sample"
    ratio = np.std(replicates) / (data.std() / np.sqrt(60))
    assert abs(ratio - 1) < 0.08, (
        "bootstrap_replicates: the means should spread by sd / sqrt(n), as statistics says; "
        f"yours spread {ratio:.2f} times that"
    )


def test_any_statistic_of_rows_will_do(seed):
    rng = np.random.default_rng(seed)
    data = rng.standard_normal(41)
    medians = bootstrap_replicates(rng, data, np.median, 300)
    assert np.isin(medians, data).all(), (
        "bootstrap_replicates: apply the statistic to each ROW (axis=1); an odd number of values "
        "has one of them as its median"
    )


def test_the_middle_95_percent_leave_the_same_share_on_either_side():
    low, high = percentile_interval(np.random.default_rng(0).permutation(np.arange(1001.0)))
    assert abs(low - 25) <= 1 and abs(high - 975) <= 1, (
        "percentile_interval: of 0, 1, ..., 1000 the middle 95 % are 25 to 975, "
        f"not {low:g} to {high:g}"
    )


def test_another_level_gives_another_interval():
    low, high = percentile_interval(np.arange(1001.0), level=0.5)
    assert abs(low - 250) <= 1 and abs(high - 750) <= 1, (
        f"percentile_interval: half of 0, ..., 1000 lies in 250 to 750, not in {low:g} to {high:g}"
    )


def test_the_interval_agrees_with_scipys(seed):
    rng = np.random.default_rng(seed)
    data = rng.exponential(2.0, 80)
    got = percentile_interval(bootstrap_replicates(rng, data, np.mean, 4000))
    want = scipy.stats.bootstrap(
        (data,), np.mean, n_resamples=4000, method="percentile", vectorized=True
    )
    off = np.abs(np.array(got) - np.array(want.confidence_interval))
    assert np.all(off < 0.35 * want.standard_error), (
        f"percentile_interval: {got}, but scipy.stats.bootstrap says {want.confidence_interval}"
    )


def test_coverage_counts_the_intervals_that_hold_the_truth(seed):
    starts = iter([0.0, 1.0, 2.0, 3.0])
    share = coverage(
        np.random.default_rng(seed),
        4,
        draw=lambda rng: np.array([next(starts)]),
        interval=lambda rng, data: (data[0], data[0] + 1.5),
        truth=2.0,
    )
    assert share == 0.5, (
        "coverage: of [0, 1.5], [1, 2.5], [2, 3.5], [3, 4.5] two hold 2 (the bounds belong to "
        f"the interval), so 0.5 and not {share}; draw new data in every simulation"
    )


def test_a_95_percent_interval_of_a_mean_holds_it_93_to_97_times_in_100(seed):
    share = coverage(
        np.random.default_rng(seed),
        3000,
        draw=lambda rng: rng.normal(10, 3, 100),
        interval=lambda rng, data: percentile_interval(
            bootstrap_replicates(rng, data, np.mean, 1000)
        ),
        truth=10.0,
    )
    assert 0.93 <= share <= 0.97, (
        f"your 95 % intervals hold the truth {share:.1%} of the time; below 93 % they are too "
        "narrow, above 97 % too wide: look at resample and at the two quantiles"
    )


def test_the_bootstrap_of_a_maximum_never_holds_the_truth(seed):
    """Not your mistake: no sample reaches the end of its distribution, so no new sample does."""
    share = coverage(
        np.random.default_rng(seed),
        200,
        draw=lambda rng: rng.uniform(0, 1, 50),
        interval=lambda rng, data: percentile_interval(
            bootstrap_replicates(rng, data, np.max, 400)
        ),
        truth=1.0,
    )
    assert share == 0.0, (
        "a resampled maximum cannot exceed the data's own; if yours does, values are invented"
    )


def test_the_share_of_resampled_maxima_that_are_the_maximum(seed):
    rng = np.random.default_rng(seed)
    replicates = bootstrap_replicates(rng, np.arange(50.0), np.max, 4000)
    share = float(np.mean(replicates == 49.0))
    assert abs(share - (1 - (1 - 1 / 50) ** 50)) < 0.05, (
        f"64 % of the resampled maxima should be the maximum of the data, not {share:.0%}"
    )


@pytest.mark.parametrize("call", ["no data", "no draws", "a matrix", "level 1", "no replicates"])
def test_what_makes_no_sense_raises_value_error(refuses, call):
    rng = np.random.default_rng(0)
    calls = {
        "no data": (lambda: resample(rng, [], 5), "resample: there is nothing to draw from"),
        "no draws": (lambda: resample(rng, [1.0], 0), "resample: draws must be at least 1"),
        "a matrix": (lambda: resample(rng, np.ones((2, 2)), 5), "resample: the data is a vector"),
        "level 1": (lambda: percentile_interval([1.0], 1.0), "percentile_interval: level < 1"),
        "no replicates": (lambda: percentile_interval([]), "percentile_interval: needs replicates"),
    }
    action, hint = calls[call]
    refuses(action, f"{hint}; raise ValueError")


def test_coverage_needs_at_least_one_simulation(refuses):
    refuses(
        lambda: coverage(np.random.default_rng(0), 0, None, None, 0.0),
        "coverage: no simulations have no share; raise ValueError",
    )


def test_the_bootstrap_is_your_own():
    percentile_interval([0.0, 1.0])
    breaches = house_rules.broken(bootstrap)
    assert breaches == [], f"house rule: SciPy is the judge, not the author ({breaches})"

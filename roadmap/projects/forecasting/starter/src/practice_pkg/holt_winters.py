"""Milestone 3: a level, a trend and a season that learn as the months go by."""

from dataclasses import dataclass

import numpy as np

from .checks import Array, as_series, at_least
from .data import PERIOD

ALPHAS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.7)
BETAS = (0.0, 0.02, 0.1)
GAMMAS = (0.0, 0.05, 0.15, 0.3)


@dataclass(frozen=True)
class State:
    """What Holt-Winters knows after some months. Complete.

    `settings` below stands for the shape of alpha, beta and gamma: () for one setting of plain
    floats, (k,) for k settings that are run at once.
    """

    level: Array
    """Shape (*settings), in the units of y."""
    trend: Array
    """Shape (*settings), in units of y per month."""
    season: Array
    """Shape (period, *settings): season[0] belongs to the NEXT month, season[1] to the one after
    it, and so on."""


def initial_state(y: Array, period: int) -> State:
    """The state before the first month, read off the first two seasons. With m = period:

        trend = (mean of y[m : 2m] - mean of y[:m]) / m
        level = (mean of y[:m]) - trend * (m + 1) / 2        (the middle of y[:m], moved to t = -1)
        season[i] = mean of d[i] and d[i + m],  where  d[t] = y[t] - (level + (t + 1) * trend)

    Where y is a straight line plus a season that repeats exactly, no error is left afterward.
    y: shape (n,). Returns a State with settings (): level and trend of shape (), season of
    shape (period,).
    Raises ValueError if period < 1 or n < 2 * period.
    Source: a heuristic of this project. Winters, Management Science 6 (1960), starts from the
    averages of the first years, too.
    """
    raise NotImplementedError("milestone 3: two seasonal means give the trend and the level")


def smooth(
    y: Array, state: State, alpha: float | Array, beta: float | Array, gamma: float | Array
) -> tuple[State, Array]:
    """Additive Holt-Winters: takes the months of y one by one. With s = season[0], for each y_t

        error = y_t - (level + trend + s)                          (the one-step forecast error)
        new level  = alpha * (y_t - s) + (1 - alpha) * (level + trend)
        new trend  = beta * (new level - level) + (1 - beta) * trend
        new season = gamma * (y_t - (level + trend)) + (1 - gamma) * s   (OLD level and trend)

    and the new season goes to the end of the line, since its month comes again in one period.
    alpha, beta, gamma: floats in 0..1, or arrays of one shape (k,): then k settings run at once,
    with one loop over the months and none over the settings.
    y: shape (n,), n may be 0. state: settings (), its season as long as the period; it is left as
    it is. Returns the State after the last month, and the errors, of shape (n, *settings), in the
    units of y.
    Raises ValueError if a parameter is not in 0..1.
    Source: FPP3, section 8.3, https://otexts.com/fpp3/holt-winters.html, "Holt-Winters' additive
    method" (its beta is written beta*).
    """
    raise NotImplementedError("milestone 3: one pass over the months, four lines for each")


def forecast(state: State, horizon: int) -> Array:
    """The months ahead: level + h * trend + season[(h - 1) mod period], h = 1 .. horizon.

    state: settings (). Returns shape (horizon,), in the units of y.
    Raises ValueError if horizon < 1.
    Source: FPP3, section 8.3.
    """
    raise NotImplementedError("milestone 3: a line plus the season, repeated")


def best_setting(y: Array, period: int) -> tuple[float, float, float]:
    """The (alpha, beta, gamma) with the smallest sum of squared one-step errors.

    Tries every combination of ALPHAS, BETAS and GAMMAS in one call of `smooth` from
    `initial_state`. The errors of the first two seasons do not count: those months have made the
    initial state. Between equals the one that comes first wins, gamma changing fastest.
    y: shape (n,). Returns three plain floats.
    Raises ValueError if n <= 2 * period.
    Source: FPP3, section 8.6 (estimation by least squares).
    """
    raise NotImplementedError("milestone 3: run all settings at once, take the best sum of squares")


def holt_winters(past: Array, horizon: int, period: int = PERIOD) -> Array:
    """A Forecaster: `best_setting` of the past, smoothed to its end, then `forecast`.

    past: shape (n,). Returns shape (horizon,). Raises ValueError as the functions above.
    """
    raise NotImplementedError("milestone 3: put the four functions together")

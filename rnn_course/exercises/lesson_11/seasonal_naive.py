"""The seasonal naive forecast.

The last season is repeated, as often as it takes: the naive guess for everything that comes in waves.
"""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="11.seasonal_naive",
    stub="def seasonal_naive(numbers, season, horizon):\n    return ...  # horizon forecasts\n",
    returns="forecasts",
    why=(
        "The forecast for a year is the number one season before it; where that year is not known either, "
        "the number one season before that. So the last season is repeated. With a season of 1 it is "
        "persistence."
    ),
    hints=(
        "Write a series of seven numbers on paper, with a season of 3. Which numbers are the forecasts for "
        "the next five years?",
        "The first forecast is the number one season before it: `numbers[-season]`. Which one follows it, "
        "and what comes after the last number?",
        "Take the last season, `numbers[-season:]`, and go through it round and round: forecast k is its "
        "entry k modulo season.",
    ),
    sizes=[
        {"T": 9, "season": 4, "horizon": 7},
        {"T": 7, "season": 3, "horizon": 2},
        {"T": 6, "season": 6, "horizon": 13},
        {"T": 8, "season": 1, "horizon": 5},
        {"T": 11, "season": 5, "horizon": 5},
        {"T": 5, "season": 2, "horizon": 1},
    ],
)
def seasonal_naive(numbers, season, horizon):
    last = numbers[-season:]
    return np.array([last[k % season] for k in range(horizon)])


@seasonal_naive.draw
def _(rng, T, season, horizon):
    """T numbers, of which the last ``season`` are repeated over ``horizon`` years."""
    return rng.normal(size=T), season, horizon


@seasonal_naive.right
def grown(numbers, season, horizon):
    grown = list(numbers)
    for _ in range(horizon):
        grown.append(grown[-season])
    return grown[len(numbers) :]


@seasonal_naive.right
def tiled(numbers, season, horizon):
    return np.tile(numbers[-season:], horizon)[:horizon]


@seasonal_naive.right
def resized(numbers, season, horizon):
    return np.resize(numbers[len(numbers) - season :], horizon)


@seasonal_naive.mistake
def first_season(numbers, season, horizon):
    """Your function repeats the first season of the series. That was the oldest one; which season is nearest
    to the years that are to be forecast?"""
    return np.resize(numbers[:season], horizon)


@seasonal_naive.mistake
def backwards(numbers, season, horizon):
    """Your function goes through the last season from its end to its beginning. The first forecast is the
    number one season before it, which is the first of that season."""
    return np.resize(numbers[::-1][:season], horizon)


@seasonal_naive.mistake
def persistence(numbers, season, horizon):
    """Your function repeats the last number for all years. That is persistence, the naive forecast with a
    season of 1. Here each year looks back by one whole season."""
    return np.full(horizon, numbers[-1])


@seasonal_naive.mistake
def one_number_of_the_season(numbers, season, horizon):
    """Your function repeats one number, the one a season before the first forecast. The second forecast has a
    number of its own, a season before *it*."""
    return np.full(horizon, numbers[-season])


@seasonal_naive.mistake
def mean_of_the_season(numbers, season, horizon):
    """Your function forecasts the mean of the last season. It is honest, but flat: the wave is gone. The
    seasonal naive forecast keeps the season's shape."""
    return np.full(horizon, np.mean(numbers[-season:]))


@seasonal_naive.mistake
def one_season_only(numbers, season, horizon):
    """Your function stops at the end of one season, or begins wherever `horizon` numbers fit. Where the
    horizon is longer than a season, the season starts again; where it is shorter, it still begins with its
    first year."""
    return numbers[-season:][:horizon]


@seasonal_naive.mistake
def last_years_of_the_horizon(numbers, season, horizon):
    """Your function repeats the last `horizon` numbers. How far a forecast looks back is decided by the
    season, and not by how far it looks ahead."""
    return np.resize(numbers[-horizon:], horizon)


@seasonal_naive.mistake
def one_late(numbers, season, horizon):
    """Your season starts with its last number: the forecasts are right, and each comes one year late. Which
    year lies exactly one season before the first forecast?"""
    return (
        np.roll(np.resize(numbers[-season:], horizon + season), 1)[:horizon]
        if season > 1
        else numbers[-2:][:horizon]
    )


@seasonal_naive.mistake
def two_seasons_back(numbers, season, horizon):
    """Your function takes the season before the last one. It is a season too old."""
    return np.resize(
        numbers[-2 * season : -season] if len(numbers) >= 2 * season else numbers[:season] * 0, horizon
    )


@seasonal_naive.mistake
def known_years_too(numbers, season, horizon):
    """Your function returns the known numbers in front of the forecasts. Only the years to come were asked
    for."""
    return np.concatenate([numbers, np.resize(numbers[-season:], horizon)])


@seasonal_naive.mistake
def mean_of_all_seasons(numbers, season, horizon):
    """Your function takes the mean of all earlier years at the same place of the season. That is a sound
    forecast of another name, the climatology. The seasonal naive one knows the last season only."""
    places = [(len(numbers) + k) % season for k in range(horizon)]
    return np.array([np.mean(numbers[place::season]) for place in places])


@seasonal_naive.mistake
def each_number_held(numbers, season, horizon):
    """Your function holds each number of the season for several years, as `np.repeat` does, and so the wave
    is stretched. The season as a whole comes again and again."""
    return np.repeat(numbers[-season:], -(-horizon // season))[:horizon]


seasonal_naive.slip(
    "one-early",
    "Your season starts with its second number: each forecast comes one year early. Which year lies exactly "
    "one season before the first forecast?",
    ("k % season", "(k + 1) % season"),
)


@seasonal_naive.mistake
def on_into_the_first_years(numbers, season, horizon):
    """For the first season the forecasts are right. Then the index reaches 0, and you go on with the oldest
    numbers: -1 is the last entry, and 0 the first. After its last year the season starts again."""
    return np.array([numbers[k - season] for k in range(horizon)])

"""The naive forecast.

Every year is forecast by the year before it: the model that all others have to beat.
"""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="00.naive_forecast",
    stub="def naive_forecast(numbers):\n    return ...  # one forecast for each year but the first\n",
    returns="forecasts",
    why=(
        "The forecast for a year is the number of the year before it, so the list of forecasts is the "
        "series without its last number."
    ),
    hints=(
        "Write a series of four numbers on paper, and under each number the forecast that was made for it.",
        "The first year has no forecast, because nothing came before it. Which number is the forecast for "
        "the second year?",
        "The forecasts are the numbers from the first to the last but one: a slice of the series gives them.",
    ),
    sizes=[{"T": T} for T in (7, 4, 9, 2, 12)],
)
def naive_forecast(numbers):
    return numbers[:-1]


@naive_forecast.draw
def _(rng, T):
    return (rng.normal(size=T),)


@naive_forecast.right
def a_list_by_index(numbers):
    return [numbers[i - 1] for i in range(1, len(numbers))]


@naive_forecast.right
def last_one_deleted(numbers):
    return np.delete(numbers, -1)


@naive_forecast.right
def rolled_and_cut(numbers):
    return np.roll(numbers, 1)[1:]


@naive_forecast.mistake
def peeks(numbers):
    """Your function returns the numbers that were to be forecast: each forecast knows the answer. Such a
    forecast has no error at all, which should always make us suspicious. Which number was known one year
    earlier?"""
    return numbers[1:]


@naive_forecast.mistake
def one_too_many(numbers):
    """Your function returns the whole series, one number too many. The last number is a forecast for a year
    that is not in the series; which one has to go?"""
    return numbers


@naive_forecast.mistake
def mean_(numbers):
    """Your function forecasts the mean of the whole series. That is another naive forecast, but it peeks as
    well: the mean contains the future. Here each forecast is the number of the year before."""
    return np.full(len(numbers) - 1, np.mean(numbers))


@naive_forecast.mistake
def mean_for_all_years(numbers):
    """Your function forecasts the mean of the whole series, for every year. The mean contains the future, so
    it peeks; and the first year has no forecast. Here each forecast is one number that was known the year
    before."""
    return np.full(len(numbers), np.mean(numbers))


@naive_forecast.mistake
def mean_so_far(numbers):
    """Your function forecasts the mean of all years so far. It is honest, since it looks back only, but it is
    another forecast: the naive one takes a single year. Which one?"""
    return np.array([np.mean(numbers[:t]) for t in range(1, len(numbers))])


@naive_forecast.mistake
def mean_of_this_and_next(numbers):
    """Your function takes the mean of a year and the year before. Half of that is the number to be forecast:
    it peeks."""
    return (numbers[:-1] + numbers[1:]) / 2


@naive_forecast.mistake
def mean_of_the_last_two(numbers):
    """Your function takes the mean of the two years before. The naive forecast takes one year, and so it
    begins one year earlier."""
    return (numbers[1:-1] + numbers[:-2]) / 2


@naive_forecast.mistake
def last_for_all(numbers):
    """Your function repeats the very last number for every year. Each year has its own forecast: the number
    of the year just before it."""
    return np.full(len(numbers) - 1, numbers[-1])


@naive_forecast.mistake
def one_number(numbers):
    """Your function returns one number only: the forecast for the year after the series. We want one for each
    year but the first."""
    return numbers[-1]


@naive_forecast.mistake
def change(numbers):
    """Your function returns the changes from year to year. The forecast is a number of sunspots, not a
    difference."""
    return np.diff(numbers)


@naive_forecast.mistake
def trend_from_the_third_year(numbers):
    """Your function goes on with the change of the last two years. That is a good idea, but not the naive
    one, and it cannot begin before the third year. Here the forecast is last year's number itself."""
    return 2 * numbers[1:-1] - numbers[:-2]


@naive_forecast.mistake
def rolled(numbers):
    """Your function moves the series round in a circle, so the forecast for the first year is the number of
    the last. The first year has no forecast: nothing came before it."""
    return np.roll(numbers, 1)


@naive_forecast.mistake
def two_years_back(numbers):
    """One forecast is missing, or each comes from the year before last. The series of T years needs T - 1
    forecasts; what is known just before each of these years?"""
    return numbers[:-2]


TOO_EARLY = "Nothing came before it, so it has none, and only T - 1 years are compared. The others are right."
for key, first in ("zero", "[0]"), ("nan", "[np.nan]"), ("itself", "numbers[:1]"):
    says = f"Your function gives the first year a forecast too (`{first}`). {TOO_EARLY}"
    late = ("numbers[:-1]", f"np.concatenate([{first}, numbers[:-1]])")
    naive_forecast.slip(f"a-forecast-for-the-first-year-{key}", says, late)

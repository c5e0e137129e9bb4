"""Start here.

The warm-up exercise: the naive forecast that every model has to beat.
"""

import numpy as np

from rnn_course.exercises import FunctionExercise, Misconception


def _series(rng, T):
    return (rng.normal(size=T),)


def _solution(numbers):
    return numbers[:-1]


def _peeks(numbers):
    return numbers[1:]


def _whole(numbers):
    return numbers


def _mean(numbers):
    return np.full(len(numbers) - 1, np.mean(numbers))


def _last_for_all(numbers):
    return np.full(len(numbers) - 1, numbers[-1])


def _first_for_all(numbers):
    return np.full(len(numbers) - 1, numbers[0])


def _change(numbers):
    return np.diff(numbers)


def _trend(numbers):
    return numbers[1:] + np.diff(numbers)


def _rolled(numbers):
    return np.roll(numbers, 1)


def _past_mean(numbers):
    return np.array([np.mean(numbers[:t]) for t in range(1, len(numbers))])


def _mean_of_two(numbers):
    return (numbers[:-1] + numbers[1:]) / 2


def _mean_of_the_last_two(numbers):
    return (numbers[1:-1] + numbers[:-2]) / 2


def _two_years_back(numbers):
    return numbers[:-2]


def _from_zero(numbers):
    return np.concatenate([[0], numbers[:-1]])


def _from_nan(numbers):
    return np.concatenate([[np.nan], numbers[:-1]])


def _from_itself(numbers):
    return np.concatenate([numbers[:1], numbers[:-1]])


def _mean_for_all_years(numbers):
    return np.full(len(numbers), np.mean(numbers))


def _trend_from_the_third_year(numbers):
    return 2 * numbers[1:-1] - numbers[:-2]


def _one_number(numbers):
    return numbers[-1]


naive_forecast = FunctionExercise(
    id="00.naive_forecast",
    title="The naive forecast",
    stub="def naive_forecast(numbers):\n    return ...  # one forecast for each year but the first\n",
    solution=_solution,
    why="The forecast for a year is the number of the year before it, so the list of forecasts is the series without its last number.",
    hints=[
        "Write a series of four numbers on paper, and under each number the forecast that was made for it.",
        "The first year has no forecast, because nothing came before it. Which number is the forecast for the second year?",
        "The forecasts are the numbers from the first to the last but one: a slice of the series gives them.",
    ],
    draw=_series,
    returns={"forecasts": ""},
    sizes=[{"T": T} for T in (7, 4, 9, 2, 12)],
    misconceptions=[
        Misconception(
            "peeks",
            _peeks,
            "Your function returns the numbers that were to be forecast: each forecast knows the answer. Such a forecast has no "
            "error at all, which should always make us suspicious. Which number was known one year earlier?",
        ),
        Misconception(
            "one-too-many",
            _whole,
            "Your function returns the whole series, one number too many. The last number is a forecast for a year that is not in "
            "the series; which one has to go?",
        ),
        Misconception(
            "mean",
            _mean,
            "Your function forecasts the mean of the whole series. That is another naive forecast, but it peeks as well: the mean "
            "contains the future. Here each forecast is the number of the year before.",
        ),
        Misconception(
            "last-for-all",
            _last_for_all,
            "Your function repeats the very last number for every year. Each year has its own forecast: the number of the year "
            "just before it.",
        ),
        Misconception(
            "first-for-all",
            _first_for_all,
            "Your function repeats the very first number for every year. Each year has its own forecast: the number of the year "
            "just before it.",
        ),
        Misconception(
            "change",
            _change,
            "Your function returns the changes from year to year. The forecast is a number of sunspots, not a difference.",
        ),
        Misconception(
            "trend",
            _trend,
            "Your function continues the last change. That is a good idea, but not the naive one, and it gives the forecasts "
            "for one year later. Here the forecast is last year's number itself.",
        ),
        Misconception(
            "rolled",
            _rolled,
            "Your function moves the series round in a circle, so the forecast for the first year is the number of the last. "
            "The first year has no forecast: nothing came before it.",
        ),
        Misconception(
            "mean-so-far",
            _past_mean,
            "Your function forecasts the mean of all years so far. It is honest, since it looks back only, but it is another forecast: "
            "the naive one takes a single year. Which one?",
        ),
        Misconception(
            "mean-of-this-and-next",
            _mean_of_two,
            "Your function takes the mean of a year and the year before. Half of that is the number to be forecast: it peeks.",
        ),
        Misconception(
            "mean-of-the-last-two",
            _mean_of_the_last_two,
            "Your function takes the mean of the two years before. The naive forecast takes one year, and so it begins one year earlier.",
        ),
        Misconception(
            "two-years-back",
            _two_years_back,
            "One forecast is missing, or each comes from the year before last. The series of T years needs T - 1 forecasts; what is "
            "known just before each of these years?",
        ),
        *(
            Misconception(
                f"a-forecast-for-the-first-year-{key}",
                wrong,
                f"Your function gives the first year a forecast too ({what}). Nothing came before it, "
                "so it has none, and only T - 1 years are compared. The others are right.",
            )
            for key, wrong, what in (
                ("zero", _from_zero, "0"),
                ("nan", _from_nan, "NaN"),
                ("itself", _from_itself, "its own number"),
            )
        ),
        Misconception(
            "mean-for-all-years",
            _mean_for_all_years,
            "Your function forecasts the mean of the whole series, for every year. The mean contains the future, so it peeks; and the "
            "first year has no forecast. Here each forecast is one number that was known the year before.",
        ),
        Misconception(
            "trend-from-the-third-year",
            _trend_from_the_third_year,
            "Your function goes on with the change of the last two years. That is a good idea, but not the naive one, and it cannot "
            "begin before the third year. Here the forecast is last year's number itself.",
        ),
        Misconception(
            "one-number",
            _one_number,
            "Your function returns one number only: the forecast for the year after the series. We want one for each year but "
            "the first.",
        ),
    ],
)

EXERCISES = [naive_forecast]  # in the lesson's order

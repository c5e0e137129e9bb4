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
            "one-number",
            _one_number,
            "Your function returns one number only: the forecast for the year after the series. We want one for each year but "
            "the first.",
        ),
    ],
)

EXERCISES = [naive_forecast]  # in the lesson's order

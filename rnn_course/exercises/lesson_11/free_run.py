"""Let the model run free."""

import numpy as np

from rnn_course.nearmiss import function


@function(
    id="11.free_run",
    stub=(
        "def free_run(numbers, w, b, horizon):\n    return ...  # horizon forecasts, each fed with those "
        "before it\n"
    ),
    returns="forecasts",
    why=(
        "The first forecast reads measured numbers only. The second one reads the first as if it had been "
        "measured, and so on: after p years the model hears nothing but itself."
    ),
    hints=(
        "The second forecast needs the number of the year before it. Who knows it?",
        "Keep a list of all numbers so far, measured or forecast. Each forecast reads its last p, newest "
        "first, and is appended.",
        "`newest = past[::-1][:p]`, then `b + w @ newest`; append it to `past`, `horizon` times, and return "
        "what was appended.",
    ),
    sizes=[
        {"T": 9, "P": 3, "horizon": 5},
        {"T": 7, "P": 2, "horizon": 6},
        {"T": 8, "P": 4, "horizon": 2},
        {"T": 6, "P": 1, "horizon": 4},
        {"T": 5, "P": 5, "horizon": 7},
        {"T": 8, "P": 3, "horizon": 1},
    ],
)
def free_run(numbers, w, b, horizon):
    past = list(numbers)
    for _ in range(horizon):
        newest_first = past[::-1][: len(w)]
        past.append(b + np.dot(w, newest_first))
    return np.array(past[len(numbers) :])


@free_run.draw
def _(rng, T, P, horizon):
    """T measured numbers, P weights of which w[0] belongs to the newest number, and a constant b."""
    return rng.normal(size=T), rng.normal(size=P) / P, 0.3 + rng.random(), horizon


@free_run.right
def with_a_window(numbers, w, b, horizon):
    window, forecasts = numbers[len(numbers) - len(w) :][::-1], []
    for _ in range(horizon):
        forecasts.append(b + (w * window).sum())
        window = np.concatenate([[forecasts[-1]], window[:-1]])
    return forecasts


@free_run.mistake
def same_forecast_again(numbers, w, b, horizon):
    """All your forecasts are the same: the window never moves, or each forecast is put where no window looks.
    The second year has to be forecast from the first forecast."""
    return np.full(horizon, b + w @ numbers[::-1][: len(w)])


@free_run.mistake
def oldest_first(numbers, w, b, horizon):
    """Your weights meet the numbers in the wrong order: `w[0]` belongs to the newest number, and the window
    runs from old to new. One of the two has to be turned."""
    past = list(numbers)
    for _ in range(horizon):
        past.append(b + np.dot(w, past[len(past) - len(w) :]))
    return np.array(past[len(numbers) :])


@free_run.mistake
def the_first_numbers(numbers, w, b, horizon):
    """Your forecasts start from the beginning of the series, not from its end."""
    past = list(numbers[::-1])
    for _ in range(horizon):
        past.append(b + np.dot(w, past[::-1][: len(w)]))
    return np.array(past[len(numbers) :])


@free_run.mistake
def measured_numbers_moved(numbers, w, b, horizon):
    """Your window moves, but over measured numbers, from the past up to the end: each forecast is made one
    step ahead, with the truth at hand. From the last year on there is no truth, and the model has to read its
    own forecasts."""
    padded = np.concatenate([np.zeros(horizon + len(w)), numbers])
    ends = range(len(padded) - horizon + 1, len(padded) + 1)
    return np.array([b + w @ padded[end - len(w) : end][::-1] for end in ends])


@free_run.mistake
def only_forecasts(numbers, w, b, horizon):
    """From the second year on your model reads only the last forecast and fills the rest of its window with
    zeros. The measured years stay known: the window moves on by one year, it is not emptied."""
    newest, forecasts = numbers[::-1][: len(w)], []
    for _ in range(horizon):
        forecasts.append(b + w @ newest)
        newest = np.concatenate([[forecasts[-1]], np.zeros(len(w) - 1)])
    return np.array(forecasts)


@free_run.mistake
def known_numbers_too(numbers, w, b, horizon):
    """Your function returns the measured numbers in front of the forecasts. Only the years to come were asked
    for."""
    past = list(numbers)
    for _ in range(horizon):
        past.append(b + np.dot(w, past[::-1][: len(w)]))
    return np.array(past)


@free_run.mistake
def constant_at_the_end(numbers, w, b, horizon):
    """Your forecasts get the constant only when all are made. Each of them is read by the next, so it has to
    be whole before it is read: b belongs into every step."""
    past = list(numbers)
    for _ in range(horizon):
        past.append(np.dot(w, past[::-1][: len(w)]))
    return np.array(past[len(numbers) :]) + b


@free_run.mistake
def oldest_place_taken(numbers, w, b, horizon):
    """Each forecast takes the place of the oldest number, and the others stay where they are. The window
    moves by a year: the forecast becomes the newest number, and every other one grows a year older."""
    window, forecasts = np.array(numbers[::-1][: len(w)]), []
    for _ in range(horizon):
        forecasts.append(b + w @ window)
        window[-1] = forecasts[-1]
    return np.array(forecasts)


free_run.slip(
    "no-constant",
    "The constant b is missing. It is added in every step, since each forecast is one application of the "
    "whole model.",
    ("b + ", ""),
)


def _measured_years(function, calls):
    """Are these the forecasts, one step ahead, of the last measured years, wherever so many exist?"""
    tried = [call for call in calls if len(call.args[0]) >= call.args[3] + len(call.args[1])]
    return bool(tried) and all(np.allclose(call.value, _one_step_ahead(*call.args)) for call in tried)


def _one_step_ahead(numbers, w, b, horizon):
    years = range(len(numbers) - horizon, len(numbers))
    return [b + w @ numbers[year - len(w) : year][::-1] for year in years]


@free_run.mistake(detect=_measured_years)
def forecasts_of_measured_years(numbers, w, b, horizon):
    """You forecast the last `horizon` years that are measured, each from the measured years before it. That
    is a test of the model, one step ahead. Asked for are the years after the last measured one."""
    years = range(len(numbers) - horizon, len(numbers))
    windows = [[numbers[(year - 1 - lag) % len(numbers)] for lag in range(len(w))] for year in years]
    return np.array([b + w @ np.array(window) for window in windows])


@free_run.mistake
def forecast_at_the_old_end(numbers, w, b, horizon):
    """Your window runs from the newest number to the oldest, and the forecast is put at its end, where the
    oldest stands; the newest one drops out. Which end does a new year belong to?"""
    window, forecasts = numbers[::-1][: len(w)], []
    for _ in range(horizon):
        forecasts.append(b + w @ window)
        window = np.append(window[1:], forecasts[-1])
    return np.array(forecasts)


@free_run.mistake
def newest_place_taken(numbers, w, b, horizon):
    """Each forecast takes the place of the newest number, and the others stay where they are. The window
    moves by a year: every number in it grows a year older, and the oldest drops out."""
    window, forecasts = np.array(numbers[::-1][: len(w)]), []
    for _ in range(horizon):
        forecasts.append(b + w @ window)
        window[0] = forecasts[-1]
    return np.array(forecasts)


@free_run.mistake
def unknown_years_are_zero(numbers, w, b, horizon):
    """Your window moves into the years to come, and finds zeros there: the forecasts are never written where
    it looks. Each forecast has to stand in the series before the next one is made."""
    series = np.concatenate([numbers, np.zeros(horizon)])
    ends = range(len(numbers), len(numbers) + horizon)
    return np.array([b + w @ series[end - len(w) : end][::-1] for end in ends])


@free_run.mistake
def window_of_one_number(numbers, w, b, horizon):
    """From the second year on, every place of your window holds the last forecast. Only the newest place
    does; in the others stand the years before it, measured or forecast."""
    window, forecasts = numbers[::-1][: len(w)], []
    for _ in range(horizon):
        forecasts.append(b + w @ window)
        window = np.full(len(w), forecasts[-1])
    return np.array(forecasts)


@free_run.mistake
def new_year_at_the_wrong_end(numbers, w, b, horizon):
    """Your window runs from the oldest number to the newest, and each forecast is put in front, beside the
    oldest. Choose one order, the one of the weights, for the start and for what is added."""
    window, forecasts = numbers[len(numbers) - len(w) :], []
    for _ in range(horizon):
        forecasts.append(b + w @ window)
        window = np.concatenate([[forecasts[-1]], window[:-1]])
    return np.array(forecasts)


@free_run.mistake
def last_forecast_only(numbers, w, b, horizon):
    """You return the last forecast only. The task asks for all of them, from the first year to come on."""
    past = list(numbers)
    for _ in range(horizon):
        past.append(b + np.dot(w, past[::-1][: len(w)]))
    return np.array(past[-1])


@free_run.mistake
def weights_that_sum_to_one(numbers, w, b, horizon):
    """You divide by the sum of the weights, as `np.average` does: that is a mean. The weights of a model are
    not shares, and their sum says how much of the past is left after a step."""
    known = list(numbers)
    for _ in range(horizon):
        known.append(np.average(known[: -len(w) - 1 : -1], weights=w) + b)
    return np.array(known[len(numbers) :])

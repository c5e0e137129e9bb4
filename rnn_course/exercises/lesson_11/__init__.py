"""Forecasts, and the naive guesses that they have to beat.

Exercises of lesson 11, in the order of the notebook.
"""

from rnn_course.exercises.lesson_11.free_run import free_run
from rnn_course.exercises.lesson_11.seasonal_naive import seasonal_naive
from rnn_course.exercises.lesson_11.split_in_time import split_in_time
from rnn_course.exercises.lesson_11.which_is_honest import which_is_honest
from rnn_course.exercises.lesson_11.window_shape import window_shape
from rnn_course.exercises.lesson_11.windows import windows
from rnn_course.exercises.recall import recall_of

__all__ = [
    "free_run",
    "recall",
    "seasonal_naive",
    "split_in_time",
    "which_is_honest",
    "window_shape",
    "windows",
]

recall = recall_of("11")
EXERCISES = [
    seasonal_naive,
    windows,
    window_shape,
    split_in_time,
    which_is_honest,
    free_run,
]  # in the lesson's order

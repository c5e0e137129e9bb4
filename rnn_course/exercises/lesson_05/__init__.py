"""Stacked layers.

Exercises of lesson 5: the grid, a stack to repair, a count, a row of h_n, both readers' last states, and
dropout.
"""

from rnn_course.exercises.lesson_05.count_both import count_both
from rnn_course.exercises.lesson_05.dropout_rows import dropout_rows
from rnn_course.exercises.lesson_05.grid_loop import grid_loop
from rnn_course.exercises.lesson_05.last_of_both import last_of_both
from rnn_course.exercises.lesson_05.stacked import stacked
from rnn_course.exercises.lesson_05.which_row import which_row
from rnn_course.exercises.recall import recall_of

__all__ = ["count_both", "dropout_rows", "grid_loop", "last_of_both", "recall", "stacked", "which_row"]

recall = recall_of("05")
EXERCISES = [grid_loop, stacked, count_both, which_row, last_of_both, dropout_rows]  # in the lesson's order

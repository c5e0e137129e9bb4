"""Stacked layers.

Exercises of lesson 5, in the order of the notebook.
"""

from rnn_course.exercises import lesson_05_both, lesson_05_grid_loop, lesson_05_questions, lesson_05_repair

grid_loop = lesson_05_grid_loop.grid_loop
stacked = lesson_05_repair.stacked
count_both = lesson_05_questions.count_both
which_row = lesson_05_questions.which_row
last_of_both = lesson_05_both.last_of_both
dropout_rows = lesson_05_questions.dropout_rows

EXERCISES = [grid_loop, stacked, count_both, which_row, last_of_both, dropout_rows]  # in the lesson's order

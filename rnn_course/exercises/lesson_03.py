"""RNNCell loops.

Exercises of lesson 3, in the order of the notebook.
"""

from rnn_course.exercises import (
    lesson_03_batch_axis,
    lesson_03_one_cell,
    lesson_03_questions,
    lesson_03_two_cells,
)

state_shape = lesson_03_questions.state_shape
what_does_it_print = lesson_03_questions.what_does_it_print
loop = lesson_03_one_cell.loop
repair_batch_loop = lesson_03_batch_axis.repair_batch_loop
two_cells = lesson_03_two_cells.two_cells

EXERCISES = [state_shape, what_does_it_print, loop, repair_batch_loop, two_cells]  # in the lesson's order

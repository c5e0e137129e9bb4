"""RNNCell loops.

Exercises of lesson 3: the state's shape, a forgotten state, the loop over time, a loop over the wrong axis,
two cells.
"""

from rnn_course.exercises.lesson_03.loop import loop
from rnn_course.exercises.lesson_03.repair_batch_loop import repair_batch_loop
from rnn_course.exercises.lesson_03.state_shape import state_shape
from rnn_course.exercises.lesson_03.two_cells import two_cells
from rnn_course.exercises.lesson_03.what_does_it_print import what_does_it_print
from rnn_course.exercises.recall import recall_of

__all__ = ["loop", "recall", "repair_batch_loop", "state_shape", "two_cells", "what_does_it_print"]

recall = recall_of("03")
EXERCISES = [state_shape, what_does_it_print, loop, repair_batch_loop, two_cells]  # in the lesson's order

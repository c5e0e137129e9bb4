"""Memory.

Exercises of lesson 2: one step, the unrolled loop, a repair, readouts, and memory without tanh.
"""

from rnn_course.exercises.lesson_02.linear_memory import linear_memory
from rnn_course.exercises.lesson_02.one_step import one_step
from rnn_course.exercises.lesson_02.readouts import readouts
from rnn_course.exercises.lesson_02.stale_state import stale_state
from rnn_course.exercises.lesson_02.unroll import unroll
from rnn_course.exercises.recall import recall_of

__all__ = ["linear_memory", "one_step", "readouts", "recall", "stale_state", "unroll"]

recall = recall_of("02")
EXERCISES = [one_step, unroll, stale_state, readouts, linear_memory]  # in the lesson's order

"""Backpropagation through time.

Exercises of lesson 6: counting ways, one step back, the whole way back, central differences, and a repair.
"""

from rnn_course.exercises.lesson_06.backward import backward
from rnn_course.exercises.lesson_06.central_differences import central_differences
from rnn_course.exercises.lesson_06.memory_gradient import memory_gradient
from rnn_course.exercises.lesson_06.one_step_back import one_step_back
from rnn_course.exercises.lesson_06.ways import ways
from rnn_course.exercises.recall import recall_of

__all__ = ["backward", "central_differences", "memory_gradient", "one_step_back", "recall", "ways"]

recall = recall_of("06")
EXERCISES = [ways, one_step_back, backward, central_differences, memory_gradient]  # in the lesson's order

"""Names.

Exercises of lesson 10, in the order of the notebook.
"""

from rnn_course.exercises.lesson_10.macro_recall import macro_recall
from rnn_course.exercises.lesson_10.masked_mean import masked_mean
from rnn_course.exercises.lesson_10.next_probabilities import next_probabilities
from rnn_course.exercises.lesson_10.order_of_steps import order_of_steps
from rnn_course.exercises.lesson_10.teacher_forcing import teacher_forcing
from rnn_course.exercises.lesson_10.unpacked_shape import unpacked_shape
from rnn_course.exercises.recall import recall_of

__all__ = [
    "macro_recall",
    "masked_mean",
    "next_probabilities",
    "order_of_steps",
    "recall",
    "teacher_forcing",
    "unpacked_shape",
]

recall = recall_of("10")
EXERCISES = [
    order_of_steps,
    macro_recall,
    unpacked_shape,
    masked_mean,
    teacher_forcing,
    next_probabilities,
]  # in the lesson's order

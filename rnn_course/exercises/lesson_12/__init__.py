"""Gates.

Exercises of lesson 12, in the order of the notebook.
"""

from rnn_course.exercises.lesson_12.capstone import capstone
from rnn_course.exercises.lesson_12.forget_bias import set_forget_bias
from rnn_course.exercises.lesson_12.gate_count import gate_count
from rnn_course.exercises.lesson_12.gru_step import gru_step
from rnn_course.exercises.lesson_12.lstm_loop import lstm_loop
from rnn_course.exercises.lesson_12.which_cell import which_cell
from rnn_course.exercises.recall import recall_of

__all__ = [
    "capstone",
    "gate_count",
    "gru_step",
    "lstm_loop",
    "recall",
    "set_forget_bias",
    "which_cell",
]

recall = recall_of("12")
EXERCISES = [
    gru_step,
    lstm_loop,
    set_forget_bias,
    gate_count,
    which_cell,
    capstone,
]  # in the lesson's order

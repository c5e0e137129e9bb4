"""nn.RNN and its shapes.

Exercises of lesson 4: what `out` holds, a count, weights moved by hand, shapes without end, a swapped layout,
a proof.
"""

from rnn_course.exercises.lesson_04.move_weights import move_weights
from rnn_course.exercises.lesson_04.out_or_h_n import out_or_h_n
from rnn_course.exercises.lesson_04.parameter_count import parameter_count
from rnn_course.exercises.lesson_04.proof import proof
from rnn_course.exercises.lesson_04.repair_batch_first import repair_batch_first
from rnn_course.exercises.lesson_04.shape_quiz import shape_quiz
from rnn_course.exercises.recall import recall_of

__all__ = [
    "move_weights",
    "out_or_h_n",
    "parameter_count",
    "proof",
    "recall",
    "repair_batch_first",
    "shape_quiz",
]

recall = recall_of("04")
EXERCISES = [
    out_or_h_n,
    parameter_count,
    move_weights,
    shape_quiz,
    repair_batch_first,
    proof,
]  # in the lesson's order

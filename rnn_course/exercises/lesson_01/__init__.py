"""Weight sharing.

Exercises of lesson 1: counting, applying one matrix at every step, the gradient of a shared weight, and word
order.
"""

from rnn_course.exercises.lesson_01.apply_shared import apply_shared
from rnn_course.exercises.lesson_01.per_position_count import per_position_count
from rnn_course.exercises.lesson_01.shared_count import shared_count
from rnn_course.exercises.lesson_01.shared_gradient import shared_gradient
from rnn_course.exercises.lesson_01.shuffled_words import shuffled_words
from rnn_course.exercises.recall import recall_of

__all__ = [
    "apply_shared",
    "per_position_count",
    "recall",
    "shared_count",
    "shared_gradient",
    "shuffled_words",
]

recall = recall_of("01")

# in the lesson's order
EXERCISES = [per_position_count, apply_shared, shared_count, shared_gradient, shuffled_words]

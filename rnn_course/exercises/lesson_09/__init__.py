"""Human Numbers.

Exercises of lesson 9, in the order of the notebook.
"""

from rnn_course.exercises.lesson_09.embedding_backward import embedding_backward
from rnn_course.exercises.lesson_09.first_loss import first_loss
from rnn_course.exercises.lesson_09.logits_shape import logits_shape
from rnn_course.exercises.lesson_09.perplexity import perplexity
from rnn_course.exercises.lesson_09.sequence_loss import sequence_loss
from rnn_course.exercises.lesson_09.what_runs_bear import what_runs_bear
from rnn_course.exercises.recall import recall_of

__all__ = [
    "embedding_backward",
    "first_loss",
    "logits_shape",
    "perplexity",
    "recall",
    "sequence_loss",
    "what_runs_bear",
]

recall = recall_of("09")
EXERCISES = [
    embedding_backward,
    first_loss,
    logits_shape,
    sequence_loss,
    perplexity,
    what_runs_bear,
]  # in the lesson's order

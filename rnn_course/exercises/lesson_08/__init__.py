"""When memory survives.

Exercises of lesson 8, in the order of the notebook.
"""

from rnn_course.exercises.lesson_08.batch_errors import batch_errors
from rnn_course.exercises.lesson_08.contiguous_streams import contiguous_streams
from rnn_course.exercises.lesson_08.four_situations import four_situations
from rnn_course.exercises.lesson_08.last_real_step import last_real_step
from rnn_course.exercises.lesson_08.train_on_stream import train_on_stream
from rnn_course.exercises.recall import recall_of

__all__ = [
    "batch_errors",
    "contiguous_streams",
    "four_situations",
    "last_real_step",
    "recall",
    "train_on_stream",
]

recall = recall_of("08")
EXERCISES = [
    train_on_stream,
    contiguous_streams,
    four_situations,
    batch_errors,
    last_real_step,
]  # in the lesson's order

"""When memory survives.

Exercises of lesson 8, in the order of the notebook.
"""

from rnn_course.exercises import (
    lesson_08_padding,
    lesson_08_questions,
    lesson_08_restarts,
    lesson_08_streams,
    lesson_08_training,
)

train_on_stream = lesson_08_training.train_on_stream
contiguous_streams = lesson_08_streams.contiguous_streams
four_situations = lesson_08_questions.four_situations
batch_errors = lesson_08_restarts.batch_errors
last_real_step = lesson_08_padding.last_real_step

EXERCISES = [
    train_on_stream,
    contiguous_streams,
    four_situations,
    batch_errors,
    last_real_step,
]  # in the lesson's order

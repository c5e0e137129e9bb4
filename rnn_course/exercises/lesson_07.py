"""Vanish, explode, clip.

Exercises of lesson 7, in the order of the notebook.
"""

from rnn_course.exercises import (
    lesson_07_clip,
    lesson_07_jacobian,
    lesson_07_norms,
    lesson_07_questions,
    lesson_07_step,
)

jacobian = lesson_07_jacobian.jacobian
jacobian_norms = lesson_07_norms.jacobian_norms
clip = lesson_07_clip.clip
training_step = lesson_07_step.training_step
what_clipping_cures = lesson_07_questions.what_clipping_cures

EXERCISES = [jacobian, jacobian_norms, clip, training_step, what_clipping_cures]  # in the lesson's order

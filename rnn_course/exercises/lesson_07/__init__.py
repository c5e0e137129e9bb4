"""Vanish, explode, clip.

Exercises of lesson 7, in the order of the notebook.
"""

from rnn_course.exercises.lesson_07.clip import clip
from rnn_course.exercises.lesson_07.jacobian import jacobian
from rnn_course.exercises.lesson_07.jacobian_norms import jacobian_norms
from rnn_course.exercises.lesson_07.training_step import training_step
from rnn_course.exercises.lesson_07.what_clipping_cures import what_clipping_cures
from rnn_course.exercises.recall import recall_of

__all__ = ["clip", "jacobian", "jacobian_norms", "recall", "training_step", "what_clipping_cures"]

recall = recall_of("07")
EXERCISES = [jacobian, jacobian_norms, clip, training_step, what_clipping_cures]  # in the lesson's order

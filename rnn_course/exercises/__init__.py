"""Exercises that know which mistake you made: `check`, `hint` and `solution`, in the notebook, without a server.

Importing this package does not import torch.
"""

from rnn_course.exercises import progress
from rnn_course.exercises.choices import ChoiceExercise, ValueExercise
from rnn_course.exercises.exercise import NUMPY, NUMPY_AND_TORCH, Misconception
from rnn_course.exercises.function_exercise import FunctionExercise
from rnn_course.exercises.gradients import with_gradients
from rnn_course.exercises.probes import Call
from rnn_course.exercises.result import Result
from rnn_course.exercises.run import source_of
from rnn_course.exercises.shape_quiz import ShapeQuiz

__all__ = [
    "NUMPY", "NUMPY_AND_TORCH", "Call", "ChoiceExercise", "FunctionExercise", "Misconception", "Result", "ShapeQuiz",
    "ValueExercise", "lesson_map", "progress", "source_of", "with_gradients",
]  # fmt: skip


def lesson_map():
    """The map of all lessons with what this learner has solved, seen or left open."""
    from rnn_course.exercises.course_map import lesson_map as draw

    return draw()

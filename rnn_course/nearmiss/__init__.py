"""Exercises that know which mistake you made:
`check`, `hint` and `solution`, in the notebook, without a server.

Importing this package does not import torch, and nothing else of the course.
"""

from rnn_course.nearmiss import progress
from rnn_course.nearmiss.choice import ChoiceExercise, ValueExercise, choice, value
from rnn_course.nearmiss.exercise import Exercise
from rnn_course.nearmiss.function import FunctionExercise, function
from rnn_course.nearmiss.guess import reveal
from rnn_course.nearmiss.map import About, LessonMap, exercises_of, map_of
from rnn_course.nearmiss.mistakes import Misconception
from rnn_course.nearmiss.recall import Question, Recall, read_recall
from rnn_course.nearmiss.result import Result
from rnn_course.nearmiss.trial.bench import NUMPY, NUMPY_AND_TORCH
from rnn_course.nearmiss.trial.gradients import with_gradients
from rnn_course.nearmiss.trial.probes import Call
from rnn_course.nearmiss.trial.run import source_of
from rnn_course.nearmiss.vocabulary import Letter, Vocabulary, teach

__all__ = [
    "NUMPY", "NUMPY_AND_TORCH", "About", "Call", "ChoiceExercise", "Exercise", "FunctionExercise",
    "LessonMap", "Letter", "Misconception", "Question", "Recall", "Result", "ValueExercise", "Vocabulary",
    "choice", "exercises_of", "function", "map_of", "progress", "read_recall", "reveal", "source_of", "teach",
    "value", "with_gradients",
]  # fmt: skip

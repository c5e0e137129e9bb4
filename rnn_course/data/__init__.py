"""Sequences to read. Nothing is downloaded: every set comes with an installed package, or is written here."""

from rnn_course.data.adding import adding_problem
from rnn_course.data.co2 import co2
from rnn_course.data.help_text import help_text
from rnn_course.data.human_numbers import human_numbers
from rnn_course.data.names import surnames
from rnn_course.data.review import REVIEW, REVIEW_LABEL, word_vectors
from rnn_course.data.stored_runs import stored_run
from rnn_course.data.sunspots import sunspots

__all__ = [
    "REVIEW",
    "REVIEW_LABEL",
    "adding_problem",
    "co2",
    "help_text",
    "human_numbers",
    "stored_run",
    "sunspots",
    "surnames",
    "word_vectors",
]

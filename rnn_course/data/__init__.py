"""Sequences to read. Nothing is downloaded: every set comes with an installed package, or is written here."""

from rnn_course.data.co2 import co2
from rnn_course.data.help_text import help_text
from rnn_course.data.review import REVIEW, REVIEW_LABEL, word_vectors
from rnn_course.data.sunspots import sunspots

__all__ = ["REVIEW", "REVIEW_LABEL", "co2", "help_text", "sunspots", "word_vectors"]

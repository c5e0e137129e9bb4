"""Sequences to read. Nothing is downloaded: every set comes with an installed package, or is written here."""

from rnn_course.data.review import REVIEW, REVIEW_LABEL, word_vectors
from rnn_course.data.sunspots import sunspots

__all__ = ["REVIEW", "REVIEW_LABEL", "sunspots", "word_vectors"]

"""The recall that opens each lesson; its questions stand in `lesson_NN.toml` beside this file."""

from pathlib import Path

from rnn_course.nearmiss import read_recall


def recall_of(number):
    """The recall of one lesson, such as "02"."""
    return read_recall(Path(__file__).with_name(f"lesson_{number}.toml"), id=f"{number}.recall")

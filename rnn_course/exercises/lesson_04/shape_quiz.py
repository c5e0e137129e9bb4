"""Shapes without end."""

from rnn_course.exercises.shared.shape_quiz import ShapeQuiz

shape_quiz = ShapeQuiz(id="04.shape_quiz", title="Shapes without end", seed=4)

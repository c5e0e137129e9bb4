"""Weight sharing.

Exercises of lesson 1: counting, applying one matrix at every step, the gradient of a shared weight, and word order.
"""

from rnn_course.exercises import ChoiceExercise, Misconception
from rnn_course.exercises.lesson_01_counts import per_position_count, shared_count
from rnn_course.exercises.lesson_01_gradient import shared_gradient
from rnn_course.exercises.lesson_01_layer import apply_shared

__all__ = ["apply_shared", "per_position_count", "shared_count", "shared_gradient", "shuffled_words"]

shuffled_words = ChoiceExercise(
    id="01.shuffled_words",
    title="Why the order does not matter",
    options={
        "a": "The word vectors are random, so their order carries no information.",
        "b": "Every word goes through the same matrix, and a mean does not care in which order it adds.",
        "c": "The model has not been trained; after training the order will count.",
        "d": "Five words are too few; in a longer sentence the order will count.",
        "e": "W is the same for every word, so every word gives the same vector.",
    },
    right="b",
    why="Sharing makes the layer treat every position alike, and the mean treats every summand alike: together they forget the order.",
    hints=[
        "Which steps of the computation know at which position a word stands?",
        "Write the score as a formula, and exchange two words in it. What changes?",
        "Training would change the numbers inside W. Would it change the formula?",
    ],
    misconceptions=[
        Misconception(
            "random-vectors",
            "a",
            "The vectors are random, but that is not why: take any vectors you like and the score stays the same in all "
            "120 orders. Look for the step in the formula that loses the order.",
        ),
        Misconception(
            "training-cures",
            "c",
            "Training changes the numbers in W and b. The score is the same in every order for all values of W and b, so no "
            "training can help: try it with another seed.",
        ),
        Misconception(
            "too-short",
            "d",
            "The length plays no part: the mean of a thousand vectors does not depend on their order either. Try it with more words.",
        ),
        Misconception(
            "same-vector",
            "e",
            "The matrix is the same, but the words are not: different inputs through the same matrix give different vectors. "
            "The order is lost in a later step.",
        ),
    ],
)

EXERCISES = [
    per_position_count,
    apply_shared,
    shared_count,
    shared_gradient,
    shuffled_words,
]  # in the lesson's order

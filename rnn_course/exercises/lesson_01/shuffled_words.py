"""Why the order does not matter."""

from rnn_course.nearmiss import choice

shuffled_words = choice(
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
    why=(
        "Sharing makes the layer treat every position alike, and the mean treats every summand alike: "
        "together they forget the order."
    ),
    hints=(
        "Which steps of the computation know at which position a word stands?",
        "Write the score as a formula, and exchange two words in it. What changes?",
        "Training would change the numbers inside W. Would it change the formula?",
    ),
    wrong={
        "a": (
            "random-vectors",
            "The vectors are random, but that is not why: take any vectors you like and the score stays the "
            "same in all 120 orders. Look for the step in the formula that loses the order.",
        ),
        "c": (
            "training-cures",
            "Training changes the numbers in W and b. The score is the same in every order for all values "
            "of W and b, so no training can help: try it with another seed.",
        ),
        "d": (
            "too-short",
            "The length plays no part: the mean of a thousand vectors does not depend on their order "
            "either. Try it with more words.",
        ),
        "e": (
            "same-vector",
            "The matrix is the same, but the words are not: different inputs through the same matrix give "
            "different vectors. The order is lost in a later step.",
        ),
    },
)

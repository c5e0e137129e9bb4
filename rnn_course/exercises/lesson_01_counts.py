"""Lesson 1: how many numbers the two models learn."""

from rnn_course.exercises import FunctionExercise, Misconception
from rnn_course.exercises.lesson_01_more_slips import two_part_counts
from rnn_course.exercises.lesson_01_slips import PER_POSITION, SHARED

SIDE_BY_SIDE = "They stand side by side in the model: when you learn a and also b numbers, how many is that?"
LENGTH = "`len` counts the rows of an array only; how many numbers does it hold (`size`)?"
BOARD = "The numbers in an array are counted like the squares of a chess board: how many has one of (H, I)?"
GIVEN = "They are given, and not learnt."
MADE = "What comes out is computed anew for each sentence; it is not learnt."
STORED = "The matrix is used T times, but it is stored once, whole: using it more often makes it neither larger nor smaller."


def others(name, **counts):
    """Misconceptions for wrong counts: each keyword is a key (with _ for -), each value ``(formula, says)``."""
    return [
        Misconception(key.replace("_", "-"), f"def {name}(T, I, H):\n    return {formula}\n", says)
        for key, (formula, says) in counts.items()
    ]


def _sizes(rng, T, I, H):
    return T, I, H


def _per_position(T, I, H):
    return T * (I * H + H)


def _per_position_no_bias(T, I, H):
    return T * I * H


def _per_position_one_bias(T, I, H):
    return T * I * H + H


def _per_position_input_bias(T, I, H):
    return T * (I * H + I)


def _per_position_one_number_bias(T, I, H):
    return T * (I * H + 1)


def _per_position_one_number_in_all(T, I, H):
    return T * I * H + 1


def _per_position_added(T, I, H):
    return T * (I + H)


def _per_position_shared(T, I, H):
    return I * H + H


def _per_position_two_biases(T, I, H):
    return T * (I * H + 2 * H)


def _per_position_numbers_out(T, I, H):
    return T * H


def _per_position_numbers_in(T, I, H):
    return T * I


def _per_position_pairs(T, I, H):
    return T * T * (I * H + H)


def _per_position_recurrent(T, I, H):
    return T * (I * H + H * H + H)


_COUNT = {"draw": _sizes, "returns": {"count": ""}}

_PER_POSITION_COUNT = [
    Misconception(
        "no-bias",
        _per_position_no_bias,
        "Your count has the T matrices, but no biases. They are easy to forget, because `@` is what we see first. "
        "Look at what is added after the product, and how many numbers it holds.",
    ),
    Misconception(
        "one-bias-for-all",
        _per_position_one_bias,
        "Your count gives each position its own matrix, but all positions one common bias. In this model nothing "
        "is shared: look at the shape (T, H) of `b_each`.",
    ),
    Misconception(
        "bias-of-size-I",
        _per_position_input_bias,
        "Your bias has I numbers, one per input feature. The bias is added after the matrix, when the vector has "
        "another length already: which one?",
    ),
    Misconception(
        "bias-of-one-number",
        _per_position_one_number_bias,
        "Your bias is a single number for each position. It is added to every hidden unit, but each unit has a "
        "number of its own: look at the shape of `b_each[t]`.",
    ),
    Misconception(
        "bias-of-one-number-in-all",
        _per_position_one_number_in_all,
        "Your count adds a single number as the bias of the whole model. Every position has a bias vector: "
        "look at the shape (T, H) of `b_each`.",
    ),
    Misconception(
        "sizes-added",
        _per_position_added,
        "Your count adds I and H. A matrix connects every input feature with every hidden unit, so its numbers "
        "are counted like the squares of a chess board.",
    ),
    Misconception(
        "shared-already",
        _per_position_shared,
        "Your count does not depend on T: it belongs to a model that uses the same matrix everywhere. Here every "
        "position owns its own.",
    ),
    Misconception(
        "two-biases",
        _per_position_two_biases,
        "Your count has two biases for each position. PyTorch's recurrent layers do have two, as lesson 4 shows; "
        "the model here adds only one, `b_each[t]`.",
    ),
    Misconception(
        "states-not-weights",
        _per_position_numbers_out,
        "You counted the numbers that come out, H at each of T positions. These are computed anew for each "
        "sentence. The question is how many numbers the model has to learn.",
    ),
    Misconception(
        "inputs-not-weights",
        _per_position_numbers_in,
        "You counted the numbers that go in, I at each of T positions. The question is how many numbers stand in "
        "the matrices and biases that the model has to learn.",
    ),
    Misconception(
        "every-pair-of-positions",
        _per_position_pairs,
        "Your count has a matrix for every pair of positions. In this model position t reads only word t.",
    ),
    Misconception(
        "memory-too-early",
        _per_position_recurrent,
        "Your count includes H·H numbers for a memory. That matrix arrives in lesson 2; the model here has no "
        "connection from one position to the next.",
    ),
    *others(
        "per_position_count",
        multiplied=(
            "T * I * H * T * H",
            f"Your count multiplies the numbers of the matrices and of the biases. {SIDE_BY_SIDE}",
        ),
        multiplied_once=(
            "T * I * H * H",
            f"Your count multiplies the numbers of the matrices by H. {SIDE_BY_SIDE}",
        ),
        one_position_and_biases_left_out=(
            "(T - 1) * I * H",
            "Your count has T - 1 positions, as if a loop started at 1, and no biases.",
        ),
        lengths=("2 * T", f"Your count is 2·T. {LENGTH}"),
        shapes_added=("T + H + I + T + H", f"Your count adds the sizes of the axes. {BOARD}"),
        one_shape_added=("T + H + I", f"Your count adds T, H and I, and has no bias. {BOARD}"),
        inputs_too=("T * I + T * (I * H + H)", f"Your count includes the T·I numbers of the words. {GIVEN}"),
        inputs_and_one_bias=(
            "T * I + T * I * H + H",
            f"Your count has a single bias, and it includes the T·I numbers of the words. {GIVEN}",
        ),
    ),
    *PER_POSITION,
]

per_position_count = FunctionExercise(
    id="01.per_position_count",
    title="Count the weights, one matrix per position",
    stub="def per_position_count(T, I, H):\n    return ...  # one whole number\n",
    solution=_per_position,
    why="Each of the T positions owns a matrix of I·H numbers and a bias of H numbers, and none of them is used twice.",
    hints=[
        "Count what a single position owns. Then ask how many positions there are.",
        "A matrix of shape (H, I) turns I numbers into H numbers. After it, a bias is added: how many numbers is that?",
        "One position owns I·H numbers in its matrix and H in its bias. The whole model owns T times as many.",
    ],
    misconceptions=[
        *_PER_POSITION_COUNT,
        *two_part_counts("per_position_count", "T * (I * H + H)", _PER_POSITION_COUNT),
    ],
    **_COUNT,
)


def _shared(T, I, H):
    return I * H + H


def _shared_input_bias(T, I, H):
    return I * H + I


def _shared_no_bias(T, I, H):
    return I * H


def _shared_one_number_bias(T, I, H):
    return I * H + 1


def _shared_bias_per_position(T, I, H):
    return I * H + T * H


def _shared_one_number_per_position(T, I, H):
    return I * H + T


def _shared_two_biases(T, I, H):
    return I * H + 2 * H


def _shared_with_memory(T, I, H):
    return I * H + H * H + H


def _shared_rnn(T, I, H):
    return I * H + H * H + 2 * H


def _shared_long_matrix(T, I, H):
    return T * I * H + H


def _shared_added(T, I, H):
    return I + H


_SHARED_COUNT = [
    Misconception(
        "longer-means-more",
        _per_position,
        "Your count grows with T, as if each word of a longer sentence brought a matrix of its own. The matrix is "
        "used T times, but it is learnt and stored once: count the numbers stored.",
    ),
    Misconception(
        "no-bias",
        _shared_no_bias,
        "Your count has the matrix, but not the bias. Look at what is added after the product.",
    ),
    Misconception(
        "bias-of-size-I",
        _shared_input_bias,
        "Your bias has I numbers. It is added after the matrix, when the vector is no longer I numbers long: "
        "look at the shape of `b`.",
    ),
    Misconception(
        "bias-of-one-number",
        _shared_one_number_bias,
        "Your bias is a single number. Each hidden unit has one of its own: look at the shape of `b`.",
    ),
    Misconception(
        "bias-per-position",
        _shared_bias_per_position,
        "Your matrix is shared, but your count still gives each position its own bias. The bias is shared as well: "
        "look at the shape of `b`.",
    ),
    Misconception(
        "one-number-per-position",
        _shared_one_number_per_position,
        "Your count adds one number for each position. Nothing in the shared model belongs to a position: "
        "which of T, I and H decides the length of `b`?",
    ),
    Misconception(
        "two-biases",
        _shared_two_biases,
        "Your count has two biases. PyTorch's recurrent layers do have two, as lesson 4 shows; the layer here adds one.",
    ),
    Misconception(
        "memory-too-early",
        _shared_with_memory,
        "Your count includes H·H numbers for a memory. That matrix arrives in lesson 2; the layer here has no memory yet.",
    ),
    Misconception(
        "rnn-already",
        _shared_rnn,
        "This is the count of a whole `nn.RNN`, with a memory and two biases. You know the way ahead. The layer here "
        "has one matrix and one bias.",
    ),
    Misconception(
        "words-joined",
        _shared_long_matrix,
        "Your count belongs to one long matrix that reads all T words side by side. Such a matrix is as large as T "
        "small ones. The shared matrix reads one word at a time.",
    ),
    Misconception(
        "sizes-added",
        _shared_added,
        "Your count adds I and H. A matrix connects every input feature with every hidden unit: how many connections are there?",
    ),
    *others(
        "shared_count",
        multiplied=(
            "I * H * H",
            f"Your count multiplies the numbers of the matrix and of the bias. {SIDE_BY_SIDE}",
        ),
        lengths=("2 * H", f"Your count is 2·H. {LENGTH}"),
        shapes_added=("H + I + H", f"Your count adds the sizes of the axes. {BOARD}"),
        divided=("I * H / T", f"Your count divides by T and has no bias. {STORED}"),
        inputs_too=("T * I + I * H + H", f"Your count includes the T·I numbers of the words. {GIVEN}"),
        states_too=(
            "T * H + I * H + H",
            f"Your count includes T·H more numbers than there are. They are the numbers that come out, or a second set of biases. {MADE}",
        ),
    ),
    *SHARED,
]

shared_count = FunctionExercise(
    id="01.shared_count",
    title="Count the weights, one shared matrix",
    stub="def shared_count(T, I, H):\n    return ...  # one whole number\n",
    solution=_shared,
    why="There is one matrix and one bias, however often they are used; T stands in the list of arguments but not in the answer.",
    hints=[
        "How many different matrices are there now? Does a longer sentence need another one?",
        "Using a number twice does not make it two numbers. Which of T, I and H still matter?",
        "There is one matrix of shape (H, I) and one bias of shape (H,), whatever T is. Add their sizes.",
    ],
    misconceptions=[*_SHARED_COUNT, *two_part_counts("shared_count", "I * H + H", _SHARED_COUNT)],
    **_COUNT,
)

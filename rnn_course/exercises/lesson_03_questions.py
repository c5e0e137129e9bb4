"""Lesson 3, the questions: the shape of the state, and what a forgotten state does."""

from rnn_course.exercises import ChoiceExercise, Misconception, ValueExercise

state_shape = ValueExercise(
    id="03.state_shape",
    title="The shape of the state",
    question="x has shape (12, 8, 50) and cell = nn.RNNCell(50, 16). Which shape has h in cell(x[0], h)?",
    right=(8, 16),
    why=(
        "One memory of H = 16 numbers for each of the B = 8 sentences. Nothing else: a cell is one layer, "
        "and it sees one step."
    ),
    hints=[
        "Who needs a memory of their own: words, sentences, layers?",
        (
            "Each sentence of the batch has one memory. How many sentences are there, and how many numbers "
            "does a memory hold?"
        ),
        "The state has the same shape as what the cell returns: (B, H).",
    ],
    misconceptions=[
        Misconception(
            "layer-axis",
            (1, 8, 16),
            "The leading 1 is an axis for layers. `nn.RNN` has such an axis, a cell has not: it is one "
            "layer, and a state with three axes raises `Expected hidden to be 1D or 2D`. Look at the axes "
            "that are left when layers play no part.",
        ),
        Misconception(
            "two-layers",
            (2, 8, 16),
            "The leading 2 looks like a number of layers. A cell is one layer, so its state has no such "
            "axis, and three axes raise an error.",
        ),
        Misconception(
            "every-step",
            (12, 8, 16),
            "That would be one state for each of the 12 steps: the shape of all states together. One call "
            "takes one step, and needs the one state that this step starts from.",
        ),
        Misconception(
            "batch-first-steps",
            (8, 12, 16),
            "That holds a state for each word of each sentence. One call takes one step, so it needs "
            "one memory per sentence.",
        ),
        Misconception(
            "input-width",
            (8, 50),
            "50 is the width of a word vector, the first number of `nn.RNNCell(50, 16)`. The memory has a "
            "width of its own: the second number.",
        ),
        Misconception(
            "transposed",
            (16, 8),
            "Both sizes are right, but the axes are swapped. The batch comes first: row b is the memory "
            "of sentence b.",
        ),
        Misconception(
            "one-for-all",
            (16,),
            "That is a single memory, shared by all sentences. Each of the sentences needs its own, or "
            "they would read each other's words.",
        ),
        Misconception(
            "one-row",
            (1, 16),
            "That is a batch of one sentence. Here several sentences are read side by side, and the state "
            "is not stretched to fit: the cell raises an error about the batch size.",
        ),
        Misconception(
            "per-word",
            (12, 16),
            "12 is the number of words, T. The cell reads word 1 of all sentences in one call, so the "
            "first axis counts sentences.",
        ),
        Misconception(
            "batch-in-the-middle",
            (8, 1, 16),
            "There is an axis of length 1 too many. A state has two axes, and three of them raise an error.",
        ),
        Misconception(
            "weight-ih",
            (16, 50),
            "That is the shape of `weight_ih`, the matrix for the input. The state holds numbers for "
            "each sentence of the batch.",
        ),
        Misconception(
            "weight-hh",
            (16, 16),
            "That is the shape of `weight_hh`, the matrix that meets the state. The state itself holds "
            "numbers for each sentence.",
        ),
        Misconception(
            "input-shape",
            (12, 8, 50),
            "That is the shape of the whole input x. The state is the cell's memory: another width, and "
            "no time axis.",
        ),
    ],
)

what_does_it_print = ChoiceExercise(
    id="03.what_does_it_print",
    title="What does it print?",
    options={
        "a": "True: without a state each call starts from zeros, so h holds the last word only.",
        "b": "False: h has been through ten steps, the other call through one.",
        "c": "False: the cell keeps its last state inside and goes on from there.",
        "d": "True: nothing was passed on, so both are still zeros.",
        "e": "Nothing: the first cell1(x_t) raises an error, because a state is missing.",
    },
    right="a",
    why=(
        "An omitted state means zeros, at every call. The ten calls do not know of each other, and nothing "
        "warns you."
    ),
    hints=[
        "Where could the memory be while the loop goes from one step to the next?",
        "`h` is written in each round. Is it read in any round?",
        "Write down what the tenth call is given, and what the call in the last line is given.",
    ],
    misconceptions=[
        Misconception(
            "loop-is-memory",
            "b",
            "The loop runs ten times, but look at what each call is given. `h` is written in every round "
            "and read in none, so no call knows what an earlier one computed.",
        ),
        Misconception(
            "cell-remembers",
            "c",
            "A cell keeps its weights and nothing else. It has no place for a state: call it twice with the "
            "same arguments, and it gives the same answer twice.",
        ),
        Misconception(
            "stays-zero",
            "d",
            "The state that goes in is zeros, but the state that comes out is not: the word is read, and "
            "tanh of its weighted sum is returned. The two tensors may agree for another reason.",
        ),
        Misconception(
            "state-required",
            "e",
            "The second argument may be left out, and then the cell uses zeros. That is handy at the first "
            "step, and silent at all the others.",
        ),
    ],
)

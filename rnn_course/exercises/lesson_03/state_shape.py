"""The shape of the state."""

from rnn_course.nearmiss import value

state_shape = value(
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
        "Each sentence of the batch has one memory. How many sentences are there, and how many numbers does "
        "a memory hold?",
        "The state has the same shape as what the cell returns: (B, H).",
    ],
    wrong={
        (1, 8, 16): (
            "layer-axis",
            "The leading 1 is an axis for layers. `nn.RNN` has such an axis, a cell has not: it is one "
            "layer, and a state with three axes raises `Expected hidden to be 1D or 2D`. Look at the axes "
            "that are left when layers play no part.",
        ),
        (2, 8, 16): (
            "two-layers",
            "The leading 2 looks like a number of layers. A cell is one layer, so its state has no such "
            "axis, and three axes raise an error.",
        ),
        (12, 8, 16): (
            "every-step",
            "That would be one state for each of the 12 steps: the shape of all states together. One call "
            "takes one step, and needs the one state that this step starts from.",
        ),
        (8, 12, 16): (
            "batch-first-steps",
            "That holds a state for each word of each sentence. One call takes one step, so it needs one "
            "memory per sentence.",
        ),
        (8, 50): (
            "input-width",
            "50 is the width of a word vector, the first number of `nn.RNNCell(50, 16)`. The memory has a "
            "width of its own: the second number.",
        ),
        (16, 8): (
            "transposed",
            "Both sizes are right, but the axes are swapped. The batch comes first: row b is the memory of "
            "sentence b.",
        ),
        (16,): (
            "one-for-all",
            "That is a single memory, shared by all sentences. Each of the sentences needs its own, or they "
            "would read each other's words.",
        ),
        (1, 16): (
            "one-row",
            "That is a batch of one sentence. Here several sentences are read side by side, and the state "
            "is not stretched to fit: the cell raises an error about the batch size.",
        ),
        (12, 16): (
            "per-word",
            "12 is the number of words, T. The cell reads word 1 of all sentences in one call, so the first "
            "axis counts sentences.",
        ),
        (8, 1, 16): (
            "batch-in-the-middle",
            "There is an axis of length 1 too many. A state has two axes, and three of them raise an error.",
        ),
        (16, 50): (
            "weight-ih",
            "That is the shape of `weight_ih`, the matrix for the input. The state holds numbers for each "
            "sentence of the batch.",
        ),
        (16, 16): (
            "weight-hh",
            "That is the shape of `weight_hh`, the matrix that meets the state. The state itself holds "
            "numbers for each sentence.",
        ),
        (12, 8, 50): (
            "input-shape",
            "That is the shape of the whole input x. The state is the cell's memory: another width, and no "
            "time axis.",
        ),
    },
)

"""Lesson 5, questions: a count, a row of h_n, and what dropout touches."""

from rnn_course.exercises import ChoiceExercise, Misconception, ValueExercise

count_both = ValueExercise(
    id="05.count_both",
    title="Count the numbers",
    right=7360,
    why="Layer 0: 2 · (20·100 + 20·20 + 20 + 20) = 4880. Layer 1 reads both directions, 40 numbers: "
    "2 · (20·40 + 20·20 + 20 + 20) = 2480. Together 7360.",
    hints=[
        "Two layers in two directions: how many readers with weights of their own are there?",
        "Each reader has four parameters: weight_ih, weight_hh and two biases. Only weight_ih depends on "
        "what it reads.",
        "A reader of layer 0 reads 100 numbers, a reader of layer 1 reads 2·20. Count both kinds, then take "
        "each twice.",
    ],
    misconceptions=[
        Misconception(
            "upper-reads-h",
            6560,
            "Your count gives layer 1 input matrices of shape (H, H). That is right for one direction. Here "
            "layer 1 reads the forward and the backward state side by side: how many numbers is that?",
        ),
        Misconception(
            "upper-reads-x",
            9760,
            "Your count gives all four readers the same size, as if layer 1 read the words again. Layer 1 "
            "reads what layer 0 wrote, and not x: how many numbers arrive there at each step?",
        ),
        Misconception(
            "layers-shared",
            4880,
            "Your count stops after layer 0, or lets layer 1 use the same weights. Weights are shared over "
            "the steps, never over the layers: layer 1 has numbers of its own.",
        ),
        Misconception(
            "directions-shared",
            3680,
            "Your count has one set of weights for each layer, as if both directions shared it. The "
            "backward reader has its own weights: look for the names that end in `_reverse`.",
        ),
        Misconception(
            "one-direction",
            3280,
            "Your count belongs to two layers in one direction. `bidirectional=True` adds a reader to each "
            "layer, and makes what layer 1 reads wider.",
        ),
        Misconception(
            "one-layer-one-direction",
            2440,
            "Your count belongs to one layer in one direction. Here there are two of each.",
        ),
        Misconception(
            "one-bias",
            7280,
            "Your count has one bias for each reader. PyTorch keeps two, `bias_ih` and `bias_hh`, and both "
            "are learnt.",
        ),
        Misconception(
            "no-bias",
            7200,
            "Your count has all matrices and no bias. Each reader also learns `bias_ih` and `bias_hh`.",
        ),
        Misconception(
            "one-bias-upper-reads-h",
            6480,
            "Two things are missing: each reader has two biases and not one, and layer 1 reads both "
            "directions side by side, so its input matrix is wider than (H, H).",
        ),
        Misconception(
            "no-memory-matrix",
            5760,
            "Your count leaves out the memory matrices `weight_hh`, of shape (H, H). Each of the four "
            "readers has one.",
        ),
        Misconception(
            "one-wide-reader",
            8960,
            "Your count treats each layer as one reader with 2·H = 40 units. The two directions do not mix "
            "inside a layer: each has its own memory of 20 numbers, and its own memory matrix (20, 20).",
        ),
        Misconception(
            "memory-doubled",
            8960 - 320,
            "Your count gives layer 1 a memory matrix of shape (H, 2·H). Only what it reads is wider. Its "
            "memory is its own state, of H numbers.",
        ),
        Misconception(
            "times-steps",
            73600,
            "Your count is multiplied by the number of steps. Weights are shared over time: T is not in the "
            "count.",
        ),
    ],
)

which_row = ValueExercise(
    id="05.which_row",
    title="Which row?",
    right=5,
    why="Layers come first, and inside each layer forward before backward: row = 2 · layer + direction = "
    "2·2 + 1. In h_n.view(4, 2, 3, 20) it is the entry [2, 1].",
    hints=[
        "Write the eight rows down from the top of the list: whose state is row 0, whose is row 1?",
        "Each layer takes two rows in turn, and PyTorch counts layers from 0.",
        "Two rows for each layer below layer 2 come first; then layer 2 forward; then the one that is asked "
        "for.",
    ],
    misconceptions=[
        Misconception(
            "all-forward-first",
            6,
            "You put all forward rows first and all backward rows after them. That order looks natural, but "
            "PyTorch's is interleaved. Look again at the printed list of `both_h_n`.",
        ),
        Misconception(
            "forward-row",
            4,
            "This row belongs to layer 2, but to its forward reader. The names here end in `_reverse`.",
        ),
        Misconception(
            "direction-ignored",
            2,
            "Row 2 would be layer 2 in a network of one direction. Here each layer takes two rows.",
        ),
        Misconception(
            "counted-from-one",
            7,
            "Row 7 is the last one: the backward reader of the top layer, `_l3_reverse`. PyTorch counts "
            "layers from 0, so `l2` is the third layer of four.",
        ),
        Misconception(
            "second-layer",
            3,
            "Row 3 belongs to `_l1_reverse`: you may have counted `l2` as the second layer, or the layers "
            "from the top. PyTorch counts from the bottom and from 0.",
        ),
        Misconception(
            "from-the-end",
            -3,
            "Counted from the end, this is the right row. Now say it as a number from 0 to 7.",
        ),
        Misconception(
            "layer-zero",
            1,
            "Row 1 belongs to layer 0, backward: the 1 is the direction. How many rows do the layers below "
            "layer 2 take?",
        ),
        Misconception(
            "first-row",
            0,
            "Row 0 belongs to layer 0, forward. That a backward reader ends at position 0 is about time; "
            "the rows of `h_n` count layers and directions.",
        ),
    ],
)

dropout_rows = ChoiceExercise(
    id="05.dropout_rows",
    title="What does dropout touch?",
    options={
        "a": "[False, False, False]: each layer's states are dropped at random.",
        "b": "[True, True, False]: dropout acts only on the way into the top layer.",
        "c": "[True, False, False]: the bottom layer reads whole words and its own whole memory.",
        "d": "[False, False, True]: the top layer is the one without dropout.",
        "e": "[True, True, True]: dropout touches out, not the states that are kept.",
    },
    right="c",
    why="Dropout sits on the arrows from layer 0 to 1 and from 1 to 2. The words and the arrows along time "
    "are left whole, so layer 0 is the same in both calls; layers 1 and 2 read something else each time.",
    hints=[
        "Which arrows of the grid does dropout sit on? Which not?",
        "Take the layers from the bottom up: is anything that layer 0 reads different in the second call?",
        "Three layers have two places between them. Each layer above such a place reads numbers that were "
        "dropped at random.",
    ],
    misconceptions=[
        Misconception(
            "everywhere",
            "a",
            "You let dropout act on the words, or on the memory from step to step. `nn.RNN` does neither: "
            "it drops only what goes from one layer up to the next. What does layer 0 read?",
        ),
        Misconception(
            "top-input-only",
            "b",
            "You have dropout in one place, below the top layer. With three layers there are two places "
            "between layers. Which one did you leave out?",
        ),
        Misconception(
            "top-untouched",
            "d",
            "The output of the top layer is not dropped, but it is computed from what the layers below send "
            "up, and that was dropped at random. So can it be the same twice? And is the bottom layer's "
            "state dropped?",
        ),
        Misconception(
            "out-only",
            "e",
            "It is the other way round: `out` itself is never dropped. What is dropped goes upwards inside "
            "the network, and the layers above compute their states from it. Perhaps you had eval mode in "
            "mind, where all rows are equal; a new module is in training mode.",
        ),
    ],
)

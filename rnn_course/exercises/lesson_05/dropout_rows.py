"""What does dropout touch?"""

from rnn_course.nearmiss import choice

dropout_rows = choice(
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
    wrong={
        "a": ("everywhere", "You let dropout act on the words, or on the memory from step to step. `nn.RNN` "
                            "does neither: it drops only what goes from one layer up to the next. What does "
                            "layer 0 read?"),
        "b": ("top-input-only", "You have dropout in one place, below the top layer. With three layers "
                                "there are two places between layers. Which one did you leave out?"),
        "d": ("top-untouched", "The output of the top layer is not dropped, but it is computed from what "
                               "the layers below send up, and that was dropped at random. So can it be the "
                               "same twice? And is the bottom layer's state dropped?"),
        "e": ("out-only", "It is the other way round: `out` itself is never dropped. What is dropped goes "
                          "upwards inside the network, and the layers above compute their states from it. "
                          "Perhaps you had eval mode in mind, where all rows are equal; a new module is in "
                          "training mode."),
    },
)  # fmt: skip

"""Which row?"""

from rnn_course.nearmiss import value

which_row = value(
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
    wrong={
        6: ("all-forward-first", "You put all forward rows first and all backward rows after them. That "
                                 "order looks natural, but PyTorch's is interleaved. Look again at the "
                                 "printed list of `both_h_n`."),
        4: ("forward-row", "This row belongs to layer 2, but to its forward reader. The names here end in "
                           "`_reverse`."),
        2: ("direction-ignored", "Row 2 would be layer 2 in a network of one direction. Here each layer "
                                 "takes two rows."),
        7: ("counted-from-one", "Row 7 is the last one: the backward reader of the top layer, "
                                "`_l3_reverse`. PyTorch counts layers from 0, so `l2` is the third layer of "
                                "four."),
        3: ("second-layer", "Row 3 belongs to `_l1_reverse`: you may have counted `l2` as the second layer, "
                            "or the layers from the top. PyTorch counts from the bottom and from 0."),
        -3: ("from-the-end", "Counted from the end, this is the right row. Now say it as a number from 0 to "
                             "7."),
        1: ("layer-zero", "Row 1 belongs to layer 0, backward: the 1 is the direction. How many rows do the "
                          "layers below layer 2 take?"),
        0: ("first-row", "Row 0 belongs to layer 0, forward. That a backward reader ends at position 0 is "
                         "about time; the rows of `h_n` count layers and directions."),
    },
)  # fmt: skip

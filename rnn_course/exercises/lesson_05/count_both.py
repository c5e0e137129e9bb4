"""Count the numbers."""

from rnn_course.nearmiss import value

count_both = value(
    id="05.count_both",
    title="Count the numbers",
    right=7360,
    why="Layer 0: 2 · (20·100 + 20·20 + 20 + 20) = 4880. Layer 1 reads both directions, 40 numbers: 2 · "
        "(20·40 + 20·20 + 20 + 20) = 2480. Together 7360.",
    hints=[
        "Two layers in two directions: how many readers with weights of their own are there?",
        "Each reader has four parameters: weight_ih, weight_hh and two biases. Only weight_ih depends on "
        "what it reads.",
        "A reader of layer 0 reads 100 numbers, a reader of layer 1 reads 2·20. Count both kinds, then take "
        "each twice.",
    ],
    wrong={
        6560: ("upper-reads-h", "Your count gives layer 1 input matrices of shape (H, H). That is right for "
                                "one direction. Here layer 1 reads the forward and the backward state side "
                                "by side: how many numbers is that?"),
        9760: ("upper-reads-x", "Your count gives all four readers the same size, as if layer 1 read the "
                                "words again. Layer 1 reads what layer 0 wrote, and not x: how many numbers "
                                "arrive there at each step?"),
        4880: ("layers-shared", "Your count stops after layer 0, or lets layer 1 use the same weights. "
                                "Weights are shared over the steps, never over the layers: layer 1 has "
                                "numbers of its own."),
        3680: ("directions-shared", "Your count has one set of weights for each layer, as if both "
                                    "directions shared it. The backward reader has its own weights: look "
                                    "for the names that end in `_reverse`."),
        3280: ("one-direction", "Your count belongs to two layers in one direction. `bidirectional=True` "
                                "adds a reader to each layer, and makes what layer 1 reads wider."),
        2440: ("one-layer-one-direction", "Your count belongs to one layer in one direction. Here there are "
                                          "two of each."),
        7280: ("one-bias", "Your count has one bias for each reader. PyTorch keeps two, `bias_ih` and "
                           "`bias_hh`, and both are learnt."),
        7200: ("no-bias", "Your count has all matrices and no bias. Each reader also learns `bias_ih` and "
                          "`bias_hh`."),
        6480: ("one-bias-upper-reads-h", "Two things are missing: each reader has two biases and not one, "
                                         "and layer 1 reads both directions side by side, so its input "
                                         "matrix is wider than (H, H)."),
        5760: ("no-memory-matrix", "Your count leaves out the memory matrices `weight_hh`, of shape (H, H). "
                                   "Each of the four readers has one."),
        8960: ("one-wide-reader", "Your count treats each layer as one reader with 2·H = 40 units. The two "
                                  "directions do not mix inside a layer: each has its own memory of 20 "
                                  "numbers, and its own memory matrix (20, 20)."),
        8640: ("memory-doubled", "Your count gives layer 1 a memory matrix of shape (H, 2·H). Only what it "
                                 "reads is wider. Its memory is its own state, of H numbers."),
        73600: ("times-steps", "Your count is multiplied by the number of steps. Weights are shared over "
                               "time: T is not in the count."),
    },
)  # fmt: skip

"""Count an LSTM without running it."""

from rnn_course.nearmiss import value

gate_count = value(
    id="12.gate_count",
    title="Count an LSTM without running it",
    right=9760,
    why="Each of the four blocks is a whole plain layer: 20·100 input weights, 20·20 hidden weights and two "
    "biases of 20, together 2,440; four times that is 9,760. Neither T nor B nor the pair of states is "
    "learnt.",
    hints=[
        "What does one block of rows hold, and how many blocks are there?",
        "One block is as large as a plain `nn.RNN(100, 20)`, which lesson 4 has counted.",
        "Four times 20·100 + 20·20 + 20 + 20.",
    ],
    wrong={
        2440: (
            "one-block",
            "This is the count of the plain nn.RNN(100, 20). An LSTM has such weights for each of its "
            "gates, and for the candidate.",
        ),
        7320: (
            "three-blocks",
            "Three blocks: that is nn.GRU(100, 20). Or you counted the gates only; the candidate g has "
            "weights as well.",
        ),
        9680: (
            "one-bias",
            "Your count has one bias for each block. PyTorch stores two, `bias_ih_l0` and `bias_hh_l0`.",
        ),
        9600: ("no-bias", "Your count has all matrices and no bias. PyTorch stores two of 4·H numbers each."),
        8160: (
            "no-hidden-weights",
            "Your count has no `weight_hh_l0`. The gates look at the memory as well: (4·H, H).",
        ),
        9800: (
            "pair-counted",
            "Your count is 40 too large, as if h_0 and c_0 were learnt. The pair is a state, computed anew "
            "for each sequence.",
        ),
        12200: ("five-blocks", "Five blocks. c is a state, and has no weights: i, f, g and o make four."),
        97600: (
            "times-T",
            "Your count grows with the length of the sequence. The same weights serve every step.",
        ),
    },
)

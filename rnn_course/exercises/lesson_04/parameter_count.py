"""Count without running."""

from rnn_course.nearmiss import value

parameter_count = value(
    id="04.parameter_count",
    title="Count without running",
    right=2440,
    why=(
        "20·100 input weights, 20·20 hidden weights and two biases of 20. Neither T nor B nor the states "
        "are parameters."
    ),
    hints=[
        "Write down the shapes of the four parameters first. Which of the sizes on the page do they need?",
        "The matrices are (H, I) and (H, H), and each of the two biases is (H,). T and B describe the data.",
        "Add 20·100, 20·20 and two times 20.",
    ],
    wrong={
        2420: (
            "one-bias",
            "Your count has one bias. That is all the mathematics needs, but PyTorch stores two: "
            "`bias_ih_l0` and `bias_hh_l0`.",
        ),
        2400: (
            "no-bias",
            "Your count has the two matrices and no bias. Look at the list of names once more: how many "
            "parameters are there?",
        ),
        2040: (
            "no-hidden-weights",
            "Your count has the input weights and the biases. The matrix that reads the old state, "
            "`weight_hh_l0`, is missing.",
        ),
        2020: (
            "one-linear-layer",
            "This is the count of one linear layer from 100 to 20. A recurrent layer also reads its old "
            "state, with a second matrix and a second bias.",
        ),
        2000: (
            "input-weights-only",
            "You counted the input weights, (20, 100). There are three more parameters.",
        ),
        2520: (
            "bias-of-the-input",
            "Your first bias has one number per input feature. Both biases are added after the products, "
            "where there are H numbers.",
        ),
        24400: (
            "times-T",
            "Your count grows with the sentence, as if every step had weights of its own. The same 4 "
            "parameters serve all 10 steps.",
        ),
        7320: (
            "times-B",
            "Your count grows with the batch. All three sentences are read with the same parameters.",
        ),
        73200: (
            "times-T-and-B",
            "Your count grows with the sentence and with the batch. The same 4 parameters serve every step "
            "of every sentence.",
        ),
        2460: (
            "state-counted",
            "Your count is 20 too large: as if the state h_0, or a third bias, were learnt too. nn.RNN "
            "learns two matrices and two biases; the state is computed anew for each sentence.",
        ),
        2500: (
            "states-counted",
            "Your count is 60 too large, which is the size of `h_n`, (1, 3, 20). States are results, not "
            "parameters.",
        ),
        1120: (
            "other-network",
            "1,120 belongs to nn.RNN(100, 10). This network has 20 hidden units. Is its count twice as "
            "large?",
        ),
        2240: (
            "doubled",
            "You doubled the 1,120 of nn.RNN(100, 10). Most numbers do double, but the matrix (H, H) grows "
            "with the square of H.",
        ),
        4: (
            "tensors-counted",
            "You counted the parameters as tensors. The question is how many numbers they hold together.",
        ),
        600: (
            "outputs-counted",
            "You counted the numbers in `out`, 10·3·20. They are results, computed anew for each batch.",
        ),
        3000: (
            "inputs-counted",
            "You counted the numbers in x, 10·3·100. They are data; the network learns none of them.",
        ),
    },
)

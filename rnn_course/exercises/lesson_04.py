"""nn.RNN and its shapes.

Exercises of lesson 4, in the order of the notebook; three of them have modules of their own.
"""

from rnn_course.exercises import (
    ChoiceExercise,
    Misconception,
    ShapeQuiz,
    ValueExercise,
    lesson_04_layout,
    lesson_04_proof,
    lesson_04_weights,
)

out_or_h_n = ChoiceExercise(
    id="04.out_or_h_n",
    title="After the second word",
    options={
        "a": "out[:, 1]",
        "b": "h_n[1]",
        "c": "out[1]",
        "d": "rnn(x[1])[0]",
        "e": "None of them: out has already combined the steps",
    },
    right="c",
    why=(
        "out keeps the top layer's state after every step, with time on axis 0; index 1 is the second step, "
        "for all three sentences."
    ),
    hints=[
        "Read the shape of each candidate. Then ask what its first axis counts.",
        "The axes of `out` are (T, B, H). Those of `h_n` are (L, B, H): it has no axis for time.",
        "The state after step t, for every sample, is one sheet of the stack in Figure 4.1. Which index "
        "picks a sheet?",
    ],
    misconceptions=[
        Misconception(
            "batch-axis",
            "a",
            "`out[:, 1]` takes every step of one sentence, the second of the batch; its shape is (10, 20). "
            "Which axis of `out` counts the words?",
        ),
        Misconception(
            "layer-for-step",
            "b",
            "`h_n[1]` has the right shape, (3, 20), which makes it tempting. But the first axis of `h_n` "
            "counts layers: this is the second layer's state after the last word.",
        ),
        Misconception(
            "batch-becomes-time",
            "d",
            "`x[1]` holds the second words of three sentences, with shape (3, 100). Two axes mean one "
            "sequence without a batch, so nn.RNN reads these words as one sentence of three; and the first "
            "words are never read.",
        ),
        Misconception(
            "already-combined",
            "e",
            "`out` combines nothing: it has a state for each of the 10 words, one after the other. A mean "
            "or a sum over time would be your own next line.",
        ),
    ],
)

parameter_count = ValueExercise(
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
    misconceptions=[
        Misconception(
            "one-bias",
            2420,
            "Your count has one bias. That is all the mathematics needs, but PyTorch stores two: "
            "`bias_ih_l0` and `bias_hh_l0`.",
        ),
        Misconception(
            "no-bias",
            2400,
            "Your count has the two matrices and no bias. Look at the list of names once more: how many "
            "parameters are there?",
        ),
        Misconception(
            "no-hidden-weights",
            2040,
            "Your count has the input weights and the biases. The matrix that reads the old state, "
            "`weight_hh_l0`, is missing.",
        ),
        Misconception(
            "one-linear-layer",
            2020,
            "This is the count of one linear layer from 100 to 20. A recurrent layer also reads its old "
            "state, with a second matrix and a second bias.",
        ),
        Misconception(
            "input-weights-only",
            2000,
            "You counted the input weights, (20, 100). There are three more parameters.",
        ),
        Misconception(
            "bias-of-the-input",
            2520,
            "Your first bias has one number per input feature. Both biases are added after the products, "
            "where there are H numbers.",
        ),
        Misconception(
            "times-T",
            24400,
            "Your count grows with the sentence, as if every step had weights of its own. The same 4 "
            "parameters serve all 10 steps.",
        ),
        Misconception(
            "times-B",
            7320,
            "Your count grows with the batch. All three sentences are read with the same parameters.",
        ),
        Misconception(
            "times-T-and-B",
            73200,
            "Your count grows with the sentence and with the batch. The same 4 parameters serve every step "
            "of every sentence.",
        ),
        Misconception(
            "state-counted",
            2460,
            "Your count is 20 too large: as if the state h_0, or a third bias, were learnt too. nn.RNN "
            "learns two matrices and two biases; the state is computed anew for each sentence.",
        ),
        Misconception(
            "states-counted",
            2500,
            "Your count is 60 too large, which is the size of `h_n`, (1, 3, 20). States are results, not "
            "parameters.",
        ),
        Misconception(
            "other-network",
            1120,
            "1,120 belongs to nn.RNN(100, 10). This network has 20 hidden units. Is its count twice as "
            "large?",
        ),
        Misconception(
            "doubled",
            2240,
            "You doubled the 1,120 of nn.RNN(100, 10). Most numbers do double, but the matrix (H, H) grows "
            "with the square of H.",
        ),
        Misconception(
            "tensors-counted",
            4,
            "You counted the parameters as tensors. The question is how many numbers they hold together.",
        ),
        Misconception(
            "outputs-counted",
            600,
            "You counted the numbers in `out`, 10·3·20. They are results, computed anew for each batch.",
        ),
        Misconception(
            "inputs-counted",
            3000,
            "You counted the numbers in x, 10·3·100. They are data; the network learns none of them.",
        ),
    ],
)

move_weights = lesson_04_weights.move_weights

shape_quiz = ShapeQuiz(id="04.shape_quiz", title="Shapes without end", seed=4)

repair_batch_first = lesson_04_layout.repair_batch_first

proof = lesson_04_proof.proof

EXERCISES = [
    out_or_h_n,
    parameter_count,
    move_weights,
    shape_quiz,
    repair_batch_first,
    proof,
]  # in the lesson's order

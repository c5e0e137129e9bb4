"""The first loss."""

from math import log, log2, log10

from rnn_course.nearmiss import value

V = 30
first_loss = value(
    id="09.first_loss",
    title="The first loss",
    question="A model of V = 30 words that knows nothing gives every word the same probability. Its "
    "cross-entropy, in nats?",
    right=round(log(V), 4),
    tolerance=0.011,
    why="Each word gets 1/30, and −log(1/30) = log 30, about 3.40. A new network should start near it: a "
    "first loss far above says that something is wrong before any training.",
    hints=[
        "Cross-entropy is −log of the probability that the right word got. How large is that probability?",
        "Thirty words share a probability of 1 equally.",
        "−log(1/30), with the natural logarithm.",
    ],
    wrong={
        round(log2(V), 4): (
            "bits",
            "That is the loss in bits: the logarithm to the base 2. PyTorch takes the natural logarithm, "
            "and the loss is in nats.",
        ),
        round(log10(V), 4): (
            "base-ten",
            "That is the logarithm to the base 10. PyTorch takes the natural one, `math.log`.",
        ),
        round(-log(V), 4): (
            "sign",
            "The sign is the wrong way round. The logarithm of a probability is never above 0, so its "
            "negative is never below.",
        ),
        float(V): (
            "perplexity",
            "30 is how many words the model hesitates between, its perplexity. The loss is the logarithm of "
            "that.",
        ),
        round(1 / V, 4): (
            "probability",
            "That is the probability of the right word. The loss is −log of it.",
        ),
        round(1 - 1 / V, 4): (
            "error-rate",
            "That is how often such a model would be wrong, if it guessed. The cross-entropy takes the "
            "logarithm of a probability.",
        ),
    },
)

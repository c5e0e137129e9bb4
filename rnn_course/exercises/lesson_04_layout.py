"""Lesson 4, exercise: batch-first reviews in a time-major layer, repaired."""

from torch import nn, randn

from rnn_course.exercises import NUMPY_AND_TORCH, FunctionExercise, Misconception
from rnn_course.exercises.lesson_04_more_slips import more_layout_slips
from rnn_course.exercises.lesson_04_slips import layout_slips
from rnn_course.exercises.lesson_04_variants import variants_of
from rnn_course.exercises.slips import without


def _draw(rng, T, B, I, H):
    return nn.RNN(I, H), randn(B, T, I)


def _solution(rnn, reviews):
    out, h_n = rnn(reviews.transpose(0, 1))
    return out[-1]


def _new_network(rnn, reviews):
    rnn = nn.RNN(rnn.input_size, rnn.hidden_size, batch_first=True)
    out, h_n = rnn(reviews)
    return out[:, -1]


def _step_by_step(rnn, reviews):
    h = reviews.new_zeros(1, reviews.shape[0], rnn.hidden_size)
    for t in range(reviews.shape[1]):
        out, h = rnn(reviews[:, t], h)
    return h[0]


def _carried(rnn, reviews):
    h, last = None, []
    for review in reviews:
        out, h = rnn(review, h)
        last.append(out[-1])
    return torch.stack(last)  # noqa: F821 – `imports` gives torch


TURNED = "reviews.transpose(0, 1)"
variant = variants_of(_solution, "last_states")

repair_batch_first = FunctionExercise(
    id="04.repair_batch_first",
    title="Repair the silent swap",
    stub=(
        "def last_states(rnn, reviews):  # rnn: default layout; reviews: (B, T, I)\n"
        "    out, h_n = rnn(reviews)\n"
        "    return out[:, -1]  # shape (B, H)\n"
    ),
    solution=_solution,
    why=(
        "The layer walks along axis 0, so time must stand there; after that the last step is out[-1], with "
        "one row per review."
    ),
    hints=[
        "Along which axis does this layer walk, and what lies along that axis of `reviews`?",
        "Put time where the layer looks for it. Then ask again where the last step of `out` is.",
        "`reviews.transpose(0, 1)` has shape (T, B, I). Its `out` has time first, so the index of the last "
        "step changes as well.",
    ],
    draw=_draw,
    returns={"last": "B H"},
    imports=NUMPY_AND_TORCH,
    misconceptions=[
        Misconception(
            "same-mistake",
            variant((TURNED, "reviews"), ("out, h_n", "out, _"), ("out[-1]", "out[:, -1, :]")),
            "Your function still computes what the broken one does. The shape (B, H) is the one asked for, "
            "and that is what hides the mistake: the layer walks from review to review. What happens to x "
            "before the call? (A line `x.transpose(0, 1)` alone changes nothing: it gives a new tensor.)",
        ),
        Misconception(
            "still-swapped",
            variant((TURNED, "reviews")),
            "The layer still walks along axis 0, and there lie the reviews, not the words. What goes into the call "
            "must change, before you choose from what comes out. (A line `x.transpose(0, 1)` alone changes "
            "nothing: it gives a new tensor, which needs a name.)",
        ),
        Misconception(
            "still-swapped-first",
            variant((TURNED, "reviews"), ("out[-1]", "out[:, 0]")),
            "The layer still walks from review to review, and you take what it said beside each review's "
            "first word. Repair what goes into the call.",
        ),
        Misconception(
            "still-swapped-mean",
            variant((TURNED, "reviews"), ("out[-1]", "out.mean(dim=1)")),
            "The layer still walks from review to review; an average over the words comes too late to undo "
            "that. Repair what goes into the call.",
        ),
        Misconception(
            "reshaped",
            variant((TURNED, "reviews.reshape(reviews.shape[1], reviews.shape[0], -1)")),
            "`reshape` and `view` give the shape (T, B, I), but they keep the order of the numbers and only "
            "cut them elsewhere: words of different reviews end up in one. Two axes that change places need "
            "another operation.",
        ),
        Misconception(
            "one-review",
            variant(("out[-1]", "out[:, -1]")),
            "The layer now walks along time, which was the harder half. But your index takes all steps of "
            "the last review: in the `out` you have now, which axis counts the steps?",
        ),
        Misconception(
            "last-unit",
            variant(("out[-1]", "out[:, :, -1]")),
            "The layer now walks along time. But your index takes the last hidden unit, from the last axis. "
            "Which axis of `out` counts the steps?",
        ),
        Misconception(
            "reshaped-afterwards",
            variant(("out[-1]", "out.reshape(reviews.shape[0], reviews.shape[1], -1)[:, -1]")),
            "The layer now walks along time. Then `reshape` cuts its result into rows elsewhere, and the "
            "states of different reviews are mixed again. The last step can be taken from `out` as it is.",
        ),
        Misconception(
            "layer-axis-kept",
            variant(("out[-1]", "h_n")),
            "The numbers are right. `h_n` has a first axis that counts layers, also when there is one layer "
            "only; the task asks for (B, H).",
        ),
        Misconception(
            "every-step",
            variant(("out[-1]", "out")),
            "The layer now walks along time. You return its state after every word; the task asks for the "
            "last one.",
        ),
        Misconception(
            "both-outputs",
            variant(("out[-1]", "out, h_n")),
            "The layer now walks along time. A call to `rnn` gives two results; the task asks for one array "
            "(B, H).",
        ),
        Misconception(
            "first-word",
            variant(("out[-1]", "out[0]")),
            "The layer now walks along time, but you take the state after the first word of each review.",
        ),
        Misconception(
            "average",
            variant(("out[-1]", "out.mean(dim=0)")),
            "The layer now walks along time, but you average over all words. The task asks for the last "
            "state.",
        ),
        Misconception(
            "sum",
            variant(("out[-1]", "out.sum(dim=0)")),
            "The layer now walks along time, but you add up the states of all words. The task asks for the "
            "last.",
        ),
        Misconception(
            "largest",
            variant(("out[-1]", "out.max(dim=0).values")),
            "The layer now walks along time, but you take each unit's largest value over all words. The task "
            "asks for the last state.",
        ),
        Misconception(
            "backwards",
            variant(("transpose(0, 1)", "transpose(0, 1).flip(0)")),
            "Each review is now read on its own, but from its last word to its first. Was the axis of time "
            "turned round?",
        ),
        Misconception(
            "new-network",
            _new_network,
            "You built a second nn.RNN. The layout is right, but its weights are new random numbers: "
            "nothing that `rnn` has learnt is in it. Keep `rnn`, or give the new one its weights.",
        ),
        Misconception(
            "all-axes-turned",
            variant(("transpose(0, 1)", "permute(2, 1, 0)")),
            "The features have moved as well: the layer does not find `input_size` numbers along the last "
            "axis. `.T` and `permute` may move all three axes; only two of them should change places.",
            raises=r"input\.size\(-1\) must be equal",
        ),
        Misconception(
            "flag-in-the-call",
            variant((TURNED, "reviews, batch_first=True")),
            "`batch_first` belongs to the layer and is set when the layer is built; the call does not know "
            "it.",
            raises=r"unexpected keyword argument 'batch_first'",
        ),
        Misconception(
            "one-step-without-its-axis",
            _step_by_step,
            "You walk along the words yourself, which can work. But `reviews[:, t]` has two axes, and "
            "nn.RNN reads two axes as one sequence without a batch. Name the missing axis of time, or let "
            "the layer do the walking.",
            raises=r"unbatched 2-D input",
        ),
        Misconception(
            "guard-complains",
            variant((TURNED, "reviews, reviews.new_zeros(1, reviews.shape[0], rnn.hidden_size)")),
            "Your h_0 has the right shape, and PyTorch's complaint is the proof that the layer reads the "
            "batch size from axis 1. Do not bend h_0 until it fits: which axis of `reviews` stands in the "
            "wrong place?",
            raises=r"Expected hidden size \(1, (?!1,)",
        ),
        Misconception(
            "state-carried",
            _carried,
            "You read one review after the other, which is right, but each starts from the state that the "
            "review before has left. The leak is still there. From which state does a new review start?",
        ),
        Misconception(
            "last-word-only",
            variant(("reviews.transpose", "reviews[:, -1:].transpose")),
            "The last word is read from a fresh start, so the state holds nothing of the words before. Either they were cut off "
            "before the call, or each word went in as a sample of its own (`unsqueeze(0)` makes a batch of T). Let the layer read the whole review, (T, 1, I).",
        ),
        *layout_slips(variant),
        *without(more_layout_slips(_solution), "last-review"),
    ],
)

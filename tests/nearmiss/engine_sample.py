"""Two small exercises that the tests of the engine use: one step of memory, and the unrolled loop."""

import textwrap

import numpy as np

from rnn_course.exercises.vocabulary import VOCABULARY
from rnn_course.nearmiss import FunctionExercise, Misconception, teach

teach(VOCABULARY)


def _step(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)


def _no_tanh(x_t, h_prev, W_xh, W_hh, b):
    return x_t @ W_xh.T + h_prev @ W_hh.T + b


def _no_memory(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T + b)


def _two_tanh(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh.T) + np.tanh(h_prev @ W_hh.T) + b


def _not_transposed(x_t, h_prev, W_xh, W_hh, b):
    return np.tanh(x_t @ W_xh + h_prev @ W_hh + b)


def _draw_step(rng, B, I, H):
    return (
        rng.normal(size=(B, I)),
        rng.normal(size=(B, H)),
        rng.normal(size=(H, I)),
        rng.normal(size=(H, H)),
        rng.normal(size=H),
    )


one_step = FunctionExercise(
    id="02.one_step",
    title="One step of memory",
    stub="def one_step(x_t, h_prev, W_xh, W_hh, b):\n    return ...  # shape (B, H)\n",
    solution=_step,
    why="The input part and the memory part have the same shape, so they add up before the tanh.",
    hints=[
        "Which two things does the state depend on?",
        "Two matrix products and a sum.",
        "tanh of the sum.",
    ],
    draw=_draw_step,
    returns={"h_t": "B H"},
    misconceptions=[
        Misconception(
            "no-tanh", _no_tanh, "Your state is the plain sum. Look at what keeps it between -1 and 1."
        ),
        Misconception(
            "no-memory", _no_memory, "Your state looks at the input only. What happened to `h_prev`?"
        ),
        Misconception("two-tanh", _two_tanh, "You squash the two parts apart and add them afterwards."),
        Misconception("no-transpose", _not_transposed, "The weights are `(H, I)` and are used transposed."),
    ],
)


def check_step(body):
    """What is said of a step with this body."""
    return one_step.check(
        one_step.function_from("def one_step(x_t, h_prev, W_xh, W_hh, b):\n" + textwrap.indent(body, "    "))
    )


def _loop(x, h_0, W_xh, W_hh, b):
    out, h = [], h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        out.append(h)
    return np.stack(out), h


def _forgets(x, h_0, W_xh, W_hh, b):
    out = [np.tanh(x_t @ W_xh.T + h_0 @ W_hh.T + b) for x_t in x]
    return np.stack(out), out[-1]


def _draw_loop(rng, T, B, I, H):
    return (rng.normal(size=(T, B, I)), *_draw_step(rng, B, I, H)[1:])


unroll = FunctionExercise(
    id="02.unroll",
    title="The whole sequence",
    stub="def unroll(x, h_0, W_xh, W_hh, b):\n    out = ...\n    return out, h_n\n",
    solution=_loop,
    why="One state runs through all steps.",
    hints=["Loop over time.", "Keep every state.", "Stack them."],
    draw=_draw_loop,
    returns={"out": "T B H", "h_n": "B H"},
    misconceptions=[Misconception("forgets", _forgets, "Each step starts again from `h_0`.")],
)


HINTS = ["vague", "clearer", "plain"]


def task(stub, solution, draw, **more):
    return FunctionExercise(
        id="t.told", title="Told", stub=f"{stub}\n    return ...\n", solution=f"{stub}\n    {solution}\n", why="Because.",
        hints=HINTS, draw=draw, **more,
    )  # fmt: skip


def whole(exercise, body):
    """The text of an answer with this body."""
    head = exercise.stub_source.splitlines()[0]
    return head + "\n" + "".join(f"    {line}\n" for line in body.split("\n"))


def told(exercise, body):
    """What is said of an answer with this body."""
    return exercise.check(exercise.function_from(whole(exercise, body)))

"""Lesson 2: slips in the formula of one step, one or two at once, alone and inside a loop."""

from rnn_course.exercises.slips import slips, two_slips

PARTS = "x_t @ W_xh.T + {h} @ W_hh.T"


def _formula(h):
    """Slips in tanh(x_t W_xhᵀ + h W_hhᵀ + b); the keys of each part exclude each other."""
    full, memory = f"np.tanh({PARTS.format(h=h)} + b)", f"{h} @ W_hh.T"
    return full, memory


def _known(h):
    _, memory = _formula(h)
    return {
        "no_bias": ("The bias is missing.", (" + b)", ")")),
        "bias_twice": ("The bias is added two times.", (" + b)", " + 2 * b)")),
        "bias_subtracted": ("The bias is taken away.", (" + b)", " - b)")),
        "memory_untransposed": ("`W_hh` stands there without its rows turned into columns.", (memory, f"{h} @ W_hh")),
        "memory_without_weights": ("The old state is added without its weights `W_hh`.", (memory, h)),
        "memory_subtracted": ("The memory's part is taken away.", (f"+ {memory}", f"- {memory}")),
        "no_memory": ("The old state plays no part.", (f"x_t @ W_xh.T + {memory}", "x_t @ W_xh.T")),
        "no_input": ("The word plays no part.", (f"x_t @ W_xh.T + {memory}", memory)),
        "no_tanh": ("Nothing is squashed: the tanh is missing.", ("np.tanh(", "(")),
        "relu": ("ReLU stands where the formula has tanh.", ("np.tanh(", "np.maximum(0, ")),
        "sigmoid": ("The sigmoid stands where the formula has tanh.", ("np.tanh(", "(lambda z: 1 / (1 + np.exp(-z)))(")),
    }  # fmt: skip


SAME_PART = [
    ("no_bias", "bias_twice"),
    ("no_bias", "bias_subtracted"),
    ("bias_twice", "bias_subtracted"),
    ("memory_untransposed", "memory_without_weights"),
    ("no_tanh", "relu"),
    ("no_tanh", "sigmoid"),
    ("relu", "sigmoid"),
]


def _new(h):
    full, memory = _formula(h)
    z = PARTS.format(h=h) + " + b"
    return {
        "softmax": (
            "Your function turns the state into shares that add up to 1 (softmax). That is for probabilities at the "
            "end; each number of a state is squashed on its own.",
            (full, f"(lambda e: e / e.sum(axis=-1, keepdims=True))(np.exp({z}))"),
        ),
        "parts_averaged": (
            "Your function takes the mean of the input's part and the memory's part. The formula adds the two.",
            (full, f"np.tanh(({PARTS.format(h=h)}) / 2 + b)"),
        ),
        "all_averaged": (
            "Your function halves the whole sum before it is squashed. The formula adds its parts and divides by nothing.",
            (full, f"np.tanh(({z}) / 2)"),
        ),
        "input_squashed_before": (
            "Your function squashes the input's part a second time, before the sum. There is one tanh, around everything.",
            (full, f"np.tanh(np.tanh(x_t @ W_xh.T) + {memory} + b)"),
        ),
        "parts_multiplied": (
            "Your function multiplies the input's part by the memory's part. The formula adds them.",
            (full, f"np.tanh((x_t @ W_xh.T) * ({memory}) + b)"),
        ),
        "each_squashed_and_again": (
            "Your function squashes each part and then the sum once more. There is one tanh, around everything.",
            (full, f"np.tanh(np.tanh(x_t @ W_xh.T) + np.tanh({memory}) + b)"),
        ),
        "input_alone_squashed": (
            "Only the input's part is squashed in your function. What stands inside the brackets of tanh in the formula?",
            (full, f"np.tanh(x_t @ W_xh.T) + {memory} + b"),
        ),
        "memory_alone_squashed": (
            "Only the memory's part is squashed in your function. What stands inside the brackets of tanh in the formula?",
            (full, f"x_t @ W_xh.T + np.tanh({memory}) + b"),
        ),
        "each_squashed": (
            "Your function squashes the two parts one by one and adds the bias after that. What stands inside the "
            "brackets of tanh in the formula?",
            (full, f"np.tanh(x_t @ W_xh.T) + np.tanh({memory}) + b"),
        ),
        "each_squashed_with_bias": (
            "Your function squashes the word's part with its bias, and the memory's part, one by one. The formula "
            "has one tanh: what stands inside its brackets?",
            (full, f"np.tanh(x_t @ W_xh.T + b) + np.tanh({memory})"),
        ),
        "each_squashed_bias_with_memory": (
            "Your function squashes the word's part, and the memory's part with its bias, one by one. The formula "
            "has one tanh: what stands inside its brackets?",
            (full, f"np.tanh(x_t @ W_xh.T) + np.tanh({memory} + b)"),
        ),
        "memory_outside": (
            "The memory's part is added after the tanh in your function. What stands inside its brackets in the formula?",
            (full, f"np.tanh(x_t @ W_xh.T + b) + {memory}"),
        ),
        "input_outside": (
            "The word's part is added after the tanh in your function. What stands inside its brackets in the formula?",
            (full, f"x_t @ W_xh.T + np.tanh({memory} + b)"),
        ),
        "bias_outside": (
            "The bias is added after the tanh in your function. What stands inside its brackets in the formula?",
            (full, f"np.tanh({PARTS.format(h=h)}) + b"),
        ),
        "tanh_twice": (
            "Each state is squashed two times. There is one tanh in the formula.",
            (full, f"np.tanh({full})"),
        ),
        "start_added": (
            "Your function adds the first state once more at each step, after the tanh. A state depends on it through "
            "the states between.",
            (full, f"{full} + h_0"),
        ),
        "state_added": (
            "The old state is added once more, after the tanh. It takes part inside the brackets only.",
            (full, f"{h} + {full}"),
        ),
        "blended": (
            "Your function takes the mean of the old state and the new one. The new state replaces the old one.",
            (full, f"({h} + {full}) / 2"),
        ),
    }


def _loop():
    """Slips of a loop over the steps of x, from h_0."""
    return {
        "start_zeros": ("The loop starts from zeros, not from `h_0`.", ("= h_0", "= np.zeros_like(h_0)")),
        "start_ones": ("The loop starts from ones, not from `h_0`.", ("= h_0", "= np.ones_like(h_0)")),
        "backwards": ("The words are read from the last to the first.", ("in x:", "in x[::-1]:")),
        "first_skipped": ("The first word is left out.", ("in x:", "in x[1:]:")),
        "last_skipped": ("The last word is left out.", ("in x:", "in x[:-1]:")),
    }


def step_slips(solution):
    """For ``one_step(x_t, h_prev, …)``: single slips and pairs."""
    pairs = {key: slip for key, slip in _known("h_prev").items() if key not in ("relu", "sigmoid")}
    return [
        *slips(solution, "one_step", **{k: v for k, v in _new("h_prev").items() if k != "start_added"}),
        *two_slips(solution, "one_step", SAME_PART, **pairs),
    ]


def loop_slips(solution, name):
    """For a loop with ``h = np.tanh(…)`` from h_0: single slips and pairs."""
    return [
        *slips(solution, name, **_new("h"), **_known("h"), **_loop()),
        *two_slips(solution, name, SAME_PART, **_known("h"), **_loop()),
    ]

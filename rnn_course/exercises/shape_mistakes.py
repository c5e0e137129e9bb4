"""Wrong answers to shape questions about `nn.RNN`, each with the mistake that leads to it."""

from math import prod


def _x(s):
    return (s.B, s.T, s.I) if s.batch_first else (s.T, s.B, s.I)


def _out(s, width=None, swap=False):
    """The shape of out for a batch; `swap` puts time and batch the wrong way round."""
    first = (s.B, s.T) if s.batch_first != swap else (s.T, s.B)
    return (*first, s.D * s.H if width is None else width)


ASK_WIDTH = "`bidirectional=True` runs two RNNs, one in each direction. What does `out` do with their two states of one step?"
OUT_AS_HN = (
    "This is the shape of `h_n`. `out` and `h_n` are cut from the same grid of states in different ways: "
    "one keeps all steps of the top layer, the other all layers at the last step."
)
HN_AS_OUT = (
    "This is the shape of `out`, which keeps every step. `h_n` keeps only the states at the end, but of every layer; "
    "does a time axis belong there?"
)
UNBATCHED = (
    "You read the first axis of `x` as a batch. A two-axis `x` is ONE sequence without a batch axis, so its first axis is time. "
    "What does that leave of `out` and `h_n`?"
)


def _mistakes_out(s):
    if not s.batched:
        return [
            ("unbatched-is-batch", (1, s.T, s.D * s.H), UNBATCHED),
            (
                "unbatched-gets-batch",
                (s.T, 1, s.D * s.H),
                "No batch axis went in, and PyTorch adds none to what comes out.",
            ),
            (
                "last-step-only",
                (s.D * s.H,),
                "This is the state after the last step only; `out` keeps one for every step.",
            ),
            ("out-is-h_n", (s.L * s.D, s.H), OUT_AS_HN),
            ("one-direction", (s.T, s.H), ASK_WIDTH),
            (
                "input-width",
                (s.T, s.I),
                "You kept the width of the input. The states of an RNN have their own width: which argument sets it?",
            ),
        ]
    swapped = (
        "Time and batch stand the wrong way round: `batch_first=True` moves the batch axis of `x` and `out` to the front."
        if s.batch_first
        else "Time and batch stand the wrong way round: without `batch_first=True`, the default layout is time first."
    )
    return [
        ("out-is-h_n", (s.L * s.D, s.B, s.H), OUT_AS_HN),
        ("out-is-h_n", (s.L, s.B, s.H), OUT_AS_HN),
        ("out-is-h_n", (s.B, s.L * s.D, s.H), OUT_AS_HN),
        ("one-direction", _out(s, s.H), ASK_WIDTH),
        ("time-batch-swapped", _out(s, swap=True), swapped),
        (
            "layers-in-out",
            _out(s, s.L * s.D * s.H),
            "You put all layers side by side into `out`. It holds the top layer only.",
        ),
        (
            "layers-in-out",
            _out(s, s.L * s.H),
            "You put all layers side by side into `out`. It holds the top layer only.",
        ),
        (
            "layers-in-out",
            (s.L, *_out(s)),
            "You gave `out` an axis for the layers. It holds the top layer only.",
        ),
        (
            "last-step-only",
            (s.B, s.D * s.H),
            "This is one step's output; `out` keeps the top layer's state of every step.",
        ),
        (
            "input-width",
            _out(s, s.I),
            "You kept the width of the input. The states have their own width: which argument sets it?",
        ),
        (
            "input-width",
            _out(s, s.I + s.H),
            "Input and state are not put side by side; they are added. Which width has the sum?",
        ),
        (
            "direction-axis",
            (*_out(s, s.H)[:2], s.D, s.H),
            "You gave the directions an axis of their own. In `out` they share the last axis.",
        ),
        ("width-first", (s.D * s.H, *_out(s)[:2]), "The width of the state comes last, not first."),
    ]


def _mistakes_h_n(s):
    if not s.batched:
        return [
            ("unbatched-is-batch", (s.L * s.D, s.T, s.H), UNBATCHED),
            (
                "unbatched-gets-batch",
                (s.L * s.D, 1, s.H),
                "No batch axis went in, and PyTorch adds none to what comes out.",
            ),
            ("h_n-is-out", (s.T, s.D * s.H), HN_AS_OUT),
            (
                "no-layer-axis",
                (s.H,),
                "The first axis of `h_n` counts layers (and directions), even when there is only one.",
            ),
            (
                "layers-without-directions",
                (s.L, s.H),
                "You counted the layers only. With two directions, how many states end each layer?",
            ),
            (
                "input-width",
                (s.L * s.D, s.I),
                "You kept the width of the input. Which argument sets the width of a state?",
            ),
        ]
    return [
        ("h_n-is-out", _out(s), HN_AS_OUT),
        ("h_n-is-out", _out(s, s.H), HN_AS_OUT),
        (
            "batch-first-h_n",
            (s.B, s.L * s.D, s.H),
            (
                "You put the batch axis of `h_n` first. "
                + (
                    "`batch_first=True` changes `x` and `out`; does it touch the state?"
                    if s.batch_first
                    else "The first axis of `h_n` counts layers and directions, in every layout."
                )
            ),
        ),
        (
            "batch-first-h_n",
            (s.B, s.L, s.H),
            "You put the batch axis of `h_n` first; its first axis counts layers and directions.",
        ),
        (
            "layers-without-directions",
            (s.L, s.B, s.H),
            "You counted the layers only. With two directions, how many states end each layer?",
        ),
        (
            "directions-in-width",
            (s.L, s.B, s.D * s.H),
            (
                "You put the directions side by side in the last axis. `out` does that; `h_n` keeps a row for each."
            ),
        ),
        (
            "directions-in-width",
            (s.L * s.D, s.B, s.D * s.H),
            "You counted the directions twice: in the first axis and in the last.",
        ),
        (
            "direction-axis",
            (s.L, s.D, s.B, s.H),
            "You gave the directions an axis of their own. In `h_n` they share the first axis with the layers.",
        ),
        ("layers-forgotten", (s.D, s.B, s.H), "You counted one layer only. Every layer has a last state."),
        (
            "no-layer-axis",
            (s.B, s.H),
            "The first axis of `h_n` counts layers and directions, even when there is only one; `nn.RNNCell` has no such axis.",
        ),
        ("steps-as-layers", (s.T, s.B, s.H), HN_AS_OUT),
        (
            "no-batch-axis",
            (s.L * s.D, s.H),
            "Each sequence of the batch has a memory of its own: which axis holds them?",
        ),
        (
            "input-width",
            (s.L * s.D, s.B, s.I),
            "You kept the width of the input. Which argument sets the width of a state?",
        ),
        (
            "hidden-axis-order",
            (s.L * s.D, s.H, s.B),
            "The width of the state is the last axis; the batch stands before it.",
        ),
    ]


NO_SIZES_OF_DATA = "A weight is made before any data come, so neither the batch size nor the number of steps can stand in its shape."
LAYER_READS = "You made the second layer read `x`. It reads the states of the layer below, from every direction: how wide are they?"


def _mistakes_weight_ih(s):
    reads = s.I if s.layer == 0 else s.D * s.H
    found = [
        (
            "transposed",
            (reads, s.H),
            "The two sizes are right and their order is not: PyTorch stores `(to, from)` and uses the transpose.",
        ),
        (
            "ih-hh-mixed-up",
            (s.H, s.H),
            "This is the shape of a weight from state to state; `ih` means from the input (of that layer) to the state.",
        ),
        ("data-in-weight", (s.B, reads), NO_SIZES_OF_DATA),
        ("data-in-weight", (s.T, reads), NO_SIZES_OF_DATA),
        ("data-in-weight", (s.T, s.H, reads), NO_SIZES_OF_DATA),
        (
            "concatenated",
            (s.H, s.I + s.H),
            "You put input and state into one weight. PyTorch keeps two: `weight_ih` and `weight_hh`.",
        ),
        (
            "directions-in-rows",
            (s.D * s.H, reads),
            "You put both directions into one weight. Each direction has its own, named `…_reverse`.",
        ),
        (
            "layers-in-rows",
            (s.L * s.H, reads),
            "You put all layers into one weight. Each layer has its own, named `…_l0`, `…_l1` …",
        ),
        ("one-number-only", (s.H,), "This is the shape of a bias; a weight has two axes."),
    ]
    if s.layer == 0:
        return [
            *found,
            ("layer-0-reads-states", (s.H, s.D * s.H), "Layer 0 has no layer below it. What does it read?"),
        ]
    return [
        ("layer-2-reads-x", (s.H, s.I), LAYER_READS),
        ("layer-2-reads-x", (s.I, s.H), LAYER_READS + " (And the order is `(to, from)`.)"),
        (
            "one-direction-below",
            (s.H, s.H),
            "The layer below hands up the states of both directions, side by side: how wide is that?",
        ),
        *found,
    ]


def _mistakes_weight_hh(s):
    return [
        (
            "ih-hh-mixed-up",
            (s.H, s.I),
            "`hh` means from state to state; the input has a weight of its own, `weight_ih`.",
        ),
        (
            "ih-hh-mixed-up",
            (s.I, s.H),
            "`hh` means from state to state; the input has a weight of its own, `weight_ih`.",
        ),
        (
            "directions-in-weight",
            (s.D * s.H, s.D * s.H),
            "Each direction has its own state and its own weight; neither reads the other's memory in the same layer.",
        ),
        (
            "directions-in-weight",
            (s.H, s.D * s.H),
            "Each direction reads only its own memory; the other one meets it in the layer above.",
        ),
        ("data-in-weight", (s.B, s.H), NO_SIZES_OF_DATA),
        ("data-in-weight", (s.T, s.H, s.H), NO_SIZES_OF_DATA),
        (
            "layers-in-rows",
            (s.L, s.H, s.H),
            "Each layer has its own weight, named `…_l0`, `…_l1` …: no axis counts them.",
        ),
        ("one-number-only", (s.H,), "This is the shape of a bias; a weight has two axes."),
    ]


def _mistakes_bias(s):
    return [
        ("bias-per-input", (s.I,), "A bias is added to the sum that becomes the state. How wide is that?"),
        ("bias-per-sequence", (s.B, s.H), "One bias serves every sequence of the batch and every step."),
        ("bias-per-step", (s.T, s.H), "One bias serves every step and every sequence of the batch."),
        ("bias-row", (1, s.H), "A bias has one axis only; it is spread over the batch when it is added."),
        (
            "two-biases-in-one",
            (2 * s.H,),
            "There are two biases of this layer, each a parameter of its own: `bias_ih` and `bias_hh`.",
        ),
        ("directions-in-bias", (s.D * s.H,), "Each direction has a bias of its own."),
        ("bias-is-weight", (s.H, s.I), "This is the shape of a weight; a bias is added, not multiplied."),
        ("bias-is-weight", (s.H, s.H), "This is the shape of a weight; a bias is added, not multiplied."),
    ]


def _count(s, biases=2, reads=None, layers=None, directions=None):
    """The number of parameters, as someone would count it."""
    reads = s.D * s.H if reads is None else reads
    layers, directions = layers or s.L, directions or s.D
    widths = [s.I] + [reads] * (layers - 1)
    return sum(directions * (s.H * (w + s.H) + biases * s.H) for w in widths)


def _mistakes_count(s):
    right = _count(s)
    per_step = "The weights are shared by all steps: a longer sequence needs not one number more."
    return [
        (
            "one-bias",
            _count(s, 1),
            "You counted one bias for each layer. Look at the names of the parameters: which two are there?",
        ),
        ("no-bias", _count(s, 0), "You counted the weights only. What is added to the products?"),
        ("count-times-T", right * s.T, per_step),
        ("count-times-T", s.T * (s.I * s.H + s.H), per_step + " (And the memory has a weight, too.)"),
        ("count-times-B", right * s.B, "The weights are shared by all sequences of the batch."),
        (
            "layers-read-x",
            _count(s, reads=s.I),
            "You counted every layer as if it read `x`. What do the layers above the first read, and how wide is it?",
        ),
        (
            "one-direction-below",
            _count(s, reads=s.H),
            "The layers above the first read both directions of the layer below. How wide is that?",
        ),
        (
            "layers-share",
            _count(s, layers=1),
            "Steps share their weights; layers do not. Each layer has its own.",
        ),
        (
            "directions-share",
            _count(s, directions=1),
            "The two directions do not share their weights. Each has its own.",
        ),
        (
            "one-direction",
            _count(s, directions=1, reads=s.H),
            "You counted one direction. The other has weights of its own.",
        ),
        (
            "no-memory-weight",
            sum(s.D * (s.H * w + 2 * s.H) for w in [s.I] + [s.D * s.H] * (s.L - 1)),
            "The weights from state to state are missing.",
        ),
    ]


MISTAKES = {
    "out": _mistakes_out,
    "h_n": _mistakes_h_n,
    "weight_ih": _mistakes_weight_ih,
    "weight_hh": _mistakes_weight_hh,
    "bias": _mistakes_bias,
    "count": _mistakes_count,
}


def mistakes_for(kind, settings, truth):
    """[(key, wrong answer, sentence)] that differ from the truth; the first to give an answer keeps it."""
    found = {}
    for key, wrong, sentence in MISTAKES[kind](settings):
        if wrong != truth and wrong not in found and (not isinstance(wrong, tuple) or prod(wrong) > 0):
            found[wrong] = (key, wrong, sentence)
    return list(found.values())

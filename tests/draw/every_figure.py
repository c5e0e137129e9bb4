"""One call of every figure of the course, for the tests that hold for all of them."""

import importlib
import inspect
import pkgutil

import numpy as np

import rnn_course.draw
from rnn_course.core import contiguous_streams, rnn_parameter_shapes, rnn_shapes

WORDS = ["I", "hate", "this", "boring", "movie"]
RNG = np.random.default_rng(0)
STATES = np.tanh(RNG.normal(size=(5, 6)))
YEARS = np.arange(1900, 1905)
PIECES = [inputs for inputs, _ in contiguous_streams(np.arange(25), 4, 3)]
MASKS = RNG.random((2, 3, 2, 5)) < 0.4
LOOP = (
    ["x = torch.randn(4, 2, 3)", "cell = nn.RNNCell(3, 5)"],
    1,
    [("cell", "h", 3, 5)],
    {"x": (4, 2, 3)},
    (4, 2, 3),
)

TWO = ["Dutch", "Finnish"]

# name → (number of Axes that it fills, its arguments)
CALLS = {
    "belief_by_letter": (1, ([[0.5, 0.5], [0.1, 0.9]], ["a", "a"], TWO)),
    "confusion_table": (1, ([[3, 1], [2, 2]], TWO)),
    "conveyor": (1, (WORDS, 1, 4, 6)),
    "clipping_arrows": (1, ([3.0, 1.0], {"by norm": [0.9, 0.3]}, 1)),
    "dependency_map": (2, ({"one": np.tri(5), "two": np.ones((5, 5))}, WORDS)),
    "difference_errors": (1, ([1e-3, 1e-5], {"central": [1e-6, 1e-9]}, 1e-5)),
    "difference_maps": (2, (np.zeros((4, 3, 6)), {"one": np.zeros((4, 3, 6)), "two": np.ones((4, 3, 6))})),
    "draw_call": (1, (rnn_shapes(T=10, B=3, I=100, H=20, L=2),)),
    "draw_parameters": (1, (rnn_parameter_shapes(I=100, H=10),)),
    "draw_dependence": (2, ({"right": np.eye(4)[:, :3], "wrong": np.tri(4, 3)}, (2, 1))),
    "ends_of_runs": (1, ({"one": [0.1, 0.3], "two": [0.5]}, {"table": 0.2})),
    "errors_by_horizon": (1, ({"AR(9)": [17.4, 26.3, 31.6], "GRU": [17.8, 29.1, 36.4]},)),
    "fading_lines": (1, ({"one": [1.0, 0.1], "two": [1.0, 0.5]},)),
    "forecast": (1, (YEARS, [1.0, 2.0, 3.0, 4.0, 5.0], {"RNN": [4.0, 5.5]}, 1903)),
    "forecast_with_interval": (
        1,
        (YEARS[:3], [1.0, 2.0, 9.0], [1.5, 2.0, 3.0], [0.5, 1.0, 2.0], [2.5, 3.0, 4.0]),
    ),
    "gate_values": (2, (dict.fromkeys("ifgoch", np.linspace(-1, 1.2, 5)), WORDS, np.linspace(0.1, 1, 5))),
    "gradient_path": (
        1,
        (np.tanh(RNG.normal(size=(5, 2))), RNG.normal(size=(3, 2)), [0.1, -0.4, 0.9], [0.6, 0.5, 0.9], 2),
    ),
    "learning_curves": (1, ({"one": [[0.1, 0.4], [0.2, 0.5]], "two": [[0.3, 0.6]]}, {"table": 0.25})),
    "loss_curves": (1, ({"run": [1.0, 0.5, 0.2]}, 0.9)),
    "next_letters": (1, ([0.7, 0.2, 0.1], ["a", "e", "end"], "Next")),
    "norms_against_distance": (1, ({"one": [0.5, 0.25, 0.1]}, {"one": 0.5})),
    "padded_batch": (1, ([["great", "movie"], WORDS],)),
    "parameter_counts": (1, ([1, 5, 20], 100, 10)),
    "program_and_tensors": (1, LOOP),
    "pulse_rows": (1, ({"x": [1.0, 0.0], "out": [0.0, 0.9]}, ["for x_t in x:", "    out.append(h2)"])),
    "radius_against_width": (1, ({8: [0.5, 0.7], 64: [0.6]}, 0.58)),
    "reach": (1, ({"value": [0.5, 0.1, 1.0], "gradient": [0.0, 0.0, 1.0]}, (2,))),
    "scaling_lines": (1, ([-1.0, 0.0, 1.0], {"straight": [-2.0, 0.0, 2.0]})),
    "series_and_states": (2, (YEARS, np.arange(5.0), STATES)),
    "state_grid": (1, tuple(MASKS)),
    "state_heatmap": (1, (STATES, WORDS)),
    "states_and_readouts": (2, (STATES, {"last": STATES[-1], "mean": STATES.mean(axis=0)}, WORDS)),
    "step_shares": (1, (np.tril(RNG.normal(size=(5, 5))), WORDS)),
    "streams_over_batches": (2, ({"contiguous": PIECES, "again": PIECES}, 25)),
    "two_scores": (1, (WORDS, {"one": -0.4, "two": 0.2})),
    "two_cell_grid": (1, (10, 3, (100, 30, 20))),
    "unrolled_cell": (1, (WORDS,)),
    "ways_back": (1, (3, [1, 3])),
    "weight_blocks": (1, (WORDS, 100, 10)),
    "what_remains": (1, ([0.0, 1.5, 0.2, 0.1, 0.05], WORDS)),
    "word_bars": (1, ({"one": 0.5, "nine": 2.0}, ("nine",))),
    "word_order_scores": (1, ({"one": [0.1, -0.4], "two": [0.2]},)),
}


def every_figure():
    """{name: function} of all public functions of ``rnn_course.draw`` that fill given Axes with a figure."""
    found = {}
    for module in pkgutil.iter_modules(rnn_course.draw.__path__):
        for name, value in vars(importlib.import_module(f"rnn_course.draw.{module.name}")).items():
            if inspect.isfunction(value) and value.__module__.endswith(f".{module.name}") and name[0] != "_":
                parameters = inspect.signature(value).parameters
                if (
                    list(parameters)[-1] in ("ax", "axes")
                    and parameters[list(parameters)[-1]].default is None
                ):
                    found[name] = value
    return found


def drawn(name, axes=None):
    """(fig, axes) of the figure ``name``, on new Axes or on the given ones."""
    count, arguments = CALLS[name]
    function = every_figure()[name]
    given = (
        {}
        if axes is None
        else {list(inspect.signature(function).parameters)[-1]: axes if count > 1 else axes[0]}
    )
    return function(*arguments, **given)

"""The maths of the course in plain numpy: pure functions, parameters in, values out.

Axis letters: T time steps, B batch, I input features, H hidden units, L layers, D directions, V classes.
Sequences are time-major, (T, B, I); weights have PyTorch's layout, (H, I) and (H, H).
"""

from rnn_course.core.backward import rnn_backward
from rnn_course.core.cell import relu, rnn_forward, rnn_step
from rnn_course.core.character_model import character_loss, init_character_model, mean_loss, train_on_stream
from rnn_course.core.counting import (
    per_position_parameter_count,
    rnn_parameter_count,
    rnn_parameter_shapes,
    rnn_shapes,
    shared_parameter_count,
)
from rnn_course.core.gradient_check import numerical_gradient, relative_error
from rnn_course.core.losses import softmax_cross_entropy, squared_error
from rnn_course.core.optimisers import adagrad, adam, clip_by_global_norm, sgd
from rnn_course.core.readout import last_state, linear, max_state, mean_state
from rnn_course.core.stack import init_parameters, stacked_forward, stacked_states
from rnn_course.core.stack_backward import stacked_backward
from rnn_course.core.streams import contiguous_streams

__all__ = [
    "adagrad",
    "adam",
    "character_loss",
    "clip_by_global_norm",
    "contiguous_streams",
    "init_character_model",
    "init_parameters",
    "last_state",
    "linear",
    "max_state",
    "mean_loss",
    "mean_state",
    "numerical_gradient",
    "per_position_parameter_count",
    "relative_error",
    "relu",
    "rnn_backward",
    "rnn_forward",
    "rnn_parameter_count",
    "rnn_parameter_shapes",
    "rnn_shapes",
    "rnn_step",
    "sgd",
    "shared_parameter_count",
    "softmax_cross_entropy",
    "squared_error",
    "stacked_backward",
    "stacked_forward",
    "stacked_states",
    "train_on_stream",
]

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
from rnn_course.core.embedding import embedding, embedding_backward
from rnn_course.core.gates import sigmoid
from rnn_course.core.gradient_check import numerical_gradient, relative_error
from rnn_course.core.gru import gru_backward, gru_forward, gru_step
from rnn_course.core.losses import softmax_cross_entropy, squared_error
from rnn_course.core.lstm import lstm_backward, lstm_forward, lstm_step
from rnn_course.core.masked import masked_max, masked_max_backward, masked_mean, masked_mean_backward
from rnn_course.core.optimisers import adagrad, adam, clip_by_global_norm, sgd
from rnn_course.core.readout import last_state, linear, max_state, mean_state
from rnn_course.core.sampling import next_probabilities, sample
from rnn_course.core.stack import init_parameters, stacked_forward, stacked_states
from rnn_course.core.stack_backward import stacked_backward
from rnn_course.core.stack_gates import (
    stacked_gru_backward,
    stacked_gru_forward,
    stacked_gru_states,
    stacked_lstm_backward,
    stacked_lstm_forward,
    stacked_lstm_states,
)
from rnn_course.core.streams import contiguous_streams

__all__ = [
    "adagrad",
    "adam",
    "character_loss",
    "clip_by_global_norm",
    "contiguous_streams",
    "embedding",
    "embedding_backward",
    "gru_backward",
    "gru_forward",
    "gru_step",
    "init_character_model",
    "init_parameters",
    "last_state",
    "linear",
    "lstm_backward",
    "lstm_forward",
    "lstm_step",
    "masked_max",
    "masked_max_backward",
    "masked_mean",
    "masked_mean_backward",
    "max_state",
    "mean_loss",
    "mean_state",
    "next_probabilities",
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
    "sample",
    "sgd",
    "shared_parameter_count",
    "sigmoid",
    "softmax_cross_entropy",
    "squared_error",
    "stacked_backward",
    "stacked_forward",
    "stacked_gru_backward",
    "stacked_gru_forward",
    "stacked_gru_states",
    "stacked_lstm_backward",
    "stacked_lstm_forward",
    "stacked_lstm_states",
    "stacked_states",
    "train_on_stream",
]

"""For every public function of core one call that works, with a value for every argument that it has."""

import numpy as np

from rnn_course import core

T, B, I, H, L, D, V = 5, 3, 4, 6, 2, 2, 7
RNG = np.random.default_rng(0)
PARAMETERS = core.init_parameters(RNG, I, H, L, D)
GRU_PARAMETERS, LSTM_PARAMETERS = (core.init_parameters(RNG, I, H, L, D, blocks=k) for k in (3, 4))
MODEL = core.init_character_model(RNG, V, H)
INPUTS, TARGETS = RNG.integers(0, V, (2, T, B))


def normal(*shape):
    """Numbers of both signs that are not all zero when they are rounded."""
    return RNG.normal(size=shape) * 2


def like(arrays, numbers=normal):
    return {name: numbers(*array.shape) for name, array in arrays.items()}


def squares(*shape):
    return normal(*shape) ** 2


WEIGHTS = {"w": normal(2, 3), "b": normal(3)}
LAYER = {"weight_ih": normal(H, I), "weight_hh": normal(H, H)}
BIASES = {"bias_ih": normal(H), "bias_hh": normal(H)}
GRU = {"weight_ih": normal(3 * H, I), "weight_hh": normal(3 * H, H)}
LSTM = {"weight_ih": normal(4 * H, I), "weight_hh": normal(4 * H, H)}
GRU_BIASES = {"bias_ih": normal(3 * H), "bias_hh": normal(3 * H)}
LSTM_BIASES = {"bias_ih": normal(4 * H), "bias_hh": normal(4 * H)}
PAIR, LAYER_PAIR = ((normal(B, H), normal(B, H)), (normal(L * D, B, H), normal(L * D, B, H)))
SIZES = {"I": I, "H": H, "L": L, "D": D}
STACK = {"x": normal(T, B, I), "parameters": PARAMETERS, "h_0": normal(L * D, B, H)}
STATES = {"states": normal(T, B, H)}
STEP = {"parameters": WEIGHTS, "gradients": like(WEIGHTS)}
GRU_STACK = STACK | {"parameters": GRU_PARAMETERS}
LSTM_STACK = {"x": STACK["x"], "parameters": LSTM_PARAMETERS, "state": LAYER_PAIR}
LENGTHS = np.array([T, 1, 3])
STREAM = {"parameters": MODEL, "pieces": [(INPUTS, TARGETS), (TARGETS[1:], INPUTS[1:])]}

GOOD = {
    "adagrad": STEP | {"state": like(WEIGHTS, squares), "learning_rate": 0.1, "eps": 1e-10},
    "adam": STEP
    | {
        "state": (3, like(WEIGHTS), like(WEIGHTS, squares)),
        "learning_rate": 0.1,
        "betas": (0.9, 0.99),
        "eps": 1e-8,
    },
    "character_loss": {"parameters": MODEL, "inputs": INPUTS, "targets": TARGETS, "h_0": normal(B, H)},
    "clip_by_global_norm": {"gradients": like(WEIGHTS), "max_norm": 1.0},
    "contiguous_streams": {"tokens": np.arange(20), "T": 2, "B": 3},
    "embedding": {"tokens": INPUTS, "weight": normal(V, I)},
    "embedding_backward": {"d_vectors": normal(T, B, I), "tokens": INPUTS, "weight": normal(V, I)},
    "gru_backward": STATES
    | {"d_states": normal(T, B, H), "x": normal(T, B, I), "inner": normal(T, B, H)}
    | {"gates": normal(T, B, 3 * H), "h_0": normal(B, H)}
    | GRU,
    "gru_forward": {"x": normal(T, B, I), "h_0": normal(B, H)} | GRU | GRU_BIASES,
    "gru_step": {"x_t": normal(B, I), "h_prev": normal(B, H)} | GRU | GRU_BIASES,
    "init_character_model": {"rng": RNG, "V": V, "H": H, "dtype": np.float64},
    "init_parameters": {"rng": RNG} | SIZES | {"bias": True, "dtype": np.float64, "blocks": 3},
    "last_state": STATES,
    "linear": {"h": normal(T, B, H), "weight": normal(V, H), "bias": normal(V)},
    "lstm_backward": STATES
    | {"d_states": normal(T, B, H), "x": normal(T, B, I), "cells": normal(T, B, H)}
    | {"gates": normal(T, B, 4 * H), "state": PAIR, "d_c_n": normal(B, H)}
    | LSTM,
    "lstm_forward": {"x": normal(T, B, I), "state": PAIR} | LSTM | LSTM_BIASES,
    "lstm_step": {"x_t": normal(B, I), "state": PAIR} | LSTM | LSTM_BIASES,
    "masked_max": STATES | {"lengths": LENGTHS},
    "masked_max_backward": STATES | {"lengths": LENGTHS, "d_max": normal(B, H)},
    "masked_mean": STATES | {"lengths": LENGTHS},
    "masked_mean_backward": STATES | {"lengths": LENGTHS, "d_mean": normal(B, H)},
    "max_state": STATES,
    "mean_loss": STREAM,
    "mean_state": STATES,
    "next_probabilities": {"logits": normal(B, V), "temperature": 0.5, "top_k": 3},
    "numerical_gradient": {"function": lambda w: (w**2).sum(), "array": normal(2, 3), "eps": 1e-6},
    "per_position_parameter_count": {"T": T, "I": I, "H": H},
    "relative_error": {"a": normal(2, 3), "b": normal(2, 3)},
    "relu": {"values": normal(2, 3)},
    "rnn_backward": STATES
    | {"d_states": normal(T, B, H), "x": normal(T, B, I), "h_0": normal(B, H), "nonlinearity": "tanh"}
    | LAYER,
    "rnn_forward": {"x": normal(T, B, I), "h_0": normal(B, H), "nonlinearity": "relu"} | LAYER | BIASES,
    "rnn_parameter_count": SIZES | {"bias": True, "blocks": 3},
    "rnn_parameter_shapes": SIZES | {"bias": True, "blocks": 3},
    "rnn_shapes": SIZES | {"T": T, "B": B, "batch_first": False},
    "rnn_step": {"x_t": normal(B, I), "h_prev": normal(B, H), "nonlinearity": "tanh"} | LAYER | BIASES,
    "sample": {"rng": RNG, "logits": normal(B, V), "temperature": 0.5, "top_k": 3},
    "sgd": STEP | {"learning_rate": 0.1},
    "shared_parameter_count": {"I": I, "H": H},
    "sigmoid": {"values": normal(2, 3)},
    "softmax_cross_entropy": {"logits": normal(T, B, V), "targets": TARGETS},
    "squared_error": {"predictions": normal(2, 3), "targets": normal(2, 3)},
    "stacked_backward": STACK
    | {
        "states": normal(L, D, T, B, H),
        "d_out": normal(T, B, D * H),
        "d_h_n": normal(L * D, B, H),
        "nonlinearity": "relu",
    },
    "stacked_forward": STACK | {"nonlinearity": "tanh"},
    "stacked_gru_backward": GRU_STACK
    | {"states": normal(L, D, T, B, H), "inner": normal(L, D, T, B, H), "gates": normal(L, D, T, B, 3 * H)}
    | {"d_out": normal(T, B, D * H), "d_h_n": normal(L * D, B, H)},
    "stacked_gru_forward": GRU_STACK,
    "stacked_gru_states": GRU_STACK,
    "stacked_lstm_backward": LSTM_STACK
    | {"states": normal(L, D, T, B, H), "cells": normal(L, D, T, B, H), "gates": normal(L, D, T, B, 4 * H)}
    | {"d_out": normal(T, B, D * H), "d_state": LAYER_PAIR},
    "stacked_lstm_forward": LSTM_STACK,
    "stacked_lstm_states": LSTM_STACK,
    "stacked_states": STACK | {"nonlinearity": "tanh"},
    "train_on_stream": STREAM | {"optimiser": core.adagrad, "max_norm": 1.0, "h_0": normal(B, H)},
}

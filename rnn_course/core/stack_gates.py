"""Layers of GRU or LSTM on top of each other, read in one direction or in both:
``nn.GRU`` and ``nn.LSTM`` in numpy."""

from rnn_course.core import gru, lstm
from rnn_course.core.arguments import checked
from rnn_course.core.gates import checked_pair
from rnn_course.core.stack import check_parameters, right_column, through_layers, top_row
from rnn_course.core.stack_backward import back_through_layers

LAYERS = ("L*D", "B", "H")
ENDS = ("d_h_n", "d_c_n")


def stacked_gru_states(x, parameters, h_0=None):
    """Every state of every layer, and what ``stacked_gru_backward`` will ask for.

    Shapes: x (T, B, I), parameters as ``init_parameters(…, blocks=3)`` makes them, h_0 (L·D, B, H) or None
    for zeros → states and inner (L, D, T, B, H), gates (L, D, T, B, 3·H), with the meaning of
    ``gru_forward``.

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    parameters, L, D, sizes = check_parameters(parameters, gru.BLOCKS)
    x = checked("x", x, ("T", "B", "I"), sizes := sizes | {"L": L, "D": D})
    if h_0 is not None:
        h_0 = checked("h_0", h_0, LAYERS, sizes)
    return tuple(through_layers(gru.gru_forward, x, parameters, L, D, (h_0,)))


def stacked_gru_forward(x, parameters, h_0=None):
    """The same as ``out, h_n = nn.GRU(...)(x, h_0)``, with the same weights.

    Shapes: x (T, B, I), h_0 (L·D, B, H) or None → out (T, B, D·H), h_n (L·D, B, H).
    Raises TypeError or ValueError as ``stacked_gru_states`` does.
    """
    states, _, _ = stacked_gru_states(x, parameters, h_0)
    return top_row(states), right_column(states)


def stacked_gru_backward(d_out, x, states, inner, gates, parameters, h_0=None, d_h_n=None):
    """Gradients of a loss that depends on ``out``,
    on ``h_n``, or on both, through a whole stack of GRU layers.

    Shapes: d_out (T, B, D·H), x (T, B, I), states, inner and gates as ``stacked_gru_states`` returned them,
    h_0 and d_h_n (L·D, B, H) or None. Returns (gradients as ``parameters``, d_x (T, B, I), d_h_0 (L·D, B,
    H)).

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    grid = {"states": states, "inner": inner, "gates": gates}
    checked_parameters = check_parameters(parameters, gru.BLOCKS)
    gradients, d_x, d_starts = back_through_layers(
        gru.back_through_gates, d_out, x, grid, checked_parameters, {"h_0": h_0}, {"d_h_n": d_h_n}
    )
    return gradients, d_x, d_starts["h_0"]


def stacked_lstm_states(x, parameters, state=None):
    """Both parts of every layer's memory, and what ``stacked_lstm_backward`` will ask for.

    Shapes: x (T, B, I), parameters as ``init_parameters(…, blocks=4)`` makes them, ``state`` the pair (h_0,
    c_0), each (L·D, B, H), or None for zeros → states and cells (L, D, T, B, H), gates (L, D, T, B, 4·H), as
    in ``lstm_forward``.

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    parameters, L, D, sizes = check_parameters(parameters, lstm.BLOCKS)
    x = checked("x", x, ("T", "B", "I"), sizes := sizes | {"L": L, "D": D})
    pair = checked_pair("state", state, lstm.START, LAYERS, sizes)
    return tuple(through_layers(_lstm_layer, x, parameters, L, D, pair))


def stacked_lstm_forward(x, parameters, state=None):
    """The same as ``out, (h_n, c_n) = nn.LSTM(...)(x, (h_0, c_0))``, with the same weights.

    Shapes: x (T, B, I), h_0 and c_0 (L·D, B, H), or ``state`` None → out (T, B, D·H), (h_n, c_n), each (L·D,
    B, H). ``out`` holds the h of the top layer; the c of a step is not in it. Raises errors as
    ``stacked_lstm_states`` does.
    """
    states, cells, _ = stacked_lstm_states(x, parameters, state)
    return top_row(states), (right_column(states), right_column(cells))


def stacked_lstm_backward(d_out, x, states, cells, gates, parameters, state=None, d_state=None):
    """Gradients of a loss that depends on ``out``, ``h_n`` and ``c_n``, through a whole stack of LSTM layers.

    Shapes: d_out (T, B, D·H), x (T, B, I), states, cells and gates as ``stacked_lstm_states`` returned them;
    ``state`` (h_0, c_0) and ``d_state`` (d_h_n, d_c_n) are pairs of (L·D, B, H), or None. Returns (gradients
    as ``parameters``, d_x (T, B, I), (d_h_0, d_c_0), each (L·D, B, H)).

    Raises TypeError or ValueError, naming the argument, when a shape, a type or a weight cannot be right.
    """
    grid = {"states": states, "cells": cells, "gates": gates}
    checked_parameters = check_parameters(parameters, lstm.BLOCKS)
    sizes = _sizes(x, checked_parameters)
    starts = dict(zip(lstm.START, checked_pair("state", state, lstm.START, LAYERS, sizes), strict=True))
    d_ends = dict(zip(ENDS, checked_pair("d_state", d_state, ENDS, LAYERS, sizes), strict=True))
    gradients, d_x, d_starts = back_through_layers(
        lstm.back_through_cells, d_out, x, grid, checked_parameters, starts, d_ends
    )
    return gradients, d_x, tuple(d_starts.values())


def _lstm_layer(x, h_0, c_0, *weights):
    return lstm.lstm_forward(x, None if h_0 is None else (h_0, c_0), *weights)


def _sizes(x, checked_parameters):
    """All sizes that the parameters and x tell."""
    _, L, D, sizes = checked_parameters
    sizes = sizes | {"L": L, "D": D}
    checked("x", x, ("T", "B", "I"), sizes)
    return sizes

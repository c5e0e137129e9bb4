"""The states of a network, and the gradients that arrive at them: what the ways back through time are tried
on."""

import numpy as np

SIZES = [
    {"T": 7, "B": 3, "I": 4, "H": 6},
    {"T": 4, "B": 5, "I": 3, "H": 2},
    {"T": 5, "B": 4, "I": 4, "H": 4},  # equal sizes: what raises elsewhere gives wrong numbers here
    {"T": 1, "B": 3, "I": 4, "H": 6},
    {"T": 7, "B": 1, "I": 4, "H": 6},
]


def draw_walk(rng, T, B, I, H):
    """d_states (T, B, H), x (T, B, I), states (T, B, H), h_0 (B, H), W_xh (H, I), W_hh (H, H)."""
    x, h_0 = rng.normal(size=(T, B, I)), np.tanh(rng.normal(size=(B, H)))
    W_xh, W_hh, b = 0.5 * rng.normal(size=(H, I)), 0.5 * rng.normal(size=(H, H)), 0.3 * rng.normal(size=H)
    states, h = [], h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return rng.normal(size=(T, B, H)), x, np.stack(states), h_0, W_xh, W_hh

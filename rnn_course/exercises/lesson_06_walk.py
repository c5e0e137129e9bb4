"""Lesson 6: the walk back through time that a learner writes, and the inputs it is tried on."""

import numpy as np

SIZES = [
    {"T": 7, "B": 3, "I": 4, "H": 6},
    {"T": 4, "B": 5, "I": 3, "H": 2},
    {"T": 5, "B": 4, "I": 4, "H": 4},  # equal sizes: what raises elsewhere gives wrong numbers here
    {"T": 1, "B": 3, "I": 4, "H": 6},
    {"T": 7, "B": 1, "I": 4, "H": 6},
]


def draw(rng, T, B, I, H):
    x, h_0 = rng.normal(size=(T, B, I)), np.tanh(rng.normal(size=(B, H)))
    W_xh, W_hh, b = 0.5 * rng.normal(size=(H, I)), 0.5 * rng.normal(size=(H, H)), 0.3 * rng.normal(size=H)
    states, h = [], h_0
    for x_t in x:
        h = np.tanh(x_t @ W_xh.T + h @ W_hh.T + b)
        states.append(h)
    return rng.normal(size=(T, B, H)), x, np.stack(states), h_0, W_xh, W_hh


def solution(d_states, x, states, h_0, W_xh, W_hh):
    dW_xh, dW_hh = np.zeros_like(W_xh), np.zeros_like(W_hh)
    db, d_x = np.zeros(len(W_hh)), np.zeros_like(x)
    d_later = np.zeros_like(h_0)
    for t in range(len(x) - 1, -1, -1):
        h_prev = states[t - 1] if t > 0 else h_0
        d_h = d_states[t] + d_later
        d_sum = d_h * (1 - states[t] ** 2)
        dW_xh += d_sum.T @ x[t]
        dW_hh += d_sum.T @ h_prev
        db += d_sum.sum(axis=0)
        d_x[t] = d_sum @ W_xh
        d_later = d_sum @ W_hh
    return dW_xh, dW_hh, db, d_x, d_later

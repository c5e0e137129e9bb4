"""The numbers in the state grid: a small network of fixed weights, as in ``static/grid_sums.js``.

A parameter's name decides its values (``words.py``), so every grid of the same size has the same network:
I = 2 inputs, H = 3 units, and one sequence in the batch.
"""

import numpy as np

from rnn_course import core
from rnn_course.widgets.words import letters_hash, numbers_from, word_vectors

I, H = 2, 3


def parameters_of(L, D):
    """PyTorch's name → array, for L layers in D directions.

    >>> parameters_of(2, 1)["weight_ih_l1"].shape
    (3, 3)
    """
    shapes = core.rnn_parameter_shapes(I, H, L, D)
    return {
        name: numbers_from(letters_hash(name), int(np.prod(shape))).reshape(shape)
        for name, shape in shapes.items()
    }


def inputs_of(T):
    """The sequence that the grid reads; shape (T, B, I) = (T, 1, 2)."""
    return word_vectors([f"x{t}" for t in range(T)], I)[:, np.newaxis]


def sum_of(states, parameters, x, place, unit):
    """What makes one unit of one state: the products from below and before, both biases, their sum, its tanh.

    Shapes: states (L, D, T, 1, H), x (T, 1, I); below (I,) in layer 0 and (D·H,)
    above, before (H,), biases (2,).
    """
    layer, d, t = place
    end = f"_l{layer}" + ("_reverse" if d else "")
    read = x[t, 0] if layer == 0 else states[layer - 1, :, t, 0].ravel()
    earlier = t + 1 if d else t - 1
    memory = states[layer, d, earlier, 0] if 0 <= earlier < len(x) else np.zeros(H)
    below = parameters["weight_ih" + end][unit] * read
    before = parameters["weight_hh" + end][unit] * memory
    biases = np.array([parameters[f"bias_{side}{end}"][unit] for side in ("ih", "hh")])
    total = float(below.sum() + before.sum() + biases.sum())
    return {"below": below, "before": before, "biases": biases, "sum": total, "h": float(np.tanh(total))}

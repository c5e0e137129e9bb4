"""Probe sizes for loops over `nn.RNNCell`, where a wrong axis or swapped arguments should run and be told by
their values."""

# T = B lets a loop over the batch run; I = H lets swapped arguments run.
SIZES = [
    {"T": 7, "B": 3, "I": 4, "H": 6},
    {"T": 4, "B": 5, "I": 3, "H": 2},
    {"T": 9, "B": 2, "I": 8, "H": 5},
    {"T": 5, "B": 5, "I": 4, "H": 6},
    {"T": 6, "B": 4, "I": 5, "H": 5},
    {"T": 1, "B": 3, "I": 4, "H": 6},
    {"T": 7, "B": 1, "I": 4, "H": 6},
]

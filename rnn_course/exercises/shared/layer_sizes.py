"""Probe sizes for loops over layers and steps."""

# Equal widths first: there a wrong tensor runs silently, and its values tell which one it was.
SIZES = [
    {"T": 7, "B": 4, "I": 5, "H": 5, "L": 3},
    {"T": 6, "B": 4, "I": 7, "H": 5, "L": 3},
    {"T": 8, "B": 5, "I": 3, "H": 6, "L": 2},
    {"T": 5, "B": 3, "I": 4, "H": 2, "L": 1},
    {"T": 1, "B": 4, "I": 7, "H": 5, "L": 3},
    {"T": 7, "B": 1, "I": 4, "H": 6, "L": 2},
]

"""The figures of the course. Each function returns (fig, ax) and never calls ``show()``."""

"""The figures of the course, each once.

Each function fills the Axes that it is given, or those of a new figure; it returns (fig, ax) and never
calls ``show()``. It says in words what it drew (alt text); a figure made by plain matplotlib is
described with ``describe(fig, "…")``.
"""

from rnn_course.draw.alt_text import describe

__all__ = ["describe"]

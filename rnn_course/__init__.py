"""rnn_course: the package behind an interactive course on recurrent neural networks.

The lessons live in ``notebooks/``. Here is what they lean on:

- ``rnn_course.core``       the maths, in plain numpy
- ``rnn_course.data``       sequences to read, from packages that are already installed
- ``rnn_course.draw``      the figures
- ``rnn_course.exercises``  exercises that say which mistake you made
- ``rnn_course.widgets``    instruments to play with in the browser
- ``rnn_course.torch_bridge``, ``rnn_course.training``  the same weights in PyTorch, and one training loop

Importing ``rnn_course`` loads none of them, so a numpy-only lesson never waits for PyTorch.
"""

__version__ = "0.1.0"

"""Pictures to play with: each widget computes in the browser and tells Python what you set.

Every widget is one Python class beside one ES module and one style sheet in ``static/``. The browser draws at
once, without asking the kernel; the settings travel to Python, so that the next cell can read them and what
follows from them.
"""

from rnn_course.widgets.cell_loop import CellLoop
from rnn_course.widgets.forecast import Forecast
from rnn_course.widgets.gates import Gates
from rnn_course.widgets.gradient_shares import GradientShares
from rnn_course.widgets.memory import Memory
from rnn_course.widgets.name_typer import NameTyper
from rnn_course.widgets.number_runs import NumberRuns
from rnn_course.widgets.pulse_loop import PulseLoop
from rnn_course.widgets.rnn_shapes import RNNShapes
from rnn_course.widgets.state_grid import StateGrid
from rnn_course.widgets.streams import Streams
from rnn_course.widgets.vanishing import Vanishing
from rnn_course.widgets.weight_sharing import WeightSharing

__all__ = [
    "CellLoop",
    "Forecast",
    "Gates",
    "GradientShares",
    "Memory",
    "NameTyper",
    "NumberRuns",
    "PulseLoop",
    "RNNShapes",
    "StateGrid",
    "Streams",
    "Vanishing",
    "WeightSharing",
]

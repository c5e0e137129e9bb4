"""A widget's still picture as PNG bytes: a figure without pyplot and without the reader's own style."""

import io
import warnings

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from rnn_course.draw.style import MUTED, STYLE

FIXED = {"font.family": "DejaVu Sans", "text.usetex": False, "patch.force_edgecolor": False}
DPI = STYLE["figure.dpi"]


def png_bytes(draw, inches, invitation):
    """Call ``draw(figure)`` on an empty figure of ``inches`` (width, height), write ``invitation`` below."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a typed word may hold letters that the figure's font lacks
        matplotlib.rcParams.update(STYLE | FIXED)
        figure = Figure(figsize=inches, dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure)
        figure.supxlabel(invitation, x=0.02, ha="left", fontsize=8, color=MUTED)
        target = io.BytesIO()
        figure.savefig(target, format="png", dpi=DPI, bbox_inches="tight", metadata={"Software": None})
    return target.getvalue()

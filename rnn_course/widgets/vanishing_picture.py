"""The static picture of vanishing: the norm of ∂h_T/∂h_k over the distance, on a logarithmic scale."""

import numpy as np

LOWEST = -12  # decades; what is smaller falls out of the picture


def draw_vanishing(figure, widget):
    """Draw the norms, the line ρ^(T − k) beside them, and where the norm falls under 0.001."""
    from rnn_course.widgets.picture import BLUE, INK, MUTED, ORANGE, page, write

    frame = page(figure)
    write(
        frame, 16, 18, "How much of h_k survives in h_T, against the distance T − k", size=10, weight="bold"
    )
    axes = figure.add_axes((0.09, 0.2, 0.88, 0.68), facecolor="none")
    distance = np.arange(widget.T + 1)
    norms = np.ma.masked_less(widget.norms, 10.0**LOWEST)
    axes.semilogy(distance, norms, color=BLUE, marker="o", ms=3, lw=1.8, label="‖∂h_T/∂h_k‖")
    axes.semilogy(
        distance,
        widget.radius**distance,
        color=ORANGE,
        ls="--",
        lw=1.4,
        label="ρ^(T − k), ρ the spectral radius",
    )
    axes.axhline(1e-3, color=MUTED, lw=0.8, ls=":")
    axes.set_ylim(10.0**LOWEST, max(1e2, 10 * float(np.max(widget.norms))))
    axes.set_xlim(-0.5, widget.T + 0.5)
    axes.tick_params(labelsize=8, colors=INK)
    axes.minorticks_off()
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8.5, loc="lower left")
    if widget.reach < widget.T:
        axes.axvline(widget.reach, color=INK, lw=1)
        axes.text(
            widget.reach,
            10.0 ** (LOWEST + 0.7),
            f" reach: {widget.reach} ",
            size=8.5,
            color=INK,
            ha="left" if widget.reach < widget.T * 0.8 else "right",
        )
    text = "Run this cell to turn the spectral radius, T, the nonlinearity and the inputs, and to clip the gradient."
    write(frame, 16, frame.get_ylim()[0] - 12, text, size=8, color=MUTED)

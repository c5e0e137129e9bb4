"""The static picture of the weight-sharing widget: blocks that multiply beside one block that does not."""

TOP, HEIGHT, SCALE = 62, 230, 0.95  # SCALE: length of one number's side


def draw_weight_sharing(figure, sharing):
    """Draw both models: a block of I × H numbers for each position, and one block for all."""
    from rnn_course.widgets.picture import MUTED, page, subscript, write

    axes = page(figure)
    words, rows = sharing.words, [TOP + HEIGHT * (t + 0.5) / sharing.T for t in range(sharing.T)]
    middle = TOP + HEIGHT / 2
    for left, title in ((16, "One W for each position"), (340, "One W for all positions")):
        write(axes, left, 20, title, size=10, weight="bold")
    for t, (word, y) in enumerate(zip(words, rows, strict=True), start=1):
        write(axes, 80, y, word, ha="right", size=8.5)
        _arrow(axes, 88, y, 124, y)
        _weights(axes, 130, y, sharing, "#b35806")
        write(axes, 144 + sharing.I * SCALE, y, f"W{subscript(t)}", size=8, color=MUTED)
        write(axes, 404, y, word, ha="right", size=8.5)
        _arrow(axes, 412, y, 474, middle)
    _weights(axes, 480, middle, sharing, "#0072b2")
    write(axes, 494 + sharing.I * SCALE, middle, "W", size=8, color=MUTED)
    write(axes, 16, TOP - 20, _formula(sharing, True), size=8.5)
    write(axes, 340, TOP - 20, _formula(sharing, False), size=8.5)
    write(
        axes,
        16,
        TOP + HEIGHT + 28,
        "Run this cell to play: move T, I and H"
        + (", then guess what shuffled words do." if sharing.with_order else "."),
        size=8.5,
        color=MUTED,
    )


def _formula(sharing, per_position):
    one = f"{sharing.I}·{sharing.H} + {sharing.H}"
    if per_position:
        return f"T·(I·H + H) = {sharing.T}·({one}) = {sharing.per_position_count:,}"
    return f"I·H + H = {one} = {sharing.shared_count:,}"


def _weights(axes, x, y, sharing, colour):
    """W as a block whose area counts its numbers, and b as a strip beside it, both centred on y."""
    from rnn_course.widgets.picture import block

    width, height = max(sharing.I * SCALE, 2), max(sharing.H * SCALE, 2)
    block(axes, x, y - height / 2, width, height, fc=colour, lw=0)
    block(axes, x + width + 2, y - height / 2, 3, height, fc=colour, lw=0)


def _arrow(axes, x1, y1, x2, y2):
    from rnn_course.widgets.picture import MUTED

    axes.annotate(
        "",
        (x2, y2),
        (x1, y1),
        arrowprops={"arrowstyle": "-|>", "color": MUTED, "lw": 0.8, "mutation_scale": 7},
    )

"""The static picture of the streams: the pieces that are read, or the batch of sentences with padding."""

ROW, GAP, LEFT = 28, 16, 52
COLOURS = ("#0072b2", "#b35806", "#007a5a", "#95467b")


def draw_streams(figure, widget):
    """Draw the view that ``widget`` shows, with the selected character or the picked steps marked."""
    from rnn_course.widgets.picture import MUTED, page, write

    axes = page(figure)
    if widget.view == "streams":
        title, text = (
            "One text as streams, read piece by piece",
            "select a character, and choose zero, carry or detach",
        )
        _text(axes, widget)
        _pieces(axes, widget)
    else:
        title, text = (
            "Four sentences in one batch",
            "change the lengths, pad or pack, and see which state is taken",
        )
        _batch(axes, widget)
    write(axes, 16, 18, title, size=10, weight="bold")
    write(axes, 16, axes.get_ylim()[0] - 12, f"Run this cell to {text}.", size=8, color=MUTED)


def _cell(axes, x, y, width, text, colour, strong, chosen=False):
    """A letter or a word on a tint of its colour: strong where it is in the state."""
    from rnn_course.widgets.picture import INK, block, write

    block(axes, x, y, width, ROW - 6, fc=colour, alpha=0.45 if strong else 0.13)
    if chosen:
        block(axes, x, y, width, ROW - 6, fc="none", ec=INK, lw=2)
    write(
        axes,
        x + width / 2,
        y + (ROW - 6) / 2,
        text,
        ha="center",
        size=8,
        weight="bold" if strong else "normal",
    )


def _stream_of(widget, token):
    """The row of the contiguous cut to which a position belongs; its colour tells where in the text it stands."""
    length = (len(widget.text) - 1) // widget.B
    return min(token // length, widget.B - 1)


def _text(axes, widget):
    """The whole text in one row."""
    width = (axes.get_xlim()[1] - 32) / len(widget.text)
    for token, letter in enumerate(widget.text):
        colour = COLOURS[_stream_of(widget, token)]
        strong = token in widget.remembered
        _cell(
            axes,
            16 + token * width,
            38,
            width,
            letter.replace(" ", "␣"),
            colour,
            strong,
            token == widget.token,
        )


def _pieces(axes, widget):
    """The pieces side by side, a row for each stream."""
    from rnn_course.widgets.picture import MUTED, write

    count = len(widget.pieces)
    width = min(28, (axes.get_xlim()[1] - LEFT - 16 - GAP * (count - 1)) / (count * widget.T))
    for b in range(widget.B):
        write(axes, 16, 113 + b * (ROW + 4), f"b = {b}", size=8, color=MUTED)
    for k in range(count):
        left = LEFT + k * (widget.T * width + GAP)
        name = f"piece {k}" if widget.T * width > 45 else str(k)
        write(axes, left + widget.T * width / 2, 88, name, ha="center", size=8, color=MUTED)
        for b in range(widget.B):
            _row(axes, widget, k, b, left, width)
    counts = len(widget.remembered), len(widget.learnt_from)
    text = "Strong: in the value of h ({}). Bar: the gradient reaches it ({}).".format(*counts)
    write(axes, 16, axes.get_ylim()[0] - 32, text, size=8.5)


def _row(axes, widget, k, b, left, width):
    """Row b of piece k: what its state starts from, its characters, and a bar where the gradient reaches them."""
    from rnn_course.widgets.picture import INK, block, write

    y = 102 + b * (ROW + 4)
    if k > 0:
        write(axes, left - GAP / 2, y + 11, "0" if widget.state == "zero" else "→", ha="center", size=8)
    for t, token in enumerate(widget.pieces[k][:, b]):
        x, letter = left + t * width, widget.text[token].replace(" ", "␣")
        strong, colour = token in widget.remembered, COLOURS[_stream_of(widget, token)]
        _cell(axes, x, y, width, letter, colour, strong, token == widget.token)
        if token in widget.learnt_from:
            block(axes, x + 1, y + ROW - 5, width - 2, 4, fc=INK, ec="none")


def _batch(axes, widget):
    """A row for each sentence; the last real step framed, the picked one strong, the verdict at the right."""
    from rnn_course.widgets.picture import MUTED, write

    steps = max(widget.lengths)
    width = min(64, (axes.get_xlim()[1] - 86 - 170) / steps)
    for t in range(steps):
        write(axes, 86 + (t + 0.5) * width, 52, f"t = {t}", ha="center", size=8, color=MUTED)
    for b, length in enumerate(widget.lengths):
        y = 68 + b * (ROW + 8)
        write(axes, 16, y + 11, f"length {length}", size=8, color=MUTED)
        for t in range(steps if widget.batch == "padded" else length):
            _word(axes, widget, b, t, y, width)
        write(axes, 86 + steps * width + 12, y + 11, _verdict(widget, b), size=8)
    text = f"Framed: the last real step. Strong: what {widget.pick} takes."
    write(axes, 16, axes.get_ylim()[0] - 32, text, size=8.5)


def _word(axes, widget, b, t, y, width):
    """Step t of sentence b: a word or padding; green where the right state is taken, orange where a wrong one is."""
    from rnn_course.widgets.picture import LIGHT

    last, taken = widget.last_real[b], t == widget.picked[b]
    blue, orange, green, _ = COLOURS
    colour = (green if t == last else orange) if taken else blue if t <= last else LIGHT
    text = widget._sentences[b][t] if t <= last else "pad"
    _cell(axes, 86 + t * width, y, width, text, colour, taken, t == last)


def _verdict(widget, b):
    if widget.picks_right[b]:
        return "✓ after the last word"
    if widget.picked[b] is None:
        return "✗ zeros"
    return f"✗ after {widget.picked[b] - widget.last_real[b]} × padding"

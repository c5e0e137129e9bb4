"""The program of the cell loop, line by line: what it is, and what each line makes."""


def layers(loop):
    """Pairs (input_size, hidden_size) of the cells."""
    return [(loop.I, loop.H), (loop.I2, loop.H2)][: loop.cells]


def names(loop):
    """Pairs (name of the cell, name of its state)."""
    return [("cell", "h")] if loop.cells == 1 else [("cell1", "h1"), ("cell2", "h2")]


def first_state(loop, hidden):
    """The shape of the state that the loop starts from; None if there is no state yet."""
    return {"(B, H)": (loop.B, hidden), "(1, B, H)": (1, loop.B, hidden), "None": None}[loop.h_0]


def program(loop):
    """The lines of the program; those inside the loop are indented."""
    lines = [f"x = torch.randn({loop.T}, {loop.B}, {loop.I})"]
    sized = list(zip(names(loop), layers(loop), strict=True))
    lines += [f"{cell} = nn.RNNCell({inputs}, {hidden})" for (cell, _), (inputs, hidden) in sized]
    for (_, h), (_, hidden) in sized:
        shape = first_state(loop, hidden)
        lines.append(f"{h} = None" if shape is None else f"{h} = torch.zeros{shape}")
    lines += ["out = []", "for x_t in x:"]
    read = "x_t"
    for (cell, h), _ in sized:
        lines.append(f"    {h} = {cell}({read}, {h})")
        read = h
    return [*lines, f"    out.append({read})", "out = torch.stack(out)"]


def trace(loop):
    """A list of (line, t, shapes, error): one entry for each line that runs, after one for the start.

    ``line`` counts from 0 (-1: nothing has run yet), ``t`` is the number of the pass (0 before the loop).
    ``shapes`` maps the names that exist to shapes: None for None, a list of shapes while ``out`` is a list.
    ``error`` is "" or what PyTorch says; after an error there is no further entry.
    """
    lines, run = program(loop), _Run()
    run.line(-1, 0)
    run.line(0, 0, x=(loop.T, loop.B, loop.I))
    for number in range(loop.cells):
        run.line(1 + number, 0)
    for number, ((_, h), (_, hidden)) in enumerate(zip(names(loop), layers(loop), strict=True)):
        run.line(1 + loop.cells + number, 0, **{h: first_state(loop, hidden)})
    head = 1 + 2 * loop.cells
    run.line(head, 0, out=[])
    for t in range(1, loop.T + 1):
        if not _one_pass(loop, run, head + 1, t):
            return run.entries
    run.line(len(lines) - 1, loop.T, out=(loop.T, *run.shapes["out"][0]))
    return run.entries


class _Run:
    """The entries of a trace, and the shapes after the last of them."""

    def __init__(self):
        self.entries, self.shapes = [], {}

    def line(self, number, t, error="", **made):
        self.shapes = {**self.shapes, **made}
        self.entries.append((number, t, self.shapes, error))


def _one_pass(loop, run, line, t):
    """One pass of the loop; False if a line of it raises."""
    run.line(line, t, x_t=(loop.B, loop.I))
    read = loop.I
    for number, ((_, h), (inputs, hidden)) in enumerate(zip(names(loop), layers(loop), strict=True)):
        error = cell_error(run.shapes[h], read, inputs)
        made = {} if error else {h: (loop.B, hidden)}
        run.line(line + 1 + number, t, error, **made)
        if error:
            return False
        read = hidden
    run.line(line + 1 + loop.cells, t, out=[*run.shapes["out"], (loop.B, read)])
    return True


def cell_error(state, width, input_size):
    """What ``nn.RNNCell`` of PyTorch 2.13 says to a state of this shape and an input of this width, or ""."""
    if state is not None and len(state) == 3:
        return "ValueError: RNNCell: Expected hidden to be 1D or 2D, got 3D instead"
    if width != input_size:
        return f"RuntimeError: input has inconsistent input_size: got {width} expected {input_size}"
    return ""

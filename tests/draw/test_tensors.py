"""The figures of lesson 4 draw what was passed: sizes, names, tints, and which sample reacts."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import Rectangle

from rnn_course.core import rnn_parameter_shapes, rnn_shapes
from rnn_course.draw.sheets import LAST_STATE
from rnn_course.draw.tensors import draw_call, draw_dependence, draw_parameters


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def rectangles(ax, gid):
    return [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_gid() == gid]


@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize("L", [1, 4])
def test_one_sheet_for_each_index_of_the_first_axis(batch_first, L):
    shapes = rnn_shapes(T=10, B=3, I=100, H=20, L=L, batch_first=batch_first)
    _, ax = draw_call(shapes, batch_first)
    for name, shape in shapes.items():
        assert len(rectangles(ax, name)) == shape[0]


def test_names_shapes_and_axes_are_written():
    shapes = rnn_shapes(T=10, B=3, I=100, H=20)
    _, ax = draw_call(shapes)
    written = texts(ax)
    assert "(T, B, I) = (10, 3, 100)" in written and "(T, B, H) = (10, 3, 20)" in written
    assert written.count("(L, B, H) = (1, 3, 20)") == 2
    counts = {"T = 10": 2, "B = 3": 4, "I = 100": 1, "H = 20": 3, "L = 1": 2}
    assert {label: written.count(label) for label in counts} == counts


def test_batch_first_names_the_axes_of_x_and_out_only():
    _, ax = draw_call(rnn_shapes(T=10, B=3, I=100, H=20, batch_first=True), batch_first=True)
    written = texts(ax)
    assert "(B, T, I) = (3, 10, 100)" in written and "(B, T, H) = (3, 10, 20)" in written
    assert written.count("(L, B, H) = (1, 3, 20)") == 2


def test_two_directions_double_the_width_of_out_and_the_rows_of_h_n():
    _, ax = draw_call(rnn_shapes(T=10, B=3, I=100, H=20, L=2, D=2), bidirectional=True)
    written = texts(ax)
    assert "(T, B, D·H) = (10, 3, 40)" in written and written.count("(L·D, B, H) = (4, 3, 20)") == 2
    assert not rectangles(ax, "out tint")
    with pytest.raises(ValueError, match=r"out: expected shape \(10, 3, 20\)"):
        draw_call(rnn_shapes(T=10, B=3, I=100, H=20, L=2, D=2))


def test_a_hidden_tensor_shows_no_size():
    _, ax = draw_call(rnn_shapes(T=10, B=3, I=100, H=20), hidden=("out", "h_n"))
    written = texts(ax)
    assert (
        written.count("?") == 2
        and not rectangles(ax, "out")
        and not any("tinted" in text for text in written)
    )
    assert "(T, B, I) = (10, 3, 100)" in written and "(T, B, H) = (10, 3, 20)" not in written


@pytest.mark.parametrize("batch_first", [False, True])
def test_the_tint_covers_the_last_state_and_nothing_else(batch_first):
    T, B = 10, 3
    _, ax = draw_call(rnn_shapes(T=T, B=B, I=100, H=20, L=4, batch_first=batch_first), batch_first)
    sheets = rectangles(ax, "out")
    tints = rectangles(ax, "out tint")
    part = sum(tint.get_height() for tint in tints) / sum(sheet.get_height() for sheet in sheets)
    assert len(tints) == (B if batch_first else 1)
    assert part == pytest.approx(1 / T)
    (h_n,) = rectangles(ax, "h_n tint")
    assert h_n.get_bbox().bounds == rectangles(ax, "h_n")[-1].get_bbox().bounds
    assert plt.matplotlib.colors.to_hex(h_n.get_facecolor()) == LAST_STATE
    assert not rectangles(ax, "x tint") and not rectangles(ax, "h_0 tint")


def test_longer_axes_are_drawn_longer():
    _, ax = draw_call(rnn_shapes(T=10, B=3, I=100, H=20))
    assert rectangles(ax, "x")[0].get_width() > rectangles(ax, "out")[0].get_width()
    assert rectangles(ax, "out")[0].get_width() == pytest.approx(rectangles(ax, "h_n")[0].get_width())


@pytest.mark.parametrize(
    ("name", "shape", "message"),
    [
        ("out", (3, 10, 20), r"out: expected shape \(10, 3, 20\)"),
        ("h_0", (3, 1, 20), r"h_0: expected shape \(1, 3, 20\)"),
        ("x", (10, 100), "x: expected three axes"),
    ],
)
def test_shapes_that_do_not_belong_together(name, shape, message):
    with pytest.raises(ValueError, match=message):
        draw_call(rnn_shapes(T=10, B=3, I=100, H=20) | {name: shape})


def test_parameters_are_to_scale():
    shapes = rnn_parameter_shapes(I=100, H=10)
    _, ax = draw_parameters(shapes)
    for name, shape in shapes.items():
        (patch,) = rectangles(ax, name)
        assert (patch.get_height(), patch.get_width()) == (shape[0], shape[1] if len(shape) == 2 else 1)
    assert ax.get_aspect() == 1
    written = texts(ax)
    assert [text for text in written if text.startswith(("weight", "bias"))] == list(shapes)
    assert "(10, 100)" in written and "1,000 numbers" in written and written.count("(10,)") == 2


def test_parameters_stay_apart_and_inside():
    _, ax = draw_parameters(rnn_parameter_shapes(I=3, H=40))
    boxes = [patch.get_bbox() for patch in ax.patches]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert all(left <= b.x0 and b.x1 <= right and bottom <= b.y0 and b.y1 <= top for b in boxes)


def test_parameters_bad_input():
    with pytest.raises(ValueError, match="w: expected one or two axes"):
        draw_parameters({"w": (2, 3, 4)})
    with pytest.raises(ValueError, match="at least one parameter"):
        draw_parameters({})


def test_dependence_is_what_was_passed():
    grids = {"right": np.diag([0.0, 0.5, 2.0])[:, 1:], "wrong": np.tri(3, 2)}
    _, axes = draw_dependence(grids, (2, 1))
    for ax, (title, grid) in zip(axes, grids.items(), strict=True):
        assert np.allclose(ax.images[0].get_array() * grid.max(), grid)
        assert ax.get_title(loc="left") == title
        assert texts(ax) == [f"{value:.2f}" if value else "–" for value in grid.ravel()]
        assert [patch.get_xy() for patch in ax.patches] == [(0.5, 1.5)]


def test_dependence_bad_input():
    with pytest.raises(ValueError, match=r"leak: expected shape \(B, T\) with a cell \(2, 1\), got \(2, 3\)"):
        draw_dependence({"leak": np.zeros((2, 3))}, (2, 1))
    with pytest.raises(ValueError, match="at least one array"):
        draw_dependence({}, (0, 0))

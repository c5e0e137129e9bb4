"""Every text of every figure, and every colour of the palette, is readable: a contrast of at least 4.5 : 1 (WCAG AA)."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from every_figure import CALLS, drawn
from matplotlib.colors import to_hex
from matplotlib.text import Text

from rnn_course.draw.style import CYCLE, DIVERGING, LIGHT, PALETTE, contrast, ink_on

LEAST = 4.5
TEXT_COLOURS = ("grey", "ink", "blue", "orange", "green", "purple", "red", "sky")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_contrast_is_that_of_the_standard():
    assert contrast("white", "#767676") == pytest.approx(4.54, abs=0.005)  # known pairs
    assert contrast("#777777", "white") == pytest.approx(4.48, abs=0.005)
    assert contrast("red", "lime") == pytest.approx(2.91, abs=0.005)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", TEXT_COLOURS)
def test_a_text_colour_is_readable_on_the_page(theme, name):
    assert contrast(PALETTE[theme][name], PALETTE[theme]["paper"]) >= LEAST


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_have_the_same_names_and_the_ink_is_readable_on_the_shade(theme):
    assert set(PALETTE[theme]) == {*TEXT_COLOURS, "paper", "shade", "rule"}
    assert contrast(PALETTE[theme]["ink"], PALETTE[theme]["shade"]) >= LEAST


def test_ink_on_any_colour_is_readable():
    rng = np.random.default_rng(0)
    colours = [*rng.random((200, 3)), *CYCLE, LIGHT, *DIVERGING(np.linspace(0, 1, 99))[:, :3]]
    assert min(contrast(ink_on(colour), colour) for colour in colours) >= LEAST


def ground_of(pixels, text, renderer):
    """The commonest colour behind a text, None outside the figure; ``pixels`` is the figure drawn without any text."""
    box, height = text.get_window_extent(renderer), len(pixels)
    rows = slice(max(0, int(height - box.y1)), max(0, int(np.ceil(height - box.y0))))
    cut = pixels[rows, max(0, int(box.x0)) : max(0, int(np.ceil(box.x1)))].reshape(-1, 3).astype(int)
    if not len(cut):
        return None
    codes, counts = np.unique(cut @ (65536, 256, 1), return_counts=True)
    return f"#{codes[counts.argmax()]:06x}"


@pytest.mark.parametrize("name", CALLS)
def test_every_text_of_a_figure_is_readable_where_it_stands(name):
    fig, _ = drawn(name)
    fig.canvas.draw()
    renderer = fig.canvas.get_renderer()
    texts = [text for text in fig.findobj(Text) if text.get_text().strip() and text.get_visible()]
    for text in texts:
        text.set_alpha(0)
    fig.canvas.draw()
    pixels = np.asarray(fig.canvas.buffer_rgba())[..., :3]
    pairs = [(text.get_text(), to_hex(text.get_color()), ground_of(pixels, text, renderer)) for text in texts]
    assert pairs and not [pair for pair in pairs if pair[2] and contrast(*pair[1:]) < LEAST]

"""What holds for every figure: it fills the Axes that it is given, and makes a figure of its own only without them."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from every_figure import CALLS, drawn, every_figure
from matplotlib.figure import Figure


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_every_figure_is_called_here():
    assert set(every_figure()) == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_a_figure_stands_on_the_axes_that_it_is_given(name):
    count = CALLS[name][0]
    own = Figure(layout="constrained")
    axes = own.subplots(1, count + 1, squeeze=False)[0]
    fig, filled = drawn(name, axes[:count])
    assert fig is own and not plt.get_fignums()
    assert list(np.ravel(filled)) == list(axes[:count])
    assert all(ax.has_data() or ax.texts or ax.patches for ax in axes[:count]) and not axes[count].has_data()


@pytest.mark.parametrize("name", CALLS)
def test_without_axes_a_figure_of_its_own_shows_the_same_number_of_panels(name):
    fig, axes = drawn(name)
    assert plt.get_fignums() == [fig.number]
    assert np.size(axes) == CALLS[name][0]

"""The figures of lesson 6: what is drawn is what was passed."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnn_course.draw.gradients import difference_errors, step_shares, ways_back

WORDS = ("I", "hate", "this", "boring", "movie")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def back_arrows(ax):
    return [text for text in ax.texts if text.get_gid() == "back"]


@pytest.mark.parametrize("T", [1, 2, 3, 4])
def test_each_step_has_four_ways_back(T):
    _, ax = ways_back(T)
    texts = [text.get_text() for text in ax.texts]
    assert len(back_arrows(ax)) == 4 * T  # to the old state, to the sum, to the input, from the readout
    assert texts.count("× $W_{hh}$") == texts.count("× $W_{xh}$") == texts.count("× $W_{hy}$") == T
    for t in range(1, T + 1):
        assert {f"$x_{t}$", f"$a_{t}$", f"$h_{t}$", f"$y_{t}$", f"× $(1 - h_{t}^2)$"} <= set(texts)
    assert texts.count("$h_0$") == 1


def test_only_the_named_steps_have_a_readout():
    _, ax = ways_back(3, losses=[3])
    texts = [text.get_text() for text in ax.texts]
    assert [text for text in texts if text.startswith("$y_")] == ["$y_3$"]
    assert len(back_arrows(ax)) == 10


def test_every_way_back_points_to_the_past_or_the_inside():
    _, ax = ways_back(3)
    for arrow in back_arrows(ax):
        (x_end, y_end), (x_start, y_start) = arrow.xy, arrow.xyann
        assert x_end < x_start - 1 or y_end < y_start


@pytest.mark.parametrize("T", [0, 5])
def test_ways_back_refuses_what_cannot_be_read(T):
    with pytest.raises(ValueError, match=f"T: expected 1 to 4 steps, got {T}"):
        ways_back(T)


def test_bars_are_the_shares_and_diamonds_their_sums():
    shares = np.tril(np.random.default_rng(0).normal(size=(5, 5)))
    _, ax = step_shares(shares, WORDS)
    for k, bars in enumerate(ax.containers):
        assert bars.get_label() == f"{k + 1} {WORDS[k]}"
        np.testing.assert_allclose([bar.get_height() for bar in bars], shares[:, k])
    np.testing.assert_allclose(ax.lines[0].get_ydata(), shares.sum(axis=1))


def test_stacks_reach_as_high_and_low_as_their_parts_together():
    shares = np.tril(np.random.default_rng(1).normal(size=(4, 4)))
    _, ax = step_shares(shares, WORDS[:4])
    for t in range(4):
        edges = [(bars[t].get_y(), bars[t].get_y() + bars[t].get_height()) for bars in ax.containers]
        assert np.isclose(np.max(edges), shares[t].clip(0).sum())
        assert np.isclose(np.min(edges), shares[t].clip(None, 0).sum())


def test_shares_must_fit_their_labels_and_the_order_of_time():
    with pytest.raises(ValueError, match=r"expected shape \(T, T\) = \(5, 5\).* got \(4, 5\)"):
        step_shares(np.zeros((4, 5)), WORDS)
    with pytest.raises(ValueError, match="expected 1 to 6 steps, got 7"):
        step_shares(np.zeros((7, 7)), "abcdefg")
    with pytest.raises(ValueError, match="the step comes after its loss"):
        step_shares(np.ones((2, 2)), "ab")


def test_error_curves_are_what_was_passed():
    eps = [1e-1, 1e-3, 1e-5]
    _, ax = difference_errors(eps, {"central": [1e-2, 1e-6, 1e-10], "one-sided": eps}, chosen=1e-5)
    central, one_sided, mark = ax.lines
    assert central.get_xdata().tolist() == eps and central.get_ydata().tolist() == [1e-2, 1e-6, 1e-10]
    assert one_sided.get_ydata().tolist() == eps and mark.get_xdata()[0] == 1e-5
    assert ax.get_xscale() == ax.get_yscale() == "log"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["central", "one-sided"]


@pytest.mark.parametrize("errors", [[1e-2], [1e-2, 0.0, 1e-3]])
def test_errors_must_be_positive_one_per_eps(errors):
    with pytest.raises(ValueError, match="central: expected 3 positive errors, one per eps"):
        difference_errors([1e-1, 1e-3, 1e-5], {"central": errors})

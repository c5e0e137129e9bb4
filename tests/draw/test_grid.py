"""The grid figures draw what they are given, and say clearly when they cannot."""

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from rnn_course.draw.grid import ROLES, dependency_map, state_grid


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def random_masks(L, D, T, seed=0):
    rng = np.random.default_rng(seed)
    return rng.random((2, L, D, T)) < 0.4


@pytest.mark.parametrize(("L", "D", "T"), [(4, 1, 10), (2, 2, 10), (3, 2, 5), (1, 1, 1), (1, 2, 1)])
def test_each_cell_has_the_colour_of_its_role(L, D, T):
    in_out, in_h_n = random_masks(L, D, T)
    fig, ax = state_grid(in_out, in_h_n)
    cells = {patch.get_gid(): patch for patch in ax.patches if patch.get_gid()}
    assert len(cells) == L * D * T
    for layer, d, t in np.ndindex(L, D, T):
        colour = ROLES[bool(in_out[layer, d, t]), bool(in_h_n[layer, d, t])][0]
        assert to_hex(cells[f"cell-{layer},{d},{t}"].get_facecolor()) == to_hex(colour)


def test_the_selected_cell_has_the_thickest_frame():
    _, ax = state_grid(*random_masks(3, 2, 5), selected=(1, 1, 3))
    widths = {patch.get_gid(): patch.get_linewidth() for patch in ax.patches if patch.get_gid()}
    assert [gid for gid, width in widths.items() if width == max(widths.values())] == ["cell-1,1,3"]


def test_words_in_the_cells_say_the_role_without_colour():
    in_out, in_h_n = random_masks(3, 2, 6)
    _, ax = state_grid(in_out, in_h_n)
    words = [text.get_text() for text in ax.texts]
    assert words.count("out") == (in_out & ~in_h_n).sum()
    assert words.count("h_n") == (in_h_n & ~in_out).sum()
    assert words.count("out\nh_n") == (in_out & in_h_n).sum()


def test_time_runs_to_the_right_and_layers_upwards():
    _, ax = state_grid(*random_masks(3, 2, 5))
    centre = {}
    for patch in ax.patches:
        if patch.get_gid():
            box = patch.get_path().get_extents(patch.get_patch_transform())
            centre[patch.get_gid()] = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    assert centre["cell-1,0,3"][0] > centre["cell-1,0,2"][0]
    assert centre["cell-1,0,3"][1] > centre["cell-0,1,3"][1] > centre["cell-0,0,3"][1]


def test_every_row_has_its_start_and_its_name():
    _, ax = state_grid(*random_masks(2, 2, 4))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["l0", "l0_reverse", "l1", "l1_reverse"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["x[0]", "x[1]", "x[2]", "x[3]"]
    starts = {text.get_text(): text.get_position()[0] for text in ax.texts if "h_0" in text.get_text()}
    assert starts["h_0[0]"] == starts["h_0[2]"] < 0  # forward: from the left
    assert starts["h_0[1]"] == starts["h_0[3]"] > 3  # backward: from the right


@pytest.mark.parametrize(("D", "T", "L"), [(1, 5, 3), (2, 5, 3), (2, 1, 1)])
def test_every_arrow_is_there(D, T, L):
    _, ax = state_grid(*random_masks(L, D, T))
    arrows = [text for text in ax.texts if text.get_text() == "" and getattr(text, "arrow_patch", None)]
    assert len(arrows) == L * T + L * D * T  # one from below for each frame, one along for each cell
    frames = [patch for patch in ax.patches if not patch.get_gid()]
    assert len(frames) == (L * T if D == 2 else 0)


def test_the_arrows_of_the_backward_direction_point_left():
    _, ax = state_grid(*random_masks(1, 2, 4))
    along = [a for a in ax.texts if getattr(a, "arrow_patch", None) and a.xy[1] == a.xyann[1]]
    rightwards = [a.xy[0] > a.xyann[0] for a in along]
    assert rightwards.count(True) == rightwards.count(False) == 4


@pytest.mark.parametrize(
    ("in_out", "in_h_n"),
    [
        (np.ones((2, 4)), np.ones((2, 4))),
        (np.ones((2, 1, 4)), np.ones((2, 1, 5))),
        (np.ones((2, 3, 4)), np.ones((2, 3, 4))),
        (np.ones((0, 1, 4)), np.ones((0, 1, 4))),
    ],
)
def test_wrong_masks_are_told(in_out, in_h_n):
    with pytest.raises(ValueError, match=r"in_out.*expected.*got"):
        state_grid(in_out, in_h_n)


def test_the_map_shows_the_numbers_that_were_passed():
    rng = np.random.default_rng(1)
    words = ["a", "b", "c"]
    maps = {"one": np.tril(rng.random((3, 3))), "two": rng.random((3, 3)) + 0.01}
    fig, axes = dependency_map(maps, words)
    for ax, (name, values) in zip(axes, maps.items(), strict=True):
        np.testing.assert_array_equal(ax.images[0].get_array(), values)
        assert ax.get_title() == name
        assert [label.get_text() for label in ax.get_xticklabels()] == words
        shown = np.array([text.get_text() for text in ax.texts]).reshape(3, 3)
        np.testing.assert_array_equal(shown == "0", values == 0)
        np.testing.assert_allclose(shown.astype(float), values, atol=0.0051)


def test_all_maps_share_one_colour_scale():
    _, axes = dependency_map({"small": np.full((2, 2), 0.1), "large": np.full((2, 2), 2.0)}, ["a", "b"])
    assert {ax.images[0].get_clim() for ax in axes} == {(0.0, 2.0)}


def test_a_map_of_zeros_can_be_drawn():
    _, axes = dependency_map({"nothing": np.zeros((2, 2))}, ["a", "b"])
    assert [text.get_text() for text in axes[0].texts] == ["0"] * 4


@pytest.mark.parametrize(
    "influence",
    [{}, {"one": np.ones((2, 3))}, {"one": -np.ones((2, 2))}, {"one": np.full((2, 2), np.nan)}],
)
def test_wrong_maps_are_told(influence):
    with pytest.raises(ValueError, match=r"influence.*expected.*got"):
        dependency_map(influence, ["a", "b"])

"""Every notebook, executed again, is what is stored: texts byte for byte, pictures pixel by pixel.

nbval compares neither pictures nor cells without an execution count; this test does. Two PNG files of the same
picture may differ in how they are packed, so pictures are compared as pixels. One step of 255 in four is allowed for,
because processors round the last bit of a line's position differently; a changed figure differs by far more.
"""

import base64
import copy
import io

import numpy as np
import pytest
import run_notebooks
from lessons import IDS, PATHS, code_cells
from PIL import Image

LARGEST_STEP = 4  # of 255, per colour channel


def pixels(picture):
    """The RGBA values of a PNG in base64, shape (height, width, 4)."""
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        return np.asarray(image.convert("RGBA"), dtype=int)


def pictures_taken_out(notebook):
    """(notebook without PNGs, list of (cell id, PNG))."""
    notebook, pictures = copy.deepcopy(notebook), []
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                pictures.append((cell.id, output["data"]["image/png"]))
                output["data"]["image/png"] = "a picture"
    return notebook, pictures


def same_picture(stored, fresh):
    """Whether two PNGs in base64 show the same, up to rounding."""
    if stored == fresh:
        return True
    stored, fresh = pixels(stored), pixels(fresh)
    return stored.shape == fresh.shape and np.abs(stored - fresh).max() <= LARGEST_STEP


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_running_again_gives_what_is_stored(path):
    stored = run_notebooks.read(path)
    fresh = run_notebooks.execute(copy.deepcopy(stored))
    stored_text, stored_pictures = pictures_taken_out(stored)
    fresh_text, fresh_pictures = pictures_taken_out(fresh)
    for before, after in zip(stored_text.cells, fresh_text.cells, strict=True):
        assert after == before, (
            f"{path.name}, cell {before.id}: run `make notebooks` and look at the difference"
        )
    assert run_notebooks.text(fresh_text) == run_notebooks.text(stored_text)
    for (cell, before), (_, after) in zip(stored_pictures, fresh_pictures, strict=True):
        assert same_picture(before, after), (
            f"{path.name}, cell {cell}: the stored figure is stale; run `make notebooks`"
        )


def test_a_stale_picture_is_noticed():
    def png(grey):
        stream = io.BytesIO()
        Image.fromarray(np.full((4, 5), grey, dtype=np.uint8)).save(stream, format="PNG")
        return base64.b64encode(stream.getvalue()).decode()

    assert same_picture(png(100), png(100))
    assert same_picture(png(100), png(102))
    assert not same_picture(png(100), png(120))


def test_stored_text_is_in_normal_form():
    for path in PATHS:
        stored = path.read_text(encoding="utf-8")
        assert run_notebooks.text(run_notebooks.normalise(run_notebooks.read(path))) == stored, path.name

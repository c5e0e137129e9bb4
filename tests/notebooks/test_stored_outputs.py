"""Every notebook, executed again, is what is stored: texts byte for byte, pictures pixel by pixel.

nbval compares neither pictures nor cells without an execution count; this test does.
"""

import base64
import copy
import io
import re

import numpy as np
import pytest
import run_notebooks
from compare_pictures import same_picture
from lessons import IDS, PATHS, code_cells
from PIL import Image

NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?(?:e−?\d+)?(?<!,)")


def pictures_taken_out(notebook):
    """(notebook without PNGs and their alt texts, list of (cell id, PNG, alt text))."""
    notebook, pictures = copy.deepcopy(notebook), []
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                alt = output.metadata.get("image/png", {}).pop("alt", "")
                pictures.append((cell.id, output["data"]["image/png"], alt))
                output["data"]["image/png"] = "a picture"
    return notebook, pictures


def same_words(stored, fresh):
    """Whether two alt texts say the same: equal but for numbers, and numbers equal up to rounding."""
    (words, numbers), (other_words, others) = (
        (NUMBER.sub("#", t), NUMBER.findall(t)) for t in (stored, fresh)
    )
    return words == other_words and np.allclose(_values(numbers), _values(others), rtol=0.02)


def _values(found):
    return [float(number.replace("−", "-").replace(",", "")) for number in found]


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
    for (cell, before, alt), (_, after, fresh_alt) in zip(stored_pictures, fresh_pictures, strict=True):
        assert same_picture(before, after), (
            f"{path.name}, cell {cell}: the stored figure is stale; run `make notebooks`"
        )
        assert same_words(alt, fresh_alt), (
            f"{path.name}, cell {cell}: its alt text was {alt!r}, now {fresh_alt!r}"
        )


def test_a_stale_picture_is_noticed():
    def png(grey):
        stream = io.BytesIO()
        Image.fromarray(np.full((4, 5), grey, dtype=np.uint8)).save(stream, format="PNG")
        return base64.b64encode(stream.getvalue()).decode()

    assert same_picture(png(100), png(100))
    assert same_picture(png(100), png(102))
    assert not same_picture(png(100), png(120))


def test_a_stale_alt_text_is_noticed():
    assert same_words("a: 0.123, 2 steps.", "a: 0.124, 2 steps.") and same_words(
        "1,010 to −1.2e−9.", "1,010 to −1.2e−9."
    )
    assert not same_words("a: 0.123, 2 steps.", "a: 0.123, 3 steps.")
    assert not same_words("a: 0.123.", "b: 0.123.")
    assert not same_words("a: 0.123 and 1.", "a: 0.123.")


def test_stored_text_is_in_normal_form():
    for path in PATHS:
        stored = path.read_text(encoding="utf-8")
        assert run_notebooks.text(run_notebooks.normalise(run_notebooks.read(path))) == stored, path.name

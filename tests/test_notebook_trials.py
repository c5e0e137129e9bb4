"""The trials of the notebooks draw what they say, show what is in effect, and find what is wrong."""

import base64
import io
import shutil
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from nbformat import v4
from PIL import Image
from soak.notebook_run import run
from soak.notebooks import table
from soak.places import differences, expected, make_locales
from soak.settings import VALUES, chosen, draw

SETTING = draw(1, 0) | {
    "locale": "C.UTF-8",
    "home": "letters",
    "time zone": "America/St_Johns",
    "hash seed": 17,
}


def test_a_run_is_always_the_same_and_a_hundred_runs_meet_every_value():
    assert [draw(3, n) for n in range(5)] == [draw(3, n) for n in range(5)] != [draw(4, n) for n in range(5)]
    for name, options in VALUES.items():
        assert {draw(1, n)[name] for n in range(100)} == set(options)


def test_every_notebook_comes_before_one_comes_again_and_not_in_order():
    paths = run_notebooks.all_notebooks()
    rounds = [[chosen(1, start + n, paths) for n in range(len(paths))] for start in (0, len(paths))]
    assert sorted(rounds[0]) == sorted(rounds[1]) == sorted(paths)
    assert rounds[0] != rounds[1] and rounds[0] != paths


def test_a_setting_that_is_not_in_effect_is_told(tmp_path):
    wanted = expected(SETTING, tmp_path)
    assert wanted["time zone"] == -12600 and wanted["home"].encode("latin-1").decode().endswith("练习")
    assert differences(wanted, {name: wanted[name] for name in ("time zone", "home", "locale")}) == []
    (told,) = differences(wanted, wanted | {"time zone": 0})
    assert told == "time zone: wanted -12600, the process says 0"


@pytest.mark.skipif(
    shutil.which("localedef") is None or not Path("/usr/share/i18n/locales/zh_CN").exists(),
    reason="localedef or its sources are not installed (Debian: apt install locales)",
)
def test_the_locales_are_generated(tmp_path):
    assert make_locales(tmp_path) == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["de_DE.ISO-8859-1", "zh_CN.GB18030"]


def png(grey):
    stream = io.BytesIO()
    Image.fromarray(np.full((4, 5), grey, dtype=np.uint8)).save(stream, format="PNG")
    return base64.b64encode(stream.getvalue()).decode()


def notebook(path, text, grey):
    """A notebook that prints 3.5, with ``text`` stored, and shows a picture of grey 100, with ``grey`` stored."""
    printed = v4.new_code_cell("import numpy as np\nprint(np.sqrt(12.25))", execution_count=1)
    printed.outputs = [v4.new_output("stream", name="stdout", text=text)]
    source = (
        f"from base64 import b64decode\nfrom IPython.display import Image\nImage(b64decode('{png(100)}'))"
    )
    shown = v4.new_code_cell(source, execution_count=2)
    data = {"image/png": png(grey), "text/plain": "<IPython.core.display.Image object>"}
    shown.outputs = [v4.new_output("execute_result", data=data, execution_count=2)]
    run_notebooks.write(v4.new_notebook(cells=[printed, shown]), path)
    return path


def test_a_notebook_that_gives_what_is_stored_passes_and_its_kernel_says_the_settings(tmp_path):
    one = run(7, notebook(tmp_path / "good.ipynb", "3.5\n", 100), SETTING, tmp_path)
    assert (one.failure, one.cells) == ("", 2)
    assert one.said == ["OpenBLAS", "hash seed", "home", "locale", "time zone"]  # torch was never loaded
    assert (
        one.line().startswith("   7 passed")
        and "(threads 1)" in one.line()
        and " hash seed 17 " in one.line()
    )


def test_a_wrong_digit_and_a_wrong_picture_are_found(tmp_path):
    one = run(0, notebook(tmp_path / "bad.ipynb", "3.4\n", 120), SETTING, tmp_path)
    assert "Cell outputs differ" in one.failure and "a picture is not the stored one" in one.failure
    assert "2 failed" in one.failure and "FAILED" in one.line()
    lines = table([one])
    assert "| time zone | America/St_Johns × 1 | in 1 of 1 | 1: America/St_Johns × 1 |" in lines
    assert lines[-1] == "| notebook | bad × 1: **1 runs** | | **1** |"

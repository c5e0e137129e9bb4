"""The same in a real Jupyter kernel: endless code is stopped, `exit()` does not end it, and the next cell works."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

HERE = Path(__file__).parent
SETUP = f"""
import sys, time
sys.path.insert(0, {str(HERE)!r})
import numpy as np
from engine_sample import one_step
one_step.seconds = 0.5
"""
DEF = "def one_step_(x_t, h_prev, W_xh, W_hh, b):\n"
CHECK = "\none_step.check(one_step_)"
CELLS = {
    "pass": "    while True: pass",
    "bare-except": "    while True:\n        try: np.tanh(x_t)\n        except: pass",
    "sleep": "    time.sleep(1e6)",
    "sleep-bare-except": "    while True:\n        try: time.sleep(1e6)\n        except: pass",
    "prints": "    while True: print('endless')",
    "grows": "    h = []\n    while True: h.append(np.ones(10**6))",
    "huge": "    return np.ones((10**6, 10**6))",
    "exit": "    exit()",
    "quit": "    quit()",
    "input": "    return input()",
    "display": "    from IPython.display import display\n    display('loud')\n    print('loud')\n    return x_t",
    "error": "    h = x_t + b\n    return h",
}
RIGHT = DEF + "    return np.tanh(x_t @ W_xh.T + h_prev @ W_hh.T + b)" + CHECK


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Outputs of each cell by name; the right answer is checked after every other one."""
    folder = tmp_path_factory.mktemp("kernel")
    cells = [
        nbformat.v4.new_code_cell(
            f"import os\nos.environ['RNN_COURSE_PROGRESS_DIR'] = {str(folder)!r}" + SETUP
        )
    ]
    for code in CELLS.values():
        cells += [nbformat.v4.new_code_cell(DEF + code + CHECK), nbformat.v4.new_code_cell(RIGHT)]
    cells.append(
        nbformat.v4.new_code_cell(
            "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print(error.__context__)"
        )
    )
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=90, kernel_name="python3").execute()
    found = [cell.outputs for cell in notebook.cells[1:]]
    return dict(zip(CELLS, found[:-1:2], strict=True)), found[1:-1:2], found[-1]


@pytest.mark.parametrize("name", CELLS)
def test_each_gets_one_result_and_nothing_else(outputs, name):
    (output,) = outputs[0][name]
    text = output["data"]["text/plain"]
    assert output["output_type"] == "execute_result" and output["data"]["text/html"]
    expected = {"exit": "quit", "quit": "quit", "huge": "memory", "grows": "memory", "input": "keyboard",
                "display": "Your code printed", "sleep": "sleeps, or waits", "sleep-bare-except": "sleeps, or waits", "error": "Line 2 of `one_step_`"}.get(name, "stopped after 0.5 seconds")  # fmt: skip
    assert expected in " ".join(text.split()) and "ipykernel" not in text
    if name == "error":
        assert "h = x_t + b" in text


def test_the_kernel_lives_and_a_right_answer_is_right_after_each(outputs):
    texts = [output["data"]["text/plain"] for (output,) in outputs[1]]
    assert len(texts) == len(CELLS) and len(set(texts)) == 1 and texts[0].startswith("Right.")


def test_no_stop_is_left_behind_in_later_errors(outputs):
    assert outputs[2][0]["text"] == "None\n"

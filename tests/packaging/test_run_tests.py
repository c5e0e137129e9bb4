"""tools/run_tests.py: everything in one run; a part may select no test, but not all of them."""

import os
import re
import sys

import nbformat
import pytest
import run_tests

FILES = {
    "tests/test_one.py": "def test_one():\n    pass\n",
    "tests/widgets/test_two.py": "import pytest\n\n@pytest.mark.browser\ndef test_two():\n    pass\n\ndef test_three():\n    pass\n",
    "tests/notebooks/test_four.py": "def test_four():\n    pass\n",
    "rnn_course/core/sums.py": '"""\n>>> 1 + 1\n2\n"""\n\n\ndef unused():\n    return 1\n',
    "tests/notebooks/test_five.py": "def test_five():\n    pass\n",
    "tests/nbval_sanitize.cfg": "",
    "pytest.ini": "[pytest]\nmarkers = browser: needs a browser\naddopts = --strict-markers\n",
}
SIDE_BY_SIDE = run_tests.SIDE_BY_SIDE
# What each start of pytest would load for a second, and no run here uses.
PLUGINS_LEFT_OUT = "-p no:hypothesispytest -p no:faker"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A small project with the folders of this one, run without further processes unless a test asks for them."""
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    monkeypatch.setattr(run_tests, "SIDE_BY_SIDE", [])
    monkeypatch.setenv("PYTEST_ADDOPTS", PLUGINS_LEFT_OUT)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    for name in ("notebooks", "tests/pages"):
        (tmp_path / name).mkdir()
    return tmp_path


def write_notebook(path, stored):
    """A notebook with one cell that prints "new", while another output may be stored."""
    cell = nbformat.v4.new_code_cell("print('new')", execution_count=1)
    cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=stored)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}), path)


def test_whole_project_in_one_run_of_several_processes(folder, monkeypatch, capfd):
    pytest.importorskip("pytest_cov")
    write_notebook(folder / "tests" / "notebooks" / "a.ipynb", stored="new\n")
    monkeypatch.setattr(run_tests, "SIDE_BY_SIDE", ["-n", "2", *SIDE_BY_SIDE[SIDE_BY_SIDE.index("--dist") :]])
    assert run_tests.main(["-v"]) == 0
    said = capfd.readouterr().out
    assert said.count("test session starts") == 1 and "7 passed" in said
    assert set(re.findall(r"\[gw\d\]", said)) == {"[gw0]", "[gw1]"}
    assert "slowest 10 durations" in said
    measured = re.search(r"rnn_course.core.sums\.py\s+\d+\s+1\s+\d+%", said)
    assert bool(measured) == (sys.version_info >= (3, 12))


def test_every_failure_counts(folder, capfd):
    for name in FILES:
        if name.endswith(".py"):
            (folder / name).write_text('"""\n>>> 1 + 1\n3\n"""\n\n\ndef test_fails():\n    assert False\n')
    write_notebook(folder / "notebooks" / "a.ipynb", stored="old\n")
    assert run_tests.main([*run_tests.WHOLE, "notebooks", "-q"]) == 1
    said = capfd.readouterr().out
    assert re.search(r"\b10 failed", said) and "passed" not in said


def test_every_test_is_of_one_kind(folder, capfd):
    counts = []
    for kind in ("unit", "browser", "notebooks"):
        assert run_tests.main([kind]) == 0
        counts.append(int(re.search(r"(\d+) passed", capfd.readouterr().out)[1]))
    assert counts == [3, 1, 2]


def test_a_name_that_only_one_part_has_is_enough(folder, capfd):
    assert run_tests.main(["-k", "four"]) == 0
    assert "1 passed, 5 deselected" in capfd.readouterr().out


def test_a_run_without_any_test_has_failed(folder, capfd):
    assert run_tests.main(["-k", "no_such_name"]) == 5
    assert "No test was selected" in capfd.readouterr().out


def test_learners_progress_and_backend_are_kept_out(folder, monkeypatch, capfd):
    monkeypatch.setenv("RNN_COURSE_PROGRESS_DIR", "/home/learner")
    monkeypatch.setenv("MPLBACKEND", "nonsense")
    (folder / "tests" / "test_one.py").write_text(
        "import os\n\ndef test_environment():\n"
        "    assert os.listdir(os.environ['RNN_COURSE_PROGRESS_DIR']) == []\n"
        "    assert 'MPLBACKEND' not in os.environ\n"
        "    assert os.environ['OMP_NUM_THREADS'] == '1'\n"
    )
    assert run_tests.main(["tests/test_one.py"]) == 0
    assert "1 passed" in capfd.readouterr().out
    assert os.environ["MPLBACKEND"] == "nonsense"


def test_a_path_replaces_the_whole_and_an_option_does_not():
    assert run_tests.arguments(["tests/core::x", "-q"])[-2:] == ["tests/core::x", "-q"]
    assert "notebooks" not in run_tests.arguments(["tests/core"])
    for words in (["-k", "one_step"], ["-k", "notebooks"], ["-m", "tests"]):
        assert run_tests.arguments(words)[-4:] == [*run_tests.WHOLE, *words]


def test_there_are_as_many_processes_as_cores_and_a_file_stays_together():
    assert SIDE_BY_SIDE[:2] == ["-n", "logical"]
    assert SIDE_BY_SIDE[SIDE_BY_SIDE.index("--dist") + 1] == "loadfile"


def test_coverage_is_a_figure_of_the_whole(monkeypatch):
    monkeypatch.setattr(run_tests.sys, "version_info", (3, 12))
    monkeypatch.setattr(run_tests.importlib.util, "find_spec", lambda name: name)
    for words, expected in [([], 2), (["unit"], 2), (["browser"], 0), (["tests/core"], 0), (["-k", "x"], 0)]:
        assert sum(word.startswith("--cov=") for word in run_tests.arguments(words)) == expected, words


def test_coverage_that_could_hang_the_guard_is_left_out(monkeypatch):
    monkeypatch.setattr(run_tests.importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr(run_tests.sys, "version_info", (3, 11))
    assert not [word for word in run_tests.arguments([]) if word.startswith("--cov")]


def test_without_the_coverage_plugin_the_tests_run_all_the_same(monkeypatch):
    monkeypatch.setattr(run_tests.importlib.util, "find_spec", lambda name: None)
    assert not [word for word in run_tests.arguments([]) if word.startswith("--cov")]


def test_notebooks_are_compared_strictly():
    words = run_tests.arguments(["notebooks"])
    assert "--nbval" in words and "--nbval-current-env" in words
    assert words[words.index("--nbval-cell-timeout") + 1] == "120"
    assert words[-1] == "notebooks"

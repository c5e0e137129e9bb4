"""The hub's files fit the course, and a real hub with its proxy serves two learners, one of whom goes wild."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
HUB = ROOT / "deploy" / "hub"
sys.path.insert(0, str(HUB))

import link  # noqa: E402
from trial_memory import held, tree  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
VALUES = yaml.safe_load((HUB / "values.yaml").read_text("utf-8"))
SERVER = json.loads((HUB / "server" / "jupyter_server_config.json").read_text("utf-8"))


@pytest.mark.parametrize("number, name", [("2", "02_memory"), ("02", "02_memory"), ("4", "04_nn_rnn_shapes")])
def test_a_link_opens_a_lesson_that_is_there(number, name):
    made = urlsplit(link.link("https://h.org", "https://g.com/me/my-rnn.git", lesson=number, branch="v0.1.0"))
    asked = {key: values[0] for key, values in parse_qs(made.query).items()}
    assert made.path == "/hub/user-redirect/git-pull"
    assert asked["repo"] == "https://g.com/me/my-rnn.git" and asked["branch"] == "v0.1.0"
    assert asked["urlpath"] == f"lab/tree/my-rnn/notebooks/{name}.ipynb"
    assert (ROOT / "notebooks" / f"{name}.ipynb").exists()


@pytest.mark.parametrize(
    "words",
    [["h.org", "https://g.com/r"], ["https://h", "g"], ["https://h", "https://g/r", "--lesson", "77"]],
)
def test_a_wrong_link_is_told_in_one_sentence(words, capsys):
    assert link.main(words) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("expected ") and said.err.count("\n") == 1


def test_kubernetes_and_one_machine_have_the_same_settings():
    culling = VALUES["singleuser"]["extraFiles"]["server"]["data"]["MappingKernelManager"]
    assert culling == SERVER["MappingKernelManager"]
    assert VALUES["singleuser"]["image"]["tag"] == PROJECT["version"]
    config = (HUB / "jupyterhub_config.py").read_text("utf-8")
    assert f'"RNN_HUB_IDLE", "{VALUES["cull"]["timeout"]}"' in config
    assert f'"RNN_HUB_MEMORY", "{VALUES["singleuser"]["memory"]["limit"]}"' in config


def test_the_image_installs_what_the_course_installs():
    text = (HUB / "Dockerfile").read_text("utf-8")
    python = tuple(map(int, text.split("FROM python:")[1].split("-")[0].split(".")))
    assert (3, 11) <= python <= (3, 14)
    copied = [name for line in text.splitlines() if line.startswith("COPY") for name in line.split()[1:-1]]
    assert len(copied) >= 6 and not [name for name in copied if not (ROOT / name).exists()]
    assert text.count("--constraint constraints.txt") == 2 and "whl/cpu" in text
    assert f"rnn-course:{PROJECT['version']}" in text


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux")
def test_memory_is_that_of_the_whole_tree():
    code = "x = bytearray(60_000_000); print(1, flush=True); input()"
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        child.stdout.readline()
        rss, pss = held([child.pid])
        assert 60 < rss < 120 and 55 < pss <= rss
        assert child.pid in tree(child.pid) and child.pid in tree(os.getpid())
    finally:
        child.communicate(b"\n")


def test_two_learners_on_a_real_hub(monkeypatch, capsys):
    from trial_hub import missing

    if missing():
        pytest.skip(missing())
    import trial

    assert trial.main(["--learners", "2", "--lessons", "01"]) == 0, capsys.readouterr().out
    said = capsys.readouterr().out
    assert "no failures" in said and "MemoryError" in said and "all cells of lesson 01" in said

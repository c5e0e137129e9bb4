"""The documents agree with the repository: versions, lessons, links, licences."""

import json
import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import rnn_course

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
LINK = re.compile(r"\]\(([^)\s]+)\)")


def read(name):
    return (ROOT / name).read_text("utf-8")


def question(lesson):
    """The title of a lesson without its number: "# 2 · What …?" gives "What …?"."""
    first = "".join(json.loads(lesson.read_text("utf-8"))["cells"][0]["source"]).splitlines()[0]
    return re.sub(r"^# (\d+ · )?", "", first)


def test_readme_is_short():
    prose = [line for line in read("README.md").splitlines() if not line.startswith("|")]
    assert len(" ".join(prose).split()) <= 450


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_readme_lists_every_lesson_by_its_question(lesson):
    assert f"[{question(lesson)}](notebooks/{lesson.name})" in read("README.md")


@pytest.mark.parametrize("name", [*DOCUMENTS, "deploy/hub/README.md"])
def test_links_into_the_repository_resolve(name):
    targets = [target for target in LINK.findall(read(name)) if not target.startswith(("http", "#"))]
    assert not [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()]


def test_the_size_of_an_installation_is_the_same_everywhere():
    said = {
        name: re.findall(r"1\.\d GB", read(name))
        for name in ("README.md", "docs/instructors.md", "tools/bootstrap.py")
    }
    assert all(said.values()) and len({size for sizes in said.values() for size in sizes}) == 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pictures_are_in_the_repository(name):
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)|<img[^>]+src=[\"']([^\"']+)", read(name))
    assert not [target for pair in pictures for target in pair if target.startswith("http")]


def test_binder_opens_the_first_lesson():
    links = [target for target in LINK.findall(read("README.md")) if "mybinder.org" in target]
    assert len(links) == 1
    assert links[0].startswith("https://mybinder.org/v2/gh/")
    assert links[0].endswith("/HEAD?urlpath=lab/tree/notebooks/00_start_here.ipynb")


def test_one_version():
    assert rnn_course.__version__ == PROJECT["version"]
    assert str(yaml.safe_load(read("CITATION.cff"))["version"]) == PROJECT["version"]
    assert f"## {PROJECT['version']}" in read("CHANGELOG.md")
    assert read("notebooks/.made-with").strip() == PROJECT["version"]


def test_citation_has_what_the_format_asks_for():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert all(citation[key] for key in ("message", "title", "authors"))
    assert citation["license"] == PROJECT["license"].split(" AND ")


def test_licences():
    assert read("LICENSE").startswith("MIT License")
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in read("LICENSE-text")


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no executable bit")
def test_ci_calls_the_documented_command():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert read(".ci/run").rstrip().endswith("make test")
    assert "make test" in read("README.md")


def test_every_document_of_a_decision_is_listed_and_short():
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", read("docs/decisions/README.md")))
    pages = {path.name: path for path in (ROOT / "docs/decisions").glob("*.md") if path.name != "README.md"}
    assert listed <= set(pages) and len(listed) >= 7
    for name in listed:
        text = pages[name].read_text("utf-8")
        assert len(text.split()) <= 450, name
        for part in ("Question", "Choice", "What was measured", "What it costs", "When to think again"):
            assert f"**{part}.**" in text, f"{name}: no {part}"

"""pyproject.toml, constraints.txt and environment.yml say the same."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
TEST = [Requirement(line) for line in PROJECT["optional-dependencies"]["test"]]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
CONDA_NAMES = {"pytorch-cpu": "torch", "matplotlib-base": "matplotlib"}


def pins():
    """The versions of constraints.txt by canonical name; every line must be an exact pin.

    Where no one version suits all Pythons, a package has several, each with a marker; they are left out here.
    """
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    found = [re.fullmatch(r"([\w.-]+)==([\w.]+)( ; .+)?", line) for line in lines if not line.startswith("#")]
    assert all(found), "constraints.txt: expected only lines like name==1.2.3"
    return {canonicalize_name(match[1]): match[2] for match in found if match[3] is None}


def conda_specs():
    """The packages of environment.yml under their pip names, without Python and pip themselves."""
    lines = [line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
    named = [re.sub(r"^[\w-]+", lambda name: CONDA_NAMES.get(name[0], name[0]), line) for line in lines]
    return [Requirement(line) for line in named if not re.match(r"(python|pip)\b", line)]


@pytest.mark.parametrize("requirement", RUNTIME + TEST, ids=str)
def test_every_requirement_is_pinned_within_its_bounds(requirement):
    assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])


@pytest.mark.parametrize("name", ["ipykernel", "ipython", "contourpy", "pillow", "pandas", "scipy"])
def test_what_shapes_the_stored_outputs_is_pinned_too(name):
    assert name in pins()


def test_torch_is_2_13_and_not_2_14():
    [torch] = [requirement for requirement in RUNTIME if requirement.name == "torch"]
    assert torch.specifier.contains("2.13.0")
    assert not torch.specifier.contains("2.14.0")
    assert pins()["torch"] == "2.13.0"


def test_every_runtime_requirement_has_an_upper_bound():
    assert not [str(r) for r in RUNTIME if "<" not in {specifier.operator for specifier in r.specifier}]


def test_environment_has_the_packages_and_bounds_of_pyproject():
    assert {r.name: r.specifier for r in conda_specs()} == {r.name: r.specifier for r in RUNTIME}


@pytest.mark.parametrize("requirement", conda_specs(), ids=str)
def test_environment_admits_the_installed_version(requirement):
    assert requirement.specifier.contains(importlib.metadata.version(requirement.name))


def test_environment_takes_only_conda_forge_and_a_python_of_the_course():
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]
    assert "python=3.11" in ENVIRONMENT["dependencies"]
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(Version("3.11"))


def test_environment_installs_the_course_from_the_checkout():
    assert {"pip": ["-e ."]} in ENVIRONMENT["dependencies"]
    assert "pip" in ENVIRONMENT["dependencies"]


def test_documented_torch_bounds_are_those_of_pyproject():
    workflow = (ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")
    [torch] = [line for line in PROJECT["dependencies"] if line.startswith("torch")]
    assert f'"{torch}"' in workflow

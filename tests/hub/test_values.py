"""The values for Kubernetes are such that the Helm chart of Zero to JupyterHub takes them: names, types, nothing unknown."""

import copy
import json
from pathlib import Path

import jsonschema
import pytest
import yaml

VALUES = yaml.safe_load((Path(__file__).resolve().parents[2] / "deploy/hub/values.yaml").read_text("utf-8"))
SCHEMA = json.loads(Path(__file__).with_name("chart_schema.json").read_text("utf-8"))


def wrong(values):
    """Where values do not fit the chart's own schema."""
    return [
        "/".join(map(str, error.path)) for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(values)
    ]


def test_the_chart_takes_the_values():
    assert wrong(VALUES) == []


@pytest.mark.parametrize(
    "place, value",
    [
        (("singleuser", "memory", "limits"), "2G"),
        (("singleuser", "memory", "limit"), ["2G"]),
        (("cull", "timeout"), "two hours"),
        (("hub", "concurrentSpawnLimit"), "20"),
        (("scheduler",), {}),
    ],
)
def test_a_slip_is_noticed(place, value):
    values = copy.deepcopy(VALUES)
    inner = values
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    assert wrong(values)

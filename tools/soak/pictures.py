"""A plugin of pytest: nbval compares no pictures, so each cell's stored ones are compared here."""

import pytest
from compare_pictures import same_picture


def pngs(outputs):
    """The PNG pictures among a cell's outputs, in base64."""
    return [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """After nbval has run and compared a cell."""
    result = yield
    if hasattr(item, "test_outputs") and item.options["check"]:
        stored, fresh = pngs(item.cell.outputs), pngs(item.test_outputs)
        assert len(stored) == len(fresh), f"{len(stored)} pictures are stored, {len(fresh)} came"
        assert all(map(same_picture, stored, fresh)), "a picture is not the stored one"
    return result

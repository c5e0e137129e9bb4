"""Every instrument comes and goes forty times by one module, and leaves no view, no listener and no node behind."""

import anywidget
import pytest
from soak.comings import TIMES, left

import rnn_course.widgets

STAYING = "export default { render({ model, el }) { el.textContent = '-'; addEventListener('resize', () => el); return () => {}; } };"


class Staying(anywidget.AnyWidget):
    """A control: it listens to the window, and does not stop when it goes."""

    _esm = STAYING


@pytest.fixture
def cdp(page):
    page.set_content("<!doctype html><title>Comings and goings</title>")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    yield session
    session.detach()


@pytest.mark.parametrize("name", rnn_course.widgets.__all__)
def test_nothing_is_left_of_an_instrument_that_came_and_went(page, cdp, name):
    found = left(page, cdp, getattr(rnn_course.widgets, name)())
    assert (found.views, found.listeners, found.nodes) == (0, 0, 0) and found.memory < 1_000_000, found


def test_what_stays_is_found(page, cdp):
    found = left(page, cdp, Staying())
    assert found.listeners == TIMES and found.nodes >= TIMES

"""A finger on a telephone: it drags in every picture that can be dragged, the page stays; a swipe beside the handle scrolls."""

import re

import pytest
from website import instruments

from rnn_course.widgets.module_source import STATIC

PHONE = {"width": 390, "height": 844, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
DRAGGED = sorted(
    name
    for name in instruments.classes()
    if re.search(r"\bdragOn\(", (STATIC / f"{name}.js").read_text("utf-8"))
)
STATE = "() => JSON.stringify(document.querySelector('.instrument').course.state)"
SCROLLED = "() => [scrollX, Math.round(scrollY)]"
ROOM = "main { padding-block: 600px 1200px !important } html { scroll-behavior: auto !important }"


@pytest.fixture
def finger(visit):
    """finger(name): the page of an instrument on a telephone, with more page above and below it."""

    def opened(name):
        page = visit(**PHONE).open(f"instruments/{name}.html")
        page.add_style_tag(content=ROOM)
        return page

    return opened


def slide(page, start, by, steps=10):
    """A finger comes down at `start` (x, y in the window), moves by (x, y) and goes up."""
    devtools = page.context.new_cdp_session(page)

    def send(kind, *at):
        points = [{"x": x, "y": y} for x, y in at]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", start)
    for step in range(1, steps + 1):
        send("touchMove", (start[0] + by[0] * step / steps, start[1] + by[1] * step / steps))
        page.wait_for_timeout(16)
    send("touchEnd")
    page.wait_for_timeout(100)
    devtools.detach()


def into_view(locator):
    """The middle of an element, which is brought to the middle of the window; at most what is seen of it counts."""
    locator.evaluate("one => one.scrollIntoView({ block: 'center', inline: 'center' })")
    box = locator.bounding_box()
    left, right = max(box["x"], 20), min(box["x"] + box["width"], PHONE["width"] - 20)
    return (left + right) / 2, box["y"] + box["height"] / 2, right - left


def test_a_slider_is_long_enough_and_has_steps_that_the_address_follows(finger):
    page = finger("weight_sharing")
    page.evaluate("history.replaceState(null, '', '#I=7')")
    assert all(
        width >= 100
        for width in page.locator(".alive input[type=range]").evaluate_all(
            "all => all.map(one => one.clientWidth)"
        )
    )
    slider = page.locator(".rnnc-slider", has_text="inputs")
    before = slider.locator("input").input_value()
    slider.get_by_text("−").tap()
    assert int(slider.locator("input").input_value()) == int(before) - 1
    page.wait_for_url(re.compile(rf"#.*\bI={int(before) - 1}&"))


def test_all_that_can_be_dragged_are_tried():
    assert len(DRAGGED) >= 6


@pytest.mark.parametrize("name", DRAGGED)
def test_a_finger_drags_every_picture_and_the_page_stays(finger, name):
    page = finger(name)
    for picture in page.locator(".alive .rnnc-draggable").all():
        handle = picture.locator(".rnnc-handle")
        x, y, _ = into_view(handle.first if handle.count() else picture)
        if not handle.count() and picture.evaluate("one => Boolean(one.closest('.rnnc-scrolls'))"):
            continue  # a picture that scrolls itself: a tap selects in it
        before, scrolled = page.evaluate(STATE), page.evaluate(SCROLLED)
        way = 70 if x < PHONE["width"] / 2 else -70
        slide(page, (x, y), (way, 90 if handle.count() else 0))  # on the handle also where it moves more down
        assert page.evaluate(STATE) != before, picture.get_attribute("aria-label")
        assert page.evaluate(SCROLLED) == scrolled, picture.get_attribute("aria-label")


@pytest.mark.parametrize("name", DRAGGED)
def test_a_swipe_beside_the_handle_scrolls_the_page_and_changes_nothing(finger, name):
    page = finger(name)
    for picture in page.locator(".alive .rnnc-draggable").all():
        _, y, _ = into_view(picture)
        handle = picture.locator(".rnnc-handle")
        taken = handle.first.bounding_box() if handle.count() else {"x": -1, "width": 0}
        x = next(x for x in (60, 330, 195) if not taken["x"] - 8 <= x <= taken["x"] + taken["width"] + 8)
        before, (_, top) = page.evaluate(STATE), page.evaluate(SCROLLED)
        slide(page, (x, y), (4, -150))
        assert page.evaluate(STATE) == before, picture.get_attribute("aria-label")
        across, now = page.evaluate(SCROLLED)
        assert across == 0 and now > top + 80, picture.get_attribute("aria-label")

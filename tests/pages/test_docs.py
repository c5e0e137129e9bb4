"""The instructors' files are pages: reached from the front page and the menu, with GitHub's anchors, wide tables inside."""

import re

import pytest
from website import doc_pages

from rnn_course import widgets

WIDE = """[...document.querySelectorAll('.prose table, .prose pre')].filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => [one.tabIndex, one.getBoundingClientRect().right <= innerWidth])"""


def widgets_named(name):
    """The name of a class's module, which is that of its page."""
    return getattr(widgets, name).module_name


def test_the_front_page_and_the_menu_lead_to_them(visit):
    reader = visit(390, 844)
    page = reader.open("index.html")
    page.locator("main").get_by_role("link", name="Teach with it").click()
    page.wait_for_url("**/instructors.html")
    page.locator("main").get_by_role("link", name="docs/grading.md").click()
    page.wait_for_url("**/grading.html")
    assert page.get_by_role("navigation", name="Site").get_by_role("link", name="Teach").is_visible()
    page.get_by_role("navigation", name="For instructors").get_by_role("link", name="A hub").click()
    page.wait_for_url("**/hub.html")
    assert reader.is_quiet(), reader.messages + reader.outside


@pytest.mark.parametrize("place", doc_pages.PAGES.values())
def test_what_is_too_wide_for_a_telephone_scrolls_by_itself(visit, place):
    page = visit(360, 780).open_whole(place)
    found = page.evaluate(WIDE)
    assert found and all(index == 0 and inside for index, inside in found)


def test_a_link_within_the_page_goes_to_its_heading(visit):
    page = visit().open("instructors.html")
    assert page.locator(".top nav").bounding_box()["height"] < 60  # one line
    page.get_by_role("link", name="Demonstrations").first.click()
    assert page.url.endswith("#demonstrations-without-slides")
    page.wait_for_function("document.querySelector(location.hash).getBoundingClientRect().top < 100")


def test_each_demonstration_leads_to_its_instrument(site):
    text = (site / "instructors.html").read_text("utf-8")
    cells = re.findall(
        r"<code>from rnn_course\.widgets import (\w+);.*?</code> <a href=\"instruments/(\w+)\.html#", text
    )
    assert len(cells) > 10 and all(widgets_named(name) == place for name, place in cells)

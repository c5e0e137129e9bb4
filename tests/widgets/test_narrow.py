"""Every instrument on a narrow page: each text can be read, nothing but its own boxes scrolls sideways, a finger drags or scrolls."""

import pytest

from rnn_course.widgets import GradientShares, Memory, Streams, Vanishing
from widgets import plain_page
from widgets.looks import CLIPPED, OVERLAPPING, SMALL_TEXT
from widgets.plain_page import IDS, STATES, widget_of

OUTSIDE = """element => [...element.querySelectorAll('*')].filter(e => !e.closest('.rnnc-news, .rnnc-scrolls > *, .rnnc-scrolls svg')
    && e.getBoundingClientRect().width && (e.getBoundingClientRect().right > innerWidth + 0.5 || e.getBoundingClientRect().left < -0.5))
    .map(e => e.outerHTML.slice(0, 100))"""
PLACE = "() => [scrollX, scrollY, document.documentElement.scrollWidth - innerWidth]"


@pytest.fixture(scope="module")
def phone(lab):
    """A window as a telephone has it: narrow, dense, for fingers."""
    window = lab.browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, is_mobile=True
    )
    yield window.new_page()
    window.close()


@pytest.mark.parametrize("state", STATES, ids=IDS)
def test_every_text_can_be_read_and_the_page_does_not_scroll_sideways(phone, state):
    """320 px is also what is left of 640 px at 200 %, and 640 px what is left of 1,280."""
    view = plain_page.show(phone, widget_of(state))
    for width in (640, 560, 390, 360, 320):
        phone.set_viewport_size({"width": width, "height": 844})
        phone.wait_for_function(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
        )
        assert phone.evaluate(PLACE)[2] == 0, width
        for wrong in (SMALL_TEXT, CLIPPED, OUTSIDE, *([OVERLAPPING] if width in (390, 360) else [])):
            assert view.evaluate(wrong) == [], width
    phone.set_viewport_size({"width": 390, "height": 844})


def test_small_overlapping_and_hidden_texts_are_noticed(phone):
    view = plain_page.show(phone, Vanishing())
    phone.add_style_tag(
        content=".rnnc .rnnc-hint { font-size: 10px } .rnnc .muted { font-size: 60px } .rnnc svg { margin-left: 40px }"
    )
    assert view.evaluate(SMALL_TEXT) and view.evaluate(OVERLAPPING) and view.evaluate(OUTSIDE)


def test_a_picture_is_laid_out_anew_when_its_page_becomes_wider(phone):
    view = plain_page.show(phone, Memory())
    size = "element => [...element.querySelectorAll('.rnnc-picture')].map(e => e.viewBox.baseVal.width)"
    narrow = view.evaluate(size)
    assert max(narrow) <= 348
    view.evaluate("element => { element.style.width = '640px'; }")
    phone.wait_for_function("() => document.querySelector('.rnnc-picture').viewBox.baseVal.width === 600")
    assert view.evaluate(size) == [600] * len(narrow)
    assert view.locator("[tabindex='0'].rnnc-scroll").count() == 0


def test_a_wide_matrix_scrolls_in_its_own_box_by_keys_and_follows_what_is_looked_at(phone):
    view = plain_page.show(phone, GradientShares(T=10, t=10, k=1))
    box, bars = view.locator(".rnnc-scrolls").first, view.locator(".rnnc-scrolls").nth(1)
    assert box.evaluate("e => e.scrollLeft") > 100 and bars.evaluate("e => e.scrollLeft") == 0
    plain_page.change(phone, k=10)
    assert bars.evaluate("e => e.scrollLeft") > 100
    box.focus()
    before = box.evaluate("e => e.scrollLeft")
    phone.keyboard.press("ArrowLeft")
    phone.wait_for_function("([box, before]) => box.scrollLeft < before", arg=[box.element_handle(), before])


# -- fingers


def slide(page, start, end, steps=12):
    """A finger comes down at ``start`` (x, y in the window), moves to ``end`` and goes up."""
    devtools = page.context.new_cdp_session(page)

    def send(kind, *points):
        places = [{"x": x, "y": y} for x, y in points]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    def at(share):
        return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])

    send("touchStart", at(0))
    for step in range(1, steps + 1 if end != start else 0):
        send("touchMove", at(step / steps))
        page.wait_for_timeout(16)
    send("touchEnd")
    page.wait_for_timeout(100)
    devtools.detach()


def middle(locator, share=0.5):
    box = locator.bounding_box()
    return box["x"] + share * box["width"], box["y"] + box["height"] / 2


@pytest.fixture
def picture(phone, request):
    """The first draggable picture of a widget, with more page above and below it."""
    plain_page.show(phone, request.param, empty_pages_below=2)
    phone.evaluate("() => { document.querySelector('main').style.paddingTop = '300px'; scrollTo(0, 200); }")
    return phone.locator(".rnnc-draggable").first


def pictures(**widgets):
    """Parametrize the fixture ``picture``."""
    return pytest.mark.parametrize("picture", list(widgets.values()), indirect=True, ids=list(widgets))


def state_of(page):
    return page.evaluate("() => ({...model.state})")


@pytest.mark.parametrize(
    ("picture", "name"),
    [(Vanishing(distance=40), "distance"), (Memory(), "step"), (Streams(), "token")],
    indirect=["picture"],
    ids=["Vanishing", "Memory", "Streams"],
)
def test_a_finger_drags_sideways_and_the_page_stays(phone, picture, name):
    before = phone.evaluate(PLACE)
    slide(phone, middle(picture, 0.9), middle(picture, 0.35))
    first = state_of(phone)[name]
    slide(phone, middle(picture, 0.35), middle(picture, 0.7))
    assert state_of(phone)[name] > first and phone.evaluate(PLACE) == before


@pictures(Vanishing=Vanishing(distance=40), Memory=Memory(), GradientShares=GradientShares(T=10))
def test_a_swipe_upwards_outside_the_handle_scrolls_the_page_and_changes_nothing(phone, picture):
    (x, y), before, state = middle(picture, 0.3), phone.evaluate(PLACE), state_of(phone)
    slide(phone, (x, y), (x - 4, y - 150))
    assert state_of(phone) == state
    assert phone.evaluate(PLACE)[1] > before[1] + 80 and phone.evaluate(PLACE)[0] == 0


@pytest.mark.parametrize(
    ("picture", "name"),
    [(Vanishing(distance=20), "distance"), (GradientShares(T=10, t=8), "t")],
    indirect=["picture"],
    ids=["Vanishing", "GradientShares"],
)
def test_a_finger_on_the_handle_drags_it_and_the_page_stays(phone, picture, name):
    before, state = phone.evaluate(PLACE), state_of(phone)
    x, y = middle(picture.locator(".rnnc-handle"))
    slide(phone, (x, y), (x - 90, y - 60))
    assert state_of(phone)[name] < state[name] - 1 and phone.evaluate(PLACE) == before


@pictures(GradientShares=GradientShares(T=10, t=8))
def test_where_a_picture_scrolls_a_swipe_scrolls_it_and_a_tap_selects(phone, picture):
    box = phone.locator(".rnnc-scrolls").first
    (x, y), before, state = middle(box, 0.2), box.evaluate("e => e.scrollLeft"), state_of(phone)
    slide(phone, (x, y), (x + 120, y))
    assert box.evaluate("e => e.scrollLeft") < before - 60 and state_of(phone) == state
    slide(phone, (x, y), (x, y))
    assert state_of(phone)["t"] < 8

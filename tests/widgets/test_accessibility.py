"""Every instrument for everybody: axe-core, keyboard, names, contrast in both themes, less motion, what a screen reader is told."""

import pytest
from axe_core import violations

from rnn_course.nearmiss import map_of
from widgets import plain_page
from widgets.looks import WEAK_TEXT
from widgets.plain_page import IDS, STATES, widget_of

# Not among what axe looks at by itself: whether a name holds the text that is seen, so that one can say it to a computer.
OPTIONS = {"rules": {"label-content-name-mismatch": {"enabled": True}}}
FIRST_OF_EACH = [state for i, state in enumerate(STATES) if state[0] not in [name for name, _ in STATES[:i]]]
every_widget = pytest.mark.parametrize("state", FIRST_OF_EACH, ids=lambda state: state[0])
every_state = pytest.mark.parametrize("state", STATES, ids=IDS)


def found_by_axe(page):
    """One line for each thing that axe-core finds."""
    return [
        f"{one['id']}: {node['html'][:120]}" for one in violations(page, OPTIONS) for node in one["nodes"]
    ]


@every_state
def test_axe_finds_nothing(page, state):
    """Each state in one theme at one width, the two in turn; the first state of each widget in both."""
    turn = STATES.index(state) % 2
    looks = (
        [("light", 390), ("dark", 1280)]
        if state in FIRST_OF_EACH
        else [[("dark", 390), ("light", 1280)][turn]]
    )
    for theme, width in looks:
        page.set_viewport_size({"width": width, "height": 900})
        plain_page.show(page, widget_of(state), theme)
        assert found_by_axe(page) == [], (theme, width)


def test_axe_is_awake(page):
    plain_page.show(page, widget_of(("StateGrid", {})))
    page.evaluate("""() => {
        document.querySelector('.grid-cell').setAttribute('aria-label', 'something else');
        document.querySelector('.grid-cell').textContent = 'out';
        document.querySelector('.rnnc-hint').style.color = '#aaaaaa';
        document.querySelector('.grid-facts th').textContent = '';
    }""")
    kinds = {line.split(":")[0] for line in found_by_axe(page)}
    assert {"label-content-name-mismatch", "color-contrast"} <= kinds


@every_state
def test_text_has_contrast_in_every_state_and_both_themes(page, state):
    page.set_viewport_size({"width": 390, "height": 900})
    view = plain_page.show(page, widget_of(state))
    for light in ("true", "false"):
        page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
        assert view.evaluate(WEAK_TEXT) == [], light


# -- keyboard

FOCUSABLE = "input, button, [tabindex='0']"
HERE = """all => {
    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
    const list = [...document.querySelector('.rnnc').querySelectorAll(all)];
    return [list.indexOf(e), style.outlineStyle, parseFloat(style.outlineWidth), box.top < innerHeight && box.bottom > 0];
}"""
STOPS = """(element, all) => [...element.querySelectorAll(all)].flatMap((e, i) => {
    const group = e.type === 'radio' ? [...e.closest('fieldset').querySelectorAll('input')] : [];
    const chosen = group.find(one => one.checked) || group[0];
    return !e.disabled && e.tabIndex >= 0 && e.getClientRects().length && (!chosen || chosen === e) ? [i] : [];
})"""


@every_widget
@pytest.mark.parametrize("width", [390, 1280])
def test_tab_goes_through_in_order_forwards_and_backwards_and_out_again(page, state, width):
    page.set_viewport_size({"width": width, "height": 900})
    view = plain_page.show(page, widget_of(state))
    page.evaluate("""() => {
        const button = () => Object.assign(document.createElement('button'), { textContent: 'outside' });
        document.querySelector('main').prepend(button());
        document.querySelector('main').append(button());
    }""")
    page.wait_for_timeout(50)  # boxes that scroll have become stops
    stops = view.evaluate(STOPS, FOCUSABLE)
    assert len(stops) >= 3
    page.get_by_text("outside").first.focus()
    for key, order in (("Tab", stops), ("Shift+Tab", stops[::-1])):
        for stop in order:
            page.keyboard.press(key)
            index, outline, width_of_outline, seen = page.evaluate(HERE, FOCUSABLE)
            assert (index, outline, seen) == (stop, "solid", True) and width_of_outline >= 2
        page.keyboard.press(key)
        assert page.evaluate("() => document.activeElement.textContent") == "outside"


SILENT = """element => [...element.querySelectorAll('button')].filter(e => {
    const words = text => (text.match(/[\\p{L}\\p{N}_]+/gu) || []).join(' ').toLowerCase();
    return e.getAttribute('aria-label') && !words(e.getAttribute('aria-label')).includes(words(e.textContent));
}).map(e => `${e.textContent}: ${e.getAttribute('aria-label')}`)"""
EMPTY_HEADS = (
    "element => [...element.querySelectorAll('th')].filter(e => !e.textContent.trim()).map(e => e.outerHTML)"
)
TINY = """element => [...element.querySelectorAll('button')].filter(e => e.getClientRects().length).map(e => [e, e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 23.9 || box.height < 23.9).map(([e]) => e.outerHTML.slice(0, 90))"""


@every_state
def test_names_hold_what_is_seen_and_no_head_is_empty_and_no_button_tiny(page, state):
    page.set_viewport_size({"width": 360, "height": 900})
    view = plain_page.show(page, widget_of(state))
    assert view.evaluate(SILENT) == [] == view.evaluate(EMPTY_HEADS)
    assert view.evaluate(TINY) == []


def test_no_head_of_the_map_of_the_course_is_empty(page):
    page.set_content(f"<main>{map_of([])._repr_html_()}</main>")
    assert page.locator("th").count() == 4 and page.locator("main").evaluate(EMPTY_HEADS) == []


# -- motion, and what is said

MOVING = """element => [...element.querySelectorAll('*')].filter(e => ['transition', 'animation'].some(kind =>
    getComputedStyle(e)[`${kind}Duration`].split(',').some(time => parseFloat(time) > 0)) || getComputedStyle(e).scrollBehavior === 'smooth')
    .map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("state", [("Memory", {"step": 0}), ("CellLoop", {})], ids=lambda state: state[0])
def test_nothing_glides_where_less_motion_is_asked_for_and_playing_stops_at_once(page, state):
    page.emulate_media(reduced_motion="reduce")
    view = plain_page.show(page, widget_of(state))
    view.get_by_role("button", name="Play").click()
    assert view.evaluate(MOVING) == [] and page.evaluate("() => document.getAnimations().length") == 0
    view.get_by_role("button", name="Pause").click()
    step = page.evaluate("() => model.get('step')")
    page.wait_for_timeout(1000)
    assert page.evaluate("() => model.get('step')") == step
    page.emulate_media(reduced_motion="no-preference")


@every_widget
def test_a_screen_reader_is_told_once_what_has_changed(page, state):
    view = plain_page.show(page, widget_of(state))
    news = view.locator(".rnnc-news")
    assert news.get_attribute("aria-live") == "polite" and news.inner_text() == ""
    page.evaluate("""() => {
        window.told = [];
        new MutationObserver(() => told.push(document.querySelector('.rnnc-news').textContent))
            .observe(document.querySelector('.rnnc-news'), { childList: true, characterData: true, subtree: true });
    }""")
    slider = view.locator("input[type=range]").first
    slider.focus()
    key = "ArrowLeft" if slider.input_value() == slider.get_attribute("max") else "ArrowRight"
    for _ in range(3):
        page.keyboard.press(key)
    page.wait_for_function("() => told.length > 0")
    page.wait_for_timeout(700)
    [told] = page.evaluate("() => told")
    assert len(told) > 10 and "undefined" not in told

"""Every instrument on every page: alive where the lesson shows it, in the lesson's state, driven by its effect on screen."""

import json
from urllib.parse import quote

import pytest
from website import instruments
from website.article import instruments_in
from website.site import Site

NAMES = sorted(instruments.classes())
SHOWN = [
    (page.address, about) for page, notebook in Site().notebooks.items() for about in instruments_in(notebook)
]
STATE = "place => place.course.state"
DRAWN = "place => place.querySelector('.alive').innerHTML"


def drives(page, place):
    """Change each kind of control once; returns how many of them changed what is drawn."""
    changed = 0
    for kind in (
        "input[type=range]",
        "input[type=radio]:not(:checked)",
        "input[type=checkbox]",
        "button:not([disabled])",
    ):
        control = place.locator(f".alive {kind}").first
        if not control.count():
            continue
        before = place.evaluate(DRAWN)
        control.focus()
        page.keyboard.press("ArrowLeft" if "range" in kind else "Space")
        if place.evaluate(DRAWN) == before and "radio" not in kind:  # at its end, or a word that arrows move
            page.keyboard.press("ArrowRight")
        changed += place.evaluate(DRAWN) != before
    return changed


def test_every_instrument_that_a_lesson_has_run_is_on_its_page():
    code = "\n".join(
        cell.source
        for notebook in Site().notebooks.values()
        if any(cell.get("outputs") for cell in notebook.cells)
        for cell in notebook.cells
    )
    run = {name for name, cls in instruments.classes().items() if f"{cls.__name__}(" in code}
    assert len(run) >= 8
    assert {about["name"] for _, about in SHOWN} == run


@pytest.mark.parametrize("lesson", sorted({lesson for lesson, _ in SHOWN}))
def test_a_lesson_wakes_its_instruments_in_its_own_state(visit, lesson):
    reader = visit(1280, 900)
    page = reader.open(lesson)
    page.locator("details.waits").evaluate_all("all => all.forEach(one => (one.open = true))")
    places = page.locator(".instrument")
    wanted = [about for where, about in SHOWN if where == lesson]
    assert places.count() == len(wanted)
    for i, about in enumerate(wanted):
        place = places.nth(i)
        state = place.evaluate(STATE)
        assert {name: state[name] for name in about["state"]} == about["state"]
        assert place.locator(".still").is_hidden() and place.locator(".alive svg:visible").count()
        assert drives(page, place) >= 1
    assert reader.is_quiet(), reader.messages + reader.outside


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_alone_answers_and_stands_in_another_page(visit, name):
    reader = visit(900, 900)
    page = reader.open(f"instruments/{name}.html")
    assert drives(page, page.locator(".instrument")) >= 1
    frame = f'<iframe src="instruments/{name}.html" width="700" height="800"></iframe>'
    page.route("**/elsewhere.html", lambda route: route.fulfill(body=frame, content_type="text/html"))
    page.goto(reader.address + "elsewhere.html")
    inside = page.frame_locator("iframe").locator(".instrument.awake")
    inside.wait_for()
    assert inside.locator(".alive svg:visible").count()
    assert reader.is_quiet(), reader.messages + reader.outside


def test_the_address_holds_the_state_in_a_lesson_and_alone(visit):
    page = visit().open("02_memory.html#memory-2?step=3&w_hh_scale=1.5")
    state = page.locator("#memory-2").evaluate(STATE)
    assert (state["step"], state["w_hh_scale"], state["removed"]) == (3, 1.5, [2])
    assert page.locator("#memory").evaluate(STATE)["w_hh_scale"] == 1
    page.wait_for_function(
        "document.getElementById('memory-2').getBoundingClientRect().top < 100"
    )  # it glides there
    alone = visit().open("instruments/memory.html#step=2&sentence=" + quote(json.dumps("a b c")))
    assert alone.locator(".instrument").evaluate(STATE)["sentence"] == "a b c"


def test_python_links_to_what_the_page_shows(visit, address):
    cls = instruments.classes()["rnn_shapes"]
    widget = cls(T=7, B=2, L=3, batch_first=True)
    place = widget.link(address).removeprefix(address)
    state = visit().open(place).locator(".instrument").evaluate(STATE)
    assert {name: state[name] for name in ("T", "B", "L", "batch_first")} == {
        "T": 7,
        "B": 2,
        "L": 3,
        "batch_first": True,
    }


def test_a_copied_link_shows_the_same_picture_to_somebody_else(visit):
    page = visit().open("05_stacked_layers.html")
    place = page.locator("#state_grid-2")
    drives(page, place)
    place.locator(".copy-link").click()
    shared = page.url
    assert "#state_grid-2?" in shared
    other = visit()
    other.page.goto(shared)
    assert other.page.locator("#state_grid-2").evaluate(STATE) == place.evaluate(STATE)
    place.locator(".instrument-links a").click()
    page.wait_for_url("**/instruments/state_grid.html#*")
    assert page.locator(".instrument").evaluate(STATE) == other.page.locator("#state_grid-2").evaluate(STATE)


def test_nonsense_in_an_address_changes_nothing(visit):
    reader = visit()
    page = reader.open("instruments/memory.html#step=99&h_0=%22x%22&_weights=1&sentence=&constructor=1")
    assert page.locator(".instrument").evaluate(STATE) == instruments.classes()["memory"]().whole_state()
    assert reader.is_quiet()


def test_without_scripts_there_is_the_picture_and_its_sentence(visit):
    page = visit(java_script_enabled=False).open("02_memory.html")
    still = page.locator("#memory .still")
    assert still.locator("img").is_visible()
    assert still.locator("p").inner_text().startswith("Memory: 6 hidden units read")
    assert page.locator("form:visible").count() == 0
    assert page.get_by_text("Show it without a guess").first.is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_instruments_wake(visit, width):
    reader = visit(width, 900)
    reader.page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => (window.moved += e.value)))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    for place in (
        "02_memory.html#memory?step=2",
        "02_memory.html#l02-widget-memory",
        "instruments/streams.html",
    ):
        page = reader.open(place)
        page.wait_for_timeout(300)
        assert page.evaluate("window.moved") < 0.001, place

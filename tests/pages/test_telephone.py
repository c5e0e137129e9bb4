"""A lesson on a telephone: a link lands where it leads, a picture can be read, what is cut says so, a finger hits each link."""

from .test_touch import PHONE

# Where the target of the address stands in the window, once nothing moves any more.
LANDED = """() => new Promise(done => { let last = null, same = 0; const look = () => {
    same = scrollY === last ? same + 1 : 0; last = scrollY;
    same > 8 ? done(document.getElementById(decodeURIComponent(location.hash.slice(1))).getBoundingClientRect().top) : setTimeout(look, 50);
}; look(); })"""
# For each picture: how large it is drawn (1 is as it was made), and whether it, and not the page, scrolls.
PICTURES = """[...document.querySelectorAll('.picture img')].map(one => [one.clientWidth / one.naturalWidth,
    one.closest('.picture').getBoundingClientRect().right <= innerWidth, one.closest('.picture').classList.contains('wide')])"""
CUT = """[...document.querySelectorAll('main :is(pre, .katex-display, .shown)')].filter(one => one.checkVisibility()
    && one.scrollWidth > one.clientWidth + 1).map(one => [one.tabIndex, getComputedStyle(one).backgroundImage.includes('gradient')])"""
DIALOG = """() => { const one = document.querySelector('dialog[open]'), picture = one?.querySelector('img');
    return one && [one.contains(document.activeElement), picture.clientWidth >= picture.naturalWidth]; }"""
PITCH = """list => { const tops = [...document.querySelectorAll(list)].map(one => one.getBoundingClientRect());
    return Math.min(...tops.slice(1).map((one, i) => one.top - tops[i].top)); }"""


def test_a_link_lands_and_pictures_and_long_lines_can_be_read(visit):
    reader = visit(**PHONE)
    page = reader.open("05_stacked_layers.html")
    page.locator(".contents summary").tap()
    page.locator(".contents a").last.tap()
    assert 0 <= page.evaluate(LANDED) < 60  # all parts above are laid out now
    page.evaluate("document.querySelectorAll('details.waits').forEach(one => (one.open = true))")
    page.evaluate(
        "Promise.all([...document.images].map(one => { one.loading = 'eager'; return one.decode(); }))"
    )
    pictures = page.evaluate(PICTURES)
    assert len(pictures) > 2 and all(size > 0.7 and inside and wide for size, inside, wide in pictures)
    cut = page.evaluate(CUT)
    assert len(cut) > 3 and all(index == 0 and shadow for index, shadow in cut)
    page.locator(".picture a").first.tap()
    assert page.evaluate(DIALOG) == [True, True]
    page.keyboard.press("Escape")
    assert page.evaluate(DIALOG) is None
    page.locator(".picture a").last.press("Enter")
    page.get_by_role("button", name="Close").tap()
    assert page.evaluate(DIALOG) is None
    page.get_by_role("button", name="Dark theme").tap()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert (
        page.get_by_role("button", name="Light theme").is_visible()
        and page.get_by_text("Dark theme").is_hidden()
    )
    assert reader.is_quiet(), reader.messages


def test_the_map_is_for_fingers_and_its_links_land(visit):
    page = visit(**PHONE).open("index.html")
    assert page.evaluate(PITCH, "tr:nth-child(6) .marks a") >= 40
    page.locator(".marks a", has_text="5.6").tap()
    page.wait_for_url("**/05_stacked_layers.html#*")
    page.wait_for_load_state("networkidle")
    assert 0 <= page.evaluate(LANDED) < 60

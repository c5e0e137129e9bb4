"""Every page of the site, opened in Chromium: quiet, within the window, and nothing for axe-core to find, in both themes."""

import pytest
from axe_core import violations

SIZES = ((360, 780), (2560, 1300))
# All of axe-core's rules in one theme; in the other only those that look at colours, which are all that a theme changes.
RULES = {
    "light": {},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}


def every_page(site):
    """The addresses of all pages."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def findings(page, theme="light"):
    """What axe-core finds: its rule and where. Formulas are left out: thousands of parts, in the colour of their text."""
    found = violations(page, RULES[theme], {"exclude": [[".katex"]]})
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]


@pytest.mark.parametrize("part", range(4))
def test_a_page_is_quiet_and_fits_its_window(site, visit, part):
    for width, height in SIZES:
        reader = visit(width, height)
        for place in every_page(site)[part::4]:
            page = reader.open_whole(place)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{place} is {wide} px wider than a window of {width}"
            assert reader.is_quiet(), f"{place}: {reader.messages + reader.outside}"


@pytest.mark.parametrize("part", range(4))
def test_axe_finds_nothing_in_either_theme(site, visit, part):
    reader = visit(1280, 900, reduced_motion="reduce")
    for place in every_page(site)[part::4]:
        page = reader.open_whole(place)
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        for theme in RULES:
            page.evaluate(
                "theme => { localStorage.setItem('rnn_course.theme', theme); dispatchEvent(new Event('storage')); }",
                theme,
            )
            assert page.evaluate("document.documentElement.dataset.theme") == theme
            assert findings(page, theme) == [], f"{place}, {theme}"


def test_what_axe_would_find(visit):
    page = visit().open("search.html")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"assets/icon.svg\">')"
    )
    assert [rule for rule, _ in findings(page)] == ["image-alt"]
    page.evaluate("document.querySelector('h1').style = 'color: #777; background: #666'")
    assert [rule for rule, _ in findings(page, "dark")] == ["color-contrast"]

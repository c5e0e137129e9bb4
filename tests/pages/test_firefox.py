"""The site in Firefox, where there is one: every page quiet, every instrument alive and answering, a guess compared."""

import os

import pytest
from website import instruments

from pages.firefox import MISSING, Firefox, find_firefox

AWAKE = (
    "[document.querySelectorAll('.instrument').length, document.querySelectorAll('.instrument.awake').length]"
)
DRIVE = """[...document.querySelectorAll('.instrument')].map(place => {
    const drawn = () => place.querySelector('.alive').innerHTML, before = drawn();
    const slider = [...place.querySelectorAll('.alive input[type=range]')].find(one => one.offsetParent !== null);
    slider.value = Number(slider.value) > Number(slider.min) ? slider.min : slider.max;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    return drawn() !== before;
})"""
GUESS = """(async () => {
    const said = [...document.querySelectorAll('form.guess')].map(form => {
        form.querySelector('input').value = '66';
        form.querySelector('button').click();
        return form.querySelector('.said').textContent;
    });
    return said.filter(sentence => sentence.startsWith('✓')).join();
})()"""


@pytest.fixture(scope="module")
def firefox():
    """A Firefox; skipped where there is none, unless CI=true."""
    path = find_firefox()
    if path is None:
        (pytest.fail if os.environ.get("CI", "").lower() == "true" else pytest.skip)(MISSING)
    window = Firefox(path)
    yield window
    window.close()


@pytest.mark.browser
def test_every_page_is_quiet_and_its_instruments_are_awake(site, address, firefox):
    for path in sorted(site.rglob("*.html")):
        firefox.open(address + path.relative_to(site).as_posix())
        shown, awake = firefox.evaluate(AWAKE)
        assert shown == awake, path.name
        assert firefox.messages == [], path.name
    assert [url for url in firefox.asked if not url.startswith((address, "data:", "blob:"))] == []


@pytest.mark.browser
@pytest.mark.parametrize("name", sorted(instruments.classes()))
def test_an_instrument_answers(address, firefox, name):
    firefox.open(f"{address}instruments/{name}.html")
    assert firefox.evaluate(DRIVE) == [True]


@pytest.mark.browser
def test_a_guess_is_compared(address, firefox):
    firefox.open(address + "02_memory.html")
    assert firefox.evaluate(GUESS) == "✓ You guessed 66, and so it is."

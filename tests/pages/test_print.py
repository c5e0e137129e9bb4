"""Paper: neither navigation nor buttons, nothing split or cut, and answers that wait for a guess on the last pages only."""

import pytest

READ = """() => {
    const seen = selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).length;
    return { buttons: seen('button, input[type=range], nav, summary, .folds'), inks: [...new Set([...document.querySelectorAll('.rnnc')]
        .map(one => getComputedStyle(one).color))], page: getComputedStyle(document.body).backgroundColor,
        split: [...document.querySelectorAll('figure, pre')].filter(one => getComputedStyle(one).breakInside !== 'avoid').length,
        cut: [...document.querySelectorAll('main *')].filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
            && /auto|scroll|hidden/.test(getComputedStyle(one).overflowX) && !one.closest('.katex, .katex-display, .rnnc-news'))
            .map(one => one.outerHTML.slice(0, 80)) };
}"""


def on_paper(visit, place, **settings):
    """The page as it is while it is printed on A4: 180 mm between its margins."""
    page = visit(680, 900, **settings).open(place)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("place", ["02_memory.html", "instructors.html"])
def test_a_page_prints_as_a_clean_document(visit, place, theme):
    page = on_paper(visit, place, color_scheme=theme)
    found = page.evaluate(READ)
    assert (found["buttons"], found["split"], found["cut"]) == (0, 0, [])
    assert found["page"] == "rgb(255, 255, 255)"
    assert all(ink == "rgb(31, 35, 40)" for ink in found["inks"])


COUNTED = "{'W_xh': 24, 'W_hh': 36, 'b': 6}"  # what the fourth guess of lesson 2 waits for


def parts(page):
    """The text of the printed lesson, and of its last pages."""
    return page.locator("main").inner_text().rsplit("Answers\n", 1)


def test_answers_stand_on_the_last_pages_only_and_go_again(visit):
    page = on_paper(visit, "02_memory.html")
    lesson, answers = parts(page)
    guesses = page.locator("form.guess").count()
    assert lesson.count("The answer stands on the last pages, under") == guesses
    assert COUNTED in answers and COUNTED not in lesson
    assert page.locator(".answers section h3").all_inner_texts()[:4] == [
        "1. -0.5379",
        "2. 11",
        "3. (5, 1, 6)",
        "4. 66",
    ]
    assert page.locator(".answers section").count() == guesses
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator(".answers").is_hidden() and COUNTED not in page.locator(".answers").text_content()


def test_a_guess_that_was_made_is_printed_in_its_place(visit):
    page = visit().open("02_memory.html")
    form = page.locator("form.guess").nth(3)
    form.locator("input").fill("70")
    form.locator("button").click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    lesson, answers = parts(page)
    assert COUNTED in lesson and COUNTED not in answers


def test_the_browser_fills_the_last_pages_when_it_prints(visit):
    page = visit().open("02_memory.html")
    page.evaluate(
        "addEventListener('beforeprint', () => (window.filled = document.querySelectorAll('.answers section').length))"
    )
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert page.evaluate("window.filled") == page.locator("form.guess").count()
    page.wait_for_function("document.querySelector('.answers').hidden")

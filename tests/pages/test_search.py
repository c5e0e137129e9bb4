"""The search finds words of the built pages, and tells no answer that waits for a guess."""

import re


def results(page, words):
    page.locator("#search-field").fill(words)
    page.locator("form.search button").click()
    page.locator(".found", has_text="page").wait_for()
    return page.locator(".results li")


def test_search_finds_a_lesson_and_leads_to_the_place(visit):
    reader = visit()
    page = reader.open("search.html")
    found = results(page, "causality")
    assert found.count() >= 1
    link = found.filter(has_text="What does a network remember").locator("a").first
    link.click()
    page.wait_for_url("**/02_memory.html*")
    assert reader.is_quiet(), reader.messages + reader.outside


def test_a_search_can_be_linked_to_and_answers_are_left_out(visit):
    page = visit().open("search.html?q=backpropagation")
    page.locator(".results li").first.wait_for()
    page = visit().open("search.html")
    page.locator("#search-field").fill("ωψξωψξ")
    page.locator("form.search button").click()
    page.locator(".found", has_text="0 pages").wait_for()
    found = results(page, "probability softmax logits")  # these stand beside formulas
    text = " ".join(found.all_inner_texts())
    assert "\\" not in text and not re.search(r"([A-Za-z])\1\1", text), text

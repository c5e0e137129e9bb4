"""Progress goes from the page into the notebook's file and back, and nothing is counted twice."""

from rnn_course.nearmiss import progress


def saved(page, place):
    """What the page's button saves, as a file in `place`."""
    with page.expect_download() as download:
        page.locator("button.export").click()
    download.value.save_as(place)
    return place


def answered(reader):
    """A reader who has answered one question wrong, then right, and looked at a hint and a solution."""
    page = reader.open("03_rnncell_loops.html")
    block = page.locator('.exercise[data-id="03.state_shape"]')
    for answer in ("(1, 8, 16)", "(8, 16)"):
        block.locator("input").fill(answer)
        block.locator("button[type=submit]").click()
    block = page.locator('.exercise[data-id="03.loop"]')
    block.locator(".hint summary").first.click()
    block.locator(".solution summary").click()
    block.locator(".solution .note:not(:empty)").wait_for()  # a fold tells that it was opened a moment later
    return reader.open("progress.html")


def test_from_the_page_into_the_notebook(visit, tmp_path):
    page = answered(visit())
    file = saved(page, tmp_path / "page.json")
    assert progress.take_in(file) == "Taken in: 2 exercises."
    assert progress.take_in(file) == "Taken in: 2 exercises."  # counts once
    found = progress.summary()
    assert (found["03.state_shape"]["tries"], found["03.state_shape"]["solved"]) == (2, True)
    assert found["03.state_shape"]["mistakes"] == {"layer-axis": 1}
    assert (found["03.loop"]["seen"], found["03.loop"]["hints"], found["03.loop"]["solved"]) == (
        True,
        1,
        False,
    )


def test_from_the_notebook_into_the_page_and_back(visit, tmp_path):
    progress.record("02.one_step", "named", "no-tanh")
    progress.record("02.one_step", "right")
    progress.record("03.state_shape", "differs")
    progress.record("05.count_both", "differs")
    exported = progress.export(tmp_path / "notebook.json")
    reader = visit()
    page = answered(reader)
    for news in ("", " Nothing in it was new."):
        page.locator("#take-in").set_input_files(exported)
        page.get_by_text(f"Taken in: 3 exercises.{news}", exact=True).wait_for()
    assert page.locator('[data-id="05.count_both"] .mark').get_attribute("aria-label") == "tried"
    assert page.locator('[data-id="02.one_step"] .mark').get_attribute("aria-label") == "solved"
    assert page.locator(".solved-count").inner_text().startswith("2 of ")
    both = saved(page, tmp_path / "both.json")
    progress.take_in(both)
    found = progress.summary()
    assert found["02.one_step"]["tries"] == 2  # its own history came back, and counts once
    assert found["03.state_shape"]["tries"] == 3
    page.evaluate("localStorage.clear()")  # another browser, by way of the notebook
    page.locator("#take-in").set_input_files(progress.export(tmp_path / "notebook_too.json"))
    page.get_by_text("Taken in: 4 exercises.", exact=True).wait_for()
    assert page.evaluate("localStorage['rnn_course.answers']") == '{"03.state_shape":"(8, 16)"}'
    assert reader.is_quiet(), reader.messages


def test_what_is_no_progress_is_refused_and_changes_nothing(visit, tmp_path):
    page = answered(visit())
    before = page.locator(".solved-count").inner_text()
    for text in ("no JSON", "[]", '{"version": 9, "exercises": {}}', '{"exercises": 3}'):
        file = tmp_path / "bad.json"
        file.write_text(text, "utf-8")
        page.locator("#take-in").set_input_files(file)
        page.get_by_text("This file holds no progress").wait_for()
        page.locator("main .said").first.evaluate("said => said.replaceChildren()")
    assert page.locator(".solved-count").inner_text() == before


def test_everything_can_be_forgotten(visit):
    page = answered(visit())
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("button.reset").click()
    assert page.locator(".solved-count").inner_text().startswith("0 of ")
    page.reload()
    assert page.evaluate("Object.keys(localStorage).filter(key => key !== 'rnn_course.theme')") == []

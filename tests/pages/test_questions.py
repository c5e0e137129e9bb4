"""Guesses, recall and short questions on the pages: what they say is what the notebook says, in the same words."""

import json
import random

import pytest
from website import questions, roles
from website.article import Article
from website.site import Site

from rnn_course.exercises import lesson_modules
from rnn_course.nearmiss import ChoiceExercise, ValueExercise, answers, exercises_of, guess

CALL = """async ([module, name, calls]) => {
    const found = await import(new URL(`assets/${module}.js`, document.baseURI).href);
    return calls.map(values => found[name](...values));
}"""
TYPED = ["66", " 0.5 ", "(5, 1, 6)", "5, 1, 6", "[5,1,6]", "(7,)", "7,", "yes", "Yes", '"yes"', "-0.5379", "- 3", "1.", ".5", "007", "0",
         "(1, (2, 3))", "1 000", "1,000", "", "...", "torch.Size([10, 3])", "2 x 5", "1e3", "(1, 2", "1.10", "()", "5 5", "1 and 5", "eleven", "--3", "0.0"]  # fmt: skip
VALUES = [66, 0.5, (5, 1, 6), (7,), "yes", -0.5379, 1.0, 0, 1000, 12345.678, 0.00001234, 0.67, (1.0, 2.5), 3]
ALL = [exercise for module in lesson_modules() for exercise in exercises_of(module)]


def called(page, module, name, calls):
    """The results of a function that assets/<module>.js exports."""
    return page.evaluate(CALL, [module, name, [list(values) for values in calls]])


def test_a_guess_is_compared_as_in_the_notebook(visit):
    calls = [
        (text.strip("\"'"), guess.shown(guess.plain(value)))
        for text in TYPED
        for value in VALUES
        if text.strip(". ")
    ]
    page = visit().open("index.html")
    for (text, value), (sentence, matches) in zip(
        calls, called(page, "guess", "compared", calls), strict=True
    ):
        reveal = guess.reveal(text, value)
        said = repr(reveal).removesuffix(f" {guess.SAYS['again']}")  # there are no cells to run again
        assert (matches, sentence) == (reveal.matches, said), (text, value)
    labels = [('Your guess: "below 1", "1 to 3" or "above 3"',), ('Your guess: a shape, or "error"',)]
    assert called(page, "guess", "offered", labels) == [["below 1", "1 to 3", "above 3"], ["error"]]


def test_numbers_and_shapes_are_read_as_in_the_notebook(visit):
    rng = random.Random(0)
    made = ["".join(rng.choices("0123456789()[],. -x_e'", k=rng.randint(1, 9))) for _ in range(600)]
    page, calls = visit().open("index.html"), [(text,) for text in [*TYPED, *made]]
    for name, read in (("readShape", answers.read_shape), ("readNumber", answers.read_number)):
        for (text,), got in zip(calls, called(page, "values", name, calls), strict=True):
            wanted = read(text)
            assert got == (list(wanted) if isinstance(wanted, tuple) else wanted), (name, text)


def some_answers(exercise):
    """Right, known wrong, unknown and unreadable answers to an exercise, as somebody types them."""
    known = [exercise.right, *(m.wrong for m in exercise.misconceptions.values())]
    if isinstance(exercise, ChoiceExercise):
        return known
    strange = (
        ["", "many", "(3, 3, 3)", "(1,)", "1000000", "0", "2, 3", "nan"]
        if exercise.is_shape
        else ["", "many", "1000000", "0", "2.5"]
    )
    return [str(answer) for answer in known] + strange


@pytest.mark.parametrize("kind, function", [(ChoiceExercise, "judgeChoice"), (ValueExercise, "judgeValue")])
def test_short_questions_are_judged_as_in_the_notebook(visit, kind, function):
    page = visit().open("index.html")
    for exercise in (one for one in ALL if isinstance(one, kind)):
        given = some_answers(exercise)
        calls = [(questions.checked(exercise), answer) for answer in given]
        for answer, got in zip(
            given, called(page, "exercise", function, json.loads(json.dumps(calls))), strict=True
        ):
            result = exercise.check(answer)
            said = (
                got["message"].replace("`many`", "`'many'`").replace("`nan`", "`'nan'`")
            )  # a reader types no quotes
            assert (got["outcome"], said, got.get("mistake")) == (
                result.outcome,
                result.message,
                result.misconception,
            )


def test_recall_is_judged_as_in_the_notebook(visit):
    page = visit().open("index.html")
    for module in lesson_modules():
        data = questions.recall_in(module.__name__[-2:])
        asked = list(zip(module.recall.questions, data["questions"], strict=True))
        given = [str(a) for question, _ in asked for a in question.accepted] + [
            "yes",
            "12",
            "(2, 5)",
            "2x5",
            "0.999",
            "no idea",
        ]
        calls = [(told, answer) for _, told in asked for answer in given]
        wanted = [question.fits(answer) for question, _ in asked for answer in given]
        assert called(page, "recall", "fits", calls) == wanted, module.__name__


def test_every_guess_of_every_lesson_has_its_answer():
    for page, notebook in Site().notebooks.items():
        if not any(cell.get("outputs") for cell in notebook.cells):
            continue  # not run yet: tests/notebooks says so
        asked = {
            cell.id for cell in notebook.cells if cell.cell_type == "code" and roles.GUESS.match(cell.source)
        }
        article = Article(page.name, roles.lesson_of(notebook), notebook)
        found = questions.page_data(article)["guesses"]
        assert asked == set(found) and all(answer["value"] for answer in found.values()), page.name


def test_a_guess_comes_before_its_answer_and_stays(visit):
    reader = visit()
    page = reader.open_whole("02_memory.html")
    form = page.locator("form.guess").nth(3)
    place = page.locator(f'.reveal[data-guess="{form.get_attribute("data-cell")}"]')
    fold = page.locator(".prose details:has-text('for 5 words and for 500')")
    assert "66" not in place.inner_text() and not fold.evaluate("one => one.open")
    words = page.locator("form.guess").nth(5)
    for asked, typed, told in (
        (form, "a lot", "and a lot is none."),
        (words, "maybe", "Write one of: yes, no."),
    ):
        asked.locator("input").fill(typed)
        asked.locator("button").click()
        assert asked.locator(".said").inner_text().endswith(told) and "66" not in place.inner_text()
    form.locator("input").fill("70")
    form.locator("button").click()
    assert form.locator(".said").inner_text() == "≠ You guessed 70. It is 66: what did you expect, and why?"
    exercise = page.locator('.exercise[data-kind="value"], .exercise[data-kind="choice"]').first
    exercise.locator("button").click()
    assert "press Check" in exercise.locator(".said").inner_text()
    exercise.locator("input").last.evaluate("one => one.type === 'radio' ? one.click() : (one.value = '7')")
    exercise.locator("button").click()
    said, counted = (
        exercise.locator(".said").inner_text(),
        page.evaluate("localStorage['rnn_course.progress']"),
    )
    assert "shape of h after 500 words: (1, 6)" in place.inner_text() and fold.evaluate("one => one.open")
    reader.open_whole("02_memory.html")
    assert form.locator("input").input_value() == "70" and "It is 66" in place.inner_text()
    assert exercise.locator(".said").inner_text() == said  # it is said again, and not counted again
    assert page.evaluate("localStorage['rnn_course.progress']") == counted
    assert reader.is_quiet(), reader.messages


def test_a_figure_that_answers_opens_with_the_guess(visit):
    page = visit().open_whole("00_start_here.html")
    figure, form = page.locator("[id='figure-0.2']"), page.locator("form.guess").nth(1)
    seen = page.get_by_text("it shoots over every peak")
    assert figure.count() == seen.count() == 1 and not figure.is_visible() and not seen.is_visible()
    form.locator("input").fill("worse")
    form.locator("button").click()
    assert figure.is_visible() and seen.is_visible()
    assert not page.locator("[id='figure-0.3']").is_visible()


def test_a_figure_that_wants_a_sketch_opens_by_hand(visit):
    page = visit().open_whole("01_weight_sharing.html")
    figure, form = page.locator("[id='figure-1.1']"), page.locator("form.guess").nth(1)
    form.locator("input").fill("1010")
    form.locator("button").click()
    assert "so it is" in form.locator(".said").inner_text() and not figure.is_visible()
    page.get_by_text("After your own try").first.click()
    assert figure.is_visible()


def test_recall_asks_again_at_the_end_what_was_missed(visit):
    page = visit().open_whole("02_memory.html")
    first, last = page.locator(".recall").first, page.locator(".recall").last
    for i, answer in enumerate(["T", "1010", "(10, 100)", "mean", "yes", "row"]):
        first.locator("input").nth(i).fill(answer)
    first.locator("button").click()
    assert first.locator(".score").inner_text() == "Recall: 5 of 6 right."
    assert "You wrote mean. It is sum." in first.inner_text()
    assert last.locator("li:visible").count() == 1
    last.locator("li:visible input").fill("sum")
    last.locator("button").click()
    assert last.locator(".score").inner_text() == "Recall: 6 of 6 right."
    page.goto(page.url.replace("02_memory", "index"))
    assert page.locator('[data-id="02.recall"] .mark').get_attribute("aria-label") == "solved"


def test_the_shape_quiz_goes_on_and_gets_harder(visit):
    page = visit().open_whole("04_nn_rnn_shapes.html")
    block = page.locator('.exercise[data-kind="quiz"]')
    data = json.loads(page.locator("#page-data").text_content())["exercises"]["04.shape_quiz"]
    for level, place in ((0, 0), (1, 0), (2, 0)):
        asked = data["levels"][level][place]
        assert block.locator(".quiz-code").inner_text().strip() == asked["text"].strip()
        block.locator("input").fill(str(asked["right"]))
        block.locator("button[type=submit]").click()
        assert block.locator(".said").inner_text().startswith("Right. Shapes without end")
        assert f"{level + 1} answered" in block.locator(".quiz-heading").inner_text()
        block.locator(".next").click()
    assert "level 3 of 5, 3 answered" in block.locator(".quiz-heading").inner_text()


def test_hints_and_a_solution_count_as_looked_at(visit):
    page = visit().open_whole("02_memory.html")
    block = page.locator('.exercise[data-id="02.one_step"]')
    block.locator(".hint summary").nth(1).click()
    block.locator(".solution summary").click()
    block.locator(".note:not(:empty)").wait_for()  # a fold tells that it was opened a moment later
    assert (
        "np.tanh" in block.locator(".solution").inner_text()
        and "counts as seen" in block.locator(".note").inner_text()
    )
    page.goto(page.url.replace("02_memory", "index"))
    assert page.locator('[data-id="02.one_step"] .mark').get_attribute("aria-label") == "seen"

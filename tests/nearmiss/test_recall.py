"""A recall: answers in many spellings, open ones untold, missed ones asked again, and the progress kept."""

import pytest

from rnn_course.nearmiss import Question, Recall, progress, read_recall

TOML = """
[[questions]]
ask = "Which axis comes first?"
answer = ["time", "T"]
why = "Time is first."
[[questions]]
ask = "How many numbers?"
answer = 1010
why = "Once, for every length."
[[questions]]
ask = "Which shape?"
answer = [3, 20]
why = "One row for each sentence."
"""


@pytest.fixture
def recall(tmp_path):
    (tmp_path / "one.toml").write_text(TOML, encoding="utf-8")
    return read_recall(tmp_path / "one.toml", id="01.recall")


RIGHT = [
    ("time", " T. ", "TIME", "t"),
    (1010, "1,010", " 1010 ", 1010.0),
    ((3, 20), [3, 20], "3, 20", "(3, 20)", "3x20", "3 × 20", "torch.Size([3, 20])", "(3, 20)."),
]
WRONG = [("batch", "tt", 1, None), (1020, "many", (1010, 1), True, 1009.9), ((20, 3), 3, "3", (3, 20, 1))]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_spellings(recall, number):
    question = recall.questions[number]
    assert all(question.fits(given) for given in RIGHT[number])
    assert not any(question.fits(given) for given in WRONG[number])


def test_asking_tells_no_answer(recall):
    asked = str(recall.ask())
    assert "1. Which axis comes first?" in asked and "1010" not in asked and "Time is first" not in asked


def test_without_answers_nothing_is_told_or_kept(recall):
    assert str(recall.check(..., ..., ...)).startswith("Recall: no answer yet.")
    assert progress.status("01.recall") == "open"


def test_open_questions_stay_untold_and_come_again(recall):
    told = str(recall.check("time", 1000, ...))
    assert "1. ✓ time." in told and "2. ≠ You wrote 1000. It is 1010." in told
    assert "3. · Still open." in told and "3, 20" not in told
    asked = str(recall.missed())
    assert "1." not in asked and "2. How many" in asked and "3. Which shape" in asked
    assert progress.status("01.recall") == "open"
    assert "2 of 2 right" in str(recall.again(1010, (3, 20)))
    assert progress.status("01.recall") == "solved" and "No question is left" in str(recall.missed())
    assert "No question is left" in str(recall.again(...))


def test_an_answer_of_another_kind_is_told_and_stays_open(recall):
    told = str(recall.check("time.", "many", "a matrix"))
    assert "1. ✓ time. Time is first." in told
    assert "2. · Still open: expected a number, got many." in told and "1010" not in told
    assert "3. · Still open: expected a shape" in told and "3, 20" not in told
    assert "2. How many" in str(recall.missed())


def test_all_right_at_once_counts_as_solved(recall):
    assert "3 of 3 right" in str(recall.check("T", 1010, [3, 20]))
    entry = progress.summary()["01.recall"]
    assert (entry["solved"], entry["seen"], entry["tries"]) == (True, False, 1)


def test_a_wrong_number_of_answers_is_told(recall):
    assert "Expected 3 answers, for the questions 1, 2, 3; got 2." in str(recall.check("T", 1010))
    recall.check("T", 1, 2)
    assert "Expected 2 answers, for the questions 2, 3; got 1." in str(recall.again(1))
    assert "no answer yet" in str(recall.again(...))


def test_what_a_learner_writes_is_escaped():
    recall = Recall(id="01.x", questions=[Question("<i>?", "a", "Because.")])
    page = recall.ask()._repr_html_() + recall.check("<b>")._repr_html_()
    assert "<i>" not in page and "<b>" not in page

"""The formula of tools/minutes.py, term by term, and how a lesson falls into sittings."""

import minutes
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

EXERCISE = {"metadata": {"tags": ["exercise"]}}
SHOWN = new_output("execute_result", metadata={"image/png": {"instrument": {"name": "memory"}}})
TERMS = [
    ([new_markdown_cell("word " * 260)], 2),
    ([new_code_cell("x = 1")], 0.6),
    ([new_code_cell("guess = ...  # a number"), new_code_cell("reveal(guess, 3)")], 2.2),
    ([new_code_cell("def f(x):\n    return ...\nex.f.check(f)", **EXERCISE)], 6.6),
    ([new_code_cell("answer = ...\nex.f.check(answer)", **EXERCISE)], 2.6),
    ([new_code_cell("from rnn_course.widgets import Memory\nMemory('a b')", outputs=[SHOWN])], 3.6),
    ([new_code_cell("assert Memory('a b').remains.any()")], 0.6),
    ([new_code_cell("answers = [...]\nex.recall.check(*answers)")], 2.6),
]


@pytest.mark.parametrize(("cells", "expected"), TERMS)
def test_each_term(cells, expected):
    assert minutes.exact(cells) == pytest.approx(expected)


def test_rounded_to_five_and_never_nothing():
    assert [minutes.rounded([new_markdown_cell("word " * 130 * n)]) for n in (1, 7, 8, 33)] == [5, 5, 10, 35]


def test_sittings_begin_at_their_headings_and_the_first_holds_what_stands_before():
    heads = [f"## Sitting {k} of 2 · {name} ({m} minutes)" for k, name, m in ((1, "A", 25), (2, "B b", 5))]
    texts = ["# 1 · Why?", "About 30 minutes.", heads[0], "word " * 130 * 24, heads[1], "The end."]
    cells = [new_markdown_cell(text) for text in texts]
    parts = minutes.sittings(cells)
    assert [(name, said, len(part)) for name, said, part in parts] == [("A", 25, 4), ("B b", 5, 2)]
    assert minutes.of_lesson(cells) == 30 == minutes.stated(cells)
    assert minutes.sittings(cells[:2]) == []

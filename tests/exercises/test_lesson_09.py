"""Lesson 9: every exercise is sound; wrong answers of other words never pass."""

import pytest

from rnn_course.core import embedding_backward
from rnn_course.exercises import lesson_09
from rnn_course.nearmiss.testing import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_09), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_cores_function_solves_the_exercise():
    def answer(d_vectors, tokens, weight):
        return embedding_backward(d_vectors, tokens, weight)

    assert lesson_09.embedding_backward.check(answer).passed


# (name, edits of the solution, key or None for any)
FLAT, ROWS = (
    "nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())",
    "nn.functional.cross_entropy",
)
WRONG = [
    ("embedding_backward", [("np.add.at(d_weight, tokens, d_vectors)", "np.add.at(d_weight, tokens.T, d_vectors)")], None),
    ("embedding_backward", [("np.add.at(d_weight, tokens, d_vectors)", "d_weight[tokens] += 1.0 * d_vectors")], "repeats-lost"),
    ("sequence_loss", [(FLAT, f"{ROWS}(logits.view(logits.shape[1], logits.shape[2], -1), targets.T)")], None),
    ("sequence_loss", [("logits.flatten(0, 1)", "logits.transpose(0, 1).flatten(0, 1)")], None),
    ("sequence_loss", [(FLAT, f"{ROWS}(logits.flatten(0, 1).log_softmax(0), targets.flatten())")], None),
    ("sequence_loss", [(FLAT, f"{ROWS}(logits.detach().flatten(0, 1), targets.flatten())")], "no-gradient"),
    ("perplexity", [("(losses * counts).sum() / counts.sum()", "losses.mean()")], "mean-of-pieces"),
    ("perplexity", [("counts.sum())", "len(counts))")], None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edits", "key"), WRONG)
def test_wrong_answers_never_pass_and_are_called_by_their_name(name, edits, key):
    exercise = getattr(lesson_09, name)
    source = exercise.solution_source
    for old, new in edits:
        assert old in source, f"{old!r} is not in the solution of {exercise.id}"
        source = source.replace(old, new)
    result = exercise.check(exercise.function_from(source))
    assert result.outcome in ("named", "differs", "raised"), str(result)
    assert key is None or result.misconception == key, str(result)


@pytest.mark.parametrize("answer", ["f", "", 1, "depth"])
def test_other_choices_do_not_pass(answer):
    assert not lesson_09.what_runs_bear.check(answer).passed


@pytest.mark.parametrize("answer", [3.4, 3.401, "3.4", 3.40119])
def test_the_first_loss_may_be_rounded(answer):
    assert lesson_09.first_loss.check(answer).passed

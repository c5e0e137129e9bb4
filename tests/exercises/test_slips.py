"""Wrong answers written as slips: one change, two changes, and pairs that do not go together."""

import pytest

from rnn_course.exercises.slips import slips, two_slips, without


def _line(x, w, b):
    return x * w + b


NAMED = {
    "no_bias": ("The bias is missing.", (" + b", "")),
    "bias_twice": ("The bias is doubled.", ("+ b", "+ 2 * b")),
    "no_weight": ("The weight is missing.", ("x * w", "x")),
}


def _value(mistake):
    namespace = {}
    exec(mistake.wrong, namespace)
    return namespace["line"](3, 5, 7)


def test_one_slip_has_its_key_and_its_sentence():
    found = slips(_line, "line", **NAMED)
    assert [mistake.key for mistake in found] == ["no-bias", "bias-twice", "no-weight"]
    assert [_value(mistake) for mistake in found] == [15, 29, 10]
    assert found[0].says == "The bias is missing."


def test_two_slips_are_both_in_the_code_and_in_the_sentence():
    found = {mistake.key: mistake for mistake in two_slips(_line, "line", **NAMED)}
    assert _value(found["no-bias-and-no-weight"]) == 3
    assert _value(found["bias-twice-and-no-weight"]) == 17
    says = found["no-bias-and-no-weight"].says
    assert "The bias is missing." in says and "the weight is missing." in says


def test_slips_in_the_same_text_make_no_pair():
    assert "no-bias-and-bias-twice" not in {m.key for m in two_slips(_line, "line", **NAMED)}


def test_pairs_can_be_skipped():
    assert [m.key for m in two_slips(_line, "line", [("no_bias", "no_weight")], **NAMED)] == [
        "bias-twice-and-no-weight"
    ]


def test_a_text_that_is_not_there_is_an_error():
    with pytest.raises(ValueError, match="expected 'tanh'"):
        slips(_line, "line", no_tanh=("The tanh is missing.", ("tanh", "")))


def test_leaving_out_names_known_keys_only():
    found = slips(_line, "line", **NAMED)
    assert [mistake.key for mistake in without(found, "no-bias")] == ["bias-twice", "no-weight"]
    with pytest.raises(ValueError, match="no-such"):
        without(found, "no-such")

"""Every wrong argument gets a sentence with its name, what was expected in letters and sizes, and what came."""

import numpy as np
import pytest

from rnn_course import core, data

T, B, I, H = 5, 3, 4, 6
GOOD = {
    "x": np.ones((T, B, I)),
    "h_0": np.zeros((B, H)),
    "weight_ih": np.ones((H, I)),
    "weight_hh": np.eye(H),
    "bias_ih": np.zeros(H),
    "bias_hh": np.zeros(H),
}
NAN = np.full((H, I), 1.0)
NAN[2, 1] = np.nan

BAD = {
    "batch-first x": (
        {"x": np.ones((T, B, 7))},
        ValueError,
        r"x: expected shape \(T, B, I\) with I = 4, got \(5, 3, 7\)",
    ),
    "x without batch": (
        {"x": np.ones((T, I))},
        ValueError,
        r"x: expected shape \(T, B, I\).*add the batch axis",
    ),
    "empty sequence": (
        {"x": np.ones((0, B, I))},
        ValueError,
        r"x: needs at least one of T \(time steps\), got shape \(0, 3, 4\)",
    ),
    "empty batch": (
        {"x": np.ones((T, 0, I)), "h_0": None},
        ValueError,
        r"needs at least one of B \(batch size\)",
    ),
    "3-D state": (
        {"h_0": np.zeros((1, B, H))},
        ValueError,
        r"h_0: expected shape \(B, H\) = \(3, 6\), got \(1, 3, 6\)",
    ),
    "wrong batch": (
        {"h_0": np.zeros((2, H))},
        ValueError,
        r"h_0: expected shape \(B, H\) = \(3, 6\), got \(2, 6\)",
    ),
    "transposed weight": (
        {"weight_ih": np.ones((I, H))},
        ValueError,
        r"weight_ih: expected shape \(H, I\) with H = 6, got \(4, 6\)",
    ),
    "not square": ({"weight_hh": np.ones((H, 5))}, ValueError, r"weight_hh: expected shape \(H, H\)"),
    "NaN weight": (
        {"weight_ih": NAN},
        ValueError,
        r"weight_ih: expected finite numbers, got nan at index \(2, 1\)",
    ),
    "infinite bias": (
        {"bias_hh": np.full(H, np.inf)},
        ValueError,
        r"bias_hh: expected finite numbers, got inf at index \(0,\)",
    ),
    "2-D bias": (
        {"bias_ih": np.zeros((1, H))},
        ValueError,
        r"bias_ih: expected shape \(H,\) = \(6,\), got \(1, 6\)",
    ),
    "text": ({"x": "hate"}, TypeError, r"x: expected real numbers .*got str"),
    "complex": ({"x": np.ones((T, B, I), complex)}, TypeError, r"x: expected real numbers .*complex128"),
    "ragged": ({"x": [[1.0], [1.0, 2.0]]}, TypeError, r"x: expected an array of real numbers, got list"),
    "None": ({"weight_hh": None}, TypeError, r"weight_hh: expected real numbers .*got NoneType"),
    "nonlinearity": ({"nonlinearity": "sigmoid"}, ValueError, r'expected "tanh" or "relu", got \'sigmoid\''),
}


def test_the_good_arguments_work():
    assert core.rnn_forward(**GOOD).shape == (T, B, H)
    assert core.rnn_forward(**{name: np.asarray(v).tolist() for name, v in GOOD.items()}).shape == (T, B, H)


@pytest.mark.parametrize(("change", "error", "message"), BAD.values(), ids=BAD)
def test_rnn_forward_says_what_is_wrong(change, error, message):
    with pytest.raises(error, match=message):
        core.rnn_forward(**(GOOD | change))


def test_rnn_step_says_what_is_wrong():
    step = {
        "x_t": np.ones((B, I)),
        "h_prev": np.zeros((B, H)),
        "weight_ih": np.ones((H, I)),
        "weight_hh": np.eye(H),
    }
    assert core.rnn_step(**step).shape == (B, H)
    with pytest.raises(ValueError, match=r"h_prev: expected shape \(B, H\) = \(3, 6\), got \(1, 3, 6\)"):
        core.rnn_step(**(step | {"h_prev": np.zeros((1, B, H))}))
    with pytest.raises(ValueError, match=r"x_t: expected shape \(B, I\) with I = 4, got \(5, 3, 4\)"):
        core.rnn_step(**(step | {"x_t": np.ones((T, B, I))}))


def stack(**change):
    parameters = core.init_parameters(np.random.default_rng(0), I, H, L=2, D=2)
    arguments = {"x": np.ones((T, B, I)), "parameters": parameters, "h_0": np.zeros((4, B, H))}
    return core.stacked_forward(**(arguments | change))


def test_stacked_forward_says_what_is_wrong():
    stack()
    with pytest.raises(
        ValueError, match=r"h_0: expected shape \(L\*D, B, H\) = \(4, 3, 6\), got \(3, 4, 6\)"
    ):
        stack(h_0=np.zeros((3, 4, 6)))
    with pytest.raises(TypeError, match=r"parameters: expected a dict .*got list"):
        stack(parameters=[])
    with pytest.raises(ValueError, match=r"expected at least weight_ih_l0"):
        stack(parameters={})


def test_stacked_forward_names_the_parameter():
    parameters = core.init_parameters(np.random.default_rng(0), I, H, L=2, D=2)
    wrong = parameters | {"weight_ih_l1_reverse": np.ones((H, I))}
    with pytest.raises(
        ValueError, match=r"weight_ih_l1_reverse: expected shape \(H, I\) = \(6, 12\), got \(6, 4\)"
    ):
        stack(parameters=wrong)
    missing = {name: value for name, value in parameters.items() if name != "bias_hh_l1"}
    with pytest.raises(ValueError, match=r"missing \['bias_hh_l1'\], unknown \[\]"):
        stack(parameters=missing)
    with pytest.raises(ValueError, match=r"missing \[\], unknown \['w'\]"):
        stack(parameters=parameters | {"w": np.ones(1)})


@pytest.mark.parametrize("value", [2.0, "3", None, True])
def test_counts_want_whole_numbers(value):
    with pytest.raises(TypeError, match=r"T: expected a whole number, got"):
        core.per_position_parameter_count(value, I, H)


def test_counts_want_something_to_count():
    with pytest.raises(ValueError, match=r"H: expected at least 1, got 0"):
        core.shared_parameter_count(I, 0)
    with pytest.raises(ValueError, match=r"D: expected 1 or 2 directions, got 3"):
        core.rnn_parameter_count(I, H, D=3)
    assert core.rnn_parameter_count(np.int64(100), 10) == 1120


def test_readouts_and_gradients_say_what_is_wrong():
    with pytest.raises(ValueError, match=r"states: expected shape \(T, B, H\), got \(3, 6\)"):
        core.last_state(np.ones((B, H)))
    with pytest.raises(ValueError, match=r"h \(last axis\): expected shape \(H,\) = \(6,\), got \(5,\)"):
        core.linear(np.ones((B, 5)), np.ones((2, H)))
    with pytest.raises(TypeError, match=r"expected it to return one number, got shape \(2,\)"):
        core.numerical_gradient(lambda w: w, np.ones(2))
    with pytest.raises(ValueError, match=r"expected equal shapes, got \(2,\) and \(3,\)"):
        core.relative_error(np.ones(2), np.ones(3))


def test_words_are_a_list():
    with pytest.raises(TypeError, match=r"expected a list of words, got the string 'I hate'"):
        data.word_vectors("I hate", 3, np.random.default_rng(0))
    with pytest.raises(ValueError, match="at least one word"):
        data.word_vectors([], 3, np.random.default_rng(0))

"""Every public function × every argument × every kind of bad value: the right result, or a sentence that names it."""

import copy
import inspect
import re
from collections.abc import Iterator

import numpy as np
import pytest
from bad_values import BAD, FORMS, WHOLE_FORMS
from good_arguments import GOOD
from plain_formulas import PLAIN

from rnn_course import core

PUBLIC = [name for name in core.__all__ if callable(getattr(core, name))]
SENTENCE = re.compile(r"(?P<head>[^:]+): (expected|needs) .+(, got|; missing) .+", re.DOTALL)


def places(value, path=()):
    """The path to every value in an argument: the argument itself, and what dicts, tuples and lists in it hold."""
    yield path
    if isinstance(value, (dict, list, tuple)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def at(value, path):
    return at(value[path[0]], path[1:]) if path else value


def put(value, path, new):
    """A copy of ``value`` with ``new`` at ``path``."""
    if not path:
        return new
    items = dict(value) if isinstance(value, dict) else list(value)
    items[path[0]] = put(value[path[0]], path[1:], new)
    return tuple(items) if isinstance(value, tuple) else items


def call(name, arguments):
    """The result of one call, a generator run to its end. Infinity may make numpy warn: numpy may say so."""
    with np.errstate(all="ignore"):
        result = getattr(core, name)(**copy.deepcopy(arguments))
        return list(result) if isinstance(result, Iterator) else result


def numbers(result):
    """All numbers in a result, in one row; whole numbers stay as exact as they are."""
    if isinstance(result, dict):
        result = list(result.values())
    if isinstance(result, (list, tuple)):
        return [number for part in result for number in numbers(part)]
    return np.ravel(result).tolist()


def same(one, other):
    one, other = numbers(one), numbers(other)
    if all(isinstance(number, int) for number in one):
        return one == other
    return one == pytest.approx(other, rel=1e-4, abs=1e-5, nan_ok=True)


def is_right(name, path, bad, arguments, result):
    """May this come out? What a plain formula gives, what leaving out gives, or what is no number itself."""
    if name in PLAIN:
        with np.errstate(all="ignore"):
            return same(result, PLAIN[name](**copy.deepcopy(arguments)))
    if bad is None and inspect.signature(getattr(core, name)).parameters[path[0]].default is None:
        return same(result, call(name, {key: arguments[key] for key in arguments if key != path[0]}))
    if isinstance(bad, (float, np.ndarray)) and not np.isfinite(bad).any():
        limit = put(GOOD[name], path, np.nan_to_num(bad, nan=np.nan, posinf=1e300, neginf=-1e300))
        return not np.isfinite(numbers(result)).all() or (
            np.isinf(bad).all() and same(result, call(name, limit))
        )
    return False


def is_a_sentence(error, name, path):
    """Does it name the argument, what was expected and what came? Where sizes do not fit, it may name the other one."""
    match = SENTENCE.fullmatch(str(error))
    if not isinstance(error, (TypeError, ValueError)) or match is None:
        return False
    named = [path] if isinstance(error, TypeError) else places(GOOD[name])
    return any(
        re.search(rf"\b{key}", match["head"]) for path in named for key in path if isinstance(key, str)
    )


def complaint(name, path, bad):
    """What is wrong with the answer to one bad value, or None."""
    arguments = put(GOOD[name], path, bad)
    try:
        result = call(name, arguments)
    except Exception as error:
        return (
            None if is_a_sentence(error, name, path) else f"{path} = {bad!r}: {type(error).__name__}: {error}"
        )
    return None if is_right(name, path, bad, arguments, result) else f"{path} = {bad!r} is taken: {result}"


@pytest.mark.parametrize("name", PUBLIC)
def test_it_has_a_row_with_every_argument(name):
    assert name in GOOD, f"{name} is public: give it a row in good_arguments.py"
    assert set(GOOD[name]) == set(inspect.signature(getattr(core, name)).parameters)
    call(name, GOOD[name])


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("name", GOOD)
def test_a_bad_value_gets_a_sentence_or_the_right_result(name, kind):
    tried = [(path, bad) for path in places(GOOD[name]) if path for bad in BAD[kind](at(GOOD[name], path))]
    complaints = [complaint(name, path, bad) for path, bad in tried]
    assert not any(complaints), "\n".join(filter(None, complaints))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", GOOD)
def test_an_unusual_form_of_the_same_numbers_gives_the_same(name, form):
    for path in places(GOOD[name]):
        good = at(GOOD[name], path)
        if isinstance(good, np.ndarray) and (good.dtype == float or form in WHOLE_FORMS):
            formed = FORMS[form](good)
            plain = np.asarray(formed).astype(good.dtype)
            assert same(
                call(name, put(GOOD[name], path, formed)), call(name, put(GOOD[name], path, plain))
            ), path

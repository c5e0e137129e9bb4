"""Answers of the wrong kind: a class, a called function, a generator, a missing return, a wrong number of
arguments …"""

import dis
import inspect
import re

import numpy as np

from rnn_course.nearmiss.sentences import say
from rnn_course.nearmiss.trial.run import code_of, source_of
from rnn_course.nearmiss.trial.values import is_torch


def _value_kind(answer):
    if isinstance(answer, np.ndarray) or is_torch(answer):
        return f"an array of shape {tuple(answer.shape)}"
    return {"str": "text", "int": "a number", "float": "a number"}.get(
        type(answer).__name__, f"a {type(answer).__name__}"
    )


def wrong_kind(answer, name):
    """(key, sentence) when the answer is no function at all, else None."""
    if inspect.isclass(answer):
        return "general:class", say("trial", "kind", "class", got=answer.__name__, name=name)
    if inspect.ismodule(answer):
        return "general:not-a-function", say("trial", "kind", "module")
    if not callable(answer):
        return "general:not-a-function", say("trial", "kind", "value", got=_value_kind(answer), name=name)
    return None


def wrong_arguments(answer, arguments, signature):
    """(key, sentence) when the function cannot take the arguments by position, else None."""
    try:
        own = inspect.signature(answer)
    except (ValueError, TypeError):
        return None
    try:
        own.bind(*arguments)
    except TypeError:
        count = len(arguments)
        words = {"count": count, "s": "s" * (count != 1), "signature": signature, "own": own}
        return "general:arguments", say("trial", "kind", "arguments", **words)
    return None


def argument_note(answer, expected):
    """A remark when the same argument names stand in another order."""
    try:
        own = list(inspect.signature(answer).parameters)
    except (ValueError, TypeError):
        return ""
    if own != expected and sorted(own) == sorted(expected):
        return say("trial", "kind", "order", expected=", ".join(expected))
    return ""


def _constants(code):
    return tuple(
        _shape_of_code(c) if inspect.iscode(c) else (type(c).__name__, repr(c)) for c in code.co_consts
    )


def _shape_of_code(code):
    return code.co_code, _constants(code), code.co_names, code.co_varnames, code.co_freevars


def same_code(answer, source, name, imports):
    """True when `answer` compiles to the same code as the function `name` in `source`: nothing was written
    yet."""
    code = code_of(answer)
    if code is None:
        return False
    # CPython compiles `torch.tanh(…)` in one way beside `import torch` and in another way alone, as in a
    # notebook's cell.
    modules = [compile(text, "<stub>", "exec") for text in (source, f"{imports}\n{source}")]
    stubs = [c for module in modules for c in module.co_consts if inspect.iscode(c) and c.co_name == name]
    return any(_shape_of_code(stub) == _shape_of_code(code) for stub in stubs)


def _globals_read(code):
    """Names that a code object and the functions inside it read from their module."""
    names = [i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")]
    inner = [name for c in code.co_consts if inspect.iscode(c) for name in _globals_read(c)]
    return list(dict.fromkeys([*names, *inner]))


def reads_notebook(answer):
    """(key, sentence) when a function reads numbers or arrays of the notebook in place of its arguments, else
    None."""
    code, values = code_of(answer), getattr(inspect.unwrap(answer), "__globals__", {})
    read = {} if code is None else {name: values[name] for name in _globals_read(code) if name in values}
    read = {name: value for name, value in read.items() if _is_size_or_array(value)}
    if not read:
        return None
    shown = ", ".join(f"`{name}` (there: {_value_text(value)})" for name, value in read.items())
    return "general:reads-notebook", say("trial", "kind", "notebook", shown=shown)


def _is_size_or_array(value):
    number = isinstance(value, (int, float, np.number)) and not isinstance(value, (bool, np.bool_))
    return number or isinstance(value, np.ndarray) or is_torch(value)


def _value_text(value):
    if not getattr(value, "shape", ()):
        return f"{value:.4g}" if isinstance(value, float) else str(value)
    return f"an array of shape {tuple(value.shape)}"


def _empty():
    pass


def _documented():
    """Only a docstring."""


UNFILLED = re.compile(r"(=|return|[-+*/@(])\s*\.\.\.\s*($|[-+*/@)#])", re.MULTILINE)


def has_placeholder(answer):
    """True when the source still says `h = ...`, `return ...` or computes with `...`."""
    return bool(UNFILLED.search(source_of(answer)))


def does_nothing(answer):
    """True for a function whose body is only `pass`, `...` or a docstring."""
    code = code_of(answer)
    return (
        code is not None
        and code.co_code in (_empty.__code__.co_code, _documented.__code__.co_code)
        and (code.co_consts[-1] is None)
    )


def is_placeholder(value):
    """True for `...`, also inside a tuple, list or dict: a place still to fill."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return any(item is Ellipsis for item in value[:100])
    return value is Ellipsis


def wrong_value(value, answer):
    """(key, sentence) for a returned value that is of the wrong kind whatever the task, else None."""
    kind = _kind_of_value(value, answer)
    if kind in ("generator", "coroutine"):
        value.close()
    return kind and (f"general:{kind}", say("trial", "returns", kind))


def listed(value, returns):
    """The names of the outputs that are lists where the task asks for an array with axes. returns: {name:
    axes}."""
    values = (value,) if len(returns) == 1 else value if isinstance(value, (tuple, list)) else ()
    return [
        name
        for (name, axes), one in zip(returns.items(), values, strict=False)
        if axes and isinstance(one, (list, tuple))
    ]


def returned_otherwise(one, want, names):
    """(key, sentence) where the task asks for the changed argument itself and something else is returned, or
    None."""
    place = next((i for i, argument in enumerate(want.args) if argument is want.value), None)
    if place is None or one.value is one.args[place]:
        return None
    kind = "silent" if one.value is None else "other-object"
    return f"general:{kind}", say("trial", "returns", kind, name=names[place])


def _kind_of_value(value, answer):
    if value is None:
        return "print-not-return" if "print(" in source_of(answer) else "no-return"
    if inspect.isgenerator(value):
        return "generator"
    if inspect.iscoroutine(value):
        return "coroutine"
    function = inspect.isroutine(value) or inspect.isclass(value) or isinstance(value, np.ufunc)
    return "returns-function" if function else None

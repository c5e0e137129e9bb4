"""Answers of the wrong kind: a class, a called function, a generator, a missing return, a wrong number of arguments …"""

import dis
import inspect
import re

import numpy as np

from rnn_course.exercises.plain_values import is_torch
from rnn_course.exercises.run import code_of, source_of


def _value_kind(answer):
    shape = getattr(answer, "shape", None)
    if isinstance(answer, np.ndarray) or is_torch(answer):
        return f"an array of shape {tuple(shape)}"
    return {"str": "text", "int": "a number", "float": "a number"}.get(
        type(answer).__name__, f"a {type(answer).__name__}"
    )


def wrong_kind(answer, name):
    """(key, sentence) when the answer is no function at all, else None."""
    if inspect.isclass(answer):
        return "general:class", (
            f"You handed in the class `{answer.__name__}`; the task asks for a function. Write `def {name}(…):` and hand that in."
        )
    if inspect.ismodule(answer):
        return "general:not-a-function", "You handed in a module; the task asks for a function."
    if not callable(answer):
        return "general:not-a-function", (
            f"You handed in {_value_kind(answer)}, not a function. Write the name only, without calling it: "
            f"`check({name})`, not `check({name}(…))`."
        )
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
        return "general:arguments", (
            f"Your function is called with {count} argument{'s' * (count != 1)}, in the order of `{signature}`; "
            f"yours takes `{own}`. Keep the first line as the task gives it."
        )
    return None


def argument_note(answer, expected):
    """A remark when the same argument names stand in another order."""
    try:
        own = list(inspect.signature(answer).parameters)
    except (ValueError, TypeError):
        return ""
    if own != expected and sorted(own) == sorted(expected):
        return f"Your arguments stand in another order than the task's: ({', '.join(expected)})."
    return ""


def _constants(code):
    return tuple(
        _shape_of_code(c) if inspect.iscode(c) else (type(c).__name__, repr(c)) for c in code.co_consts
    )


def _shape_of_code(code):
    return code.co_code, _constants(code), code.co_names, code.co_varnames, code.co_freevars


def same_code(answer, source, name, imports):
    """True when `answer` compiles to the same code as the function `name` in `source`: nothing was written yet."""
    code = code_of(answer)
    if code is None:
        return False
    # CPython compiles `torch.tanh(…)` in one way beside `import torch` and in another way alone, as in a notebook's cell.
    modules = [compile(text, "<stub>", "exec") for text in (source, f"{imports}\n{source}")]
    stubs = [c for module in modules for c in module.co_consts if inspect.iscode(c) and c.co_name == name]
    return any(_shape_of_code(stub) == _shape_of_code(code) for stub in stubs)


def _globals_read(code):
    """Names that a code object and the functions inside it read from their module."""
    names = [i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")]
    inner = [name for c in code.co_consts if inspect.iscode(c) for name in _globals_read(c)]
    return list(dict.fromkeys([*names, *inner]))


def reads_notebook(answer):
    """(key, sentence) when a function reads numbers or arrays of the notebook in place of its arguments, else None."""
    code, values = code_of(answer), getattr(inspect.unwrap(answer), "__globals__", {})
    read = {} if code is None else {name: values[name] for name in _globals_read(code) if name in values}
    read = {name: value for name, value in read.items() if _is_size_or_array(value)}
    if not read:
        return None
    shown = ", ".join(f"`{name}` (there: {_value_text(value)})" for name, value in read.items())
    return "general:reads-notebook", (
        f"Your function reads {shown} from the notebook, not from its arguments. The check calls it with other sizes and other "
        "numbers, as everybody else will. Take what you need from the arguments; a size is in their shapes, as in `x.shape[0]`."
    )


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
    if value is None:
        printing = "print(" in source_of(answer)
        return ("general:print-not-return" if printing else "general:no-return"), (
            "Your function prints its answer and returns nothing (`None`): `print` only shows a value; `return` hands it back."
            if printing
            else "Your function returns nothing (`None`): a `return` is missing, or some path through the function has none."
        )
    if inspect.isgenerator(value):
        value.close()
        return "general:generator", (
            "Your function contains `yield`, so it returns a generator and has not computed anything yet. Collect the values and `return` them."
        )
    if inspect.iscoroutine(value):
        value.close()
        return (
            "general:coroutine",
            "Your function is `async`, so calling it computes nothing. Write a plain `def`.",
        )
    if inspect.isroutine(value) or inspect.isclass(value) or isinstance(value, np.ufunc):
        return "general:returns-function", (
            "Your function returns a function or a class, not a value: are the brackets of a call missing?"
        )
    return None

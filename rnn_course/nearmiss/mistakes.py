"""The one way to write an exercise, and a wrong answer to it.

A function is decorated with what the task says; it is the solution. Then come `draw`, unusual right answers,
and mistakes:

    @function(id="00.double", returns="y: T", why="Twice is a sum.", hints=("vague", "clearer", "plain"))
    def double(x):
        return 2 * x

    @double.draw
    def _(rng, T):
        return (rng.normal(size=T),)

    @double.right
    def added(x):
        return x + x

    @double.mistake
    def squared(x):
        \"\"\"You multiply x by itself; the task asks for twice x.\"\"\"
        return x * x

    double.slip("half", "You halve x.", ("2 * x", "x / 2"))

A mistake's name is its key (with - for _), its docstring its sentence. Neither is part of the source that is
shown or run.
"""

import ast
import inspect
import re
import sys
import textwrap
from dataclasses import dataclass
from typing import Any


@dataclass
class Misconception:
    """One known wrong answer and the sentence that a learner who gave it should read.

    wrong: a function (or its source text) for a FunctionExercise; a letter or a value for the other kinds.
    detect: `detect(function, calls) -> bool`, for a mistake that leaves the values right.
    raises: a regular expression for "TypeError: message", for a mistake that stops with an error.
    """

    key: str
    wrong: Any
    says: str
    detect: Any = None
    raises: str = ""
    source: str = ""
    function: Any = None  # what the source defines, as soon as it is run


def shown_source(function, name):
    """The source of a function, or a source text, as a learner would type it: without decorator and
    docstring, called `name`.

    >>> shown_source("def f(x):\\n    '''Says.'''\\n    return f\\n", "g")
    'def g(x):\\n    return g\\n'
    """
    text = function if isinstance(function, str) else inspect.getsource(function)
    text = textwrap.dedent(text).strip() + "\n"
    try:
        found = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    except SyntaxError:  # the line of a lambda
        return text
    if not found:
        return text
    node, lines = found[-1], text.splitlines()
    says = ast.get_docstring(node) is not None and len(node.body) > 1
    skipped = range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1) if says else ()
    first = node.lineno if node.decorator_list else 1
    kept = [line for number, line in enumerate(lines, 1) if number >= first and number not in skipped]
    own = rf"(?<![\w.]){re.escape(node.name)}\b"  # not a method of that name, such as np.mean
    return re.sub(own, name, "\n".join(kept) + "\n")


def edited(source, *changes):
    """The source with each change `(old text, new text)` made everywhere; ValueError when an old text is not
    in it."""
    for old, new in changes:
        if old not in source:
            raise ValueError(f"slip: expected {old!r} in the solution, got\n{source}")
        source = source.replace(old, new)
    return source


def axes_from(text):
    """ "out: T B H; h_n: B H" → {"out": "T B H", "h_n": "B H"}.

    >>> axes_from("h_t: B H"), axes_from("count"), axes_from("")
    ({'h_t': 'B H'}, {'count': ''}, {})
    """
    pairs = [part.partition(":") for part in text.split(";") if part.strip()]
    return {name.strip(): axes.strip() for name, _, axes in pairs}


def stub_from(solution, returns):
    """A stub with the solution's first line: `return ...`, and the shape in letters where one array is asked
    for."""
    head = shown_source(solution, solution.__name__).partition(":\n")[0]
    axes = list(axes_from(returns).values())
    shape = f"  # shape ({axes[0].replace(' ', ', ')})" if len(axes) == 1 and " " in axes[0] else ""
    return f"{head}:\n    return ...{shape}\n"


def title_of(solution):
    """The first line of the docstring of the file that the solution stands in, without its dot."""
    return (sys.modules[solution.__module__].__doc__ or solution.__name__).strip().splitlines()[0].rstrip(".")


class Authoring:
    """What an author adds to an exercise, one entry after the other."""

    id: str
    name: str
    solution_source: str
    misconceptions: dict[str, Misconception]
    rights: dict[str, str]

    def _learn(self, key, wrong, says, **more):
        if key in self.misconceptions:
            raise ValueError(f"exercise {self.id}: the mistake {key} is there already")
        if not says:
            raise ValueError(
                f"exercise {self.id}: expected a sentence for the mistake {key}, in its docstring"
            )
        self.misconceptions[key] = Misconception(key, wrong, says, **more)

    def mistake(self, wrong=None, *, detect=None, raises=""):
        """A wrong answer: a function whose name is the key and whose docstring is the sentence. Used as a
        decorator."""
        if wrong is None:
            return lambda function: self.mistake(function, detect=detect, raises=raises)
        says = " ".join((inspect.getdoc(wrong) or "").split())
        source = shown_source(wrong, self.name)
        self._learn(
            wrong.__name__.strip("_").replace("_", "-"),
            source,
            says,
            detect=detect,
            raises=raises,
            source=source,
        )
        return wrong

    def slip(self, key, says, *changes, detect=None, raises=""):
        """A wrong answer in one line: the solution with each change `(old text, new text)`."""
        source = edited(self.solution_source, *changes)
        self._learn(key, source, says, detect=detect, raises=raises, source=source)

    def right(self, function):
        """A right answer that is unusual; `testing.assert_exercise_is_sound` sees that it is accepted. A
        decorator."""
        self.rights[function.__name__] = shown_source(function, self.name)
        return function

"""Find the slip in a wrong answer: which small change of the learner's own code makes it right?"""

import ast
import inspect
import time
import types
import warnings

import numpy as np

from rnn_course.exercises import edits_of_calls, edits_of_terms
from rnn_course.exercises.diagnose import detected
from rnn_course.exercises.edits import (
    Edit,
    added_in_one_block,
    called,
    children,
    scope_of,
    the_same_change,
    together,
)
from rnn_course.exercises.edits_of_statements import statement_edits
from rnn_course.exercises.probes import is_edge
from rnn_course.exercises.run import source_of
from rnn_course.exercises.slip_sentences import SENTENCES, Slip

BUDGET = 3.0  # seconds for the whole search
SECONDS = 0.15  # for one run of a changed answer; what runs without an end must not use up the budget
MOST_HALF_WAY = 6  # first halves of a pair of slips that are tried
FORBIDDEN = {
    "open", "exec", "__import__", "eval", "input", "compile", "globals", "setattr", "delattr", "os", "sys", "shutil", "subprocess", "Path", "pathlib", "system",
    "save", "savez", "savetxt", "tofile", "write_text", "write_bytes", "unlink", "rmtree", "urllib", "requests",
}  # fmt: skip
ORDER = list(SENTENCES)
CHANGES = edits_of_terms.CHANGES | edits_of_calls.CHANGES
PLACES = (
    "extra-call",
    "decorator",
    "adding",
    "return-in-loop",
    "inside-loop",
    "outside-loop",
    "not-handed-on",
    "lines-swapped",
)
# Slips in which one thing stands for another: mending one cannot bring about the known mistake that is left.
PLAIN = (
    "sign",
    "product",
    "squashing",
    "reduction",
    "joining",
    "turned-missing",
    "turned-extra",
    "axis",
    "loop-bound",
    "return-in-loop",
)
LATE = (
    "line-extra",
    "other-name",
    "other-argument",
    "number",
    "operator",
    "condition",
    "index-extra",
    "argument-missing",
    "part-extra",
    "line-missing",
)


def find_place(exercise, answer, seen):
    """A Slip in the order of the lines (what is done when, how often, and whether it replaces or adds), or None."""
    found = parsed(answer)
    if found is None:
        return None
    source, module, function = found
    edit = _Search(exercise, answer, seen, module, function, PLACES).first_right()
    return edit and Slip(edit, source, function.name)


def find_slip(exercise, answer, seen):
    """(slip, key): the Slip whose opposite makes the answer right on every probe, or turns it into a known mistake.

    ``key`` is that of the known mistake, the second one in the answer, or None. (None, None) when nothing is found.
    """
    found = parsed(answer)
    if found is None:
        return None, None
    source, module, function = found
    search = _Search(exercise, answer, seen, module, function)
    edit = search.first_right()
    if edit is not None:
        return Slip(edit, source, function.name), None
    half_way = list(search.half_way)
    for edit, key in half_way:
        with edit:
            mended = search.first_right()
        if mended is not None:
            return Slip(edit, source, function.name), key
    return next(
        ((Slip(edit, source, function.name), key) for edit, key in half_way if edit.kind in PLAIN),
        (None, None),
    )


class _Search:
    """Runs changed answers, first on the one probe that tells most."""

    def __init__(self, exercise, answer, seen, module, function, kinds=SENTENCES):
        self.exercise, self.answer = exercise, inspect.unwrap(answer)
        self.module, self.function, self.kinds = module, function, kinds
        self.reference = ast.parse(exercise.solution_source)
        self.deadline = time.monotonic() + BUDGET
        wrong = [i for i, one in enumerate(seen) if not exercise.alike(one, None, i)]
        self.first = min(wrong, key=lambda i: is_edge(exercise.sizes[i]))
        self.was = seen[self.first]
        self.half_way = []  # (edit, key): the edit leaves a known mistake in the answer
        is_count = any(
            np.ndim(v) == 0 and v.dtype.kind in "iu" for v in exercise.known(None, 0).outputs.values()
        )
        self.keys = [] if is_count else list(exercise.misconceptions)  # a count can be met by chance

    def first_right(self):
        """The first Edit of the tree, as it is now, that makes the answer right; None when there is none or time is over."""
        for edit in _in_order(self.function, self.reference):
            if edit.kind not in self.kinds or (self.kinds is PLACES and not _speaks_for_itself(edit)):
                continue
            if time.monotonic() > self.deadline:
                return None
            with edit:
                changed = self.compiled()
            if changed is None:
                continue
            one = self._see(changed, self.first)
            if self.exercise.alike(one, None, self.first):
                if self._passes(changed):
                    return edit
            elif self.kinds is SENTENCES and len(self.half_way) < MOST_HALF_WAY:
                key = self._known_mistake(changed, one)
                self.half_way += [(edit, key)] if key else []
        return None

    def compiled(self):
        """The function of the changed tree, or None where the change makes no sense."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a change may look odd to Python
                code = compile(ast.fix_missing_locations(self.module), "<changed answer>", "exec")
            names = dict(self.answer.__globals__)
            exec(code, names)
        except Exception:  # noqa: BLE001  a change may break anything
            return None
        return names[self.answer.__name__]

    def _passes(self, function):
        """Is it right on every probe, and does it change nothing that the answer has left alone?"""
        seen = [self._see(function, i) for i in self._indices()]
        if not all(self.exercise.alike(one, None, i) for i, one in enumerate(seen)):
            return False
        if set(seen[self.first].changed) - set(self.was.changed):
            return False
        return detected(self.exercise, function, seen) is None

    def _indices(self):
        return range(len(self.exercise.sizes))

    def _known_mistake(self, function, one):
        """The key of a known mistake that the change leaves in the answer, or None."""
        if one.outputs is None or one.alike(self.was, self.exercise.tolerance):
            return None
        near = [key for key in self.keys if self.exercise.alike(one, key, self.first)]
        seen = [self._see(function, i) for i in self._indices()] if near else []
        return next((key for key in near if self.exercise.matches(key, seen, self._indices())), None)

    def _see(self, function, index):
        return self.exercise.see(function, index, SECONDS)


def _speaks_for_itself(edit):
    """Beside a known mistake, a line outside a loop is told only when it stores something (`states.append(h)`)."""
    return edit.kind != "outside-loop" or isinstance(edit.node, ast.Expr)


def _in_order(function, reference):
    """All edits, the most telling kinds first."""
    expressions = list(_expression_edits(function))
    statements = list(statement_edits(function, reference))
    edits = [*expressions, *statements, *together(expressions, the_same_change)]
    edits += together(statements, added_in_one_block)
    return sorted(
        edits, key=lambda edit: (edit.kind in LATE, ORDER.index(edit.kind), getattr(edit.node, "lineno", 0))
    )


def _expression_edits(function):
    """All edits of single expressions."""
    scope = scope_of(function)
    for parent in ast.walk(function):
        for holder, field, node in children(parent):
            scope.above[node] = parent
            stored = isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del))
            for kind, new, about in (
                () if stored or not isinstance(node, ast.expr) else _changes(node, parent, scope)
            ):
                yield Edit(kind, node, holder, field, new, about)


def _changes(node, parent, scope):
    if type(node) in CHANGES:
        yield from CHANGES[type(node)](node, parent, scope)
    yield from edits_of_terms.turned(node, parent)
    appended = isinstance(parent, ast.Call) and called(parent) == "append" and node is not parent.func
    if appended or isinstance(parent, (ast.Assign, ast.Return)):
        yield from edits_of_calls.wrapped(node)


def lost_arguments(exercise, answer):
    """(key, sentence) when the answer hides an argument or never reads one that the solution needs, else None."""
    found = parsed(answer)
    if found is None:
        return None
    if scope_of(ast.parse(exercise.solution_source).body[0]).unused:
        return None  # the task itself leaves a choice
    scope = scope_of(found[2])
    hidden = [name for name in scope.loops if name in scope.arguments]
    if hidden:
        return "general:hidden-argument", (
            f"A loop of yours uses the name `{hidden[0]}`, which is also an argument: from then on the argument is out of reach. Give the loop "
            "variable a name of its own."
        )
    if not scope.unused:
        return None
    names = ", ".join(f"`{name}`" for name in scope.unused)
    return (
        "general:unused-argument",
        f"Your function never uses {names}. Where does the task need {'it' if len(scope.unused) == 1 else 'them'}?",
    )


def parsed(answer):
    """(source, module tree, function tree) of a plain function whose source is known and harmless, else None."""
    answer = inspect.unwrap(answer)  # what stands under a decorator
    source = source_of(answer) if isinstance(answer, types.FunctionType) and not answer.__closure__ else ""
    try:
        module = ast.parse(source)
    except SyntaxError:
        return None
    if len(module.body) != 1 or not isinstance(module.body[0], ast.FunctionDef):
        return None
    used = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(module)}
    return None if used & FORBIDDEN else (source, module, module.body[0])

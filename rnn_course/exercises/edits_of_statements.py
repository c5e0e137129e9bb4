"""Changes of whole statements: dropped, added, exchanged, moved into a loop or out of it."""

import ast

from rnn_course.exercises.edits import Edit, scope_of

LOOPS = (ast.For, ast.While)
BLOCKS = ("body", "orelse")


def statement_edits(function, reference):
    """All edits of statements. ``reference`` is the syntax tree of the right solution: a line of it may be missing."""
    scope = scope_of(function)
    for owner in ast.walk(function):
        for block in BLOCKS:
            if isinstance(getattr(owner, block, None), list):
                yield from _in_block(owner, block)
        if isinstance(owner, LOOPS):
            yield from _loop(owner, scope)
        if isinstance(owner, (ast.If, ast.While)):
            yield from (
                Edit("condition", owner.test, owner, "test", ast.Constant(value), owner.test)
                for value in (True, False)
            )
    yield from (Edit("decorator", one, function, "decorator_list", []) for one in function.decorator_list)
    yield from _missing(function, reference)


def _in_block(owner, block):
    lines = getattr(owner, block)
    for i, line in enumerate(lines):
        before, after = lines[:i], lines[i + 1 :]
        if len(lines) > 1 and not isinstance(line, (ast.Return, ast.FunctionDef, ast.Import, ast.ImportFrom)):
            yield Edit("line-extra", line, owner, block, [*before, *after])
        if (
            after
            and not isinstance(line, (ast.Import, ast.ImportFrom))
            and not isinstance(after[0], ast.Return)
        ):
            yield Edit("lines-swapped", line, owner, block, [*before, after[0], line, *after[1:]], after[0])
        if isinstance(line, LOOPS):
            yield from _across(owner, block, i)
        yield from (Edit("adding", line, lines, i, new) for new in _assigned_otherwise(line))


def _assigned_otherwise(line):
    """`+=` for `=`, `=` for `+=`, `-=` for `+=`."""
    if isinstance(line, ast.AugAssign):
        yield ast.Assign([line.target], line.value)
        if isinstance(line.op, (ast.Add, ast.Sub)):
            yield ast.AugAssign(
                line.target, ast.Sub() if isinstance(line.op, ast.Add) else ast.Add(), line.value
            )
    if isinstance(line, ast.Assign) and isinstance(line.targets[0], (ast.Name, ast.Subscript)):
        yield ast.AugAssign(line.targets[0], ast.Add(), line.value)


def _across(owner, block, i):
    """Lines moved over the edge of a loop: the two lists are changed together, so the loop is made anew."""
    lines, loop = getattr(owner, block), getattr(owner, block)[i]
    before, inside, after = lines[:i], loop.body, lines[i + 1 :]

    def moved(kind, line, before, inside, after):
        return Edit(kind, line, owner, block, [*before, _with_body(loop, inside), *after])

    for j, line in enumerate(inside):
        rest = [*inside[:j], *inside[j + 1 :]]
        if rest:
            kind = "return-in-loop" if isinstance(line, ast.Return) else "inside-loop"
            yield moved(kind, line, before, rest, [line, *after])
            yield moved(kind, line, [*before, line], rest, after)
    if after:
        yield moved("outside-loop", after[0], before, [*inside, after[0]], after[1:])
    if before:
        yield moved("outside-loop", before[-1], before[:-1], [before[-1], *inside], after)


def _with_body(loop, body):
    fields = {name: getattr(loop, name) for name in loop._fields} | {"body": body}
    return type(loop)(**fields)


def _loop(loop, scope):
    """A new value, made from an old one, that is not handed on to the next turn."""
    stored = {n.id for n in ast.walk(loop) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for line in ast.walk(loop):
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            new = line.targets[0].id
            read = [n.id for n in ast.walk(line.value) if isinstance(n, ast.Name)]
            for old in dict.fromkeys(read):
                if old in scope.names and old not in stored:
                    hand_on = ast.Assign([ast.Name(old, ast.Store())], ast.Name(new, ast.Load()))
                    yield Edit("not-handed-on", loop, loop, "body", [*loop.body, hand_on], (old, new))


def _missing(function, reference):
    """A line of the right solution that stands alone (``optimiser.step()``), put between the learner's lines."""
    known = set(scope_of(function).names)
    lines = [
        node
        for node in ast.walk(reference)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
    lines = [line for line in lines if _names(line) - _called_names(line) <= known]
    for owner in ast.walk(function):
        for block in BLOCKS:
            body = getattr(owner, block, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                for i in range(len(body) + 1):
                    place = body[min(i, len(body) - 1)]
                    yield from (
                        Edit("line-missing", place, owner, block, [*body[:i], line, *body[i:]])
                        for line in lines
                    )


def _names(node):
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _called_names(line):
    """Names of modules and functions: what a call starts with, such as ``nn`` in ``nn.utils.clip_grad_norm_(…)``."""
    root = line.value.func
    while isinstance(root, ast.Attribute):
        root = root.value
    return {root.id} if isinstance(root, ast.Name) and root.id in ("np", "torch", "nn") else set()

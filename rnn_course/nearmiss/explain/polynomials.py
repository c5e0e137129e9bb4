"""Counts as formulas: T·(I·H + H) as a sum of terms, read from code, evaluated, and changed a little."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Mapping

Term = tuple[tuple[str, int], ...]  # (("H", 2), ("I", 1)) is H·H·I; () is the number 1
Polynomial = dict[Term, int]  # how often each term is counted; a term with 0 is left out
LARGEST = 60  # terms; no count needs so many

ONE: Polynomial = {(): 1}


def term_of(*names: str) -> Term:
    return tuple(sorted((name, names.count(name)) for name in set(names)))


def times(one: Term, other: Term, power: int = 1) -> Term:
    """The product of two terms, or with power -1 their quotient."""
    powers = dict(one)
    for name, count in other:
        powers[name] = powers.get(name, 0) + power * count
    return tuple(sorted((name, count) for name, count in powers.items() if count))


def plus(one: Polynomial, other: Polynomial, factor: int = 1) -> Polynomial:
    terms = {term: one.get(term, 0) + factor * other.get(term, 0) for term in (*one, *other)}
    return {term: count for term, count in terms.items() if count}


def product(one: Polynomial, other: Polynomial) -> Polynomial:
    total: Polynomial = {}
    for a, m in one.items():
        for b, n in other.items():
            total = plus(total, {times(a, b): m * n})
    return total


def value(polynomial: Polynomial, sizes: Mapping[str, int]) -> float:
    return sum(count * math.prod(float(sizes[n]) ** p for n, p in term) for term, count in polynomial.items())


def show(term: Term, order: tuple[str, ...]) -> str:
    """ "T·I·H" with the letters in the order of the arguments."""
    names = [name for name in order for _ in range(dict(term).get(name, 0))]
    return "·".join(names) or "1"


class NoFormula(Exception):
    """The code is no plain formula."""


def formula_of(function: ast.FunctionDef) -> Polynomial | None:
    """What a function returns as a sum of terms in its arguments' names, or None where it is no plain
    formula."""
    names: dict[str, Polynomial] = {a.arg: {term_of(a.arg): 1} for a in function.args.args}
    try:
        for line in function.body:
            if isinstance(line, ast.Return) and line.value is not None:
                return _read(line.value, names)
            _assign(line, names)
    except NoFormula:
        pass
    return None


def _assign(line: ast.stmt, names: dict[str, Polynomial]) -> None:
    if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
        names[line.targets[0].id] = _read(line.value, names)
    elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Tuple):
        values = line.value.elts if isinstance(line.value, ast.Tuple) else []
        read = [_read(one, names) for one in values]
        names |= {
            t.id: one for t, one in zip(line.targets[0].elts, read, strict=False) if isinstance(t, ast.Name)
        }
    elif isinstance(line, ast.AugAssign) and isinstance(line.target, ast.Name):
        old = ast.Name(line.target.id, ast.Load())
        names[line.target.id] = _read(ast.BinOp(old, line.op, line.value), names)
    elif not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)):
        raise NoFormula


def _read(node: ast.expr, names: dict[str, Polynomial]) -> Polynomial:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return {(): node.value} if node.value else {}
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, ast.BinOp):
        return _operation(node.op, _read(node.left, names), _read(node.right, names))
    if isinstance(node, ast.Call) and len(node.args) == 1:
        return _call(node, names)
    raise NoFormula


def _operation(op: ast.operator, left: Polynomial, right: Polynomial) -> Polynomial:
    if isinstance(op, ast.Add):
        return plus(left, right)
    if isinstance(op, ast.Sub):
        return plus(left, right, -1)
    if isinstance(op, ast.Mult) and len(left) * len(right) <= LARGEST:
        return product(left, right)
    if isinstance(op, ast.Pow) and set(right) <= {()} and 0 < right.get((), 0) <= 4 and len(left) < 4:
        return _power(left, right[()])
    [[term, count]] = right.items() if len(right) == 1 else [[(), 0]]
    if isinstance(op, (ast.Div, ast.FloorDiv)) and count == 1:
        return {times(own, term, -1): n for own, n in left.items()}
    raise NoFormula


def _power(base: Polynomial, power: int) -> Polynomial:
    total = ONE
    for _ in range(power):
        total = product(total, base)
    return total


def _call(node: ast.Call, names: dict[str, Polynomial]) -> Polynomial:
    """`int(…)`, `np.prod((H, I))` and `sum([H * I, H])`."""
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    inside = node.args[0]
    if called in ("int", "abs", "round"):
        return _read(inside, names)
    joins: dict[str, tuple[Callable, Polynomial]] = {"prod": (product, ONE), "sum": (plus, {})}
    if called not in joins or not isinstance(inside, (ast.Tuple, ast.List)):
        raise NoFormula
    join, total = joins[called]
    for part in inside.elts:
        total = join(total, _read(part, names))
    return total


def neighbours(right: Polynomial, letters: tuple[str, ...]) -> Iterator[Polynomial]:
    """The formulas one small change away: a factor, a letter, a term, or the number 1 more or less."""
    single = [term_of(x) for x in letters]
    for x in single:
        yield product(right, {x: 1})
        yield {times(term, x, -1): n for term, n in right.items()}
    for term, count in right.items():
        rest = {one: n for one, n in right.items() if one != term}
        yield rest
        yield plus(rest, {term: count + 1})
        for x in single:
            yield plus(rest, {times(term, x): count})
            yield from (plus(rest, {times(times(term, x, -1), y): count}) for y in (*single, ()) if y != x)
    for more in (*single, *(times(x, y) for x in single for y in single)):
        yield plus(right, {more: 1})
    yield from (plus(right, {(): n}) for n in (1, -1))

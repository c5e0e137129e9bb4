"""A wrong count, explained by the terms of its formula:
which term or which factor is missing, too much or another one."""

from __future__ import annotations

from collections.abc import Iterator

from rnn_course.nearmiss.explain.evidence import Evidence, Finding, Rank
from rnn_course.nearmiss.explain.polynomials import (
    Polynomial,
    Term,
    formula_of,
    neighbours,
    plus,
    product,
    show,
    term_of,
    times,
    value,
)
from rnn_course.nearmiss.explain.trees import parsed, tree_of
from rnn_course.nearmiss.sentences import sentences

MOST = 3  # differences that are told one by one


def count_mistake(evidence: Evidence) -> Finding | None:
    """What the formula of a wrong count has too much, too little, or otherwise."""
    if not evidence.is_count:
        return None
    sizes, got, solution = _sizes(evidence), _counts(evidence), tree_of(evidence.solution)
    right = formula_of(solution) if sizes and got and solution else None
    yours = _formula(evidence, right, sizes, got) if right else None
    if not right or yours is None:
        return None
    return _told(right, yours, evidence.arguments)


def _sizes(evidence: Evidence) -> list[dict[str, int]]:
    """The arguments of each probe, when all of them are whole numbers; else []."""
    rows = [dict(zip(evidence.arguments, one.args, strict=True)) for one in evidence.want]
    return rows if all(type(size) is int for row in rows for size in row.values()) else []


def _counts(evidence: Evidence) -> list[float]:
    """The one number that the answer gave on each probe; [] when it is none."""
    values = [value for one in evidence.got for value in (one.outputs or {"": None}).values()]
    single = len(values) == len(evidence.probes) and all(getattr(v, "ndim", 1) == 0 for v in values)
    return [float(v) for v in values] if single and all(v.dtype.kind in "iuf" for v in values) else []


def _formula(
    evidence: Evidence, right: Polynomial, sizes: list[dict[str, int]], got: list[float]
) -> Polynomial | None:
    """The learner's formula: read from the code,
    or the nearest to the right one that gives the same counts."""

    def fits(formula: Polynomial) -> bool:
        return all(abs(value(formula, row) - count) < 1e-6 for row, count in zip(sizes, got, strict=True))

    found = parsed(evidence.answer)
    read = formula_of(found.function) if found else None
    if read is not None and fits(read):
        return read
    near = [*neighbours(right, evidence.arguments), *_multiples(right)]
    return next(
        (formula for formula in [*near, *_two_changes(right, evidence.arguments)] if fits(formula)), None
    )


def _multiples(right: Polynomial) -> list[Polynomial]:
    return [{term: number * count for term, count in right.items()} for number in range(2, 9)]


def _two_changes(right: Polynomial, letters: tuple[str, ...]) -> Iterator[Polynomial]:
    for near in neighbours(right, letters):
        yield from neighbours(near, letters)


def _told(right: Polynomial, yours: Polynomial, order: tuple[str, ...]) -> Finding | None:
    whole = next((found for letter in order if (found := _by_a_letter(right, yours, letter))), None)
    if whole:
        return whole
    says = sentences("general")["formula"]
    if yours in _multiples(right):
        number = next(yours[term] // count for term, count in right.items())
        return _finding(says["multiple"].format(number=number), says["ask-term"])
    parts = list(_differences(right, yours, order))
    if not parts:
        return None
    what = "; ".join(parts[:MOST]) + ("; and more." if len(parts) > MOST else ".")
    return _finding(what[0].upper() + what[1:], says["ask-term"])


def _by_a_letter(right: Polynomial, yours: Polynomial, letter: str) -> Finding | None:
    """The whole formula times a letter, without it, or with one more or less of it."""
    one: Polynomial = {term_of(letter): 1}
    without = {times(term, term_of(letter), -1): count for term, count in right.items()}
    whole = all(dict(term).get(letter) for term in right)
    changed = {
        "times": yours == product(right, one),
        "over": right == product(yours, one),
        "shifted-more": whole and yours == plus(right, without),
        "shifted-less": whole and yours == plus(right, without, -1),
    }
    kind, says = next((name for name, holds in changed.items() if holds), ""), sentences("general")["formula"]
    return (
        _finding(says[kind].format(letter=letter), says["ask-factor"].format(letter=letter)) if kind else None
    )


def _finding(what: str, ask: str) -> Finding:
    says = sentences("general")["formula"]["says"]
    return Finding("general:formula", says.format(what=what, ask=ask), rank=Rank.SURE)


def _differences(right: Polynomial, yours: Polynomial, order: tuple[str, ...]) -> Iterator[str]:
    """The differences in words: terms that are nearly right first,
    then those that are missing or too much."""
    says, rest = sentences("general")["formula"], plus(yours, right, -1)
    missing = {term: -count for term, count in rest.items() if count < 0}
    extra = {term: count for term, count in rest.items() if count > 0}
    for kind, wanted, own, words in _pairs(missing, extra, order):
        missing.pop(wanted)
        extra.pop(own)
        yield says[kind].format(term=show(wanted, order), yours=show(own, order), **words)
    number = missing.pop((), 0), extra.pop((), 0)
    if any(number):
        yield says["one-less" if number[0] else "one-more"].format(number=number[0] or number[1])
    for term in missing:
        yield says["sign" if yours.get(term, 0) < 0 else "missing"].format(term=show(term, order))
    for term in extra:
        often = yours[term] if term in right or yours[term] > 1 else 0
        yield says["often" if often else "extra"].format(term=show(term, order), number=often)


def _pairs(
    missing: Polynomial, extra: Polynomial, order: tuple[str, ...]
) -> Iterator[tuple[str, Term, Term, dict[str, str]]]:
    """(kind of difference, right term, the learner's term, words) for terms that differ by one letter."""
    free = [term for term in extra if term]
    for wanted in list(missing):
        for own in sorted(free, key=lambda term: -len(term)):
            kind, words = _one_letter(times(own, wanted, -1), order)
            if kind and wanted:
                free.remove(own)
                yield kind, wanted, own, words
                break


def _one_letter(ratio: Term, order: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """What one letter more, less or instead of another is called; ("", {}) for a larger difference."""
    more = [name for name in order for _ in range(dict(ratio).get(name, 0))]
    less = [name for name in order for _ in range(-dict(ratio).get(name, 0))]
    if len(more) > 1 or len(less) > 1:
        return "", {}
    if more and less:
        return "letter", {"wrong": more[0], "letter": less[0]}
    kind = "factor-extra" if more else "factor-missing"
    return kind, {"letter": [*more, *less][0]}

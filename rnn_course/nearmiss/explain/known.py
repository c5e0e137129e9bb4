"""Known mistakes of the exercise: alone, in single outputs, or by the error they raise."""

from __future__ import annotations

import re

from rnn_course.nearmiss.explain.detect import calls_of, detected
from rnn_course.nearmiss.explain.evidence import Evidence, Finding, Mistake, Rank, general
from rnn_course.nearmiss.explain.general import rows_of, wrong_names
from rnn_course.nearmiss.explain.slips.search import find_place
from rnn_course.nearmiss.explain.trees import names_in
from rnn_course.nearmiss.trial.compare import same
from rnn_course.nearmiss.trial.run import error_text

SECOND = " And a second thing"


def both_said(first: str, second: str) -> str:
    """One sentence, and the other behind it."""
    return f"{first}{SECOND}. {second}"


def known_mistake(evidence: Evidence) -> Finding | None:
    """The mistake that does the same on every probe, or at least on every one that is no edge case."""
    if evidence.stopped:
        return None
    everywhere = range(len(evidence.got))
    generic = [i for i in everywhere if not evidence.edge(i)]
    for indices in (everywhere, generic):
        for mistake in evidence.mistakes if indices else ():
            if evidence.mistaken(mistake, evidence.got, indices):
                return Finding(mistake.key, _in_your_words(evidence, mistake), find_place(evidence))
    return None


def two_mistakes(evidence: Evidence) -> Finding | None:
    """Two known mistakes, of which each shows on other probes: one for large numbers only, for example."""
    if evidence.stopped:
        return None
    wrong = {i for i, one in enumerate(evidence.got) if not evidence.alike(one, i)}
    fits = {m: {i for i in wrong if evidence.mistaken(m, evidence.got, [i])} for m in evidence.mistakes}
    first = max(fits, key=lambda mistake: len(fits[mistake]), default=None)
    if first is None or len(fits[first]) <= len(wrong) / 2:
        return None
    rest = wrong - fits[first]
    second = next((m.says for m, seen in fits.items() if rest <= seen), "")
    if not second and all(evidence.got[i].has_nan for i in rest):
        second = general("nan").sentence
    return Finding(first.key, both_said(first.says, second), rank=Rank.PARTLY) if second else None


def _in_your_words(evidence: Evidence, mistake: Mistake) -> str:
    """The sentence of a mistake; where it quotes a name of the solution that the learner has not, it says
    so."""
    foreign = (names_in(evidence.solution) - names_in(evidence.source)) if evidence.source else set()
    quoted = next((name for name in re.findall(r"`(\w+)`", mistake.says) if name in foreign), None)
    return mistake.says + (general("foreign-name", name=quoted).sentence if quoted else "")


def detected_mistake(evidence: Evidence) -> Finding | None:
    """The mistake whose ``detect`` recognises the answer."""
    seconds = 0.5 if evidence.stopped else evidence.seconds
    mistake = detected(evidence.mistakes, evidence.answer, calls_of(evidence, evidence.got), seconds)
    return Finding(mistake.key, mistake.says) if mistake else None


def same_error(evidence: Evidence) -> Mistake | None:
    """The known mistake that raises such an error."""
    text = error_text(evidence.one.error)
    return next((m for m in evidence.mistakes if m.raises and re.search(m.raises, text)), None)


def all_parts(evidence: Evidence) -> Finding | None:
    """Several outputs: known mistakes that explain all wrong ones, each for itself."""
    keys, sentence, rest = _parts(evidence)
    return Finding(keys[0], sentence, find_place(evidence)) if keys and not rest else None


def some_parts(evidence: Evidence) -> Finding | None:
    """Several outputs: known mistakes that explain some of the wrong ones."""
    keys, sentence, rest = _parts(evidence)
    more = f" (Something else is wrong with {_quoted(rest)}.)"
    return Finding(keys[0], sentence + more, rank=Rank.PARTLY) if keys and rest else None


def _parts(evidence: Evidence) -> tuple[list[str], str, list[str]]:
    """(keys, sentence, outputs that no known mistake explains)."""
    rows = rows_of(evidence, evidence.want)
    got = {i for *_, i in rows}
    failed = any(i not in got and not evidence.edge(i) for i in range(len(evidence.got)))
    if failed or not rows or len(rows[0][1]) < 2 or evidence.one.outputs is None:
        return [], "", []
    by_name = {name: _explaining(evidence, name, got) for name in wrong_names(rows, evidence.tolerance)}
    keys = list(dict.fromkeys(mistake.key for mistake in by_name.values() if mistake))[:2]
    says = {mistake.key: mistake.says for mistake in by_name.values() if mistake}
    of = {key: [name for name, m in by_name.items() if m and m.key == key] for key in keys}
    sentence = f"{SECOND}. ".join(f"{_quoted(of[key])}: {says[key]}" for key in keys)
    return keys, sentence, [name for name, m in by_name.items() if not m or m.key not in keys]


def _explaining(evidence: Evidence, name: str, indices: set[int]) -> Mistake | None:
    """The known mistake that gives this one output on these probes."""

    def gives(mistake: Mistake, i: int) -> bool:
        known, got = mistake.gives(i).all_of_it, evidence.got[i].all_of_it
        return name in known and same(got.get(name), known[name], evidence.tolerance)

    return next((m for m in evidence.mistakes if all(gives(m, i) for i in indices)), None)


def _quoted(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)

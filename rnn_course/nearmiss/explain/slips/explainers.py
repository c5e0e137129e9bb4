"""What the learner's own code tells: a slip that one small change mends, and values that are lost."""

from __future__ import annotations

import ast

from rnn_course.nearmiss.explain.as_if import zeros_for_an_argument
from rnn_course.nearmiss.explain.composed import both_mistakes
from rnn_course.nearmiss.explain.evidence import TWO, Evidence, Finding, Rank, general
from rnn_course.nearmiss.explain.known import both_said
from rnn_course.nearmiss.explain.slips.edits import scope_of
from rnn_course.nearmiss.explain.slips.search import Search, search_of
from rnn_course.nearmiss.explain.slips.two_at_once import slip_and_general, slip_and_mistake, two_slips
from rnn_course.nearmiss.explain.trees import parsed, tree_of


def slip_in_the_code(evidence: Evidence) -> Finding | None:
    """One slip; or an argument that does not come in; or two things at once: known mistakes, slips, or one of
    each."""
    search = search_of(evidence)
    edits = search.first_right() if search else None
    if search and edits:
        slip = search.slip(edits)
        return Finding(slip.key, slip.sentence, (slip.code(),))
    return zeros_for_an_argument(evidence) or both_mistakes(evidence) or (_two(search) if search else None)


def _two(search: Search) -> Finding | None:
    """A slip, and what else is wrong. A count can be met by chance."""
    if search.evidence.is_count:
        return None
    tried, search.limit = search.tried, TWO
    beside = slip_and_mistake(search, tried)
    if beside:
        slip, mistake = search.slip(beside[0]), beside[1]
        return Finding(mistake.key, both_said(mistake.says, slip.sentence), (slip.code(),), Rank.PARTLY)
    partly = slip_and_general(search, tried)
    if partly:
        slip, rest = search.slip(partly[0]), partly[1]
        return Finding(slip.key, both_said(slip.sentence, rest.sentence), (slip.code(),), Rank.VAGUE)
    found = two_slips(search, tried)
    if found is None:
        return None
    slip, rest = map(search.slip, found)
    both = both_said(slip.sentence, rest.sentence)
    return Finding(slip.key, both, (slip.code(), rest.code()), Rank.VAGUE)


def lost_value(evidence: Evidence) -> Finding | None:
    """An argument that the answer hides, or never reads although the solution needs it; or a value that it
    computes in vain."""
    found, solution = parsed(evidence.answer), tree_of(evidence.solution)
    if found is None or (solution and scope_of(solution).unused):
        return None  # the task itself leaves a choice
    scope = scope_of(found.function)
    hidden = next((name for name in scope.loops if name in scope.arguments), None)
    if hidden:
        return general("hidden-argument", name=hidden)
    lines = (line for line in ast.walk(found.function) if isinstance(line, ast.Assign))
    made = {target.id for line in lines for target in line.targets if isinstance(target, ast.Name)}
    in_vain = [name for name in scope.unread if name in made and name not in scope.arguments]
    return _unused("unused-argument", scope.unused) or _unused("unused-value", in_vain)


def _unused(kind: str, names: list[str]) -> Finding | None:
    quoted, them = ", ".join(f"`{name}`" for name in names), "it" if len(names) == 1 else "them"
    return general(kind, names=quoted, them=them) if names else None

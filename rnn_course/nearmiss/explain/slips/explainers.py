"""What the learner's own code tells: a slip that one small change mends, and values that are lost."""

from __future__ import annotations

import ast

from rnn_course.nearmiss.explain.evidence import Evidence, Finding, Rank, general
from rnn_course.nearmiss.explain.slips.edits import scope_of
from rnn_course.nearmiss.explain.slips.kinds import Slip
from rnn_course.nearmiss.explain.slips.search import find_slip
from rnn_course.nearmiss.explain.trees import parsed, tree_of


def slip_in_the_code(evidence: Evidence) -> Finding | None:
    """One slip; or one that leaves a known mistake, and then both."""
    slip, second = find_slip(evidence)
    if slip is None:
        return None
    if second is None:
        return Finding(slip.key, slip.sentence, (slip.code(),))
    if isinstance(second, Slip):
        both = f"{slip.sentence} And a second thing. {second.sentence}"
        return Finding(slip.key, both, (slip.code(), second.code()), Rank.VAGUE)
    says = next(mistake.says for mistake in evidence.mistakes if mistake.key == second)
    return Finding(second, f"{says} And a second thing. {slip.sentence}", (slip.code(),), Rank.PARTLY)


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

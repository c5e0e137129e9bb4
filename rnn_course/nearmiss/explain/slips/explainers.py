"""What the learner's own code tells: a slip that one small change mends, and arguments that are lost."""

from __future__ import annotations

from rnn_course.nearmiss.explain.evidence import Evidence, Finding, Rank, general
from rnn_course.nearmiss.explain.slips.edits import scope_of
from rnn_course.nearmiss.explain.slips.search import find_slip
from rnn_course.nearmiss.explain.trees import parsed, tree_of


def slip_in_the_code(evidence: Evidence) -> Finding | None:
    """One slip; or one that leaves a known mistake, and then both."""
    slip, second = find_slip(evidence)
    if slip is None:
        return None
    if second is None:
        return Finding(slip.key, slip.sentence, (slip.code(),))
    says = next(mistake.says for mistake in evidence.mistakes if mistake.key == second)
    return Finding(second, f"{says} And a second thing. {slip.sentence}", (slip.code(),), Rank.PARTLY)


def lost_argument(evidence: Evidence) -> Finding | None:
    """An argument that the answer hides, or never reads although the solution needs it."""
    found = parsed(evidence.answer)
    if found is None:
        return None
    solution = tree_of(evidence.solution)
    if solution and scope_of(solution).unused:
        return None  # the task itself leaves a choice
    scope = scope_of(found.function)
    hidden = next((name for name in scope.loops if name in scope.arguments), None)
    if hidden:
        return general("hidden-argument", name=hidden)
    names = ", ".join(f"`{name}`" for name in scope.unused)
    return (
        general("unused-argument", names=names, them="it" if len(scope.unused) == 1 else "them")
        if names
        else None
    )

"""Points for an exercise, and for its parts where it has several outputs."""

from rnn_course.nearmiss.function import FunctionExercise
from rnn_course.nearmiss.trial.compare import same
from rnn_course.nearmiss.trial.run import EngineFault
from rnn_course.nearmiss.trial.values import Unreadable, to_plain

ALL_BUT_RIGHT = (
    0.5  # of the points, where every part has the right values and the answer is wrong in another way
)


def parts_of(exercise):
    """The outputs of an exercise that count by themselves: two or more names, or ().

    >>> from rnn_course.exercises import find
    >>> parts_of(find("02.readouts")), parts_of(find("02.one_step"))
    (('last', 'mean', 'max'), ())
    """
    if not isinstance(exercise, FunctionExercise) or len(exercise.returns) < 2:
        return ()
    try:
        known = exercise.known(None, 0).outputs or {}
    except EngineFault:
        return ()
    return tuple(exercise.returns) if set(exercise.returns) <= set(known) else ()


def spread(exercise, points=None):
    """Points for each part: {"": points} for an exercise without parts.

    points: a number, shared out equally among the parts, or a number for each part, or None: one for a letter
    or a number, two for a function, or one for each of its parts. Raises ValueError for other parts than the
    exercise has, and for points that are not above 0.

    >>> from rnn_course.exercises import find
    >>> spread(find("02.readouts")), spread(find("02.readouts"), 6), spread(find("02.one_step"))
    ({'last': 1, 'mean': 1, 'max': 1}, {'last': 2.0, 'mean': 2.0, 'max': 2.0}, {'': 2})
    """
    parts = parts_of(exercise)
    if points is None:
        points = dict.fromkeys(parts, 1) if parts else (2 if isinstance(exercise, FunctionExercise) else 1)
    if not isinstance(points, dict):
        points = {part: points / len(parts) for part in parts} if parts else {"": points}
    if set(points) != set(parts or ("",)):
        raise ValueError(
            f"points of {exercise.id}: "
            f"expected the parts {', '.join(parts) or 'none'}, got {', '.join(points)}"
        )
    if not all(value > 0 for value in points.values()):
        raise ValueError(f"points of {exercise.id}: expected numbers above 0, got {points}")
    return dict(points)


def items_of(value, names):
    """Those of several outputs that can be read by themselves: {name: plain value}."""
    if isinstance(value, dict):
        pairs = [(name, value[name]) for name in names if name in value]
    elif isinstance(value, (tuple, list)) and len(value) == len(names) > 1:
        pairs = list(zip(names, value, strict=True))
    else:
        return {}
    found = {}
    for name, item in pairs:
        try:
            found[name] = to_plain(item)
        except Unreadable:
            continue
    return found


def right_parts(exercise, values):
    """The parts whose values are right on every usual input. values: {part: plain value} of each input."""
    usual = range(len(exercise.sizes))
    return [
        part
        for part in parts_of(exercise)
        if len(values) >= len(usual) and all(_right(exercise, part, values[i], i) for i in usual)
    ]


def _right(exercise, part, values, index):
    want = exercise.known(None, index).outputs[part]
    return part in values and same(values[part], want, exercise.tolerance)


def score(weights, right, passed):
    """The points of an answer. weights: those of `spread`; right: the parts with right values; passed: is all
    of it right?

    >>> both = {"a": 3, "b": 1}
    >>> score(both, ["a"], False), score(both, ["a", "b"], False), score({"": 2}, [], True)
    (3, 2.0, 2)
    """
    if passed:
        return sum(weights.values())
    if weights.keys() == set(right):
        return ALL_BUT_RIGHT * sum(weights.values())
    return sum(weights[part] for part in right)

"""Wrong answers to any task that asks for one count: several numbers, one number for all sizes, a text."""

SEVERAL = (
    "Your function returns several numbers, such as shapes or parts of the count. The task asks for one "
    "whole number: multiply the sizes of each shape, and add up what belongs together."
)
CONSTANT = (
    "Your function gives the same number for all sizes. That may be the count of one example in the lesson; "
    "the function should compute it from `T`, `I` and `H`."
)
TEXT = "Your function returns text. The task asks for a number: leave the quotes, the `f` and `str` away."


def is_several(_function, calls):
    """A tuple, list or array where one number is asked for."""
    return all(
        isinstance(c.value, (tuple, list)) or getattr(c.value, "shape", ()) not in ((), (1,)) for c in calls
    )


def is_constant(_function, calls):
    values = {str(call.value) for call in calls if isinstance(call.value, (int, float))}
    return len(calls) > 1 and len(values) == 1


def is_text(_function, calls):
    return all(isinstance(call.value, str) for call in calls)


def no_count(exercise, formula):
    """Give the exercise three wrong answers that are no count at all; formula: what its solution returns."""
    exercise.slip("several-numbers", SEVERAL, (formula, f"{formula}, H"), detect=is_several)
    exercise.slip("always-the-same", CONSTANT, (formula, "1234"), detect=is_constant)
    exercise.slip("text", TEXT, (formula, f"str({formula})"), detect=is_text)

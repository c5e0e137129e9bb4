"""What Python's, numpy's and PyTorch's error messages mean here, in words that teach; they stand in
``errors.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rnn_course.nearmiss.explain.evidence import PLACE, SEARCH, Evidence, Finding
from rnn_course.nearmiss.explain.known import same_error
from rnn_course.nearmiss.explain.slips.search import find_slip
from rnn_course.nearmiss.result import RAISED
from rnn_course.nearmiss.sentences import sentences
from rnn_course.nearmiss.trial.run import error_text, explain_error
from rnn_course.nearmiss.vocabulary import taught

KINDS = {"int": "number", "float": "number", "numpy.int64": "number", "numpy.float64": "number",
         "numpy.ndarray": "numpy array", "torch.Size": "shape", "Tensor": "tensor"}  # fmt: skip
# Not to be tried again and again, with small changes.
NO_SLIP = (MemoryError, RecursionError, SystemExit, KeyboardInterrupt)


@dataclass(frozen=True)
class KnownError:
    """A well-known error. plain: its message says what is wrong, so no slip is searched for."""

    key: str
    pattern: str
    says: str
    plain: bool = False


ERRORS = tuple(KnownError(**entry) for entry in sentences("errors")["error"])


def known_errors() -> tuple[KnownError, ...]:
    """Those of the course, then those that anybody meets."""
    return (*(KnownError(**entry) for entry in taught().errors), *ERRORS)


def sentence_for(error: BaseException) -> tuple[str, str] | None:
    """(key, sentence) for a well-known error, or None."""
    known, found = _known(error)
    if known is None or found is None:
        return None
    groups = [KINDS.get(group, group) for group in found.groups() if group]
    sentence = known.says.format(*groups, *["?"] * known.says.count("{}"))
    return f"error:{known.key}", sentence[0].upper() + sentence[1:]


def _known(error: BaseException) -> tuple[KnownError | None, re.Match | None]:
    text = error_text(error)
    for known in known_errors():
        found = re.search(known.pattern, text)
        if found:
            return known, found
    return None, None


def slip_of_an_error(evidence: Evidence) -> Finding | None:
    """A slip whose opposite mends an answer that raises; or the known mistake that raises such an error."""
    error = evidence.one.error
    if error is None:
        return None
    mistake, known = same_error(evidence), _known(error)[0]
    plain = isinstance(error, NO_SLIP) or (known is not None and known.plain)
    slip = None if plain else find_slip(evidence, PLACE if mistake else SEARCH)
    if mistake:
        return Finding(mistake.key, mistake.says, slip.in_your_code() if slip else ())
    return Finding(slip.key, slip.sentence, (slip.code(),)) if slip else None


def raised(evidence: Evidence) -> Finding | None:
    """What is said of an error that nothing else explains, or of an answer that was stopped."""
    error = evidence.one.error
    if error is None:
        return None
    sentence, details = explain_error(error, evidence.answer, evidence.seconds)
    key, sentence = sentence_for(error) or (None, sentence)
    return Finding(key, sentence, tuple(details), outcome=RAISED)

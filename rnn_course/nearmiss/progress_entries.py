"""What is remembered about exercises, as data: entries, and histories (all that one progress file says).

An entry: tries, solved, seen, hints (the most hints shown), first and last (UTC times), mistakes (a count for
each key) and last_mistake. Fields that this version does not know are kept.

A history: the entries of this machine under "exercises", a random name for it under "origin", and what was
taken in from other machines under "elsewhere", by their origins. So taking in the same file twice counts
nothing twice, and two machines that went on from one file both count.
"""

import json
import operator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

VERSION = 1
NEWER = (
    "Your progress file was written by a newer version, so it is left as it is, and what you do now is not "
    "saved."
)


def _is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18


def _is_text(value):
    return isinstance(value, str)


def _is_yes_or_no(value):
    return isinstance(value, bool)


def _are_counts(value):
    return isinstance(value, dict) and all(map(_is_count, value.values()))


NEEDED = {"tries": _is_count, "solved": _is_yes_or_no, "seen": _is_yes_or_no}
MORE = {
    "hints": _is_count,
    "first": _is_text,
    "last": _is_text,
    "mistakes": _are_counts,
    "last_mistake": _is_text,
}


def _is_entry(value):
    return (
        isinstance(value, dict)
        and all(name in value for name in NEEDED)
        and all(is_good(value[name]) for name, is_good in (NEEDED | MORE).items() if name in value)
    )


def updated(entry, outcome, mistake=None, hints=0):
    """The entry (or None for a new one) after one more outcome; the times are those of now."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    new: dict[str, Any] = dict(
        entry or {"tries": 0, "solved": False, "seen": False, "hints": 0, "mistakes": {}, "first": now}
    )
    new["last"] = now
    if outcome == "seen":
        return {**new, "seen": True}
    if outcome == "hint":
        return {**new, "hints": max(new["hints"], hints)}
    if mistake:
        new["mistakes"] = {**new["mistakes"], mistake: new["mistakes"].get(mistake, 0) + 1}
        new["last_mistake"] = mistake
    return {**new, "tries": new["tries"] + 1, "solved": new["solved"] or outcome == "right"}


def _combined(one, other, count):
    """One entry from two. `count` is max for two copies of one history, add for two that know nothing of each
    other."""
    older, newer = sorted((one, other), key=lambda entry: entry.get("last", ""))
    a, b = (entry.get("mistakes", {}) for entry in (one, other))
    firsts = [entry["first"] for entry in (one, other) if "first" in entry]
    return {
        **older,
        **newer,
        "tries": count(one["tries"], other["tries"]),
        "solved": one["solved"] or other["solved"],
        "seen": one["seen"] or other["seen"],
        "hints": max(one.get("hints", 0), other.get("hints", 0)),
        "mistakes": {key: count(a.get(key, 0), b.get(key, 0)) for key in {**a, **b}},
        **({"first": min(firsts)} if firsts else {}),
    }


def _into(entries, others, count):
    for key, entry in others.items():
        entries[key] = _combined(entries[key], entry, count) if key in entries else entry


@dataclass
class History:
    """All that one progress file says.

    damaged: something in it could not be read. keep: why it must not be written over (a sentence), else "".
    """

    origin: str = ""
    exercises: dict = field(default_factory=dict)
    elsewhere: dict = field(default_factory=dict)
    unknown: dict = field(default_factory=dict)
    damaged: bool = False
    keep: str = ""

    def add(self, entries):
        """Count what happened on this machine since."""
        _into(self.exercises, entries, operator.add)

    def absorb(self, other):
        """Take in another copy of this history, or the history of another machine."""
        for origin, entries in [(other.origin, other.exercises), *other.elsewhere.items()]:
            own = origin in ("", self.origin)
            _into(self.exercises if own else self.elsewhere.setdefault(origin, {}), entries, max)
        self.unknown = {**other.unknown, **self.unknown}

    def total(self):
        """The entries of all machines together, in the order of their ids."""
        total = dict(self.exercises)
        for entries in self.elsewhere.values():
            _into(total, entries, operator.add)
        return dict(sorted(total.items()))

    def document(self):
        """The history as one JSON document: bytes in ASCII, so that every text can be written."""
        own = {"origin": self.origin, "exercises": self.exercises, "elsewhere": self.elsewhere}
        whole = {**self.unknown, "version": VERSION, **own}
        return (json.dumps(whole, indent=1, sort_keys=True) + "\n").encode("ascii")


def _checked(found, value, kind):
    """The value if it is of this kind, else an empty one, and the history is damaged."""
    found.damaged |= not isinstance(value, kind)
    return value if isinstance(value, kind) else kind()


def _entries(found, value):
    """The good ones of these entries; a bad one costs itself, and the history is damaged."""
    entries = _checked(found, value, dict)
    good = {key: entry for key, entry in entries.items() if _is_entry(entry)}
    found.damaged |= len(good) < len(entries)
    return good


def history_of(data):
    """The History in the bytes of a file, as far as they can be read. Never raises."""
    try:
        whole = json.loads(data)  # bytes: a byte-order mark is understood
    except (ValueError, RecursionError):
        return History(damaged=True)
    if not isinstance(whole, dict):
        return History(damaged=True)
    found = History(damaged="exercises" not in whole)
    version = whole.pop("version", VERSION)
    found.keep = "" if _is_count(version) and version <= VERSION else NEWER
    found.origin = _checked(found, whole.pop("origin", ""), str)
    found.exercises = _entries(found, whole.pop("exercises", {}))
    elsewhere = _checked(found, whole.pop("elsewhere", {}), dict)
    found.elsewhere = {origin: _entries(found, entries) for origin, entries in elsewhere.items()}
    found.unknown = whole
    return found

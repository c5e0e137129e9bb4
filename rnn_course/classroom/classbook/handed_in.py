"""Read what learners exported: one learner for each history,
and a sentence for each file that is not counted.

Two files are one learner when they share the name of a machine's history (he exported twice, or took his
progress along to a second machine), or are the same byte by byte. Nothing is counted twice.
"""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from rnn_course.classroom.classbook.sentences import say
from rnn_course.nearmiss.progress_entries import History, history_of

LARGEST = 5_000_000  # bytes; a course solved twenty times over takes some 100 kB


@dataclass
class Learner:
    """One learner: what to call him, the files that are his, and his entries by exercise id."""

    name: str
    history: History
    files: list = field(default_factory=list)
    tags: set = field(default_factory=set)  # by which two files are known to be of one learner

    @property
    def entries(self):
        return self.history.total()


def files_in(paths):
    """The files to read: each file that is named, and every `*.json` in each folder, sorted."""
    found = []
    for path in map(Path, paths):
        found += sorted(path.rglob("*.json")) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def read(paths, names=False):
    """(learners, notes): the learners in these files and folders,
    and a sentence for each thing to know of a file.

    names: call them as their files; otherwise "Learner 1", …, in an order that tells nothing. Never raises
    for a file, whatever is in it.
    """
    learners, notes = [], []
    files = files_in(paths)
    called = names_of(files)
    for path in files:
        found = _one(path, called[path], notes)
        if found is not None:
            _take_in(learners, found, notes)
    if not names:
        _without_names(learners)
    return sorted(learners, key=lambda learner: _by_number(learner.name)), notes


def names_of(files):
    """A name for each file: its own, with the folder before it where several files have the same.

    >>> [*names_of([Path("in/ada.json"), Path("ben/p.json"), Path("cy/p.json")]).values()]
    ['ada', 'ben/p', 'cy/p']
    """
    times = Counter(path.stem for path in files)
    return {path: path.stem if times[path.stem] == 1 else f"{path.parent.name}/{path.stem}" for path in files}


def _one(path, name, notes):
    """The learner of one file, or None after a note that says why there is none."""
    try:
        if path.stat().st_size > LARGEST:
            notes.append(say("too-large", file=name))
            return None
        data = path.read_bytes()
    except OSError as error:
        notes.append(say("unreadable", file=name, error=error.strerror or type(error).__name__))
        return None
    history = history_of(data)
    trouble = _trouble(history)
    if trouble:
        notes.append(say(trouble, file=name))
    if trouble and trouble != "partly":
        return None
    tags = {history.origin, *history.elsewhere} - {""}
    return Learner(name, history, [name], tags | {sha256(data).hexdigest()})


def _trouble(history):
    """The name of the sentence for what is wrong with a file, "" if nothing."""
    if history.keep:
        return "newer"
    if history.damaged:
        return "partly" if history.total() else "foreign"
    return "" if history.total() else "empty"


def _take_in(learners, new, notes):
    """Add a learner, or join him with those that he turns out to be."""
    same = [learner for learner in learners if learner.tags & new.tags]
    for known in reversed(same):
        learners.remove(known)
        known.history.absorb(new.history)
        new = Learner(known.name, known.history, known.files + new.files, known.tags | new.tags)
    if same:
        notes.append(say("same-learner", files=", ".join(new.files), name=new.files[0]))
    learners.append(new)


def _without_names(learners):
    learners.sort(key=lambda learner: min(learner.tags))
    for number, learner in enumerate(learners, 1):
        learner.name = say("learner", number=number)


def _by_number(name):
    """Learner 10 after Learner 9."""
    parts = name.lower().replace(" ", "\0").split("\0")
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]

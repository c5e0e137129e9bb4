"""The numbers of the classbook: what each learner did in each exercise,
and what that makes for each exercise."""

import csv
import importlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from statistics import median

from rnn_course.classroom.classbook.sentences import say
from rnn_course.nearmiss import exercises_of
from rnn_course.nearmiss.explain.told import sentence_of

SOLVED, SEEN, TRIED, NOT_BEGUN = "solved", "seen", "tried", "not begun"
COLUMNS = (
    "learner", "exercise", "title", "status", "tries", "hints", "minutes_first_to_last", "first", "last",
    "mistakes", "last_mistake",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One exercise or recall of the course: its id, its number as lessons print it ("2.3"), its title."""

    id: str
    number: str
    title: str
    exercise: object = None

    @property
    def label(self):
        return f"{self.number} {self.title}"

    def sentence(self, key):
        """What the mistake with this key was told; a plain one where no sentence is kept."""
        return sentence_of(key, self.exercise) or say("no-sentence", key=key.rpartition(":")[2])


def status_of(entry):
    """ "solved", "seen", "tried" (tries or hints, not solved) or "not begun"."""
    if not entry:
        return NOT_BEGUN
    if entry["solved"]:
        return SOLVED
    if entry["seen"]:
        return SEEN
    return TRIED if entry["tries"] or entry.get("hints") else NOT_BEGUN


def minutes_of(entry):
    """Minutes from the first try to the last, breaks included; None where the file does not tell."""
    try:
        first, last = (datetime.fromisoformat(entry[name]) for name in ("first", "last"))
        return max(0, round((last - first).total_seconds() / 60))
    except (KeyError, TypeError, ValueError):
        return None


@dataclass
class Column:
    """One exercise over the whole class: the entries of those who began it, by learner."""

    item: Item
    entries: dict = field(default_factory=dict)

    def having(self, *statuses):
        """The learners whose status is one of these."""
        return [name for name, entry in self.entries.items() if status_of(entry) in statuses]

    @property
    def open(self):
        """Those who began and have not solved it."""
        return self.having(TRIED, SEEN)

    @property
    def tried(self):
        """The learners with at least one try; hints and solutions alone do not count."""
        return [name for name, entry in self.entries.items() if entry["tries"]]

    def made(self, key):
        """The learners who made a mistake, whatever came after."""
        return [name for name, entry in self.entries.items() if entry.get("mistakes", {}).get(key)]

    def held_up_by(self, key):
        """The learners who have not solved the exercise, and whose last mistake this was."""
        return [name for name in self.open if self.entries[name].get("last_mistake") == key]

    @cached_property
    def mistakes(self):
        """How many learners made each mistake, most first."""
        keys = (key for entry in self.entries.values() for key, n in entry.get("mistakes", {}).items() if n)
        return dict(sorted(Counter(keys).items(), key=lambda pair: (-pair[1], pair[0])))

    def times(self, key):
        """How often a mistake was made, by all together."""
        return sum(entry.get("mistakes", {}).get(key, 0) for entry in self.entries.values())

    def middle(self, read):
        """The median of what `read(entry)` gives, over those who began; None where it gives nothing."""
        values = [value for entry in self.entries.values() if (value := read(entry)) is not None]
        return median(values) if values else None


@dataclass
class Table:
    """Learners, and a column for each exercise that one of them began; notes on files are sentences."""

    learners: list
    columns: list
    notes: list

    def rows(self):
        """One row of the CSV table for each learner and exercise that he began."""
        for learner in self.learners:
            for column in self.columns:
                entry = column.entries.get(learner.name)
                if entry:
                    yield _row(learner, column.item, entry)


def _row(learner, item, entry):
    mistakes = "; ".join(f"{key} ×{n}" for key, n in sorted(entry.get("mistakes", {}).items()))
    minutes = minutes_of(entry)
    values = [learner.name, item.id, item.title, status_of(entry), entry["tries"], entry.get("hints", 0)]
    values += ["" if minutes is None else minutes, entry.get("first", ""), entry.get("last", "")]
    return dict(zip(COLUMNS, [*values, mistakes, entry.get("last_mistake", "")], strict=True))


def write_csv(table, path):
    """Write the table for a spreadsheet;
    a text that a spreadsheet would take for a formula gets an apostrophe."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({name: _harmless(value) for name, value in row.items()} for row in table.rows())


def _harmless(value):
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def items_of(number):
    """The recall and the exercises of one lesson, such as "02", in its order;
    none where there is no such lesson."""
    try:
        module = importlib.import_module(f"rnn_course.exercises.lesson_{number}")
    except ModuleNotFoundError:
        return []
    short = number.lstrip("0") or "0"
    recall = getattr(module, "recall", None)
    first = [Item(recall.id, short, say("recall"))] if recall is not None else []
    numbered = enumerate(exercises_of(module), start=1)
    return first + [Item(e.id, f"{short}.{n}", e.title, e) for n, e in numbered]


def table_of(learners, notes):
    """The Table of these learners. What their files hold of exercises that this course does not have is left
    out, with a note."""
    found = sorted({id for learner in learners for id in learner.entries})
    numbers = sorted({id.partition(".")[0] for id in found})
    items = [item for number in numbers if number.isdecimal() for item in items_of(number)]
    known = {item.id for item in items}
    unknown = [id for id in found if id not in known]
    if unknown:
        notes = [*notes, say("unknown", count=len(unknown), first=unknown[0][:60])]
    entries = {learner.name: learner.entries for learner in learners}
    columns = [
        Column(item, {n: own[item.id] for n, own in entries.items() if item.id in own}) for item in items
    ]
    return Table(learners, [column for column in columns if column.entries], notes)

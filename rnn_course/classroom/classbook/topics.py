"""What to discuss tomorrow: the mistakes that hold most learners up, and who may need a word."""

from dataclasses import dataclass

from rnn_course.classroom.classbook.sentences import say
from rnn_course.classroom.classbook.table import SEEN, status_of

TOPICS = 6  # so many stand first; an hour has room for no more
EACH = 2  # of these, from one exercise
MANY_TRIES = 5


@dataclass(frozen=True)
class Topic:
    """One thing to discuss: where it came up, what to say of the class, and the sentence that learners were
    told, if any."""

    heading: str
    counts: str
    sentence: str
    weight: tuple


def topics_of(table):
    """The topics, most pressing first: held up now, then made at all, by so many learners."""
    found = [topic for column in table.columns for topic in _of(column)]
    return sorted(found, key=lambda topic: topic.weight, reverse=True)[:TOPICS]


def _of(column):
    """The topics of one exercise: its mistakes that more than one made or that hold somebody up,
    and what has no name."""
    named = [_of_mistake(column, key) for key in column.mistakes]
    found = [topic for topic in [*named, _without_name(column)] if topic is not None]
    return sorted(found, key=lambda topic: topic.weight, reverse=True)[:EACH]


def _of_mistake(column, key):
    made, held = len(column.made(key)), len(column.held_up_by(key))
    if made < 2 and not held:
        return None
    counts = (
        say("made", count=made, tried=len(column.tried))
        + " "
        + (say("held", count=held) if held else say("past"))
    )
    return Topic(column.item.label, counts, column.item.sentence(key), (2 * held + made, made))


def _without_name(column):
    """Learners who tried, have not solved it, and whose mistakes have no name: look at their answers."""
    lost = [name for name in set(column.open) & set(column.tried) if not column.entries[name].get("mistakes")]
    if not lost:
        return None
    return Topic(column.item.label, say("nameless", count=len(lost)), "", (2 * len(lost), 0))


def words_with(table):
    """(learner, sentence) of those who may need a word, most tries first: stuck after many tries, or
    solutions read before a single try."""
    found = []
    for learner in table.learners:
        own = [(c.item, c.entries[learner.name]) for c in table.columns if learner.name in c.entries]
        stuck = [(e["tries"], item) for item, e in own if not e["solved"] and e["tries"] >= MANY_TRIES]
        unread = [item for item, e in own if status_of(e) == SEEN and not e["tries"]]
        found += [_stuck(learner, stuck)] if stuck else []
        found += [_read(learner, unread)] if len(unread) >= 2 else []
    return [(name, sentence) for _, name, sentence in sorted(found, key=lambda one: (-one[0], one[1]))]


def _stuck(learner, stuck):
    tries, item = max(stuck, key=lambda pair: pair[0])
    return tries, learner.name, say("stuck", tries=tries, item=item.label)


def _read(learner, items):
    return 0, learner.name, say("solutions-read", count=len(items), first=items[0].label)

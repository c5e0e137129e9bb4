"""The command `python -m rnn_course.classbook`:
two files, and what is to be known of the files that were read."""

import argparse
import sys
from pathlib import Path

from rnn_course.classroom.classbook.handed_in import read
from rnn_course.classroom.classbook.page import page
from rnn_course.classroom.classbook.sentences import say
from rnn_course.classroom.classbook.table import table_of, write_csv
from rnn_course.classroom.classbook.topics import topics_of


def make(paths, to, names=False):
    """Write `classbook.html` and `classbook.csv` into the folder `to`; return the Table.

    A file that cannot be counted costs itself only, and gets a sentence in the Table's notes. Without any
    that can, nothing is written.
    """
    learners, notes = read(paths, names)
    table = table_of(learners, notes)
    if table.columns:
        to.mkdir(parents=True, exist_ok=True)
        write_csv(table, to / "classbook.csv")
        (to / "classbook.html").write_text(page(table, names), encoding="utf-8")
    return table


def main(arguments, description):
    """Return 0, or 1 where no file holds anything to show."""
    parser = argparse.ArgumentParser(
        prog="python -m rnn_course.classbook",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", help="files that learners exported, or folders of them")
    parser.add_argument("--to", type=Path, default=Path(), help="the folder to write to (default: this one)")
    parser.add_argument("--names", action="store_true", help="call learners as their files")
    options = parser.parse_args(arguments)
    table = make(options.paths, options.to, options.names)
    for note in table.notes:
        print(note, file=sys.stderr)
    if not table.columns:
        print(say("nothing"), file=sys.stderr)
        return 1
    print(f"{options.to / 'classbook.html'} and classbook.csv: {say('learners', count=len(table.learners))}")
    for topic in topics_of(table)[:3]:
        print(f"- {topic.heading}: {topic.counts} {topic.sentence}".rstrip())
    return 0

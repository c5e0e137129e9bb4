"""`python -m rnn_course.assignment 04 --to course/source/`: make an nbgrader assignment; see `--help`."""

import sys

from rnn_course.classroom.command import main

if __name__ == "__main__":
    sys.exit(main())

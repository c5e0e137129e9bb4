"""Who is stuck where: a table and a page made of the progress that learners exported.

    python -m rnn_course.classbook progress/*.json            writes classbook.html and classbook.csv here
    python -m rnn_course.classbook progress --to monday       a folder, with the folders in it; another target
    python -m rnn_course.classbook progress --names           with the files' names instead of "Learner 7"

A learner makes his file himself, in any lesson: `from rnn_course.nearmiss import progress` and
`progress.export("ada.json")`. Nothing else ever leaves his machine, and the page asks nothing of the network.
"""

import sys

from rnn_course.classroom.classbook.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], __doc__))

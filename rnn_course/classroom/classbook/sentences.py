"""What the classbook says: the sentences of `sentences.toml`.

>>> say("learner", number=3), say("learners", count=1), say("learners", count=2)
('Learner 3', '1 learner', '2 learners')
"""

from pathlib import Path

from rnn_course.classroom.sentences import sayer

say = sayer(Path(__file__).with_name("sentences.toml"))

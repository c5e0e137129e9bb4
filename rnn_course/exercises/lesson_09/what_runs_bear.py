"""What do the runs bear?"""

from rnn_course.nearmiss import choice

what_runs_bear = choice(
    id="09.what_runs_bear",
    title="What do the runs bear?",
    options={
        "a": "A second layer hurts: the published number fell, and our tanh networks are the worst of the "
        "four.",
        "b": "Here ReLU was right more often than tanh at either depth, and the second layer did not hurt. "
        "Why ReLU, the runs do not say.",
        "c": "ReLU is the better activation for recurrent networks.",
        "d": "Deeper is better: the best seed of all has two layers.",
        "e": "Nothing: ten seeds of one text cannot show anything.",
    },
    right="b",
    why="It says what was compared, where, and which way it came out, and it claims no cause that was not "
    "put to the test.",
    hints=[
        "Two things changed between the published 0.640 and 0.488. Which comparisons change only one of "
        "them?",
        "A claim may not be wider than the experiment: which text, which sizes, how many seeds?",
        "One option names both comparisons, keeps to this text, and says what remains unknown.",
    ],
    wrong={
        "a": (
            "two-changes-at-once",
            "The published comparison changed the layers and the activation together. Compare within one "
            "activation: did the second layer lower it?",
        ),
        "c": (
            "wider-than-the-data",
            "One text, one size, one way of training. Lesson 7 has shown what ReLU can do to a memory. A "
            "claim about all networks needs more than this.",
        ),
        "d": (
            "best-seed",
            "The best of many seeds is a matter of luck as well. Compare all seeds with all seeds.",
        ),
        "e": (
            "nothing-at-all",
            "Ten seeds do show something when two groups hardly overlap. What they cannot do is to speak "
            "for other texts.",
        ),
    },
)

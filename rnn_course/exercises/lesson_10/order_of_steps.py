"""In which order?"""

from rnn_course.nearmiss import choice

order_of_steps = choice(
    id="10.order_of_steps",
    title="In which order?",
    options={
        "a": "Split; then clean and remove repeated names within each part.",
        "b": "Clean; remove repeated names and women's forms; then split.",
        "c": "Remove repeated names; clean; then split.",
        "d": "Clean; split; then remove from the learning part what also stands in the judged part, by "
        "their raw spelling.",
        "e": "Clean; then split. Repeated names may stay: frequent names are frequent in life, too.",
    },
    right="b",
    why="Two spellings become one name only after cleaning, and a name must be in one part only. So: clean, "
    "remove what is the same, and split last.",
    hints=[
        "When are *De Vries* and *de vries* seen to be the same name?",
        "If a name stands in the list twice, in which parts can its two copies end?",
        "The split comes last, after everything that can make two names one.",
    ],
    wrong={
        "a": (
            "split-first",
            "Within each part no name is repeated then. But one copy may stand in the learning part and the "
            "other in the judged part: look at both together.",
        ),
        "c": (
            "repeats-before-cleaning",
            "Before cleaning, *ADAM* and *Adam* are different texts, so both stay. Which step makes them "
            "the same?",
        ),
        "d": (
            "by-raw-spelling",
            "Comparing the two parts is a good idea. But the raw spellings of one name differ, so its "
            "copies are not found.",
        ),
        "e": (
            "repeats-stay",
            "A model that has seen a name need not know the language to answer: it may look it up. Lists "
            "like these also do not say how frequent a name is in life.",
        ),
    },
)

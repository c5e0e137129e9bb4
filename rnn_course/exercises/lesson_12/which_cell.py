"""Which cell, and why?"""

from rnn_course.nearmiss import choice

which_cell = choice(
    id="12.which_cell",
    title="Which cell, and why?",
    options={
        "a": "LSTM: it has the most gates, so it remembers longest.",
        "b": "GRU, because it was faster on the adding problem, so it is faster everywhere.",
        "c": "tanh: gates vanish at the start as well, so they are useless.",
        "d": "A cheap baseline first; then a GRU and a plain cell on the validation part, each at its own "
        "learning rate, some seeds each. Keep the cheapest that is not clearly worse.",
        "e": "LSTM with forget bias 1: its gradient reaches furthest before training, so it learns best.",
    },
    right="d",
    why="Nothing that was measured here ranks the cells for a new task. The costs are known before (three "
    "or four times the numbers), the benefit only afterwards, on data that was held out.",
    hints=[
        "Which of the sentences claims more than one task has shown?",
        "A ranking on one task, or before training, is not a ranking on yours.",
        "Look for the answer that measures.",
    ],
    wrong={
        "a": (
            "more-gates",
            "The number of gates says what a cell costs. On the adding problem the GRU, with fewer gates, "
            "needed fewer steps.",
        ),
        "b": (
            "one-task",
            "One task, one width, one optimiser. It is a reason to try the GRU early, and no more.",
        ),
        "c": (
            "start-is-all",
            "The start is not the end: the gated cells did learn the adding problem at both lengths. Look "
            "at the reach after training.",
        ),
        "e": (
            "start-decides",
            "The reach at the start did not decide: with forget bias 1 the LSTM was not the first to solve "
            "the adding problem.",
        ),
    },
)

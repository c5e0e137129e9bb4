"""A project of your own: what of it can be checked."""

from rnn_course.exercises.lesson_12 import project
from rnn_course.nearmiss import Exercise, Misconception
from rnn_course.nearmiss.mistakes import edited
from rnn_course.nearmiss.result import DIFFERS, RIGHT

SOLUTION = """\
import numpy as np

rng = np.random.default_rng(0)
data = np.sin(np.arange(300) / 3) + 0.1 * rng.normal(size=300)  # your data stands here
T = 12
train, validation, test = np.arange(T, 180), np.arange(180, 240), np.arange(240, 300)
mean, scale = data[train].mean(), data[train].std()
scaled = (data - mean) / scale
windows = np.stack([scaled[train - T + t] for t in range(T)])  # (T, B)
weights, *_ = np.linalg.lstsq(windows.T, scaled[train], rcond=None)  # your network stands here
x = np.stack([scaled[test - T + t] for t in range(T)])[..., np.newaxis]  # (T, B, 1)
answer = {"data": data, "train": train, "validation": validation, "test": test}
answer |= {"mean": mean, "scale": scale, "x": x, "baseline": data[test - 1]}
answer["forecast"] = mean + scale * (x[..., 0].T @ weights)
"""
PARTS = "np.arange(T, 180), np.arange(180, 240), np.arange(240, 300)"
# key: (sentence, changes that make it of the solution)
MISTAKES = {
    "parts-overlap": (
        "Some positions stand in two of the three parts. What was learnt in training is then asked again in "
        "the test, and the score is too good.",
        [("np.arange(T, 180)", "np.arange(T, 245)")],
    ),
    "out-of-order": (
        "The parts are not in order of time: training knows some of what comes after a position that is "
        "tested. All of `train` should come before all of `validation`, and that before all of `test`.",
        [(PARTS, "np.split(rng.permutation(np.arange(T, 300)), [168, 228])")],
    ),
    "part-too-small": (
        "One of the three parts has fewer than 20 positions. A score on so few says little, and without a "
        "validation part every choice is made on the test.",
        [("np.arange(180, 240)", "np.arange(180, 185)")],
    ),
    "scaled-with-the-future": (
        "`mean` and `scale` are those of all your data, so the training has been told something about the "
        "test. Take both from the training part alone.",
        [("data[train].mean(), data[train].std()", "data.mean(), data.std()")],
    ),
    "target-in-window": (
        "Your windows end with the very number that is to be forecast. The window of a position ends one "
        "step before it.",
        [("scaled[test - T + t]", "scaled[test - T + 1 + t]")],
    ),
    "batch-first": (
        "Your x has the batch first and time second. Time comes first: x[t, b] is step t of window b, "
        "unless you have said `batch_first=True`; then hand in x with its first two axes exchanged.",
        [('"x": x,', '"x": x.swapaxes(0, 1),')],
    ),
    "weak-baseline": (
        "Your baseline is worse than a simpler one: for numbers *the same as last time* or the mean of the "
        "training part, for text the counts of single tokens. A network that beats it has not shown much. "
        "Find a stronger one.",
        [('"baseline": data[test - 1]', '"baseline": np.full(len(test), mean + 3 * scale)')],
    ),
    "forecast-is-the-truth": (
        "Your forecasts are the true values, digit by digit. Somewhere the answer has found its way into "
        "the model, or into the wrong variable.",
        [('answer["forecast"] = mean + scale * (x[..., 0].T @ weights)', 'answer["forecast"] = data[test]')],
    ),
    "not-probabilities": (
        "`forecast` or `baseline` has two axes, as for text, but its rows are no probabilities: they must "
        "lie between 0 and 1 and add up to 1, one number for each token. Have you taken the softmax, once?",
        [
            ('answer["forecast"] = mean + scale * (x[..., 0].T @ weights)',
             'answer["forecast"] = np.ones((len(test), 2))'),
        ],
    ),
}  # fmt: skip


class Capstone(Exercise):
    """Check a whole project, handed in as a dict: its split, its scaling, its windows, its baseline. The
    score is told, and not judged."""

    def __init__(self, **task):
        known = [
            Misconception(key, None, says, source=edited(SOLUTION, *changes))
            for key, (says, changes) in MISTAKES.items()
        ]
        super().__init__(misconceptions=known, **task)
        self.stub_source, self.solution_source = "answer = ...\n", SOLUTION

    def judge(self, answer):
        if answer is ... or answer is None:
            return self.not_attempted()
        unreadable = project.unreadable(answer)
        if unreadable:
            return self.result(DIFFERS, unreadable)
        read = project.read(answer)
        found = [key for key, is_wrong in project.CHECKS.items() if is_wrong(read)]
        if found:
            others = [f"And: {self.misconceptions[key].says}" for key in found[1:]]
            return self.named(found[0], details=others)
        if strange := project.strange_windows(read):
            return self.result(DIFFERS, strange)
        return self.result(RIGHT, self.why, details=[project.scores(read)])


capstone = Capstone(
    id="12.capstone",
    title="A project of your own",
    why="Split, scaling, windows and baseline are sound. Whether your network wins is for you to say, with "
    "several seeds.",
    hints=[
        "Begin with the baseline and the split. The network comes last.",
        "All positions in `train`, `validation` and `test` are those of targets: `data[test]` is what is to "
        "be forecast.",
        "`solution()` shows a whole project on a made-up series, with a linear model where your network "
        "will stand.",
    ],
)

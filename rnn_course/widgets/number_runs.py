"""Four networks that read numbers in words, a seed at a time: how they learn, and what they write."""

import numpy as np
import traitlets

from rnn_course.data.stored_runs import stored_run
from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.settings import OneOf, WholeNumber, synced

SEEDS, EPOCHS, WORDS = 10, 15, 14
KINDS = {
    "tanh, 1 layer": ("tanh", 1),
    "tanh, 2 layers": ("tanh", 2),
    "ReLU, 1 layer": ("relu", 1),
    "ReLU, 2 layers": ("relu", 2),
}
SHOWN = {
    "right": "share of right words",
    "loss": "loss on the judged part, in nats",
    "learning": "loss while learning, in nats",
}
KEPT = (*SHOWN, "well_formed", "counts_up", "text")


def _runs_of(nonlinearity, layers):
    """The ten runs of a network that the lesson compares, by seed; of each only what is shown."""
    wanted = (nonlinearity, layers, 0.003, EPOCHS)
    runs = [
        run
        for run in stored_run("human_numbers")
        if tuple(run[key] for key in ("nonlinearity", "layers", "rate", "epochs")) == wanted
    ]
    runs.sort(key=lambda run: run["seed"])
    return [{key: run[key] for key in KEPT} | {"text": _start_of(run["text"])} for run in runs]


def _start_of(text):
    return " ".join(text.split()[:WORDS])


RUNS = {label: _runs_of(*kind) for label, kind in KINDS.items()}


class NumberRuns(CourseWidget):
    """How four networks learn to read numbers in words: tanh or ReLU, one layer or two, ten seeds of each.

    The runs are stored: ``make runs NAME=human_numbers`` has trained them, 15 epochs each.

    Settings, all of which can be given to ``NumberRuns(…)``, set later, and read after playing:

    - ``seed``: 0 to 9, which of the ten starts.
    - ``epoch``: 1 to 15, where we look.
    - ``shown``: "right" (the share of right words on the judged part), "loss" (nats a word there), or
      "learning" (nats a word while it learns).

    What follows from them: ``labels``, the four networks; ``curves`` (4, 15); ``values`` (4,), the curves at
    ``epoch``; ``ranking``, the labels from best to worst; ``counts_up`` (4,), the share of freely written
    lines that count one up; and ``texts``, what each of the four writes.

    >>> runs = NumberRuns(seed=3)
    >>> runs.curves.shape, runs.ranking[0]
    ((4, 15), 'ReLU, 2 layers')
    """

    module_name = "number_runs"
    picture_inches = (7.2, 3.6)
    invitation = "Run this cell to go from seed to seed, along the epochs, and from accuracy to loss."

    seed = synced(WholeNumber(0, 0, SEEDS - 1))
    epoch = synced(WholeNumber(EPOCHS, 1, EPOCHS))
    shown = synced(OneOf("right", SHOWN))
    labels = tuple(KINDS)
    _runs = synced(traitlets.Dict(RUNS, read_only=True))

    @property
    def curves(self):
        """What is shown, after each epoch; shape (4, 15)."""
        return np.array([runs[self.seed][self.shown] for runs in RUNS.values()])

    @property
    def values(self):
        """The curves at ``epoch``; shape (4,)."""
        return self.curves[:, self.epoch - 1]

    @property
    def ranking(self):
        """The four networks at ``epoch``, the best one first."""
        order = np.argsort(-self.values if self.shown == "right" else self.values, kind="stable")
        return tuple(self.labels[place] for place in order)

    @property
    def counts_up(self):
        """The share of lines, written freely after the last epoch, that count one up; shape (4,)."""
        return np.array([runs[self.seed]["counts_up"] for runs in RUNS.values()])

    @property
    def texts(self):
        """What each of the four writes by itself, {label: words}."""
        return {label: runs[self.seed]["text"] for label, runs in RUNS.items()}

    def describe(self):
        values = ", ".join(
            f"{label} {value:.2f}" for label, value in zip(self.labels, self.values, strict=True)
        )
        return f"Seed {self.seed} after epoch {self.epoch}, {SHOWN[self.shown]}: {values}."

    def draw(self, figure):
        from rnn_course.draw.runs import learning_curves

        curves = {label: [curve] for label, curve in zip(self.labels, self.curves, strict=True)}
        ax = figure.add_subplot()
        learning_curves(curves, ylabel=SHOWN[self.shown], ax=ax)
        ax.axvline(self.epoch, color=ax.xaxis.label.get_color(), linewidth=0.8)
        ax.set_title(f"Seed {self.seed}")

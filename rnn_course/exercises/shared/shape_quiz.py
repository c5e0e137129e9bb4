"""Shapes without end: questions about `nn.RNN`, harder as you succeed.
PyTorch itself gives the right answers."""

from dataclasses import dataclass, replace

import numpy as np

from rnn_course.exercises.shared.shape_mistakes import mistakes_for
from rnn_course.nearmiss import NUMPY_AND_TORCH, Exercise
from rnn_course.nearmiss.answers import read_number, read_shape
from rnn_course.nearmiss.card import Card
from rnn_course.nearmiss.choice import SAYS, STUB, describe, unknown_value
from rnn_course.nearmiss.mistakes import Misconception
from rnn_course.nearmiss.result import DIFFERS, RIGHT
from rnn_course.nearmiss.trial.settings import kept_settings

# (what may be asked, how many layers at most, batch_first?, bidirectional?, also without a batch axis?)
LEVELS = (
    (("out", "h_n"), 1, False, False, False),
    (("out", "h_n", "weight_ih", "weight_hh"), 3, False, False, False),
    (("out", "h_n", "weight_ih", "bias", "count"), 3, True, False, False),
    (("out", "h_n", "weight_ih", "weight_hh", "count"), 3, False, True, True),
    (("out", "h_n", "weight_ih", "weight_hh", "bias", "count"), 4, True, True, True),
)
LEVEL_OF_ONE = 3  # where a quiz asks one question only
POOL = (5, 7, 9, 11, 12, 13, 15, 16, 17, 19)  # no size is twice another, and none is a product L*D
WHY = {
    "out": "`out` is the top layer's state at every step: (T, B, D·H), or (B, T, D·H) with "
    "`batch_first=True`.",
    "h_n": "`h_n` is the last state of every layer and direction: (L·D, B, H), whatever `batch_first` says.",
    "weight_ih": "It leads from what the layer reads to its state, so it is (H, I) in layer 0 and (H, D·H) "
    "above.",
    "weight_hh": "It leads from state to state of one layer and one direction: (H, H).",
    "bias": "A bias is added to the state's sum: (H,). Each layer and direction has two.",
    "count": "For each layer and direction: H·(what it reads) + H·H + 2·H. Neither T nor B stands in it.",
}
HINTS = (
    "Say first what the thing is for, then which of T, B, I, H, L and D it can depend on.",
    "`out` is the top row of the grid of states and `h_n` its right column; weights are stored as (to, "
    "from).",
    "In letters: out (T, B, D·H), h_n (L·D, B, H), weight_ih (H, I) or above layer 0 (H, D·H), weight_hh "
    "(H, H), biases (H,).",
)
ASK = {"shape": "Which shape?", "count": "How many numbers are learnt?"}
HEADING = "{ask} (level {level} of {levels}, {solved} answered)"


@dataclass(frozen=True)
class Settings:
    """One `nn.RNN` and its input; all sizes differ from one another."""

    T: int
    B: int
    I: int  # noqa: E741  the course's letter
    H: int
    L: int = 1
    batch_first: bool = False
    bidirectional: bool = False
    h_0: bool = False
    batched: bool = True
    layer: int = 0
    reverse: bool = False

    @property
    def D(self):
        return 2 if self.bidirectional else 1

    def code(self):
        """The lines that the question shows."""
        flags = [f"num_layers={self.L}"] if self.L > 1 else []
        flags += [f"{name}=True" for name in ("batch_first", "bidirectional") if getattr(self, name)]
        sizes = (self.B, self.T) if self.batch_first else (self.T, self.B)
        x = (*sizes, self.I) if self.batched else (self.T, self.I)
        state = (self.L * self.D, self.B, self.H) if self.batched else (self.L * self.D, self.H)
        lines = [f"rnn = nn.RNN({', '.join([str(self.I), str(self.H), *flags])})", f"x = torch.randn{x}"]
        if self.h_0:
            lines.append(f"h_0 = torch.randn{state}")
        return "\n".join([*lines, f"out, h_n = rnn(x{', h_0' if self.h_0 else ''})"])


class Question:
    """One question; `truth` comes from running the code that is shown."""

    def __init__(self, kind, settings):
        self.kind, self.settings = kind, settings
        self.expression = self._expression()
        self.truth = self._run()
        self.mistakes = mistakes_for(kind, settings, self.truth)

    def _expression(self):
        if self.kind in ("out", "h_n"):
            return f"{self.kind}.shape"
        if self.kind == "count":
            return "sum(p.numel() for p in rnn.parameters())"
        name = {"bias": "bias_hh"}.get(self.kind, self.kind)
        return f"rnn.{name}_l{self.settings.layer}{'_reverse' * self.settings.reverse}.shape"

    def _run(self):
        namespace = {}
        exec(NUMPY_AND_TORCH, namespace)
        with kept_settings():
            exec(self.settings.code(), namespace)
            value = eval(self.expression, namespace)
        return int(value) if self.kind == "count" else tuple(value)

    @property
    def text(self):
        return f"{self.settings.code()}\n{self.expression}   # ?"

    @property
    def why(self):
        """The rule behind the question."""
        return WHY[self.kind]


def questions(rng, level, count):
    """So many different questions of a level, from 0 to 4."""
    found = {}
    while len(found) < count:
        question = Question(*_draw_settings(rng, level))
        found.setdefault(question.text, question)
    return list(found.values())


def _draw_settings(rng, level):
    kinds, most_layers, batch_first, bidirectional, unbatched = LEVELS[level]
    kind = str(rng.choice(kinds))
    T, B, I, H = (int(n) for n in rng.permutation(POOL)[:4])  # noqa: E741
    settings = Settings(T, B, I, H, h_0=bool(rng.integers(2)) and kind != "h_n")  # h_0 would give h_n away
    if most_layers > 1:
        settings = replace(settings, L=int(rng.integers(2, most_layers + 1)))
    settings = replace(
        settings,
        batch_first=batch_first and bool(rng.integers(3)),
        bidirectional=bidirectional and bool(rng.integers(3)),
    )
    if unbatched and kind in ("out", "h_n") and rng.integers(4) == 0:
        settings = replace(settings, batched=False, batch_first=False)
    return kind, _which_weight(rng, kind, settings)


def _which_weight(rng, kind, settings):
    if kind not in ("weight_ih", "weight_hh", "bias"):
        return settings
    layer = (
        int(rng.integers(settings.L)) if kind != "weight_ih" else min(settings.L - 1, int(rng.integers(1, 3)))
    )
    return replace(settings, layer=layer, reverse=settings.bidirectional and bool(rng.integers(2)))


class ShapeQuiz(Exercise):
    """`ask()` shows a question, `check(answer)` judges it;
    after a right answer `ask()` gives the next, harder one."""

    def __init__(self, *, id, title="Shapes without end", seed=0):
        # `why` and `misconceptions` belong to the present question, so they are properties here
        self.id, self.title, self.hints, self._hints_shown = id, title, HINTS, 0
        self._rng, self.level, self.solved = np.random.default_rng(seed), 0, 0
        self.stub_source = STUB
        self._question, self._answered, self._stays = None, False, False

    def fixed(self, seed, level=LEVEL_OF_ONE):
        """A quiz of one question, drawn with `seed`;
        it stays the same after a right answer. level: from 0."""
        quiz = ShapeQuiz(id=self.id, title=self.title, seed=seed)
        quiz.level, quiz._stays = level, True
        return quiz

    @property
    def question(self):
        """The question that `check` judges; the first is the same for everyone."""
        if self._question is None:
            self._next()
        return self._question

    def _next(self):
        old = None if self._question is None else self._question.text
        while self._question is None or self._question.text == old:
            self._question = Question(*_draw_settings(self._rng, self.level))
        self._answered, self._hints_shown, self._told = False, 0, None

    @property
    def why(self):
        """The rule behind the present question."""
        return self.question.why

    @property
    def solution_source(self):
        """The answer to the present question, as a cell would hold it."""
        return f"answer = {self.question.truth!r}\n"

    @property
    def misconceptions(self):
        """The known mistakes for the present question."""
        found = {}
        for key, wrong, says in self.question.mistakes:
            found.setdefault(key, Misconception(key, wrong, says, source=f"answer = {wrong!r}\n"))
        return found

    def ask(self):
        """Show the present question, or the next one when it has been answered."""
        if self._answered and not self._stays:
            self._next()
        ask = ASK["count" if self.question.kind == "count" else "shape"]
        place = {"level": self.level + 1, "levels": len(LEVELS), "solved": self.solved}
        heading = ask if self._stays else HEADING.format(ask=ask, **place)
        return Card(heading, [("code", self.question.text)])

    def skip(self):
        """Another question of the same level."""
        if not self._stays:
            self._next()
        return self.ask()

    def judge(self, answer):
        if answer is ... or answer is None or (isinstance(answer, str) and answer.strip() in ("", "...")):
            return self.not_attempted("Look at the question that `ask()` shows, and write down your answer.")
        question = self.question
        value = read_number(answer) if question.kind == "count" else read_shape(answer)
        if value is None:
            wanted = SAYS["a_number" if question.kind == "count" else "a_shape"]
            return self.result(DIFFERS, SAYS["unreadable"].format(wanted=wanted, got=describe(answer)))
        if value == question.truth:
            return self._right()
        for key, wrong, sentence in question.mistakes:
            if value == wrong:
                return self.named(key, sentence)
        return self.result(DIFFERS, unknown_value(value, question.truth))

    def _is_solved(self):
        return self._answered  # the present question, not the quiz

    def _right(self):
        if self._stays:
            return self.result(RIGHT, self.why)
        if not self._answered:
            self._answered = True
            self.solved += 1
            self.level = (
                min(self.level + 1, len(LEVELS) - 1)
                if self.solved % 2 == 0 or self.level == 0
                else self.level
            )
        return self.result(RIGHT, f"{self.why} Call `ask()` for the next question.")

"""What is done to an instrument: actions drawn by lot; a seed and a number always give the same ones."""

import random
from dataclasses import dataclass

KINDS = {"click": 20, "drag": 14, "keys": 22, "text": 10, "touch": 10, "wheel": 4, "width": 2, "python": 18}
WIDTHS = (1280, 1000, 760)
BUTTONS = (
    "left",
    "left",
    "left",
    "left",
    "right",
)  # the middle one pastes into a cell, wherever it is pressed
KEYS = (
    *("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"),
    *(" ", "Enter", "Tab", "Shift+Tab", "Delete", "Backspace", "Escape", "Control+a", "Control+z"),
    *("a", "b", "d", "m", "x", "z", "0", "9", "-", ".", "e", "<"),
)
# Whatever of these is run as markup or script sets window.ranMarkup.
MARKUP = (
    '<img src="x" onerror="window.ranMarkup = 1">',
    "<script>window.ranMarkup = 1</script> a b",
    '"><svg onload="window.ranMarkup = 1"></svg>',
    "' onfocus='window.ranMarkup = 1' autofocus x",
    "<iframe srcdoc='<script>parent.ranMarkup = 1</script>'></iframe>",
    "</style></script><img src=x onerror=window.ranMarkup=1>",
    "${window.ranMarkup = 1} {{constructor.constructor('window.ranMarkup = 1')()}}",
    '<a href="javascript:window.ranMarkup = 1">a</a>',
)
TEXTS = (
    *MARKUP,
    *(
        "NaN",
        "-1",
        "1e400",
        "0",
        "7",
        "  ",
        "",
        "\u202eright to left",
        "e\u0301 \u0000 \ufeff",
        "🙂 👩‍👩‍👧 family",
    ),
    *("one", "one two three", "word " * 40, "letters" * 60, "א ب ग 字", "&lt;b&gt; &amp; %3Cb%3E"),
)


@dataclass(frozen=True)
class Action:
    """One action.

    ``view``: which of the three views; ``places``: fractions 0 to 1 of it; ``lot``: for all other choices.
    """

    number: int
    kind: str
    view: int
    places: tuple
    lot: int

    def choice(self, options):
        """One of the options, always the same."""
        return random.Random(self.lot).choice(options)

    def several(self, options, most):
        """1 to ``most`` of the options, in order."""
        lot = random.Random(self.lot)
        return [lot.choice(options) for _ in range(lot.randint(1, most))]


def drawn(seed, count):
    """The first ``count`` actions of a seed."""
    lot = random.Random(f"actions {seed}")
    return [
        Action(
            number,
            lot.choices(list(KINDS), list(KINDS.values()))[0],
            lot.randrange(3),
            tuple(lot.random() for _ in range(6)),
            lot.randrange(2**32),
        )
        for number in range(count)
    ]

"""One self-contained ES module and one style sheet for each widget, put together without a build step.

A widget's module says ``import { … } from "./drawing.js";`` as any ES module does, so that it also runs as it
stands. A notebook, however, hands the browser a single module. So we put the imported files in front, each
once, and drop the import lines and the notes (/** … */) in front of functions. Only ``palette.js`` is no
file: it is the scale for numbers with a sign out of ``rnn_course/draw/palette.json``, which the figures use
too; its colours stand in front of the style sheet.
"""

import json
import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
PALETTE = Path(__file__).parents[1] / "draw" / "palette.json"
THEMES = {"light": ".rnnc", "dark": '[data-jp-theme-light="false"] .rnnc'}
NOTE = re.compile(r"^ */\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)


@cache
def browser_module(name):
    """Source of ``static/<name>.js`` with the files that it imports in front of it; one ES module."""
    return "\n".join(source for _, source in _in_order(name, seen=set()))


@cache
def style_sheet(name):
    """The palette as variables, the style sheet that all widgets share, and ``static/<name>.css``."""
    parts = [(STATIC / f"{part}.css").read_text(encoding="utf-8") for part in ("shared", name)]
    return "\n".join([*map(variables, THEMES), *parts])


@cache
def palette():
    """The colours of both themes, and the scale for numbers with a sign."""
    return json.loads(PALETTE.read_text(encoding="utf-8"))


def variables(theme):
    """A rule that names the colours of a theme: --blue, --ink, ….

    >>> variables("light")[:24]
    '.rnnc { --paper: #fcfcfb'
    """
    colours = " ".join(f"--{name}: {code};" for name, code in palette()[theme].items())
    return f"{THEMES[theme]} {{ {colours} }}"


def _in_order(name, seen):
    """Pairs (name, source without import lines), imported files first."""
    if name in seen:
        return []
    seen.add(name)
    if name == "palette":
        return [(name, f"export const SIGNED = {json.dumps(palette()['signed'])};\n")]
    source = (STATIC / f"{name}.js").read_text(encoding="utf-8")
    before = [part for needed in IMPORT.findall(source) for part in _in_order(needed, seen)]
    return [*before, (name, NOTE.sub("", IMPORT.sub("", source)))]

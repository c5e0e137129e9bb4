"""One self-contained ES module and one style sheet for each widget, put together without a build step.

A widget's module says ``import { … } from "./drawing.js";`` as any ES module does, so that it also runs as it
stands. A notebook, however, hands the browser a single module. So we put the imported files in front, each
once, and drop the import lines.
"""

import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)


@cache
def browser_module(name):
    """Source of ``static/<name>.js`` with the files that it imports in front of it; one ES module."""
    return "\n".join(source for _, source in _in_order(name, seen=set()))


@cache
def style_sheet(name):
    """The style sheet that all widgets share, followed by ``static/<name>.css``."""
    return "\n".join((STATIC / f"{part}.css").read_text(encoding="utf-8") for part in ("shared", name))


def _in_order(name, seen):
    """Pairs (name, source without import lines), imported files first."""
    if name in seen:
        return []
    seen.add(name)
    source = (STATIC / f"{name}.js").read_text(encoding="utf-8")
    before = [part for needed in IMPORT.findall(source) for part in _in_order(needed, seen)]
    return [*before, (name, IMPORT.sub("", source))]

"""What pages share: style sheets, scripts, KaTeX's fonts, the sentences of checks; and smaller pictures."""

import io
import json
from pathlib import Path

from PIL import Image

from rnn_course.widgets.module_source import palette
from website import questions
from website.formulas import KATEX

STATIC = Path(__file__).with_name("static")
# Written elsewhere: beside the instruments, and into the head of each page.
IN_PAGES = ("runtime.js", "theme.js")
SHEETS = ("base", "lesson", "questions", "print")


def write(writer, site):
    """Copy and make what stands under assets/."""
    for path in sorted(STATIC.rglob("*.*")):
        if path.name not in IN_PAGES and path.suffix != ".css":
            writer.file(f"assets/{path.relative_to(STATIC).as_posix()}", path.read_bytes())
    writer.file("assets/site.css", sheet())
    writer.file(
        "assets/sentences.js", f"export const SAYS = {json.dumps(questions.sentences(), indent=1)};\n"
    )
    for path in [KATEX / "katex.min.css", *sorted(KATEX.glob("fonts/*.woff2"))]:
        writer.file(f"assets/katex/{path.relative_to(KATEX).as_posix()}", path.read_bytes())


def sheet():
    """The style sheet of the site: the palette as variables for both themes, then static/*.css in order."""
    colours = palette()
    both = " ".join(
        f"--{n}: light-dark({colours['light'][n]}, {colours['dark'][n]});" for n in colours["light"]
    )
    parts = [(STATIC / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS]
    return "\n".join([f":root {{ {both} }}", *parts])


def as_script(data):
    """Data as JSON that may stand in a script element."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def smaller(picture):
    """The same PNG with at most 256 colours, if that makes it smaller."""
    with Image.open(io.BytesIO(picture)) as image:
        flat = image.convert("RGB") if image.mode == "RGBA" and image.getextrema()[3][0] == 255 else image
        packed = io.BytesIO()
        flat.quantize(256).save(packed, "PNG", optimize=True)
    return min(picture, packed.getvalue(), key=len)

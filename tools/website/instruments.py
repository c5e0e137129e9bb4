"""The instruments of `rnn_course.widgets` for pages: a classic script and a page each, and a style sheet.

A page mounts an instrument while it is read: the script stands where the instrument stands, so nothing below
it has been laid out yet, and nothing moves when it wakes. A module script would come too late for that.
"""

import json
import re
from pathlib import Path

from rnn_course import widgets
from rnn_course.widgets.module_source import STATIC, THEMES, browser_module, variables

EXPORT_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)


def classes():
    """The classes of all instruments, by the names of their modules."""
    found = [getattr(widgets, name) for name in widgets.__all__]
    return {cls.module_name: cls for cls in found}


def as_expression(name, result):
    """A JavaScript expression that runs static/<name>.js and what it imports, and gives `result`.

    >>> as_expression("words", "splitWords").endswith("return splitWords;\\n})()")
    True
    """
    source = EXPORT.sub("", EXPORT_DEFAULT.sub("const INSTRUMENT = ", browser_module(name)))
    return f"(() => {{\n{source}\nreturn {result};\n}})()"


def script(cls):
    """The script of one instrument: hands it to the page, and wakes the place where it stands."""
    usual = json.dumps(cls().whole_state(), sort_keys=True)
    rules = json.dumps(cls.setting_rules(), sort_keys=True)
    instrument = as_expression(cls.module_name, "INSTRUMENT")
    return f'course.instrument("{cls.module_name}", {usual}, {rules}, () => {instrument});\n'


def runtime():
    """The script that wakes instruments; it must be there before the first of them."""
    source = Path(__file__).with_name("static").joinpath("runtime.js").read_text(encoding="utf-8")
    return source.replace("ADDRESS", as_expression("address", "{ stateFromHash, hashFromState }"))


def sheet():
    """One style sheet for all instruments: the palette, what they share, and each one's own."""
    parts = ["shared", *classes()]
    return "\n".join(
        [*map(variables, THEMES), *((STATIC / f"{part}.css").read_text("utf-8") for part in parts)]
    )

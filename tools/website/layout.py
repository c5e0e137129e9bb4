"""The frame of every page: head, navigation and foot around what the page is about, by Jinja."""

import html
import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from rnn_course.nearmiss.card import EMPHASIS

TEMPLATES = Path(__file__).with_name("templates")
NAME = "rnn_course"


def filters():
    """The filters of our own that all templates share."""
    return {
        "inline": _inline,
        "to_json": lambda data: json.dumps(data, sort_keys=True),
        "docstring": _docstring,
    }


def _inline(text):
    """Text with code between backticks, single or double, and *words* between stars; no other markup."""
    parts = re.split(r"`+([^`]+)`+", html.escape(str(text), quote=False))
    parts[1::2] = [f"<code>{code}</code>" for code in parts[1::2]]
    parts[0::2] = [EMPHASIS.sub(r"<em>\1</em>", words) for words in parts[0::2]]
    return Markup("".join(parts))


def _docstring(text):
    """The text of a docstring as HTML; its code stands between single or double backticks."""
    return Markup(markdown2html_mistune(text))


def environment():
    """The templates of pages/, and the parts that lessons and instruments share."""
    loader = FileSystemLoader([TEMPLATES / "pages", TEMPLATES / "lesson"])
    made = Environment(
        loader=loader, undefined=StrictUndefined, autoescape=select_autoescape(["j2"]), trim_blocks=True
    )
    made.filters.update(filters())
    made.globals.update(site_name=NAME, theme=_theme())
    return made


def _theme():
    """The script that sets the theme.

    It stands in the page itself, because nothing is painted before it has run.
    """
    return (Path(__file__).with_name("static") / "theme.js").read_text(encoding="utf-8").strip()


class Writer:
    """Writes pages into the folder of the site and remembers their addresses.

    `home`: where links to the repository lead.
    """

    def __init__(self, folder, home):
        self.folder, self.addresses, self._environment, self.name = Path(folder), [], environment(), NAME
        self.home = home
        self._environment.globals.update(repository=home.address)

    def render(self, template, **content):
        """The text of a template."""
        return self._environment.get_template(template).render(**content)

    def page(self, address, template, **content):
        """Write one page. `content`: what its template needs, `title` among it."""
        up = "../" * address.count("/")
        usual = {
            "data": None,
            "instruments": [],
            "formulas": False,
            "article": False,
            "description": "",
            "here": "",
        }
        self.file(address, self.render(template, up=up, address=address, **usual | content))
        self.addresses.append(address)

    def file(self, address, content):
        """Write text or bytes at this place in the site."""
        path = self.folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

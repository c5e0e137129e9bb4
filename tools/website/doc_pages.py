"""The pages for instructors, made of the Markdown files that the repository has for them."""

import html
import re
from pathlib import PurePosixPath
from posixpath import normpath

from rnn_course import widgets
from website import course
from website.prose import Renderer, page_address, to_html

ROOT = course.NOTEBOOKS.parent
PAGES = {
    "docs/instructors.md": "instructors.html",
    "docs/grading.md": "grading.html",
    "deploy/hub/README.md": "hub.html",
}
MENU = "Teach"
INSTRUMENT = re.compile(r"from rnn_course\.widgets import (\w+); (\1\(.*\))")


class DocRenderer(Renderer):
    """That of the notebooks, with GitHub's anchors and with links as they are meant in the file `source`."""

    def __init__(self, source, home):
        super().__init__(home=home)
        self.source = source

    def anchor_of(self, plain):
        """The anchor that GitHub gives to a heading."""
        return github_anchor(plain)

    def address_of(self, url):
        """Where a link of this file leads in the site."""
        return doc_address(url, self.source, self.home)

    def codespan(self, text):
        """Code between backticks; a cell that shows an instrument gets a link to that picture in the site."""
        shown, place = super().codespan(text), instrument_address(text)
        return f'{shown} <a href="{place}">Open it here</a>' if place else shown

    def table_head(self, text):
        """The head of a table, left out where Markdown asks for one and nothing stands in it."""
        return f"<thead>\n{text}</thead>\n" if re.sub(r"<[^>]*>|\s", "", text) else ""

    def table_cell(self, text, align=None, head=False):
        """A cell of a table; an empty one heads nothing, wherever it stands."""
        kind = "th" if head and text.strip() else "td"
        return f"<{kind}>{text}</{kind}>\n"


def instrument_address(code):
    """Where the site shows the instrument of a cell such as those in the files, or "".

    >>> instrument_address("from rnn_course.widgets import Vanishing; Vanishing()").split("#")[0]
    'instruments/vanishing.html'
    >>> instrument_address("x = 1")
    ''
    """
    found = INSTRUMENT.fullmatch(html.unescape(code))
    return eval(found[2], {found[1]: getattr(widgets, found[1])}).link(base="").lstrip("/") if found else ""


def github_anchor(heading):
    """The anchor that GitHub gives to a heading.

    >>> github_anchor("Ten weeks, all of it"), github_anchor("A hub: `values.yaml` & co")
    ('ten-weeks-all-of-it', 'a-hub-valuesyaml--co')
    """
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def doc_address(url, source, home):
    """Where a link of the file `source` leads in the site: to a page, or to a file of `home`.

    >>> from website.home import Home
    >>> ada = Home("ada/rnn_course")
    >>> here = "docs/instructors.md"
    >>> doc_address("grading.md#a-week", here, ada), doc_address("../notebooks/02_memory.ipynb", here, ada)
    ('grading.html#a-week', '02_memory.html')
    >>> doc_address("values.yaml", "deploy/hub/README.md", ada), doc_address("#a-hub", here, ada)
    ('https://github.com/ada/rnn_course/blob/HEAD/deploy/hub/values.yaml', '#a-hub')
    """
    if re.match(r"[a-z]+:|#", url):
        return url
    file, mark, anchor = url.partition("#")
    path = normpath(PurePosixPath(source).parent / file)
    path += "/README.md" if (ROOT / path / "README.md").is_file() else ""
    if path in PAGES:
        return PAGES[path] + mark + anchor
    if path.endswith(".ipynb"):
        return page_address(path.removeprefix("notebooks/") + mark + anchor)
    return home.file(f"{path}{mark}{anchor}")


def write(writer, site):
    """One page for each file."""
    read = {source: _read(source, writer.home) for source in PAGES}
    others = [{"address": PAGES[source], "title": title} for source, (title, _) in read.items()]
    for source, (title, body) in read.items():
        writer.page(
            PAGES[source],
            "doc.html.j2",
            title=title,
            here=MENU,
            article=True,
            description=f"{title}: for instructors of an interactive course on recurrent neural networks.",
            body=body,
            source=source,
            own=writer.home.file(source),
            others=others,
        )


def _read(source, home):
    """(title, HTML) of a file."""
    renderer, text = DocRenderer(source, home), (ROOT / source).read_text(encoding="utf-8")
    title = text.splitlines()[0].removeprefix("# ")
    return title, renderer.finished(to_html(text, renderer))

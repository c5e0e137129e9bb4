"""The Markdown of a notebook as HTML.

Formulas are rendered, links lead to the site's pages, headings have JupyterLab's anchors.
"""

import html
import re
from collections import Counter

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from website.formulas import rendered
from website.home import NOBODYS

MARK = (
    "\N{OBJECT REPLACEMENT CHARACTER}{}\N{OBJECT REPLACEMENT CHARACTER}"  # stands for a formula until the end
)
MARKS = re.compile(MARK.format(r"(\d+)"))
CAPTIONS_OWN = re.compile(r"Figure \d+\.\d+\.")  # the first words of a caption
FIGURE = re.compile(r"\b([Ff]igures? )(\d+\.\d+)\b")


class Renderer(IPythonRenderer):
    """nbconvert's own, with our formulas, links and headings.

    `figures`: numbers of the figures on this page; `home`: the repository's Home.
    """

    def __init__(self, figures=(), home=NOBODYS):
        super().__init__(escape=False, exclude_anchor_links=True)
        self.level, self.home = 0, home
        self.formulas, self.figures, self.contents, self.anchors = [], set(figures), [], Counter()

    def text(self, text):
        """Plain text; "figure 2.3" becomes a link where that figure is on the page."""
        shown = super().text(text)
        return shown if CAPTIONS_OWN.fullmatch(text) else FIGURE.sub(self._figure, shown)

    def _figure(self, match):
        words, number = match[0], match[2]
        return f'<a href="#figure-{number}">{words}</a>' if number in self.figures else words

    def block_math(self, body):
        """A formula on a line of its own, which scrolls by itself where it is too wide."""
        return self._formula(body, True)

    def inline_math(self, body):
        """A formula in a line of text."""
        return self._formula(body, False)

    def latex_environment(self, name, body):
        """A formula that is an environment, such as aligned."""
        return self._formula(rf"\begin{{{name}}}{body}\end{{{name}}}", True)

    def _formula(self, tex, display):
        self.formulas.append((tex, display))
        return MARK.format(len(self.formulas) - 1)

    def link(self, text, url, title=None):
        """A link; what leads to a notebook leads to its page; only its text where it would lead nowhere."""
        address = self.address_of(url)
        return super().link(text, address, title) if address else text

    def address_of(self, url):
        """Where a link leads in the site."""
        return page_address(url, self.home)

    def anchor_of(self, plain):
        """The anchor that a heading has in JupyterLab."""
        return plain.strip().replace(" ", "-")

    def heading(self, text, level, **attrs):
        """A heading with its anchor; level 2 goes into the page's contents."""
        plain = html.unescape(
            re.sub(r"<[^>]*>", "", MARKS.sub(lambda m: f"${self.formulas[int(m[1])][0]}$", text))
        )
        anchor = self.anchor_of(plain)
        self.anchors[anchor] += 1
        anchor += f"-{self.anchors[anchor]}" if self.anchors[anchor] > 1 else ""
        if level == 2:
            self.contents.append((anchor, text))
        level = self.level = min(level, self.level + 1)  # none is left out, for who moves by headings
        return f'<h{level} id="{html.escape(anchor)}">{text}</h{level}>\n'

    def finished(self, text):
        """The text with its formulas in their places."""
        return MARKS.sub(lambda mark: rendered(*self.formulas[int(mark[1])]), text)


def page_address(url, home=NOBODYS):
    """Where a link of a notebook leads in the site, or in the repository `home`.

    It is "" where nobody knows that repository.

    >>> page_address("further/rhythm.ipynb"), page_address("../02_memory.ipynb#2.1-Loops")
    ('further/rhythm.html', '../02_memory.html#2.1-Loops')
    >>> page_address("https://pytorch.org")
    'https://pytorch.org'
    >>> from website.home import Home
    >>> page_address("../CONTRIBUTING.md", Home("ada/rnn_course")), page_address("../CONTRIBUTING.md")
    ('https://github.com/ada/rnn_course/blob/HEAD/CONTRIBUTING.md', '')
    """
    if re.match(r"[a-z]+:|#", url):
        return url
    file, mark, anchor = url.partition("#")
    if file.endswith(".ipynb"):
        return file.removesuffix(".ipynb") + ".html" + mark + anchor
    return home.file(f"{file.replace('../', '')}{mark}{anchor}")


def to_html(source, renderer):
    """The HTML of a Markdown text, with a mark for each formula until `renderer.finished` puts them in."""
    return MarkdownWithMath(renderer=renderer).render(source)

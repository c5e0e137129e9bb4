"""Which pages the site has, found from lessons.toml and the notebooks' folder."""

from dataclasses import dataclass
from pathlib import Path

import run_notebooks

from rnn_course.exercises import about_lessons

NOTEBOOKS = run_notebooks.NOTEBOOKS


@dataclass(frozen=True)
class Page:
    """One page that is made of a notebook.

    `address`: its place in the site; `number`: "02", or "" for a side trip.
    """

    notebook: Path
    number: str = ""

    @property
    def name(self):
        """The notebook's place under notebooks/, such as "further/rhythm.ipynb"."""
        return self.notebook.relative_to(NOTEBOOKS).as_posix()

    @property
    def address(self):
        """The page's place in the site, such as "further/rhythm.html".

        >>> page = Page(NOTEBOOKS / "further" / "rhythm.ipynb")
        >>> page.address, page.up
        ('further/rhythm.html', '../')
        """
        return self.name.removesuffix(".ipynb") + ".html"

    @property
    def up(self):
        """The way from the page to the top of the site."""
        return "../" * self.name.count("/")


def lessons():
    """The pages of the lessons, in the order of lessons.toml."""
    return [Page(NOTEBOOKS / about.notebook, number) for number, about in about_lessons().items()]


def side_trips():
    """The pages of the side trips."""
    return [Page(path) for path in run_notebooks.side_trips()]


def title_of(notebook):
    """The title of a notebook: its first heading, without its mark.

    >>> title_of(run_notebooks.read(NOTEBOOKS / "02_memory.ipynb"))
    '2 · What does a network remember?'
    """
    return notebook.cells[0].source.splitlines()[0].removeprefix("# ")

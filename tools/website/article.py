"""A notebook becomes the HTML of an article, by nbconvert and the template `templates/lesson`."""

import struct
from binascii import a2b_base64
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import pass_context
from nbconvert.exporters.html import HTMLExporter
from nbconvert.preprocessors import ExtractOutputPreprocessor

from website import prose, roles
from website.course import title_of
from website.layout import filters

TEMPLATES = Path(__file__).with_name("templates")


@dataclass
class Article:
    """What a page shows of a notebook.

    `pictures`: bytes by file name; `contents`: (anchor, HTML) of the headings.
    """

    title: str
    lesson: str
    notebook: object
    html: str = ""
    pictures: dict = field(default_factory=dict)
    contents: list = field(default_factory=list)

    @property
    def instruments(self):
        """Names of the instruments on the page, each once."""
        return list(dict.fromkeys(place["name"] for place in instruments_in(self.notebook)))


class ArticleExporter(HTMLExporter):
    """nbconvert's HTML exporter with our template, our Markdown and the cells' roles.

    `more` is given to the template.
    """

    template_name = "lesson"

    def __init__(self, renderer, **more):
        super().__init__(extra_template_basedirs=[str(TEMPLATES)])
        self.renderer, self.more = renderer, more
        self.register_preprocessor(roles.Roles, enabled=True)
        pictures = ExtractOutputPreprocessor(extract_output_types={"image/png"})
        pictures.output_filename_template = "{unique_key}-{cell_index}-{index}{extension}"
        self.register_preprocessor(pictures, enabled=True)

    @pass_context
    def markdown2html(self, context, source):
        """The filter that templates use for Markdown."""
        return prose.to_html(source, self.renderer)

    def _create_environment(self):
        environment = super()._create_environment()
        environment.globals.update(self.more, size_of=size_of)
        environment.filters.update(filters())
        return environment


def article_of(page, notebook, home, **more):
    """The Article of a page's notebook.

    `home`: the repository's Home; `more`: what else its template may use.
    """
    numbers = [m[1] for cell in notebook.cells if (m := roles.CAPTION.match(cell.source))]
    renderer = prose.Renderer(numbers, home)
    exporter = ArticleExporter(renderer, **more)
    resources = {"unique_key": page.notebook.stem, "output_files_dir": f"{page.up}pictures"}
    lesson = roles.lesson_of(notebook)
    html, resources = exporter.from_notebook_node(notebook, resources)
    pictures = {Path(name).name: data for name, data in (resources["outputs"] or {}).items()}
    contents = [(anchor, renderer.finished(text)) for anchor, text in renderer.contents]
    return Article(title_of(notebook), lesson, notebook, renderer.finished(html), pictures, contents)


def size_of(picture):
    """The width and height of a PNG in base64, in pixels."""
    return struct.unpack(">II", a2b_base64(picture[:64])[16:24])


def instruments_in(notebook):
    """The instruments that a notebook shows, each as {"name", "state"}, in order."""
    return [
        about["instrument"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "instrument" in (about := output.get("metadata", {}).get("image/png", {}))
    ]

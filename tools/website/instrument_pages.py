"""The gallery, and a page for each instrument, which can stand in a frame of another page."""

import base64
import inspect

from website import instruments
from website.article import instruments_in, size_of
from website.assets import smaller


def write(writer, site):
    """The instruments' scripts, their pages, and the gallery."""
    writer.file("assets/runtime.js", instruments.runtime())
    writer.file("assets/instruments.css", instruments.sheet())
    items = [_write_one(writer, site, cls) for cls in instruments.classes().values()]
    order = list(site.turns.values())
    items.sort(key=lambda item: order.index(item["lessons"][0]))  # as a learner meets them
    writer.page(
        "instruments/index.html",
        "gallery.html.j2",
        title="Instruments",
        here="Instruments",
        items=items,
        article=True,
    )


def _write_one(writer, site, cls):
    """Write the script and page of an instrument in its usual state; return what the gallery shows of it."""
    widget, name = cls(), cls.module_name
    picture = widget.static_png()
    size, heading = size_of(base64.b64encode(picture)), _heading(cls)
    writer.file(f"instruments/{name}.js", instruments.script(cls))
    writer.file(f"pictures/{name}.png", smaller(picture))
    item = {
        "name": name,
        "picture": f"../pictures/{name}.png",
        "size": size,
        "heading": heading,
        "sentence": repr(widget),
        "lessons": _lessons_with(site, name),
    }
    writer.page(
        f"instruments/{name}.html",
        "instrument.html.j2",
        title=heading.replace("`", ""),
        instruments=[name],
        about={"name": name, "state": {}},
        **item,
    )
    return item


def _heading(cls):
    """The first paragraph of the instrument's docstring, without the full stop."""
    return " ".join(inspect.getdoc(cls).partition("\n\n")[0].split()).rstrip(".")


def _lessons_with(site, name):
    shown = {
        page: {place["name"] for place in instruments_in(notebook)}
        for page, notebook in site.notebooks.items()
    }
    return [site.turns[page] for page, names in shown.items() if name in names]

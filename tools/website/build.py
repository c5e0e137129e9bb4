"""Build the whole site into a folder."""

import shutil
import tempfile
from pathlib import Path

from website import (
    assets,
    doc_pages,
    front_pages,
    home,
    instrument_pages,
    lesson_pages,
    reference_pages,
    search,
)
from website.layout import Writer
from website.site import Site


def build(folder):
    """Write the site into `folder`, replaced when everything is there; return its pages' addresses."""
    site, folder = Site(), Path(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".site-") as place:
        writer = Writer(Path(place) / "site", home.found())
        for part in (lesson_pages, front_pages, doc_pages, instrument_pages, reference_pages, assets):
            part.write(writer, site)
        search.index(writer.folder)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(writer.folder, folder)
    return writer.addresses

"""Links inside the course lead somewhere: files exist, and heading anchors name a heading."""

import re
from pathlib import Path

import pytest
import run_notebooks

ROOT = Path(run_notebooks.ROOT)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)|(?:href|src)=\"([^\"]+)\"")
PAGES = [*run_notebooks.all_notebooks(), *sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]


def prose(path):
    """The Markdown of a page; a notebook's code is left out."""
    if path.suffix == ".ipynb":
        return "\n\n".join(
            cell.source for cell in run_notebooks.read(path).cells if cell.cell_type == "markdown"
        )
    return path.read_text(encoding="utf-8")


def anchors(path):
    """The anchors of a page's headings, JupyterLab's way in notebooks and GitHub's in Markdown files."""
    headings = re.findall(r"^#{1,6} +(.+?)\s*$", prose(path), re.MULTILINE)
    if path.suffix == ".ipynb":
        return {heading.replace(" ", "-") for heading in headings}
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path):
    """The links of a page that lead nowhere; links to the web are not followed."""
    broken = []
    for groups in LINK.findall(prose(path)):
        target = next(filter(None, groups))
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        page = (path.parent / file).resolve() if file else path
        if not page.exists() or (anchor and anchor not in anchors(page)):
            broken.append(target)
    return broken


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_internal_links_resolve(path):
    assert broken_links(path) == []


def test_a_broken_link_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# A heading\n[good](#a-heading) [bad](#another) [gone](missing.md) [web](https://example.org)"
    )
    assert broken_links(page) == ["#another", "missing.md"]

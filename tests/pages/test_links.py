"""Every link of the built site leads somewhere: the file is there, and so is the heading or the place in it."""

import html
import re
from urllib.parse import unquote

import pytest

LINK = re.compile(r'<(?:a|img|script|link)\b[^>]*?\s(?:href|src)="([^"]*)"')
ID = re.compile(r'(?<![\w-])id="([^"]*)"')
OUTSIDE = re.compile(r"(https?|mailto):")


def ids(page):
    """All ids of a page."""
    return {html.unescape(found) for found in ID.findall(page.read_text("utf-8"))}


def broken(site, page):
    """The links of a page that lead nowhere; links to the web are not followed."""
    found = []
    for link in map(html.unescape, LINK.findall(page.read_text("utf-8"))):
        if OUTSIDE.match(link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / unquote(file)).resolve() if file else page
        anchor = "" if target.parent.name == "instruments" and "=" in anchor else anchor  # settings
        if (
            not target.is_file()
            or site not in target.parents
            or (anchor and unquote(anchor) not in ids(target))
        ):
            found.append(link)
    return found


def test_no_link_is_broken(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    found = {page.relative_to(site).as_posix(): links for page in pages if (links := broken(site, page))}
    assert not found


def test_every_line_of_the_map_leads_to_its_exercise_on_the_page(site):
    items = re.findall(
        r'<li data-id="([^"]*)">(.*?)</li>', (site / "index.html").read_text("utf-8"), re.DOTALL
    )
    assert len(items) > 60 and [name for name, item in items if "<a href=" not in item] == []


def test_the_gallery_follows_the_lessons(site):
    numbers = re.findall(r">Lesson (\d+)</a>", (site / "instruments" / "index.html").read_text("utf-8"))
    assert len(numbers) > 10 and numbers == sorted(numbers, key=int)


def test_no_id_stands_twice(site):
    for page in site.rglob("*.html"):
        found = ID.findall(page.read_text("utf-8"))
        assert len(found) == len(set(found)), page.name


def test_no_link_leads_to_a_notebook_that_should_be_a_page(site):
    for page in site.rglob("*.html"):
        found = LINK.findall(page.read_text("utf-8"))
        links = [link for link in found if link.endswith(".ipynb") and not OUTSIDE.match(link)]
        assert all("notebooks/" in link for link in links), page.name


@pytest.mark.parametrize("link", ["gone.html", "#nowhere", "page.html#nowhere", "../outside.html"])
def test_a_broken_link_is_noticed(tmp_path, link):
    page = tmp_path / "site" / "page.html"
    page.parent.mkdir()
    (tmp_path / "outside.html").touch()
    page.write_text(
        f'<h1 id="here">x</h1><a href="#here">good</a> <a class="x" href="{link}">bad</a>', "utf-8"
    )
    assert broken(page.parent, page) == [link]

"""Links to the repository: right by themselves where its owner is known, left out where nobody knows it."""

import re
import subprocess

import pytest
from website import course, doc_pages, front_pages, home, lesson_pages
from website.home import Home
from website.layout import Writer
from website.site import Site

OUTWARD = re.compile(r'href="(https://(?:github\.com|mybinder\.org)[^"]*)"')
ADA = Home("ada/rnn_course")


def git(folder, *arguments):
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path):
    """A repository with a remote that is not on GitHub."""
    git(tmp_path, "init")
    git(tmp_path, "remote", "add", "backup", "/srv/rnn_course.git")
    return tmp_path


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/ada/rnn_course.git",
        "git@github.com:ada/rnn_course",
        "https://ada:word@github.com/ada/rnn_course/",
    ],
)
def test_the_owner_is_that_of_gits_remote(checkout, remote):
    assert home.found({}, checkout) == Home()
    git(checkout, "remote", "add", "another", "https://github.com/bob/rnn_course")
    git(checkout, "remote", "add", "origin", remote)
    assert home.found({}, checkout) == ADA


def test_githubs_workflow_says_more_than_a_remote(checkout):
    git(checkout, "remote", "add", "origin", "https://github.com/bob/rnn_course")
    assert home.found({"GITHUB_REPOSITORY": "ada/rnn_course"}, checkout) == ADA


def test_a_folder_inside_another_repository_has_no_owner(checkout):
    git(checkout, "remote", "add", "origin", "https://github.com/bob/something")
    (checkout / "rnn_course").mkdir()
    assert home.found({}, checkout / "rnn_course") == Home()


@pytest.fixture(scope="module")
def pages():
    """pages(home, folder): the text of the front page, of lesson 4 and of the instructors' pages, by their addresses."""
    site, page = Site(), course.lessons()[4]

    def written(where, folder):
        writer = Writer(folder, where)
        front_pages.write(writer, site)
        doc_pages.write(writer, site)
        lesson_pages._write_page(writer, site, page, site.notebooks[page])
        return {address: (folder / address).read_text("utf-8") for address in writer.addresses}

    return written


def test_a_site_whose_owner_is_known_links_to_that_repository(pages, tmp_path):
    found = {address: OUTWARD.findall(text) for address, text in pages(ADA, tmp_path).items()}
    assert all(
        re.search(r"[/.]com/ada/rnn_course|/gh/ada/rnn_course/", link)
        for links in found.values()
        for link in links
    )
    lesson = course.lessons()[4]
    assert ADA.binder(lesson.name) in found[lesson.address] and ADA.address in found["index.html"]
    assert [links for links in found.values() if ADA.address not in links] == []
    files = [
        link.split("/blob/HEAD/")
        for address in doc_pages.PAGES.values()
        for link in found[address]
        if "/blob/" in link
    ]
    assert (
        len(files) > 6
        and [path for _, path in files if not (doc_pages.ROOT / path.partition("#")[0]).is_file()] == []
    )


def test_a_site_whose_owner_nobody_knows_has_no_such_link_and_says_what_to_do(pages, tmp_path):
    found = pages(Home(), tmp_path)
    assert {address: links for address, text in found.items() if (links := OUTWARD.findall(text))} == {}
    assert not any("Binder</a>" in text or 'href=""' in text for text in found.values())
    assert "make lab" in found["index.html"] and "the course's folder" in found[course.lessons()[4].address]


def test_no_page_links_to_a_placeholder(site):
    assert [
        path.name for path in site.rglob("*.html") if re.search(r'href="[^"]*OWNER', path.read_text("utf-8"))
    ] == []

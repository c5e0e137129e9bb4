"""The front page, the page of a reader's progress, and the search."""

import base64

from website import course
from website.article import size_of
from website.assets import smaller

PICTURE = course.NOTEBOOKS.parent / "docs" / "course.png"
ALT = (
    "Lesson 2 in JupyterLab: a learner has left out one word of a film review, "
    "and an instrument shows what every unit of the memory still holds of it."
)


def write(writer, site):
    """The pages that are made of no notebook."""
    binder = writer.home.binder(course.lessons()[0].name)
    trips = [site.turns[page] for page in course.side_trips()]
    shown = course_map(writer, site, "")
    writer.page(
        "index.html",
        "index.html.j2",
        title=writer.name,
        here="Lessons",
        article=True,
        rows=site.rows,
        trips=trips,
        binder=binder,
        course_map=shown,
        picture=_picture(writer),
    )
    writer.page("progress.html", "progress.html.j2", title="Your progress", here="Progress", course_map=shown)
    writer.page("search.html", "search.html.j2", title="Search", here="Search")


def course_map(writer, site, up):
    """The map of the course as HTML, for a page from which `up` leads to the top of the site."""
    return writer.render("map.html.j2", rows=site.rows, up=up)


def _picture(writer):
    """The picture of the README."""
    picture = PICTURE.read_bytes()
    width, height = size_of(base64.b64encode(picture[:64]))
    writer.file("pictures/course.png", smaller(picture))
    return f'<img class="hero" src="pictures/course.png" alt="{ALT}" width="{width}" height="{height}">'

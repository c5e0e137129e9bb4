"""The pages of lessons and side trips, with their pictures and the notebooks to download."""

from collections import Counter

from rnn_course.nearmiss.sentences import sentences
from website import questions
from website.article import article_of
from website.assets import as_script, smaller
from website.front_pages import course_map
from website.roles import lesson_of


def write(writer, site):
    """One page for each notebook."""
    for page, notebook in site.notebooks.items():
        _write_page(writer, site, page, notebook)


def _write_page(writer, site, page, notebook):
    ways = _ways_to_run(writer.home, page)
    more = {"up": page.up, "repository": writer.home.address, **ways}
    article = article_of(page, notebook, writer.home, **more, **_parts(writer, site, page, notebook))
    _write_files(writer, page, article)
    before, after = site.neighbours(page)
    writer.page(
        page.address,
        "lesson.html.j2",
        number=page.number,
        before=before,
        after=after,
        **ways,
        **_content(article),
    )


def _ways_to_run(home, page):
    """Where a reader finds the notebook itself."""
    return {"binder": home.binder(page.name), "notebook_name": page.name}


def _write_files(writer, page, article):
    """The article's pictures, and its notebook to download."""
    for name, picture in article.pictures.items():
        writer.file(f"pictures/{name}", smaller(picture))
    writer.file(f"notebooks/{page.name}", page.notebook.read_bytes())


def _content(article):
    """What the page's template takes from the article, and what the page needs to show it."""
    return {
        "title": article.title,
        "description": f"{article.title} Part of an interactive course on recurrent neural networks.",
        "body": article.html,
        "contents": article.contents,
        "data": as_script(questions.page_data(article)),
        "instruments": article.instruments,
        "formulas": True,
        "article": True,
    }


def _parts(writer, site, page, notebook):
    """What the lesson's template fills in beside the notebook."""
    lesson, counted = lesson_of(notebook), Counter()

    def next_place(name):
        counted[name] += 1
        return name if counted[name] == 1 else f"{name}-{counted[name]}"

    return {
        "is_first": lambda: not counted,
        "next_place": next_place,
        "exercises": {name: questions.told(e) for name, e in questions.exercises_in(lesson).items()},
        "recall_data": questions.recall_in(lesson),
        "says": sentences("questions"),
        "course_map": course_map(writer, site, page.up),
    }

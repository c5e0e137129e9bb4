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
    links = {
        "up": page.up,
        "binder": writer.home.binder(page.name),
        "repository": writer.home.address,
        "notebook_name": page.name,
    }
    article = article_of(page, notebook, writer.home, **links, **_parts(writer, site, page, notebook))
    for name, picture in article.pictures.items():
        writer.file(f"pictures/{name}", smaller(picture))
    writer.file(f"notebooks/{page.name}", page.notebook.read_bytes())
    before, after = site.neighbours(page)
    about = {
        "number": page.number,
        "body": article.html,
        "contents": article.contents,
        "before": before,
        "after": after,
    }
    needs = {"instruments": article.instruments, "formulas": True, "article": True}
    writer.page(
        page.address,
        "lesson.html.j2",
        title=article.title,
        description=f"{article.title} Part of an interactive course on recurrent neural networks.",
        data=as_script(questions.page_data(article)),
        **about,
        **needs,
        **{name: value for name, value in links.items() if name not in ("up", "repository")},
    )


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

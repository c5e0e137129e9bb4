"""What all pages are made of, read once: the notebooks, and the map of the course."""

from dataclasses import dataclass
from functools import cached_property

import run_notebooks

from rnn_course.exercises import about_lessons
from website import course, questions, roles


@dataclass(frozen=True)
class Turn:
    """A page to go to: its address and its title."""

    address: str
    title: str


@dataclass(frozen=True)
class Row:
    """One lesson in the map; `items`: dicts of id, title, anchor and whether a page can check it,
    of its recall and its exercises."""

    number: str
    question: str
    address: str
    minutes: int
    sittings: list
    items: list

    @property
    def count(self):
        """How many there are to solve."""
        return len(self.items)

    @property
    def count_here(self):
        """How many of them a page can check."""
        return sum(item["here"] for item in self.items)


class Site:
    """The pages of the course and their notebooks."""

    @cached_property
    def notebooks(self):
        """The notebook of every Page, lessons first, in order."""
        return {page: run_notebooks.read(page.notebook) for page in course.lessons() + course.side_trips()}

    @cached_property
    def turns(self):
        """A Turn for each Page."""
        return {
            page: Turn(page.address, course.title_of(notebook)) for page, notebook in self.notebooks.items()
        }

    def neighbours(self, page):
        """(previous, next) of a lesson as Turns, None where there is none; a side trip has no neighbours."""
        lessons = course.lessons()
        place = lessons.index(page) if page in lessons else None
        if place is None:
            return None, None
        around = (lessons[place - 1] if place else None, *lessons[place + 1 : place + 2], None)
        return tuple(self.turns.get(other) for other in around[:2])

    @cached_property
    def rows(self):
        """The rows of the map."""
        about = about_lessons()
        return [self._row(page, about[page.number]) for page in course.lessons()]

    def _row(self, page, about):
        items = list(_items(page.number, roles.places(self.notebooks[page])))
        sittings = list(_sittings(about.sittings))
        return Row(page.number, about.question, page.address, about.minutes, sittings, items)


def _sittings(several):
    """(name, minutes, anchor of its heading) of each sitting.

    >>> list(_sittings([("The grid", 40)]))
    [('The grid', 40, 'Sitting-1-of-1-·-The-grid-(40-minutes)')]
    """
    for k, (name, minutes) in enumerate(several, 1):
        heading = f"Sitting {k} of {len(several)} · {name.replace('`', '')} ({minutes} minutes)"
        yield name, minutes, heading.replace(" ", "-")


def _items(number, places):
    recall = questions.recall_in(number)
    if recall:
        yield {"id": recall["id"], "title": "Recall", "anchor": places.get("recall", ""), "here": True}
    for n, (name, exercise) in enumerate(questions.exercises_in(number).items(), 1):
        yield {
            "id": exercise.id,
            "title": f"{int(number)}.{n} {exercise.title}",
            "anchor": places.get(name, ""),
            "here": questions.kind_of(exercise) != "function",
        }

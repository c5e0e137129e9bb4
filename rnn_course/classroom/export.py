"""`nbgrader export` with the names of the mistakes: one row for each student and exercise."""

import csv
from pathlib import Path

import nbformat
from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from rnn_course.classroom.marks import MIME

COLUMNS = (
    "assignment",
    "student_id",
    "exercise",
    "score",
    "max_score",
    "outcome",
    "mistake",
    "right_parts",
    "graded_in",
)


class MistakesPlugin(ExportPlugin):
    """Writes `grades.csv`: scores from the gradebook,
    outcomes and names of mistakes from the graded notebooks.

    An exercise without an outcome was graded by hand, or its cell has stopped with an error, whose class is
    its name then.
    """

    def export(self, gradebook):
        """Write one CSV file, as `--to` names it."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(self.rows(gradebook))

    def rows(self, gradebook):
        """A dict for each exercise of each student; a student without a submission has none."""
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                if self._wanted(self.assignment, assignment.name) and self._wanted(self.student, student.id):
                    yield from self._of(gradebook, assignment.name, student.id)

    def _wanted(self, chosen, name):
        return not chosen or name in map(str, chosen)

    def _of(self, gradebook, assignment, student):
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return
        for notebook in submission.notebooks:
            told = self._told(assignment, student, notebook.name)
            for grade in notebook.grades:
                row = {"assignment": assignment, "student_id": student, "exercise": grade.name}
                yield row | {"score": grade.score, "max_score": grade.max_score} | told.get(grade.name, {})

    def _told(self, assignment, student, name):
        """{grade_id: outcome and mistake} from the graded notebook, if there is one."""
        course = self.parent.coursedir
        folder = Path(course.format_path(course.autograded_directory, student, assignment))
        if not (folder / f"{name}.ipynb").is_file():
            return {}
        cells = nbformat.read(folder / f"{name}.ipynb", as_version=4).cells
        graded = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
        return {cell.metadata.nbgrader.grade_id: _outcome(cell) for cell in graded}


def _outcome(cell):
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            return {"outcome": "raised", "mistake": output.ename}
        marks = output.get("data", {}).get(MIME)
        if isinstance(marks, dict):
            exercise = {
                "exercise": marks["id"],
                "outcome": marks["outcome"],
                "mistake": marks["mistake"] or "",
            }
            return exercise | {"right_parts": " ".join(marks["right"]), "graded_in": marks["graded_in"]}
    return {}

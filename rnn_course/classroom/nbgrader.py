"""What nbgrader needs to know of this course:
settings, and a step that grades behind a wall in place of a kernel."""

from nbformat.v4 import new_output
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    SaveAutoGrades,
)
from traitlets import Float, Int

from rnn_course.classroom.handed_in import refuse_links
from rnn_course.classroom.isolated.grade import grade
from rnn_course.classroom.isolated.limits import Limits
from rnn_course.classroom.isolated.submission import read
from rnn_course.classroom.isolated.walls import STRONG, best

SECONDS = 300  # for one cell, where the students' notebooks are run


class GradeIsolated(NbGraderPreprocessor):
    """Grades each answer in a process of its own; no other cell of the notebook is run.

    Takes the place of `Execute` in `Autograde.autograde_preprocessors`. The outputs of graded cells are
    written out here.
    """

    cpu = Int(Limits.cpu, help="seconds of computing for one exercise").tag(config=True)
    wall = Float(Limits.wall, help="seconds by the clock for one exercise").tag(config=True)
    memory = Int(Limits.memory, help="bytes of memory for one process").tag(config=True)
    total = Int(Limits.total, help="bytes of memory for all processes of one student").tag(config=True)
    processes = Int(Limits.processes, help="processes and threads of one student").tag(config=True)

    def preprocess(self, nb, resources):
        """The notebook with points, cards and names of mistakes as outputs of its graded cells."""
        if best().kind != STRONG:
            self.log.warning(
                "Graded with limits, but without a wall around the students' code: %s", "; ".join(best().why)
            )
        chosen = {name: getattr(self, name) for name in ("cpu", "wall", "memory", "total", "processes")}
        student = resources.get("nbgrader", {}).get("student", "")
        for asked, marks in grade(read(nb), student, limits=Limits(**chosen)):
            bundle = marks.bundle(str(float(marks.points)))
            data = new_output("execute_result", bundle, execution_count=1)
            nb.cells[asked.index].outputs = [data]
        return nb, resources


def configure(c, *, isolated=True):
    """Set in nbgrader's configuration `c` what the assignments of this course need.

    isolated: grade behind a wall (True), or run each student's notebook as nbgrader does (False).
    """
    c.ClearSolutions.code_stub = {"python": ""}  # the stub, or the code to repair, stands in the cell already
    c.OverwriteCells.add_missing_cells = True  # a graded cell that a student has deleted
    c.Autograde.pre_convert_hook = refuse_links
    c.Execute.timeout = SECONDS
    step = GradeIsolated if isolated else Execute
    c.Autograde.autograde_preprocessors = [
        step, IgnorePattern, LimitOutput, SaveAutoGrades, AssignLatePenalties, CheckCellMetadata,
    ]  # fmt: skip
    c.ExportApp.plugin_class = "rnn_course.classroom.export.MistakesPlugin"

"""What the notebook tests share: the lessons, their cells, and how a solution takes a stub's place."""

import ast
import copy

import run_notebooks  # from tools/, which pyproject.toml puts on the path of the tests

PATHS = run_notebooks.all_notebooks()
IDS = [path.stem for path in PATHS]
LESSONS = run_notebooks.lessons()
SIDE_TRIPS = run_notebooks.side_trips()


def code_cells(notebook):
    """The code cells of a notebook, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown_cells(notebook):
    """The prose cells of a notebook, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def exercise_cells(notebook):
    """The cells that hold a stub and its check."""
    return [cell for cell in code_cells(notebook) if "exercise" in cell.metadata.get("tags", [])]


def check_call(cell):
    """(source of the exercise, such as "ex.one_step", source of what is checked) of an exercise cell."""
    last = ast.parse(cell.source).body[-1]
    call = last.value
    assert isinstance(call, ast.Call) and call.func.attr == "check", (
        f"{cell.id}: the last line is not a check"
    )
    return ast.unparse(call.func.value), ast.unparse(call.args[0])


def with_answer(cell, answer):
    """The cell's source with ``answer`` (source that defines the same name) in place of the stub, its check printed.

    Prints one line: the exercise's name, the outcome, and the misconception's key or None.
    """
    tree = ast.parse(cell.source)
    exercise, checked = check_call(cell)
    kept = [node for node in tree.body[:-1] if not _defines(node, checked)]
    lines = [ast.unparse(node) for node in kept]
    report = f"print('CHECKED', '{exercise.split('.')[-1]}', result.outcome, result.misconception)"
    return "\n".join([*lines, answer, f"result = {exercise}.check({checked})", report])


def run_with_answers(notebook, *tries):
    """Execute a copy of ``notebook``; in place of each stub stand the ``answers[cell id]`` of all tries, in order.

    Returns the printed reports: cell by cell, and for each cell one for each try.
    """
    notebook = copy.deepcopy(notebook)
    for cell in exercise_cells(notebook):
        cell.source = "\n".join(with_answer(cell, answers[cell.id]) for answers in tries)
    run_notebooks.execute(notebook, more={"MPLBACKEND": "agg"})  # pictures nobody looks at are not rendered
    reports = []
    for cell in exercise_cells(notebook):
        text = "".join(output.get("text", "") for output in cell.outputs)
        reports += [line.split()[1:] for line in text.splitlines() if line.startswith("CHECKED ")]
    return reports


def _defines(node, name):
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return node.name == name
    return isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets)

"""One instrument in an open notebook, and what must hold after each action.

It has three views of two copies; the actions are drawn by lot.
"""

import importlib

from soak.actions import drawn
from soak.comings import TIMES, left, size_of_a_model
from soak.hands import VARIABLES, Hands

STATE = """() => {
    const faults = document.querySelectorAll('.rnnc :is(' +
        'script, img, iframe, object, embed, link, foreignObject, [onload], [onerror], [onfocus], [href])');
    const cells = window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.sharedModel);
    return {
        markup: window.ranMarkup ? 'markup was run' : [...faults].map(e => e.outerHTML.slice(0, 200)).join(),
        cells: cells.map(cell => [cell.cell_type, cell.getSource()]),
        views: document.querySelectorAll('.rnnc').length,
    };
}"""
MODELS = """async ids => {
    const notebook = window.jupyterapp.shell.currentWidget.content, renderers = [];
    const walk = (widget) => {
        if (widget._manager) renderers.push(widget);
        if (widget.children) for (const child of widget.children()) walk(child);
    };
    for (const cell of notebook.widgets) if (cell.outputArea) walk(cell.outputArea);
    const manager = await renderers[0]._manager.promise;
    const all = await Promise.all(ids.map(async id => ({ ...(await manager.get_model(id)).attributes })));
    const isOpen = ([name]) => !name.startsWith('_');
    const settings = all.map(each => Object.fromEntries(Object.entries(each).filter(isOpen)));
    return JSON.parse(JSON.stringify(settings));
}"""
NODES = """() => {
    const nodes = root => document.createNodeIterator(root, NodeFilter.SHOW_ALL);
    const count = root => { const all = nodes(root); let n = 0; while (all.nextNode()) n += 1; return n; };
    const counts = [...document.querySelectorAll('.rnnc')].map(count);
    return Math.round(counts.reduce((sum, one) => sum + one, 0) / counts.length);
}"""
SETTLE = 10  # actions between two comparisons of the browser with Python


class Found(AssertionError):
    """What must not be. ``kind``: console, outside, markup, python, apart or cells."""

    def __init__(self, kind, sentence):
        self.kind = kind
        super().__init__(f"{kind}: {sentence}")


class Trial:
    """An instrument, the class ``name`` of the module ``module``, in a notebook of its own."""

    shown = 3  # views

    def __init__(self, lab, cdp, module, name, tools):
        self.lab, self.name, self.cdp = lab, name, cdp
        lines = [
            "import sys",
            f"sys.path[:0] = [{str(tools)!r}]",
            "from soak import kernel_side",
            f"from {module} import {name} as Kind",
            "kernel_side.forget()",
            "it, other = (kernel_side.watch(Kind()) for _ in range(2))",
            "display(it, other, it)",
        ]
        # One cell for all: each time another cell becomes active, JupyterLab leaves 800 listeners.
        self.cells = ["\n".join(lines)]
        self.file = f"soak_{name}.ipynb"
        self.hands = Hands(lab, cdp)
        self.kind = getattr(importlib.import_module(module), name)
        self.models = 0  # made so far

    def open(self):
        """Open a notebook of its own with a new kernel, and show the three views."""
        self.lab.open(self.lab.write(self.file, self.cells))
        self.show()

    def move_in(self):
        """Take over the open notebook, which has as many cells, and show the three views there."""
        for index, source in enumerate(self.cells):
            self.lab.set_cell(index, source)
        self.show()

    def show(self):
        """Run all cells, and wait until the three views are there."""
        self.lab.run_all()
        self.models += len(set(VARIABLES))
        self.wait_for_views()
        self.agree()

    def kept_by_a_model(self):
        """Bytes that each model takes.

        It imports its module anew, and a browser keeps that; and its own state stays in the page as long as
        the kernel has the model.
        """
        page, widget = self.lab.page, self.kind()
        imported = left(page, self.cdp, widget, anew=True).memory / TIMES
        return imported + size_of_a_model(page, self.cdp, widget)

    def nodes_of_a_view(self):
        """Nodes of one view as it is shown, on average."""
        return self.lab.page.evaluate(NODES)

    def wait_for_views(self):
        """Wait until the three views are there; raises ``Found`` if they do not come."""
        try:
            self.lab.wait_until(lambda: self.lab.page.evaluate(STATE)["views"] == self.shown, seconds=30)
        except AssertionError:
            raise Found("cells", f"the three views do not come: {self.lab.page.evaluate(STATE)}") from None

    def act(self, seed, count, report=lambda line: None):
        """Do the first ``count`` actions of ``seed``.

        Raises ``Found`` that names the action and the ones before it.
        """
        done = []
        for action in drawn(seed, count):
            try:
                if action.kind == "python":
                    self.agree()  # what both sides say at the same moment crosses on the way, with any widget
                done.append(f"{action.number} view {action.view}: {self._python_guarded(action)}")
                report(done[-1])
                self.quiet()
                if action.kind == "python" or action.number % SETTLE == 0:
                    self.agree()
            except Found as found:
                last = "\n  ".join(done[-8:])
                raise Found(
                    found.kind, f"{found}\nseed {seed}, action {action.number}, after\n  {last}"
                ) from None
        self.agree()
        return done

    def _python_guarded(self, action):
        try:
            return self.hands.do(action)
        except RuntimeError as error:  # of the kernel
            raise Found("python", f"action {action.number} ({action.kind}): {error}") from None

    def quiet(self):
        """Nothing in the console, nothing asked of another host.

        No text run or taken as markup; the notebook as it was.
        """
        seen = self.lab.page.evaluate(STATE)
        untouched = seen["views"] == self.shown and seen["cells"] == [
            ["code", source] for source in self.cells
        ]
        faults = {
            "markup": seen["markup"],
            "outside": self.lab.outside,
            "console": self.lab.messages,
            "cells": "" if untouched else f"the notebook has changed: {seen}",
        }
        for kind, found in faults.items():
            if found:
                raise Found(kind, str(found))

    def agree(self):
        """Wait until browser and Python hold the same settings.

        Nothing that the browser sent may have been refused.
        """
        try:
            self.lab.wait_until(self._same, seconds=20)
        except AssertionError:
            there, here = self._both()
            raise Found("apart", f"the browser has {there}, Python has {here}") from None

    def _same(self):
        there, here = self._both()
        return all(one[name] == mine[name] for one, mine in zip(there, here, strict=True) for name in mine)

    def _both(self):
        """The settings of both copies, in the browser and in Python.

        Raises ``Found`` where Python has refused some.
        """
        names = ", ".join(sorted(set(VARIABLES)))
        ids, here, refused = self.lab.value(
            f"[[w.model_id for w in ({names})], "
            f"[kernel_side.settings(w) for w in ({names})], kernel_side.refused[:3]]"
        )
        if refused:
            raise Found("apart", f"Python refused {refused}")
        return self.lab.page.evaluate(MODELS, ids), here

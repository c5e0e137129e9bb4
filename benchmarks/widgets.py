"""How fast a widget answers in a real JupyterLab, beside the same widget made with interact and matplotlib.

    python -m benchmarks.widgets

Both show the memory of an RNN: a heatmap of h, one step's calculation, and what remains of a removed word.
Measured from the input event to the frame that shows the changed picture, in headless Chromium, in one run,
rounds interleaved. While the kernel is busy, a key whose picture does not come within 1.5 s counts as
unanswered.
"""

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser_lab import MISSING, close_lab, open_lab  # noqa: E402 – the tests' JupyterLab

import rnn_course.widgets  # noqa: E402
from rnn_course.widgets.module_source import browser_module  # noqa: E402

PAGE = Path(__file__).with_suffix("").with_name("widgets_page.js").read_text(encoding="utf-8")
KEYS, ROUNDS, DRAG_SECONDS, BUSY_SECONDS = 40, 3, 3, 8
OURS = "from rnn_course.widgets import Memory\nm = Memory(removed=[2])\nm"
THEIRS = """
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact
from rnn_course.widgets import Memory

def columns(ax, values, title):
    ax.imshow(values, cmap="PuOr", vmin=-1, vmax=1, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        ax.text(column, row, f"{value:.2f}", ha="center", va="center", fontsize=7)
    ax.set_title(title)

def draw(h_0=0.0, w_hh_scale=1.0):
    memory = Memory(removed=[2], h_0=h_0, w_hh_scale=w_hh_scale)
    fig, (top, middle, bottom) = plt.subplots(3, 1, figsize=(6, 5))
    columns(top, memory.h.T, "h")
    x, before, h = memory.x[4], memory.h[3], memory.h[4]
    parts = [memory.weight_ih @ x, before, memory.weight_hh @ before, memory.bias]
    columns(middle, np.stack([*parts, parts[0] + parts[2] + parts[3], h], axis=1), "step 5")
    bottom.bar(range(1, 6), memory.remains)
    plt.show()

memory_by_interact = interact(draw, h_0=(-1.0, 1.0, 0.1), w_hh_scale=(0.0, 2.0, 0.05))
"""
BUSY = "import time\nend = time.time() + {seconds}\nwhile time.time() < end:\n    sum(range(1000))"
DESIGNS = {
    "ours": {"cell": OURS, "picture": ".rnnc svg", "root": ".rnnc", "slider": "input[type=range] >> nth=2"},
    "interact": {
        "cell": THEIRS,
        "picture": ".jp-OutputArea img",
        "root": ".jp-Notebook",
        "slider": ".noUi-handle >> nth=1",
    },
}


class Run:
    """One design in one fresh notebook and kernel."""

    def __init__(self, lab, name):
        self.lab, self.design = lab, DESIGNS[name]
        cells = [self.design["cell"], BUSY.format(seconds=BUSY_SECONDS)]
        lab.open(lab.write(f"bench_{name}.ipynb", cells))
        self.first_paint = self.paint()
        self.second_paint = self.paint()
        lab.page.evaluate(PAGE)
        lab.page.evaluate("selector => rnnBench.watch(selector)", self.design["root"])
        self.slider = lab.page.locator(self.design["slider"])

    def paint(self):
        """Milliseconds from running the cell to a new picture on the screen."""
        page, picture = self.lab.page, self.design["picture"]
        page.evaluate(MARK, picture)
        page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 0; }")
        return page.evaluate(PAINT, f"{picture}:not([data-old])")

    def key(self, key, patience=3000):
        """Press a key; milliseconds to the frame with the new picture, or None if it does not come."""
        page = self.lab.page
        page.evaluate("() => { rnnBench.times = []; rnnBench.started = null; }")
        page.keyboard.press(key)
        done = page.evaluate("limit => rnnBench.next(limit)", patience)
        return page.evaluate("() => rnnBench.times[0]") if done else None

    def keys(self, count=KEYS):
        self.slider.focus()
        times = [self.key("ArrowRight" if i % 8 < 4 else "ArrowLeft") for i in range(count)]
        return [time for time in times if time is not None]

    def drag(self):
        """Pictures a second while 60 moves a second come in."""
        kind = "moveRange" if "range" in self.design["slider"] else "moveHandle"
        script = "(element, [seconds, kind]) => rnnBench.drag(seconds, rnnBench[kind](element))"
        rate = self.slider.evaluate(script, [DRAG_SECONDS, kind])
        self.lab.page.evaluate(LET_GO)
        self.lab.page.wait_for_timeout(500)
        return rate

    def busy_keys(self):
        """The same keys while a cell computes for some seconds; what comes only afterwards is left out."""
        page = self.lab.page
        page.evaluate("""() => { const app = window.jupyterapp;
            app.shell.currentWidget.content.activeCellIndex = 1;
            app.commands.execute('notebook:run-cell'); }""")
        page.wait_for_timeout(500)
        self.slider.focus()
        end, times = time.monotonic() + BUSY_SECONDS - 2, []
        while time.monotonic() < end and len(times) < KEYS:
            times.append(self.key("ArrowRight" if len(times) % 8 < 4 else "ArrowLeft", patience=1500))
        return [time for time in times if time is not None]


MARK = "selector => document.querySelectorAll(selector).forEach(e => e.setAttribute('data-old', ''))"
LET_GO = "() => document.documentElement.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}))"
PAINT = """async selector => {
    const start = performance.now();
    window.jupyterapp.commands.execute('notebook:run-cell');
    for (;;) {
        await new Promise(requestAnimationFrame);
        const picture = document.querySelector(selector);
        if (picture && (picture.tagName !== 'IMG' || picture.complete)) break;
    }
    return performance.now() - start;
}"""


def percentile_95(times):
    return statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else float("nan")


def measure(lab):
    """All numbers of both designs, rounds interleaved: {design: {measure: list of numbers}}."""
    results = {name: {"keys": [], "drag": [], "busy": [], "first": [], "again": []} for name in DESIGNS}
    for _ in range(ROUNDS):
        for name, found in results.items():
            run = Run(lab, name)
            found["first"].append(run.first_paint)
            found["again"].append(run.second_paint)
            found["keys"] += run.keys()
            found["drag"].append(run.drag())
            found["busy"] += run.busy_keys()
    return results


def table(results):
    """The lines of the report."""
    yield f"{'':34}{'ours':>16}{'interact + matplotlib':>24}{'ratio':>8}"
    for title, key, kind in ROWS:
        ours, theirs = (kind(results[name][key]) if results[name][key] else float("nan") for name in DESIGNS)
        yield f"{title:34}{ours:16.1f}{theirs:24.1f}{theirs / ours:8.1f}"
    for name in rnn_course.widgets.__all__:
        module = browser_module(getattr(rnn_course.widgets, name).module_name)
        yield f"JavaScript of {name}: {len(module.encode()) / 1000:.1f} kB"


ROWS = [
    ("key to picture, median, ms", "keys", statistics.median),
    ("key to picture, 95th percentile, ms", "keys", percentile_95),
    ("pictures a second while dragging", "drag", statistics.median),
    ("first paint, new kernel, ms", "first", statistics.median),
    ("paint after running again, ms", "again", statistics.median),
    ("kernel busy: median, ms", "busy", statistics.median),
    ("kernel busy: 95th percentile, ms", "busy", percentile_95),
    ("kernel busy: keys answered", "busy", len),
]


def main():
    """Measure and print; returns the results, or None without a browser."""
    lab = open_lab()
    if lab is None:
        print(f"widgets: not measured: {MISSING}")
        return None
    try:
        results = measure(lab)
    finally:
        close_lab()
    print("\n".join(table(results)))
    return results


if __name__ == "__main__":
    main()

"""The life of an instrument in JupyterLab.

It holds actions, cells run again, a new kernel, the notebook closed and opened.
"""

from dataclasses import replace

from soak.counts import Counts, counts

WARM = 100  # actions before the first count: JupyterLab builds menus and tooltips when they are first needed
# What may stay over what the instrument without a fault leaves after the same life (two copies, three views,
# 20 runs). A view that JupyterLab keeps may have had more nodes than those that are shown.
ALLOWED = Counts(listeners=40, nodes=250, memory=4_000_000, views=6)


def restart(trial):
    """Restart the kernel of the open notebook, and run all cells."""
    trial.lab.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()"
    )
    trial.lab.wait_for_kernel()
    trial.show()


def close_and_open(trial):
    """Save and close the notebook and open it again.

    The kernel goes on, and the three views come back by themselves.
    """
    page, lab = trial.lab.page, trial.lab
    lab.command("docmanager:save")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")
    page.wait_for_function("() => document.querySelectorAll('.rnnc').length === 0")
    lab.command("docmanager:open", {"path": trial.file})
    lab.wait_for_kernel()
    trial.wait_for_views()
    trial.agree()


def rows(trial, seed, actions, runs):
    """Live through it all; return (what was done, Counts) before and after each part.

    The memory is without what each model keeps, the nodes without those of views that are no longer shown:
    JupyterLab keeps some, with any widget, and they are counted as views.
    """
    size = trial.lab.page.viewport_size

    def now(what):
        trial.quiet()
        trial.lab.page.set_viewport_size(size)
        trial.lab.page.mouse.move(1, 1)
        trial.show()
        found = counts(trial.lab.page, trial.cdp)
        kept = (found.views - trial.shown) * trial.nodes_of_a_view()
        memory = found.memory - round(trial.models * model)
        return what, replace(found, memory=memory, nodes=found.nodes - kept)

    trial.open()
    model = trial.kept_by_a_model()
    trial.act(seed + 1000, min(WARM, actions))
    close_and_open(trial)
    found = [now("at first")]
    trial.act(seed, actions)
    found.append(now(f"{actions:,} actions"))
    for _ in range(runs):
        trial.show()
    found.append(now(f"{runs} more runs of the cells"))
    restart(trial)
    found.append(now("kernel restarted"))
    close_and_open(trial)
    found.append(now("closed and opened"))
    return found


def left_behind(found, plain):
    """Sentences on what stayed that the instrument without a fault (``plain``) does not leave.

    ``rows`` of both are compared.
    """
    sentences = []
    for (what, mine), (_, other) in zip(found[1:], plain[1:], strict=True):
        grown, usual = mine - found[0][1], other - plain[0][1]
        for name in ("views", "listeners", "nodes", "memory"):
            more, usually = getattr(grown, name), max(0, getattr(usual, name))
            if more > usually + getattr(ALLOWED, name):
                sentences.append(f"{what}: {more:,} more {name} than at first (without a fault: {usually:,})")
    return sentences

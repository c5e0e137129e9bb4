"""Listeners, nodes and memory of a page, after everything that nobody holds was thrown away."""

from dataclasses import astuple, dataclass

COUNT = "function () { return this.filter(e => e.className === 'rnnc').length; }"
NAMES = {"JSEventListeners": "listeners", "Nodes": "nodes", "JSHeapUsedSize": "memory"}


@dataclass(frozen=True)
class Counts:
    """What a page holds; memory in bytes."""

    listeners: int
    nodes: int
    memory: int
    views: int  # of instruments, also those that are no longer in the page

    def __sub__(self, other):
        mine, others = astuple(self), astuple(other)
        return Counts(*(here - there for here, there in zip(mine, others, strict=True)))

    def __str__(self):
        memory = f"{self.memory / 1e6:.2f} MB"
        return f"{self.views} views, {self.listeners:,} listeners, {self.nodes:,} nodes, {memory}"


def counts(page, cdp):
    """The counts now. ``cdp`` is a session of the page in which Performance is enabled."""
    for _ in range(2):  # what one collection frees may hold what the next one frees
        cdp.send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(50)
    found = {metric["name"]: int(metric["value"]) for metric in cdp.send("Performance.getMetrics")["metrics"]}
    return Counts(**{name: found[key] for key, name in NAMES.items()}, views=views(cdp))


def views(cdp):
    """How many views of instruments are in memory: in the page, or still held by something."""
    kind = cdp.send("Runtime.evaluate", {"expression": "HTMLDivElement.prototype", "objectGroup": "soak"})
    wanted = {"prototypeObjectId": kind["result"]["objectId"], "objectGroup": "soak"}
    found = cdp.send("Runtime.queryObjects", wanted)["objects"]["objectId"]
    call = {"objectId": found, "functionDeclaration": COUNT, "returnByValue": True}
    number = cdp.send("Runtime.callFunctionOn", call)["result"]["value"]
    cdp.send("Runtime.releaseObjectGroup", {"objectGroup": "soak"})
    return number

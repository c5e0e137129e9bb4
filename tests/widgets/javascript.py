"""Run a widget's JavaScript in the browser, away from any notebook, and bring the results to Python."""

import json

from rnn_course.widgets.module_source import browser_module

CALL = """async ([source, name, calls]) => {
    const address = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
    try {
        const module = await import(address);
        return JSON.stringify(calls.map(values => module[name](...values)));
    } finally {
        URL.revokeObjectURL(address);
    }
}"""


def call(page, module, function, *calls):
    """Call a function that ``static/<module>.js`` exports, once for each tuple in ``calls``.

    The module is the very text that the notebook's browser gets. Returns the list of results.
    """
    sent = [json.loads(json.dumps(list(values))) for values in calls]
    return json.loads(page.evaluate(CALL, [browser_module(module), function, sent]))

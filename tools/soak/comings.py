"""An instrument that comes and goes in a page again and again, without a kernel."""

import json

import anywidget

from soak.counts import counts

COME_AND_GO = """async ([source, given, times, anew]) => {
    const address = () => URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const once = address(), place = document.createElement('div');
    document.body.append(place);
    for (let i = 0; i < times; i += 1) {
        const module = await import(anew ? address() : once);
        const state = structuredClone(given), listeners = new Set(), el = document.createElement('div');
        const model = {
            get: name => state[name],
            set: changes => Object.assign(state, changes),
            save_changes: () => listeners.forEach(listener => listener()),
            on: (_, listener) => listeners.add(listener),
            off: (_, listener) => listeners.delete(listener),
        };
        place.append(el);
        const stop = module.default.render({ model, el });
        await new Promise(done => setTimeout(done, 20));
        stop();
        el.remove();
    }
    place.remove();
}"""
TIMES = 40


def left(page, cdp, widget, anew=False):
    """The Counts that are left after ``widget`` has come and gone TIMES times, by one module or ``anew``.

    What comes once only, when a module is first used, is not counted. ``cdp``: a session of the page.
    """
    own = set(type(widget).class_traits(sync=True)) - set(anywidget.AnyWidget.class_traits(sync=True))
    given = json.loads(json.dumps({name: getattr(widget, name) for name in own}))
    page.evaluate(COME_AND_GO, [widget._esm, given, 5, anew])
    before = counts(page, cdp)
    page.evaluate(COME_AND_GO, [widget._esm, given, TIMES, anew])
    return counts(page, cdp) - before

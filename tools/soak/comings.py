"""An instrument that comes and goes in a page again and again, without a kernel."""

import json

import anywidget

from soak.counts import counts

# What a widget needs of a kernel's model. JavaScript: modelOf(state).
MODEL = """const modelOf = state => {
    const listeners = new Set();
    return {
        get: name => state[name],
        set: changes => Object.assign(state, changes),
        save_changes: () => listeners.forEach(listener => listener()),
        on: (_, listener) => listeners.add(listener),
        off: (_, listener) => listeners.delete(listener),
        state,
    };
};"""
COME_AND_GO = f"""async ([source, given, times, anew]) => {{
    {MODEL}
    const address = () => URL.createObjectURL(new Blob([source], {{ type: 'text/javascript' }}));
    const once = address(), place = document.createElement('div');
    document.body.append(place);
    for (let i = 0; i < times; i += 1) {{
        const module = await import(anew ? address() : once);
        const el = document.createElement('div');
        place.append(el);
        const stop = module.default.render({{ model: modelOf(structuredClone(given)), el }});
        await new Promise(done => setTimeout(done, 20));
        stop();
        el.remove();
    }}
    place.remove();
}}"""
# What a browser keeps of a model as long as its kernel has it: copies of settings, module and style.
KEEP = "([text, times]) => { window.kept = Array.from({ length: times }, () => JSON.parse(text)); }"
LET_GO = "() => { delete window.kept; }"
TIMES = 40


def all_of(widget):
    """Everything that the browser gets of a widget: the settings, and what is fixed."""
    own = set(type(widget).class_traits(sync=True)) - set(anywidget.AnyWidget.class_traits(sync=True))
    return json.loads(json.dumps({name: getattr(widget, name) for name in own}))


def left(page, cdp, widget, anew=False):
    """The Counts that are left after ``widget`` has come and gone TIMES times, by one module or ``anew``.

    What comes once only, when a module is first used, is not counted. ``cdp``: a session of the page.
    """
    given = all_of(widget)
    page.evaluate(COME_AND_GO, [widget._esm, given, 5, anew])
    before = counts(page, cdp)
    page.evaluate(COME_AND_GO, [widget._esm, given, TIMES, anew])
    return counts(page, cdp) - before


def size_of_a_model(page, cdp, widget):
    """Bytes of one model's settings, module and style in the browser. ``cdp``: a session of the page."""
    style = getattr(widget, "_css", "")
    text = json.dumps([all_of(widget), widget._esm, style], ensure_ascii=False)
    before = counts(page, cdp)
    page.evaluate(KEEP, [text, TIMES])
    kept = counts(page, cdp) - before
    page.evaluate(LET_GO)
    return kept.memory / TIMES

"""A widget in a page of its own, without a notebook and without a kernel: its module, its style sheet, a model of some lines."""

import json

from soak.comings import MODEL, all_of

import rnn_course.widgets
from rnn_course.widgets.module_source import browser_module, style_sheet

EMPTY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An instrument</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="margin: 0"><main style="padding: 8px"><h1 style="font-size: 18px">An instrument</h1><div></div></main></body></html>"""
RENDER = f"""async ([source, sheet, given, light, pages]) => {{
    {MODEL}
    document.body.dataset.jpThemeLight = light;
    document.head.append(Object.assign(document.createElement('style'), {{ textContent: sheet }}));
    window.model = modelOf(given);
    document.querySelector('main').style.paddingBottom = `${{pages * 100}}vh`;
    const address = URL.createObjectURL(new Blob([source], {{ type: 'text/javascript' }}));
    const module = await import(address);
    URL.revokeObjectURL(address);
    module.default.render({{ model: window.model, el: document.querySelector('main > div') }});
}}"""
CHANGE = "changes => { window.model.set(changes); window.model.save_changes(); }"


def show(page, widget, theme="light", empty_pages_below=0):
    """Load a new page that shows ``widget``; returns the locator of its root."""
    page.goto("about:blank")
    page.set_content(EMPTY)
    name, light = widget.module_name, "true" if theme == "light" else "false"
    page.evaluate(RENDER, [browser_module(name), style_sheet(name), all_of(widget), light, empty_pages_below])
    return page.locator(".rnnc")


def change(page, **settings):
    """Set settings of the widget in the page, as its controls or Python would."""
    page.evaluate(CHANGE, json.loads(json.dumps(settings)))


# The main states of every instrument: (name of the class, settings).
STATES = [
    ("CellLoop", {"step": 7}),
    ("CellLoop", {"T": 12, "B": 12, "I": 200, "H": 100, "cells": 2, "I2": 99, "h_0": "None", "step": 9}),
    ("CellLoop", {"T": 2, "h_0": "(1, B, H)", "step": 6}),
    ("Gates", {}),
    (
        "Gates",
        {
            "sentence": "one two three four five six seven eight nine ten eleven twelve",
            "step": 9,
            "forget_bias": 6.0,
        },
    ),
    ("GradientShares", {}),
    (
        "GradientShares",
        {"T": 10, "t": 9, "k": 2, "loss_at": "every", "entry": "norm", "nonlinearity": "relu"},
    ),
    ("Memory", {"removed": [2], "step": 3}),
    (
        "Memory",
        {"sentence": "one two three four five six seven eight nine ten eleven twelve", "w_hh_scale": 1.5},
    ),
    ("Memory", {"step": 0, "nonlinearity": "linear"}),
    ("PulseLoop", {}),
    ("PulseLoop", {"T": 8, "pulse": 3, "order": [3, 2, 1]}),
    ("PulseLoop", {"T": 2, "pulse": 2, "order": [2, 1, 3]}),
    ("RNNShapes", {}),
    (
        "RNNShapes",
        {
            "T": 12,
            "B": 12,
            "I": 200,
            "H": 100,
            "L": 4,
            "bidirectional": True,
            "guess_out": (1, 2, 3),
            "revealed": True,
        },
    ),
    ("StateGrid", {}),
    ("StateGrid", {"T": 10, "L": 4, "bidirectional": True, "selected": (2, 1, 5)}),
    ("StateGrid", {"T": 1, "L": 1, "show": "nothing"}),
    ("StateGrid", {"T": 10, "L": 4, "bidirectional": True, "selected": (2, 1, 5), "zoom": True, "unit": 2}),
    ("Streams", {"state": "carry"}),
    ("Streams", {"B": 1, "T": 3, "order": "shuffled", "token": 30}),
    ("Streams", {"B": 4, "T": 8, "state": "zero"}),
    ("Streams", {"view": "padding", "lengths": [7, 1, 7, 1]}),
    ("Streams", {"view": "padding", "batch": "packed", "pick": "h_n"}),
    ("Vanishing", {}),
    ("Vanishing", {"T": 60, "radius": 2.0, "nonlinearity": "linear", "distance": 3, "clip": True}),
    ("Vanishing", {"T": 2, "nonlinearity": "relu", "weights": "identity", "seed": 3}),
    ("WeightSharing", {}),
    ("WeightSharing", {"T": 12, "I": 100, "H": 20, "order": list(range(12, 0, -1)), "guess": "same"}),
    (
        "WeightSharing",
        {"sentence": "not bad but really good", "I": 4, "H": 3, "with_counts": False, "ask_first": False},
    ),
]
IDS = [f"{name}-{i}" for i, (name, _) in enumerate(STATES)]


def widget_of(state):
    """A new widget in one of the STATES."""
    name, settings = state
    return getattr(rnn_course.widgets, name)(**settings)

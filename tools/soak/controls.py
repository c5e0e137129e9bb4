"""Instruments with one fault each, which the trial has to find.

One more is without a fault, for what JupyterLab itself does.
"""

import anywidget

from rnn_course.widgets.settings import Text, WholeNumber

PLAIN = """
function render({ model, el }) {
  const root = document.createElement("div"), text = document.createElement("p");
  const input = document.createElement("input");
  const field = document.createElement("input");
  root.className = "rnnc";
  root.style.cssText = "height: 300px; width: 600px";
  Object.assign(input, { type: "range", min: 0, max: 10, step: 1 });
  field.type = "text";
  const draw = () => {
    input.value = model.get("step");
    if (field.value !== model.get("words")) field.value = model.get("words");
    text.textContent = model.get("words");
  };
  const send = () => {
    model.set({ step: input.valueAsNumber, words: field.value.slice(0, 200) });
    model.save_changes();
  };
  input.addEventListener("input", send);
  field.addEventListener("input", send);
  root.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && event.key !== "Escape") event.stopPropagation(); // else d, d would delete the cell
  });
  root.append(input, field, text);
  el.append(root);
  draw();
  model.on("change", draw);
  FAULT
  return () => {
    model.off("change", draw);
    el.replaceChildren();
  };
}
export default { render };
"""


class Plain(anywidget.AnyWidget):
    """A slider and a field of text, without a fault."""

    step = WholeNumber(5, 0, 10).tag(sync=True)
    words = Text("a b", 200).tag(sync=True)
    _esm = PLAIN.replace("FAULT", "")

    @classmethod
    def setting_names(cls):
        """As those of the instruments."""
        return ["step", "words"]


def _with(fault):
    return PLAIN.replace("FAULT", fault)


class Leaking(Plain):
    """Each view leaves a listener on the window, which holds the view, and some memory."""

    _esm = _with(
        "const much = new Array(100000).fill(0.5);\n"
        "window.addEventListener('resize', () => { root.title = String(much.length); });"
    )


class Trusting(Plain):
    """Takes text for markup."""

    _esm = PLAIN.replace("FAULT", "").replace("text.textContent =", "text.innerHTML =")


class Calling(Plain):
    """Asks another host, when its step is 7."""

    _esm = _with(
        "model.on('change:step', () => { if (model.get('step') === 7) "
        "fetch('http://127.0.0.2:9/', { mode: 'no-cors' }).catch(() => null); });"
    )


class Complaining(Plain):
    """Raises an error, when its step is 7."""

    _esm = _with(
        "model.on('change:step', () => { if (model.get('step') === 7) setTimeout(() => nothing.known, 0); });"
    )


class Pushing(Plain):
    """Sends what Python refuses."""

    _esm = _with("input.max = 12;")

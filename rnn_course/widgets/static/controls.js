// Controls and the life of a widget: native, labelled inputs; one redraw for each change; nothing left behind.

/** A new HTML element. Text goes in as text, never as markup. Properties that hold null or false are left out. */
export function html(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A text with real subscripts, for labels and headings: formula("W_{hh} ×"). */
export function formula(text) {
  const parts = text.split(/_\{([^}]*)\}/).map((part, i) => (i % 2 === 1 ? html("sub", {}, part) : part));
  return html("span", {}, ...parts);
}

/** The same text for a screen reader: W_hh ×. */
function plain(text) {
  return text.replace(/_\{([^}]*)\}/g, "_$1");
}

/**
 * The default export of a widget's module. `build(tools)` puts its parts into `root` once and returns
 * { draw, describe }: draw() shows the model's present state, describe() says it in one sentence.
 * tools: model; root; signal (aborted when the view goes, give it to addEventListener); state() → all settings;
 * set(changes) → write settings, redraw, tell Python; onRemove(function).
 */
export function defineWidget(settings, build) {
  function render({ model, el }) {
    const controller = new AbortController();
    const root = html("div", { class: "rnnc" });
    const news = html("div", { class: "rnnc-news", "aria-live": "polite", role: "status" });
    const last = [];
    const tools = {
      model,
      root,
      signal: controller.signal,
      state: () => Object.fromEntries(settings.map((name) => [name, model.get(name)])),
      set: (changes) => {
        model.set(changes);
        model.save_changes();
      },
      onRemove: (work) => last.push(work),
    };
    const view = build(tools);
    let timer = null;
    const update = () => {
      view.draw();
      clearTimeout(timer);
      timer = setTimeout(() => (news.textContent = view.describe()), 600);
    };
    root.append(news);
    keepKeys(root, controller.signal);
    view.draw();
    el.replaceChildren(root);
    model.on("change", update);
    return () => {
      model.off("change", update);
      clearTimeout(timer);
      controller.abort();
      last.forEach((work) => work());
      el.replaceChildren();
    };
  }
  return { render };
}

const EDITING = /^([acvxyz]|Arrow\w+|Home|End|Backspace|Delete)$/i;

/** Keep plain keys from the notebook, whose shortcuts they are; let Escape, Shift+Enter, Ctrl+S … through. */
function keepKeys(root, signal) {
  const keep = (event) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter");
    const editing = event.target.type === "text" && EDITING.test(event.key); // Ctrl+A selects text, not cells
    if ((!modified && event.key !== "Escape") || editing) event.stopPropagation();
  };
  root.addEventListener("keydown", keep, { signal });
}

/** A labelled slider; `name` may hold subscripts: "h_{0}". onInput(number). Returns { element, input, show(value) }. */
export function slider(tools, { name, min, max, step, text = String, onInput }) {
  const input = html("input", { type: "range", min, max, step });
  const value = html("span", { class: "rnnc-value", "aria-hidden": "true" });
  const element = html("label", { class: "rnnc-slider" }, html("span", { class: "rnnc-name" }, formula(name)), input, value);
  input.setAttribute("aria-label", plain(name));
  input.addEventListener("input", () => onInput(input.valueAsNumber), { signal: tools.signal });
  const show = (number, top = max) => {
    input.max = top;
    input.value = number;
    value.textContent = text(number);
    input.setAttribute("aria-valuetext", text(number));
  };
  return { element, input, show };
}

/** A button. `name` replaces its text for screen readers, when the text is a symbol. */
export function button(tools, text, onClick, { name = null, className = "" } = {}) {
  const element = html("button", { type: "button", class: `rnnc-button ${className}`, "aria-label": name, title: name }, text);
  element.addEventListener("click", onClick, { signal: tools.signal });
  return element;
}

/** A few options of which one holds, as native radio buttons. options: [value, text] pairs. */
export function choice(tools, { name, options, onInput }) {
  const inputs = options.map(([value]) => html("input", { type: "radio", name: "choice", value }));
  const labels = options.map(([, text], i) => html("label", {}, inputs[i], html("span", {}, text)));
  // A form of its own keeps this group apart from the same group in another copy of the widget.
  const fields = html("fieldset", {}, html("legend", {}, name), html("div", { class: "rnnc-options" }, ...labels));
  const element = html("form", { class: "rnnc-choice" }, fields);
  element.addEventListener("submit", (event) => event.preventDefault(), { signal: tools.signal });
  for (const input of inputs) input.addEventListener("change", () => onInput(input.value), { signal: tools.signal });
  return { element, inputs, show: (value) => inputs.forEach((input) => (input.checked = input.value === value)) };
}

/** A labelled line of text. onInput(text). show(text) leaves alone what is typed at the moment. */
export function textField(tools, { name, longest, onInput }) {
  const input = html("input", { type: "text", maxlength: longest, spellcheck: "false", autocomplete: "off" });
  const element = html("label", { class: "rnnc-field" }, html("span", { class: "rnnc-name" }, name), input);
  let shown = null;
  input.addEventListener("input", () => onInput(input.value), { signal: tools.signal });
  const show = (text) => {
    if (text !== shown && input.value !== text) input.value = text;
    shown = text;
  };
  return { element, input, show };
}

/**
 * Buttons and a slider to go through steps: first, back, play or pause, forward, last.
 * limits() → { step, last }; go(step). Playing moves nothing: one step, a pause, the next.
 */
export function player(tools, { limits, go, text, name = "Step t", pause = 900 }) {
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    face();
  };
  const move = (step) => {
    stop();
    go(Math.min(limits().last, Math.max(0, step)));
  };
  const tick = () => {
    const { step, last } = limits();
    if (step < last) go(step + 1);
    if (step + 1 >= last) stop();
  };
  const toggle = () => {
    if (timer !== null) return stop();
    const { step, last } = limits();
    go(step >= last ? 0 : step + 1);
    timer = setInterval(tick, pause);
    face();
  };
  const play = button(tools, "", toggle, { className: "rnnc-play" });
  const face = () => {
    play.textContent = timer === null ? "▶ Play" : "❚❚ Pause";
  };
  const scrub = slider(tools, { name, min: 0, max: 1, step: 1, text, onInput: move });
  const element = html("div", { class: "rnnc-player" },
    button(tools, "|◀", () => move(0), { name: "First step" }),
    button(tools, "◀", () => move(limits().step - 1), { name: "One step back" }),
    play,
    button(tools, "▶", () => move(limits().step + 1), { name: "One step forward" }),
    button(tools, "▶|", () => move(limits().last), { name: "Last step" }),
    scrub.element);
  tools.onRemove(() => clearInterval(timer));
  face();
  return { element, stop, show: () => scrub.show(limits().step, limits().last) };
}

/** Press or drag anywhere on a picture: onPlace(x, y) in the picture's own units. */
export function dragOn(tools, target, onPlace) {
  const tell = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(target.getScreenCTM().inverse());
    onPlace(point.x, point.y);
  };
  const { signal } = tools;
  target.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    target.setPointerCapture(event.pointerId);
    tell(event);
  }, { signal });
  target.addEventListener("pointermove", (event) => {
    if (target.hasPointerCapture(event.pointerId)) tell(event);
  }, { signal });
}

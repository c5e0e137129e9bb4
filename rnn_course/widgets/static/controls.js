// Controls and the life of a widget: native, labelled inputs; one redraw for each change; nothing left behind.
import { unitsFor, WIDE } from "./drawing.js";

/** A new HTML element. Text goes in as text, never as markup. Properties that hold null or false are left out. */
export function html(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A place for what may be wider than the page: it scrolls sideways, by touch, mouse and arrow keys, and the page does not. */
export const scroller = (...parts) => html("div", { class: "rnnc-scroll" }, ...parts);

/** A place that scrolls can be reached by Tab and has a name; one that does not is no stop on the way. */
function markScrollers(root) {
  for (const place of root.querySelectorAll(".rnnc-scroll")) {
    const scrolls = place.scrollWidth > place.clientWidth;
    if (place.classList.contains("rnnc-scrolls") === scrolls) continue;
    place.classList.toggle("rnnc-scrolls", scrolls);
    for (const [name, value] of Object.entries({ tabindex: "0", role: "group", "aria-label": "Wide content; the arrow keys scroll it" })) {
      if (scrolls) place.setAttribute(name, value);
      else place.removeAttribute(name);
    }
  }
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
 * { draw, describe, bringIntoView }: draw() shows the model's present state, describe() says it in one sentence; on a narrow page
 * bringIntoView(), if there is one, then scrolls to what is looked at.
 * tools: model; root; signal (aborted when the view goes, give it to addEventListener); state() → all settings;
 * set(changes) → write settings, redraw, tell Python; onRemove(function);
 * width() → the units that a picture can be wide: WIDE, or less on a narrow page. When it changes, the widget is redrawn.
 * `within(settings)` returns settings that fit each other: both what is drawn and what is written goes through it, for
 * a new size from Python arrives a moment before the place that fits it, and Python refuses a place outside its size.
 */
export function defineWidget(settings, build, within = (all) => all) {
  function render({ model, el }) {
    const controller = new AbortController();
    const root = html("div", { class: "rnnc" });
    const news = html("div", { class: "rnnc-news", "aria-live": "polite", role: "status" });
    const last = [];
    let width = WIDE;
    const read = () => Object.fromEntries(settings.map((name) => [name, model.get(name)]));
    const tools = {
      model,
      root,
      signal: controller.signal,
      state: () => within(read()),
      set: (changes) => {
        const wanted = { ...read(), ...changes }, fitting = within(wanted);
        const moved = settings.filter((name) => fitting[name] !== wanted[name]);
        model.set({ ...changes, ...Object.fromEntries(moved.map((name) => [name, fitting[name]])) });
        model.save_changes();
      },
      width: () => width,
      onRemove: (work) => last.push(work),
    };
    const view = build(tools);
    let timer = null;
    const draw = () => {
      view.draw();
      if (width < WIDE) settle();
    };
    const settle = () => {
      markScrollers(root);
      view.bringIntoView?.();
    };
    const fit = (pixels) => {
      const now = pixels > 0 ? unitsFor(pixels) : width;
      if (now === width) return;
      width = now;
      view.draw();
      settle();
    };
    const room = new ResizeObserver(([{ contentRect }]) => fit(contentRect.width));
    const update = () => {
      draw();
      clearTimeout(timer);
      timer = setTimeout(() => (news.textContent = view.describe()), 600);
    };
    root.append(news);
    keepKeys(root, controller.signal);
    view.draw();
    el.replaceChildren(root);
    const { paddingLeft, paddingRight } = getComputedStyle(root);
    fit(root.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)); // at once: nothing below may move later
    room.observe(root);
    model.on("change", update);
    return () => {
      model.off("change", update);
      room.disconnect();
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
  const [less, more] = matchMedia("(pointer: coarse)").matches ? stepButtons(tools, input) : [[], []];
  const element = html(less.length ? "span" : "label", { class: "rnnc-slider" }, html("span", { class: "rnnc-name" }, formula(name)), ...less, input, ...more, value);
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

/** Buttons of one step for a finger, as [[−], [+]]; keyboards and screen readers have the slider for that. */
function stepButtons(tools, input) {
  return [["−", "stepDown"], ["+", "stepUp"]].map(([sign, go]) => {
    const press = () => { input[go](); input.dispatchEvent(new Event("input", { bubbles: true })); };
    const element = button(tools, sign, press, { className: "rnnc-step" });
    for (const [key, value] of Object.entries({ tabindex: "-1", "aria-hidden": "true" })) element.setAttribute(key, value);
    return [element];
  });
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

// Things in a list that can be put into another order, by mouse, finger or keyboard.
import { button, html } from "./controls.js";

/** The list with the thing at place `from` moved to place `to`. */
export function moved(list, from, to) {
  const others = list.filter((_, place) => place !== from);
  return [...others.slice(0, to), list[from], ...others.slice(to)];
}

const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };

/**
 * A list to be put into another order: drag a thing to another place, or give it the focus and press an arrow key, Home
 * or End; the focus goes with it. All things have one size (CSS), so that what is dragged stays under the pointer.
 * onMove(from, to). show([{ text, name, className }], disabled): the name is for screen readers and holds the text.
 */
export function movable(tools, { name, className, onMove }) {
  const element = html("ol", { class: `rnnc-movable ${className}`, "aria-label": name });
  const { signal } = tools;
  let buttons = [], held = null; // held: the place of what is dragged
  const go = (from, wanted) => {
    const to = Math.min(buttons.length - 1, Math.max(0, wanted));
    if (to === from) return from;
    onMove(from, to);
    buttons[to].focus();
    return to;
  };
  const release = () => {
    held = null;
    buttons.forEach((one) => one.classList.remove("held"));
  };
  const under = ({ clientX: x, clientY: y }) => buttons.findIndex((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return left <= x && x <= right && top <= y && y <= bottom;
  });
  const place = (at) => {
    const one = button(tools, "", () => one.focus());
    one.addEventListener("keydown", (event) => {
      if (!(event.key in KEYS) || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(at, at + KEYS[event.key]);
    }, { signal });
    one.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || one.disabled) return;
      one.setPointerCapture(event.pointerId);
      held = at;
      one.classList.add("held");
    }, { signal });
    one.addEventListener("pointermove", (event) => {
      const to = held === null ? -1 : under(event);
      if (to < 0 || to === held) return;
      held = go(held, to);
      buttons.forEach((other, i) => other.classList.toggle("held", i === held));
    }, { signal });
    for (const end of ["pointerup", "pointercancel"]) one.addEventListener(end, release, { signal });
    return one;
  };
  const show = (things, disabled = false) => {
    if (buttons.length !== things.length) {
      buttons = things.map((_, at) => place(at));
      element.replaceChildren(...buttons.map((one) => html("li", {}, one)));
    }
    for (const [at, { text, name: said, className: look = "" }] of things.entries()) {
      buttons[at].textContent = text;
      buttons[at].setAttribute("aria-label", said);
      buttons[at].className = `rnnc-button ${look} ${at === held ? "held" : ""}`;
      buttons[at].disabled = disabled;
    }
  };
  return { element, show };
}

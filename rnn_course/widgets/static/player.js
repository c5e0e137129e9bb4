// To go through steps, by hand or by itself.
import { button, html, slider } from "./controls.js";

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

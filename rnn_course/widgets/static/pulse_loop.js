// Two stacked cells in a loop whose lines can be moved: a pulse shows which state reads which, and how late.
import { rnnStep } from "./cell.js";
import { label, numberCell, picture, redraw, setSize, svg, WIDE } from "./drawing.js";
import { arrow } from "./tensors.js";
import { button, defineWidget, html, scroller, slider } from "./controls.js";
import { moved, movable } from "./moving.js";

const SETTINGS = ["T", "pulse", "order", "_lines", "_weights"];
const RIGHT = [1, 2, 3];
const ROWS = ["x", "h1", "h2", "out"]; // upwards
const CELL = 26, ROW = 58, HEAD = 22;

/** Runs the loop, its lines in their order: the four rows of numbers, and the step at which each first is not 0 (0: never). */
export function pulseOf({ T, pulse, order, _weights }) {
  const x = Array.from({ length: T }, (_, i) => Number(i + 1 === pulse));
  const step = (input, before) => rnnStep(input, before, _weights).h;
  const rows = { x, h1: [], h2: [], out: [] };
  let h1 = [0], h2 = [0], appended = null;
  const lines = {
    1: (x_t) => { h1 = step([x_t], h1); },
    2: () => { h2 = step(h1, h2); },
    3: () => { [appended] = h2; },
  };
  for (const x_t of x) {
    for (const line of order) lines[line](x_t);
    rows.h1.push(h1[0]);
    rows.h2.push(h2[0]);
    rows.out.push(appended);
  }
  const arrives = Object.fromEntries(ROWS.map((name) => [name, rows[name].findIndex((value) => value !== 0) + 1]));
  return { rows, arrives };
}

/** Does the row `above` read the row below it one step late, because its line stands before that row's line? */
const late = (order, above) => above > 1 && order.indexOf(above) < order.indexOf(above - 1);

export default defineWidget(SETTINGS, (tools) => {
  const { root, set, state } = tools;
  const lines = movable(tools, { className: "pulse-lines", name: "The lines of the loop; drag one, or move it by the arrow keys",
    onMove: (from, to) => set({ order: moved(state().order, from, to) }) });
  const before = html("code", { class: "pulse-code" }), after = html("code", { class: "pulse-code" }, "for x_t in x:");
  const restore = button(tools, "First order", () => set({ order: RIGHT }));
  const T = slider(tools, { name: "T steps", min: 2, max: 8, step: 1, onInput: (value) => set({ T: value, pulse: Math.min(value, state().pulse) }) });
  const pulse = slider(tools, { name: "Pulse at step", min: 1, max: 8, step: 1, onInput: (value) => set({ pulse: value }) });
  const grid = picture(WIDE, HEAD + ROW * ROWS.length, "pulse-grid");
  const note = html("p", { class: "pulse-note" });

  root.append(
    html("div", { class: "rnnc-heading" }, html("span", {}, "The loop: drag its lines into another order")),
    before, after, lines.element,
    html("div", { class: "rnnc-row" }, restore, T.element, pulse.element),
    html("div", { class: "rnnc-heading" }, html("span", {}, "What each step has made; a frame marks where the pulse arrives")),
    scroller(grid), note);

  function draw() {
    const settings = state(), { order, _lines } = settings, found = pulseOf(settings), room = tools.width();
    before.textContent = `x = torch.zeros(${settings.T}, 1, 1); x[${settings.pulse - 1}] = 1\nh1 = h2 = torch.zeros(1, 1)\nout = []`;
    lines.show(order.map((line, at) => ({ text: _lines[line - 1], name: `${_lines[line - 1]}, line ${at + 1} of 3`,
      className: line === at + 1 ? "" : "moved" })));
    restore.disabled = String(order) === String(RIGHT);
    T.show(settings.T);
    pulse.show(settings.pulse, settings.T);
    setSize(grid, room, HEAD + ROW * ROWS.length);
    redraw(grid, gridLabel(settings, found), (group) => drawGrid(group, settings, found, planOf(settings, room)));
    note.textContent = noteOn(settings, found);
  }

  return { draw, describe: () => noteOn(state(), pulseOf(state())) };
}, (all) => {
  const permuted = String([...all.order].sort()) === String(RIGHT);
  return { ...all, pulse: Math.min(all.pulse, all.T), order: permuted ? all.order : RIGHT };
});

function planOf({ T }, room) {
  const left = room < WIDE ? 34 : 56, column = (room - left) / T, width = column * (room < WIDE ? 0.86 : 0.62);
  return { small: room < WIDE ? "tiny" : "small", width, x: (t) => left + (t - 0.5) * column, y: (row) => HEAD + ROW * (ROWS.length - 1 - row) + CELL / 2 + 4 };
}

function drawGrid(group, { T, order }, { rows, arrives }, { small, width, x, y }) {
  for (let t = 1; t <= T; t += 1) label(group, x(t), 9, small === "tiny" ? String(t) : `step ${t}`, `${small} muted middle`);
  ROWS.forEach((name, row) => {
    label(group, 0, y(row), name, `code ${small} bold`);
    for (let t = 1; t <= T; t += 1) {
      if (row > 0) drawArrow(group, x, y(row), t, late(order, row), arrives[name] === t);
      if ((row === 1 || row === 2) && t > 1) arrow(group, [[x(t - 1) + width / 2, y(row)], [x(t) - width / 2, y(row)]]);
    }
  });
  ROWS.forEach((name, row) => rows[name].forEach((value, i) => {
    const place = { x: x(i + 1) - width / 2, y: y(row) - CELL / 2, width, height: CELL };
    numberCell(group, place.x, place.y, width, CELL, value, small);
    if (arrives[name] === i + 1) svg("rect", { ...place, rx: 2, class: "rnnc-now pulse-arrives" }, group);
  }));
}

/** The arrow into a row from the row below: from the same step, or slanted from the step before. */
function drawArrow(group, x, y, t, slanted, lit) {
  if (slanted && t === 1) return;
  arrow(group, [[x(slanted ? t - 1 : t), y + ROW - CELL / 2], [x(t), y + CELL / 2 + 1]], `${lit ? "lit" : ""} ${slanted ? "pulse-late" : ""}`);
}

const steps = (count) => (count === 0 ? "at once" : count === 1 ? "one step late" : `${count} steps late`);

/** Where the pulse is, in a sentence or two. */
function noteOn({ T, pulse, order }, { arrives }) {
  const reached = ["h1", "h2", "out"].map((name) => `${name} ${arrives[name] ? `at step ${arrives[name]}` : "never"}`).join(", ");
  const end = arrives.out ? `out tells of it ${steps(arrives.out - pulse)}` : `the loop ends after step ${T}, before out tells of it`;
  const why = late(order, 2) ? " cell2 runs before cell1, so it reads the h1 of the step before." : "";
  return `The pulse goes in at step ${pulse}. It reaches ${reached}: ${end}.${why}`;
}

function gridLabel(settings, found) {
  const rows = ROWS.map((name) => `${name}: ${found.rows[name].map((value) => value.toFixed(2)).join(", ")}`).join(". ");
  return `Grid of ${settings.T} steps. ${rows}. ${noteOn(settings, found)}`;
}

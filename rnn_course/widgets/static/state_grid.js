// The T×L grid: every state of a stacked RNN, which of them `out` and `h_n` hold, and what each one reads.
import { inkOn, label, picture, redraw, setSize, signedColour, svg, WIDE } from "./drawing.js";
import { arrow, sameShape, withCode } from "./tensors.js";
import { choice, defineWidget, html, scroller, slider } from "./controls.js";
import { keepInView } from "./dragging.js";
import { table } from "./tables.js";
import { sumOf } from "./grid_sums.js";

const CELL = 28, TOP = 26;
const SETTINGS = ["T", "L", "bidirectional", "selected", "show", "zoom", "unit"];

/** What is known of the state (layer, d, t): its slices ("" where it is not), and what it reads. */
export function stateOf({ T, L, bidirectional }, [layer, d, t]) {
  const D = bidirectional ? 2 : 1;
  const row = layer * D + d, last = d === 0 ? T - 1 : 0;
  const before = d === 0 ? t - 1 : t + 1;
  const half = ["", ", :, :H", ", :, H:"][D === 1 ? 0 : d + 1];
  return {
    layer, d, t, row,
    out: layer === L - 1 ? `out[${t}${half}]` : "",
    h_n: t === last ? `h_n[${row}]` : "",
    below: layer === 0 ? `x[${t}]` : Array.from({ length: D }, (_, e) => [layer - 1, e, t]),
    before: before >= 0 && before < T ? [layer, d, before] : `h_0[${row}]`,
  };
}

/** Every state, lowest layer first. */
export function statesOf(settings) {
  const { T, L, bidirectional } = settings, rows = L * (bidirectional ? 2 : 1);
  return Array.from({ length: rows * T }, (_, i) => {
    const row = Math.floor(i / T);
    return stateOf(settings, bidirectional ? [row >> 1, row & 1, i % T] : [row, 0, i % T]);
  });
}

/** The places of everything, in units of the picture. On a narrow page the rows' names stand above their h_0. */
function planOf({ T, L, bidirectional }, room) {
  const D = bidirectional ? 2 : 1, narrow = room < WIDE;
  const left = narrow ? 68 : 118, right = narrow && D === 1 ? 54 : narrow ? 68 : 62;
  const column = Math.max(narrow ? 38 : 0, Math.min(92, (room - left - right) / T)), width = Math.min(62, column - 13);
  const storey = D === 1 ? 54 : L > 3 ? 82 : 90; // eight rows and a sum below them fit on a laptop's screen
  const frame = D === 2 ? 2 * CELL + 14 : CELL;
  const height = TOP + L * storey + 24;
  const x = (t) => left + (t + 0.5) * column;
  const floor = (layer) => TOP + (L - layer) * storey - 20; // the lower edge of a layer
  const y = (layer, d) => floor(layer) - CELL / 2 - (D === 2 ? 5 + d * (CELL + 4) : 0);
  return { D, narrow, column, width, frame, height, x, y, floor, whole: Math.max(room, left + T * column + right) };
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set, state } = tools;
  const arrows = picture(WIDE, 200);
  const cells = cellButtons(tools, state, (selected) => set({ selected }));
  const T = slider(tools, { name: "T positions", min: 1, max: 10, step: 1, onInput: (value) => set({ T: value }) });
  const L = slider(tools, { name: "L layers", min: 1, max: 4, step: 1, onInput: (value) => set({ L: value }) });
  const directions = choice(tools, { name: "Directions", options: [["1", "one"], ["2", "two (bidirectional)"]],
    onInput: (value) => set({ bidirectional: value === "2" }) });
  const show = choice(tools, { name: "Colour", options: SHOWN.map((value) => [value, value]),
    onInput: (value) => set({ show: value }) });
  const count = html("p", { class: "grid-count" });
  const facts = factsTable(), sum = sumTables();
  const unit = choice(tools, { name: "Unit", options: ["0", "1", "2"].map((value) => [value, value]),
    onInput: (value) => set({ unit: Number(value) }) });
  const zoom = choice(tools, { name: "Look at", options: [["place", "where it is"], ["sum", "its sum"]],
    onInput: (value) => set({ zoom: value === "sum" }) });
  const gridPlace = html("div", { class: "grid-place" }, arrows, cells.element);

  root.append(
    html("div", { class: "rnnc-heading" }, html("span", {}, "Every state of the network"),
      html("span", { class: "rnnc-hint" }, "press a state, or use the arrow keys")),
    html("div", { class: "rnnc-row grid-controls" }, T.element, L.element),
    html("div", { class: "rnnc-row grid-controls" }, directions.element, show.element),
    count, scroller(gridPlace),
    html("div", { class: "rnnc-row grid-controls grid-zoom" }, zoom.element, unit.element), facts.element, sum.element);

  function draw() {
    const settings = state(), plan = planOf(settings, tools.width());
    T.show(settings.T);
    L.show(settings.L);
    directions.show(settings.bidirectional ? "2" : "1");
    show.show(settings.show);
    showCount(count, settings);
    setSize(arrows, plan.whole, plan.height, plan.narrow);
    gridPlace.style.minWidth = arrows.style.minWidth;
    redraw(arrows, gridLabel(settings), (group) => drawSurroundings(group, settings, plan));
    cells.show(settings, plan);
    facts.show(settings);
    zoom.show(settings.zoom ? "sum" : "place");
    unit.show(String(settings.unit));
    facts.element.hidden = settings.zoom;
    sum.element.hidden = unit.element.hidden = !settings.zoom;
    count.hidden = settings.zoom; // the cells say it, and sums need the room
    if (settings.zoom) sum.show(settings);
  }

  function bringIntoView() {
    const plan = planOf(state(), tools.width());
    keepInView(arrows, plan.x(state().selected[2]), 1.5 * plan.column + 60); // what stands at both ends of a row is seen too
  }

  return { draw, bringIntoView, describe: () => `${titleOf(state())}. ${state().zoom ? equationOf(state()) : sentenceOn(state())}` };
}, within);

const SHOWN = ["nothing", "out", "h_n", "both"];

function within(all) {
  const limits = [all.L - 1, all.bidirectional ? 1 : 0, all.T - 1];
  const fits = all.selected.every((place, i) => place <= limits[i]);
  return fits ? all : { ...all, selected: all.selected.map((place, i) => Math.min(place, limits[i])) };
}

/** Which colours a state has now: "", "out", "h_n" or "both". */
function roleOf({ out, h_n }, show) {
  const inOut = out !== "" && (show === "out" || show === "both");
  const inLast = h_n !== "" && (show === "h_n" || show === "both");
  return inOut && inLast ? "both" : inOut ? "out" : inLast ? "h_n" : "";
}

/** One button for each state, over the picture of the arrows. One of them is in the order of Tab; arrow keys move on. */
function cellButtons(tools, state, select) {
  const element = html("div", { class: "grid-cells", role: "group", "aria-label": "States; the arrow keys go from one to the next" });
  let buttons = new Map();
  const keyOf = ([layer, d, t]) => `${layer},${d},${t}`;
  const move = (event) => {
    const settings = state(), [layer, d, t] = settings.selected, D = settings.bidirectional ? 2 : 1;
    const row = layer * D + d, rows = settings.L * D;
    const [newRow, newT] = {
      ArrowUp: [Math.min(rows - 1, row + 1), t], ArrowDown: [Math.max(0, row - 1), t],
      ArrowLeft: [row, Math.max(0, t - 1)], ArrowRight: [row, Math.min(settings.T - 1, t + 1)],
      Home: [row, 0], End: [row, settings.T - 1],
    }[event.key] || [];
    if (newRow === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const place = [Math.floor(newRow / D), newRow % D, newT];
    select(place);
    buttons.get(keyOf(place)).focus();
  };
  element.addEventListener("keydown", move, { signal: tools.signal });
  const rebuild = (places) => {
    buttons = new Map(places.map((place) => {
      const one = html("button", { type: "button", class: "grid-cell" });
      one.addEventListener("click", () => select(place), { signal: tools.signal });
      return [keyOf(place), one];
    }));
    element.replaceChildren(...buttons.values());
  };
  const show = (settings, plan) => {
    const states = statesOf(settings);
    const places = states.map(({ layer, d, t }) => [layer, d, t]);
    if (buttons.size !== places.length || !places.every((place) => buttons.has(keyOf(place)))) rebuild(places);
    const { below, before } = stateOf(settings, settings.selected);
    const feeding = [...below, before].map(String);
    for (const [i, one] of states.entries()) {
      const button = buttons.get(keyOf(places[i]));
      const selected = sameShape(places[i], settings.selected), role = roleOf(one, settings.show);
      button.className = `grid-cell role-${role || "none"} ${feeding.includes(String(places[i])) ? "feeding" : ""}`;
      button.textContent = TEXTS[role];
      button.tabIndex = selected ? 0 : -1;
      button.setAttribute("aria-pressed", selected);
      button.setAttribute("aria-label", cellName(one, settings, role));
      place(button, plan.x(one.t), plan.y(one.layer, one.d), plan);
    }
  };
  return { element, show };
}

/** Put a button where the picture has the box round (x, y); percentages, so that both grow together. */
function place(button, x, y, { width, whole, height }) {
  const percent = (part, all) => `${(part / all) * 100}%`;
  Object.assign(button.style, {
    left: percent(x - width / 2, whole), width: percent(width, whole),
    top: percent(y - CELL / 2, height), height: percent(CELL, height),
  });
}

const TEXTS = { both: "out h_n", out: "out", h_n: "h_n", "": "" };

/** A button's name: its place, and the text that is seen on it. */
function cellName({ layer, d, t }, { bidirectional }, role) {
  const reader = bidirectional ? [", forward", ", backward"][d] : "";
  return `layer ${layer}${reader}, position ${t}${role ? `: ${TEXTS[role]}` : ""}`;
}

/** All but the states: arrows, inputs, first states, names, slices at the edges. */
function drawSurroundings(group, settings, plan) {
  const { T, L, show } = settings, now = stateOf(settings, settings.selected);
  for (let t = 0; t < T; t += 1) drawColumn(group, settings, plan, now, t);
  for (let layer = 0; layer < L; layer += 1) {
    for (let d = 0; d < plan.D; d += 1) drawRow(group, settings, plan, now, layer, d);
  }
  if (show !== "out" && show !== "both") return;
  const top = plan.floor(L - 1) - plan.frame - 12;
  if (plan.narrow) label(group, plan.x(-0.5), top, "out", "code small end grid-out");
  for (let t = 0; t < T; t += 1) {
    label(group, plan.x(t), top, `${plan.narrow ? "" : "out"}[${t}]`, "code small middle grid-out grid-tight");
  }
}

/** The arrows up one column: from the input, and from layer to layer; with two directions, frames round both. */
function drawColumn(group, { L }, plan, now, t) {
  const x = plan.x(t), end = plan.floor(0) + 26;
  const read = now.t === t && now.layer === 0;
  label(group, x, end + 8, `x[${t}]`, `code small middle ${read ? "bold" : ""}`);
  for (let layer = 0; layer < L; layer += 1) {
    const from = layer === 0 ? end : plan.floor(layer - 1) - plan.frame;
    const lit = now.t === t && now.layer === layer;
    arrow(group, [[x, from - 1], [x, plan.floor(layer) + 1]], lit ? "lit" : "");
    if (plan.D === 1) continue;
    const frame = { x: x - plan.width / 2 - 4, y: plan.floor(layer) - plan.frame, width: plan.width + 8, height: plan.frame, rx: 5 };
    svg("rect", { ...frame, class: "rnnc-stroke" }, group);
  }
}

/** The arrows along one row, from h_0 on, and its names at both ends. */
function drawRow(group, { T, show }, plan, now, layer, d) {
  const y = plan.y(layer, d), row = layer * plan.D + d, step = d === 0 ? 1 : -1;
  const first = d === 0 ? 0 : T - 1, last = T - 1 - first;
  const side = plan.width / 2 + 1;
  const here = now.row === row;
  const edge = (t, outwards) => plan.x(t) - outwards * (side + (plan.D === 2 ? 5 : 0));
  label(group, 0, plan.narrow ? y - 16 : y, `l${layer}${d ? "_reverse" : ""}`, `code small grid-tight ${here ? "bold" : "muted"}`);
  const start = edge(first, step) - step * 14;
  const lit = here && now.t === first;
  arrow(group, [[start, y], [plan.x(first) - step * side, y]], lit ? "lit" : "");
  label(group, start - step * 3, y, `h_0[${row}]`, `code small ${d ? "" : "end"} ${lit ? "bold" : "muted"}`);
  for (let t = first; t !== last; t += step) {
    const into = here && now.t === t + step;
    arrow(group, [[plan.x(t) + step * side, y], [plan.x(t + step) - step * side, y]], into ? "lit" : "");
  }
  if (show === "h_n" || show === "both") {
    label(group, edge(last, -step) + step * 5, y, `h_n[${row}]`, `code small grid-h_n ${d ? "end" : ""}`);
  }
}

/** How many states there are, and how many of them are handed out. */
function showCount(element, settings) {
  const states = statesOf(settings), all = states.length;
  const { T, L, bidirectional, show } = settings;
  const product = `${L} ${L === 1 ? "layer" : "layers"}${bidirectional ? " × 2 directions" : ""} × ${T} ${T === 1 ? "position" : "positions"}`;
  const parts = [html("strong", {}, `${product} = ${all} ${all === 1 ? "state" : "states"}`)];
  const number = (role, text) => {
    const found = states.filter((one) => roleOf(one, show) === role).length;
    parts.push(html("span", {}, html("span", { class: `grid-key role-${role || "none"}` }), `${text} ${found}`));
  };
  if (show === "both") {
    number("out", "only in out");
    number("h_n", "only in h_n");
    number("both", "in both");
    number("", "in neither");
  } else if (show !== "nothing") number(show, `in ${show}`);
  else parts.push(html("span", {}, "Which of them does the caller get?"));
  element.replaceChildren(...parts);
}

/** What is known of the selected state. */
function factsTable() {
  const title = html("div", { class: "rnnc-heading grid-title" });
  const facts = table([], "grid-facts");
  const note = html("p", { class: "grid-note" });
  const element = html("div", {}, title, facts.element, note);
  const show = (settings) => {
    const { out, h_n, below, before } = stateOf(settings, settings.selected);
    title.textContent = titleOf(settings);
    facts.show([
      ["In out?", withCode(out ? `yes: \`${out}\`, shape (B, H)` : "no: `out` holds the top layer only")],
      ["In h_n?", h_n ? withCode(`yes: \`${h_n}\`, shape (B, H)`) : notLast(settings)],
      ["From below", ["it reads ", ...named(below)]],
      ["Memory", ["it reads ", ...named(before)]],
    ]);
    note.replaceChildren(...withCode(sentenceOn(settings)));
  };
  return { element, show };
}

function notLast({ selected: [, d], T }) {
  return d === 0 ? `no: the last position is ${T - 1}` : "no: the backward reader ends at position 0";
}

const three = (value) => value.toFixed(3).replace(/^-(0\.000)$/, "$1").replace("-", "−");

/** The sum of one unit of the selected state, in words. */
function equationOf(settings) {
  const { below, before, biases, bias, sum, h } = sumOf(settings);
  return `Unit ${settings.unit}: from below + from before + bias (${biases.map(three).join(" + ")}) = ` +
    `${[below.total, before.total, bias].map(three).join(" + ")} = ${three(sum)}, and tanh of it is ${three(h)}.`;
}

/** One unit of the selected state, term by term: rows of weights times what they read, from below and from before. */
function sumTables() {
  const names = [0, 1].map(() => html("p", {})), sides = [0, 1].map(() => table([], "grid-terms"));
  const line = html("p", { class: "grid-line" });
  const element = html("div", {}, html("div", { class: "grid-sides" },
    ...sides.map((side, i) => html("div", {}, names[i], scroller(side.element)))), line);
  const number = (value) => {
    const colour = signedColour(value);
    return html("span", { style: `background: rgb(${colour}); color: ${inkOn(colour)}` }, three(value));
  };
  const show = (settings) => {
    const all = sumOf(settings), { layer, d, ...read } = stateOf(settings, settings.selected);
    ["below", "before"].forEach((from, i) => {
      const { weights, numbers, products, total } = all[from];
      const row = `weight_${["ih", "hh"][i]}_l${layer}${d ? "_reverse" : ""}[${settings.unit}]`;
      names[i].replaceChildren(`From ${from}: `, html("code", {}, row), " × ", ...named(read[from]), ` = ${three(total)}`);
      sides[i].show([["weights", ...weights.map(number)], ["× read", ...numbers.map(number)], ["products", ...products.map(number)]]);
    });
    line.textContent = equationOf(settings);
  };
  return { element, show };
}

/** In words what a state reads: a slice as code, or states of the grid. */
function named(read) {
  if (typeof read === "string") return [html("code", {}, read)];
  if (typeof read[0] === "number") return [`its own row: layer ${read[0]} at position ${read[2]}`];
  const [[layer, , t]] = read;
  return [`${read.length === 2 ? "both states of " : ""}layer ${layer} at position ${t}`];
}

function titleOf({ selected: [layer, d, t], bidirectional }) {
  const reader = bidirectional ? ["Forward s", "Backward s"][d] : "S";
  return `${reader}tate of layer ${layer} at position ${t}`;
}

/** The one thing worth knowing about the selected state. */
export function sentenceOn(settings) {
  const { T, L, bidirectional, selected } = settings, { layer, d, t, out, h_n } = stateOf(settings, selected);
  const top = layer === L - 1;
  if (out && h_n && !bidirectional) return "The shared corner, and the only state in both: `out[-1] == h_n[-1]`.";
  if (out && h_n) {
    const equal = d === 0 ? "out[-1, :, :H] == h_n[-2]" : "out[0, :, H:] == h_n[-1]";
    return `A shared corner, where the ${d === 0 ? "forward" : "backward"} reader of the top layer ends: \`${equal}\`.`;
  }
  if (top && d === 1 && t === T - 1) {
    return "Here the backward reader starts: this half of `out[-1]` has read one position only. Its last state is `out[0, :, H:]`.";
  }
  if (out) return "On the way to its last position: `out` keeps every step of the top layer, `h_n` only the last one.";
  if (h_n) return `The last state of layer ${layer}${bidirectional ? `, ${["forward", "backward"][d]}` : ""}: \`h_n\` keeps it. \`out\` does not, because it holds the top layer only.`;
  return "In neither: it is used inside, by the next state and by the layer above, and then it is gone.";
}

function gridLabel(settings) {
  const states = statesOf(settings), { T, L, bidirectional, show } = settings;
  const found = (role) => states.filter((one) => roleOf(one, show) === role).length;
  const coloured = show === "nothing" ? "none coloured" : `${found("out")} only in out, ${found("h_n")} only in h_n, ${found("both")} in both`;
  return `Grid of ${L} layers and ${T} positions${bidirectional ? " in two directions" : ""}, ${states.length} states: ${coloured}. ` +
    `Selected: ${titleOf(settings)}.`;
}

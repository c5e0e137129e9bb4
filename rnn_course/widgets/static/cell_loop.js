// The loop over nn.RNNCell, one line at a time: the code, the tensors that exist, and what PyTorch says.
import { label, picture, redraw, setSize, svg, WIDE } from "./drawing.js";
import { arrow, shapeText, tensorBox, withCode } from "./tensors.js";
import { choice, defineWidget, html, scroller, slider } from "./controls.js";
import { player } from "./player.js";

const ROW = 92; // of the picture: height of a cell's row
const STRIP = 42, GAP = 4; // of x and out: left edge of the slots, distance between them
const SETTINGS = ["T", "B", "I", "H", "cells", "I2", "H2", "h_0", "step"];

/** The cells with the names of their states, what they read, and their sizes. */
function cellsOf({ I, H, cells, I2, H2 }) {
  if (cells === 1) return [{ cell: "cell", h: "h", reads: "x_t", I, H, width: I, colour: "blue" }];
  return [
    { cell: "cell1", h: "h1", reads: "x_t", I, H, width: I, colour: "blue" },
    { cell: "cell2", h: "h2", reads: "h1", I: I2, H: H2, width: H, colour: "green" },
  ];
}

function firstState({ B, h_0 }, width) {
  return { "(B, H)": [B, width], "(1, B, H)": [1, B, width], None: null }[h_0];
}

/** The lines of the program as { text, kind, layer }. */
export function programOf(settings) {
  const { T, B, I } = settings, layers = cellsOf(settings);
  const start = (width) => {
    const shape = firstState(settings, width);
    return shape ? `torch.zeros${shapeText(shape)}` : "None";
  };
  return [
    { text: `x = torch.randn(${T}, ${B}, ${I})`, kind: "x" },
    ...layers.map((one, layer) => ({ text: `${one.cell} = nn.RNNCell(${one.I}, ${one.H})`, kind: "cell", layer })),
    ...layers.map((one, layer) => ({ text: `${one.h} = ${start(one.H)}`, kind: "state", layer })),
    { text: "out = []", kind: "list" },
    { text: "for x_t in x:", kind: "for" },
    ...layers.map((one, layer) => ({ text: `    ${one.h} = ${one.cell}(${one.reads}, ${one.h})`, kind: "call", layer })),
    { text: `    out.append(${layers.at(-1).h})`, kind: "append" },
    { text: "out = torch.stack(out)", kind: "stack" },
  ];
}

/** What nn.RNNCell of PyTorch 2.13 says to a state of this shape and an input of this width; "" if nothing. */
export function cellError(state, width, inputSize) {
  if (state && state.length === 3) return "ValueError: RNNCell: Expected hidden to be 1D or 2D, got 3D instead";
  if (width !== inputSize) return `RuntimeError: input has inconsistent input_size: got ${width} expected ${inputSize}`;
  return "";
}

/**
 * One entry for each line that runs, the first one for the time before: { line (from 0), t (0 before the loop),
 * shapes (name → shape, null for None, a list of shapes for the list), error ("" or what PyTorch says; then it ends) }.
 */
export function traceOf(settings) {
  const { T, B, I } = settings, layers = cellsOf(settings), lines = programOf(settings);
  const entries = [{ line: -1, t: 0, shapes: {}, error: "" }];
  const run = (line, t, made, error = "") => {
    entries.push({ line, t, shapes: { ...entries.at(-1).shapes, ...made }, error });
    return error === "";
  };
  const setup = lines.findIndex(({ kind }) => kind === "for");
  lines.slice(0, setup).forEach(({ kind, layer }, line) => run(line, 0, {
    x: () => ({ x: [T, B, I] }), cell: () => ({}), list: () => ({ out: [] }),
    state: () => ({ [layers[layer].h]: firstState(settings, layers[layer].H) }),
  }[kind]()));
  for (let t = 1; t <= T; t += 1) {
    run(setup, t, { x_t: [B, I] });
    for (const [layer, { h, width, ...cell }] of layers.entries()) {
      const error = cellError(entries.at(-1).shapes[h], width, cell.I);
      if (!run(setup + 1 + layer, t, error ? {} : { [h]: [B, cell.H] }, error)) return entries;
    }
    const made = [...entries.at(-1).shapes.out, [B, layers.at(-1).H]];
    run(setup + 1 + layers.length, t, { out: made });
  }
  run(lines.length - 1, T, { out: [T, B, layers.at(-1).H] });
  return entries;
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set, state } = tools;
  // Who stands at the end stays at the end; any other step stays, unless the loop now ends before it.
  const resize = (change) => {
    const before = state(), was = traceOf(before), last = traceOf({ ...before, ...change }).length - 1;
    const done = before.step === was.length - 1 && !was.at(-1).error;
    play.stop();
    set({ ...change, step: done ? last : before.step });
  };
  const size = (name, max, change, text) => slider(tools, { name: text, min: 1, max, step: 1, onInput: change });
  const sliders = {
    T: size("T", 12, (T) => resize({ T }), "T steps"),
    B: size("B", 12, (B) => resize({ B }), "B sentences"),
    I: size("I", 200, (I) => resize({ I }), "I inputs"),
    H: size("H", 100, (H) => resize(state().cells === 1 ? { H, I2: H } : { H }), "H units"),
  };
  const second = {
    I2: size("I2", 100, (I2) => resize({ I2 }), "cell2 reads"),
    H2: size("H2", 100, (H2) => resize({ H2 }), "cell2 units"),
  };
  const cells = choice(tools, { name: "Cells", options: [["1", "one"], ["2", "two, stacked"]],
    onInput: (value) => {
      play.stop();
      set({ cells: Number(value), step: 2 + 2 * Number(value) });
    } });
  const h_0 = choice(tools, { name: "First state", options: ["(B, H)", "(1, B, H)", "None"].map((value) => [value, value]),
    onInput: (value) => resize({ h_0: value }) });
  const code = codePanel();
  const boxes = picture(340, 290);
  const play = player(tools, {
    limits: () => ({ step: state().step, last: traceOf(state()).length - 1 }),
    go: (step) => set({ step }),
    name: "Lines run",
    text: (step) => `${step} of ${traceOf(state()).length - 1}`,
    pause: 700,
  });
  const note = html("p", { class: "loop-note" });
  const error = html("p", { class: "loop-error" });

  root.append(
    html("div", { class: "rnnc-heading" }, html("span", {}, "The loop over nn.RNNCell, line by line")),
    html("div", { class: "rnnc-row" }, cells.element, h_0.element),
    html("div", { class: "loop-sizes" }, ...Object.values(sliders).map((one) => one.element),
      ...Object.values(second).map((one) => one.element)),
    html("div", { class: "loop-stage" }, code.element, scroller(boxes)),
    play.element, error, note);

  function draw() {
    const settings = state(), trace = traceOf(settings), now = trace[settings.step];
    for (const [name, one] of Object.entries({ ...sliders, ...second })) one.show(settings[name]);
    for (const one of Object.values(second)) one.element.hidden = settings.cells === 1;
    rename(sliders.H, settings.cells === 1 ? "H units" : "cell1 units");
    cells.show(String(settings.cells));
    h_0.show(settings.h_0);
    code.show(programOf(settings), now);
    const plan = planOf(settings, tools.width());
    setSize(boxes, plan.width, plan.height, tools.width() < WIDE);
    redraw(boxes, boxesLabel(settings, now), (group) => drawTensors(group, settings, trace, plan));
    error.textContent = now.error;
    error.hidden = now.error === "";
    note.replaceChildren(...withCode(sentenceOn(settings, now)));
    play.show();
  }

  return { draw, describe: () => spoken(state()) };
}, (all) => ({ ...all, step: Math.min(all.step, traceOf(all).length - 1) }));

function rename({ element, input }, name) {
  if (input.getAttribute("aria-label") === name) return;
  element.firstChild.textContent = name;
  input.setAttribute("aria-label", name);
}

function spoken(settings) {
  const now = traceOf(settings)[settings.step];
  return `${now.error ? `${now.error}. ` : ""}${sentenceOn(settings, now).replaceAll("`", "")}`;
}

/** The program; a mark and a ground show the line that ran last. */
function codePanel() {
  const element = html("ol", { class: "loop-code", "aria-label": "The program" });
  let rows = [];
  const show = (lines, now) => {
    if (rows.length !== lines.length) {
      rows = lines.map(() => html("li", {}, html("code", {})));
      element.replaceChildren(...rows);
    }
    for (const [i, row] of rows.entries()) {
      row.firstChild.textContent = lines[i].text;
      const here = i === now.line;
      row.className = here ? (now.error ? "here raised" : "here") : "";
      if (here) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
    }
  };
  return { element, show };
}

/** Width and height of the picture, its three columns, and the distance of the slots of x and out. */
function planOf({ cells }, room) {
  const width = Math.min(340, room), pitch = Math.min(25, (width - STRIP + GAP) / 12);
  return { width, height: 200 + ROW * cells, left: 50, middle: width / 2, right: width - 50, pitch, slot: pitch - GAP };
}

/** The line that runs, as { kind, layer }; before the first one, kind is "". */
function lineOf(settings, { line }) {
  return line < 0 ? { kind: "", layer: -1 } : programOf(settings)[line];
}

/** Everything that exists: inputs at the bottom, cells above, the list of results at the top. */
function drawTensors(group, settings, trace, plan) {
  const now = trace[settings.step], layers = cellsOf(settings), here = lineOf(settings, now);
  const y = (layer) => 110 + ROW * (layers.length - 1 - layer);
  if (here.kind === "") label(group, plan.middle, plan.height / 2, "Nothing exists yet.", "muted middle");
  drawInput(group, settings, now, here, plan, y(0));
  layers.forEach((one, layer) => drawCell(group, settings, now, here, { ...one, ...plan, layer, y: y(layer) }));
  drawOut(group, settings, now, here, { ...layers.at(-1), ...plan, y: y(layers.length - 1) });
}

/** x as T slots, the slot that x_t is, and x_t. */
function drawInput(group, { T, B, I }, now, { kind, layer }, plan, above) {
  const { x, x_t } = now.shapes, y = plan.height - 34, taken = now.t - 1, { middle } = plan;
  if (!x) return;
  for (let t = 0; t < T; t += 1) {
    const lit = kind === "x" || (t === taken && kind === "for");
    slot(group, plan, t, y, `orange ${lit ? "lit" : ""} ${x_t && t < taken ? "past" : ""}`);
  }
  named(group, y, "x", `(T, B, I) = ${shapeText(x)}`, y + 22);
  if (!x_t || kind === "stack") return;
  const from = [STRIP + plan.pitch * taken + plan.slot / 2, y - 11], level = y - 22;
  arrow(group, [from, [from[0], level], [middle, level], [middle, y - 33]], kind === "for" ? "lit" : "");
  tensorBox(group, middle, y - 53, ...boxSize(B, I), "x_t", shapeText(x_t), `orange ${kind === "for" ? "lit" : ""}`);
  const reading = kind === "call" && layer === 0;
  arrow(group, [[middle, y - 53 - boxSize(B, I)[1] / 2], [middle, above + 22]], reading ? "lit" : "");
}

/** A cell between the state that it reads in this pass (left) and the state that it makes (right). */
function drawCell(group, settings, now, here, part) {
  const { B } = settings, { cell, h, I, H, layer, y, colour, left, middle, right } = part;
  if (now.line < 1 + layer) return;
  const called = here.kind === "call" && here.layer === layer, made = hasRun(now, here, layer);
  const lit = called || (here.kind === "cell" && here.layer === layer) ? "lit" : "";
  if (layer > 0) drawHandingOn(group, settings, now, here, part);
  tensorBox(group, middle, y, 84, 42, cell, `${I} → ${H}`, `grey ${lit} ${called && now.error ? "failed" : ""}`);
  if (!(h in now.shapes)) return;
  const old = now.t > 1 ? [B, H] : firstState(settings, H);
  const [width, height] = old ? boxSize(B, H, old.length) : boxSize(1, 1);
  const fresh = called || (here.kind === "state" && here.layer === layer) ? "lit" : "";
  const style = `${colour} ${fresh} ${old ? "" : "empty"} ${made && !called ? "faded" : ""}`;
  tensorBox(group, left, y, width, height, h, old ? shapeText(old) : "None", style);
  label(group, left, y + 31, now.t > 1 ? `after step ${now.t - 1}` : "at the start", "small muted middle");
  arrow(group, [[left + width / 2 + 1, y], [middle - 43, y]], called ? "lit" : "");
  if (called && now.error) label(group, right, y, "✗ it raises", "bold middle loop-raises");
  if (!made) return;
  const size = boxSize(B, H);
  arrow(group, [[middle + 42, y], [right - size[0] / 2 - 1, y]], called ? "lit" : "");
  tensorBox(group, right, y, ...size, h, shapeText([B, H]), `${colour} ${called ? "lit" : ""}`);
  label(group, right, y + 31, `after step ${now.t}`, "small muted middle");
}

/** The arrow from cell1's new state up to cell2. */
function drawHandingOn(group, settings, now, here, { layer, y, middle, right }) {
  const below = cellsOf(settings)[layer - 1];
  if (!hasRun(now, here, layer - 1)) return;
  const top = y + ROW - boxSize(settings.B, below.H)[1] / 2;
  const lit = here.kind === "call" && here.layer === layer ? "lit" : "";
  arrow(group, [[right, top - 1], [right, y + 48], [middle, y + 48], [middle, y + 22]], lit);
  if (lit && now.error) label(group, (middle + right) / 2, y + 38, `${below.H} ≠ ${settings.I2}`, "bold middle loop-raises");
}

/** Has this layer's cell been called in the present pass? */
function hasRun(now, { kind, layer: current }, layer) {
  if (kind === "call") return now.error === "" ? current >= layer : current > layer;
  return kind === "append" || kind === "stack";
}

/** A slot of a strip of T slots. */
function slot(group, { pitch, slot: width }, t, y, style) {
  svg("rect", { x: STRIP + pitch * t, y: y - 11, width, height: 22, rx: 3, class: `rnnc-tensor ${style}` }, group);
}

/** The name to the left of a strip, its shape above or below it. */
function named(group, y, name, text, textY) {
  label(group, STRIP - 10, y, name, "code bold end");
  label(group, STRIP, textY, text, "shape");
}

/** out: an empty list, a list that grows, at last one tensor. */
function drawOut(group, { T, B }, now, { kind }, part) {
  const { H, colour, y, pitch, right } = part;
  const { out } = now.shapes, top = 36;
  if (!out) return;
  const stacked = kind === "stack";
  const text = stacked ? `(T, B, H) = ${shapeText(out)}` : out.length === 0 ? "an empty list" :
    `a list of ${out.length}, each (B, H) = ${shapeText(out[0])}`;
  named(group, top, "out", text, 14);
  if (stacked) {
    svg("rect", { x: STRIP, y: top - 11, width: pitch * T - GAP, height: 22, rx: 3, class: `rnnc-tensor ${colour} lit` }, group);
    return;
  }
  for (let t = 0; t < T; t += 1) {
    const full = t < out.length, lit = full && kind === "append" && t === out.length - 1;
    slot(group, part, t, top, full ? `${colour} ${lit ? "lit" : ""}` : `grey empty ${kind === "list" ? "" : "faded"}`);
  }
  if (kind !== "append") return;
  const target = STRIP + pitch * (out.length - 1) + part.slot / 2, edge = y - boxSize(B, H)[1] / 2;
  arrow(group, [[right, edge - 1], [right, 64], [target, 64], [target, top + 13]], "lit");
}

/** Width and height of the box of a tensor (rows, columns): it grows with the logarithm of both. */
function boxSize(rows, columns, axes = 2) {
  return [(axes === 3 ? 76 : 60) + (24 * Math.log2(columns)) / Math.log2(200), 32 + (10 * Math.log2(rows)) / Math.log2(12)];
}

/** What the present line does, in one or two sentences. */
export function sentenceOn(settings, now) {
  if (now.error) return whyItRaises(settings, cellsOf(settings)[lineOf(settings, now).layer], now);
  return `${whatHappens(settings, now)}${ahead(settings, now)}`;
}

/** A word of warning while the line that will raise is still to come. */
function ahead(settings, { line }) {
  const { cells, H, I2, h_0 } = settings, lines = programOf(settings);
  if (line < 1 + 2 * cells) return "";
  if (h_0 === "(1, B, H)") return " The first state has three axes: will the cell take it?";
  if (line === lines.length - 1 || cells === 1 || H === I2) return "";
  return ` But cell1 makes ${H} numbers and cell2 reads ${I2}: go on, and see what PyTorch says.`;
}

function whatHappens(settings, now) {
  const { T, B, I, h_0 } = settings, layers = cellsOf(settings), { kind, layer } = lineOf(settings, now);
  const one = layers[layer], shapes = now.shapes;
  const start = {
    "(B, H)": () => `The state before the first step: ${shapeText([B, one.H])}, all zeros. One row for each sentence.`,
    "(1, B, H)": () => `A state with three axes, ${shapeText([1, B, one.H])}.`,
    None: () => `No state yet: from \`None\` the cell starts with zeros ${shapeText([B, one.H])}.`,
  };
  const before = () => (shapes[one.h] && now.t > 1) || h_0 !== "None" ? shapeText([B, one.H]) : "`None`, which means zeros";
  return {
    "": () => "Nothing has run yet. Play runs one line after the other.",
    x: () => `The whole batch: T = ${T} steps of B = ${B} sentences with I = ${I} features.`,
    cell: () => `\`${one.cell}\` is built once, for inputs of ${one.I} and states of ${one.H} numbers. Every step uses its weights.`,
    state: () => start[h_0](),
    list: () => "An empty list, ready for one state of each step. Now the loop can begin.",
    for: () => `Pass ${now.t} of ${T}: \`x_t\` is \`x[${now.t - 1}]\`, one step of all sentences, ${shapeText([B, I])}.`,
    call: () => `\`${one.cell}\` reads \`${one.reads}\` ${shapeText([B, one.width])}${layer ? `, the state that cell1 made in this same step,` : ""} ` +
      `and \`${one.h}\` ${before()}. The name \`${one.h}\` now means what it returns: ${shapeText([B, one.H])}.`,
    append: () => `The list keeps this state: ${shapes.out.length} of ${T}. ` +
      (now.t < T ? `The next pass will give \`${layers.at(-1).h}\` a new meaning.` : "It was the last one, so the loop ends."),
    stack: () => `The ${T} states of the list, behind one new axis: ${shapeText(shapes.out)}. \`out[-1]\` equals \`${layers.at(-1).h}\`.`,
  }[kind]();
}

function whyItRaises({ B }, { cell, I, H, width }, { error }) {
  if (error.startsWith("ValueError")) {
    return `One cell takes one step of one layer, so its state is (B, H) = ${shapeText([B, H])}. ` +
      "The axis in front is for the layers of `nn.RNN`, and a cell has none.";
  }
  return `\`cell1\` makes ${width} numbers for each sentence, but \`${cell}\` was built to read ${I}. Give both the same width.`;
}

/** Everything that exists, as text. */
function boxesLabel(settings, now) {
  const parts = Object.entries(now.shapes).map(([name, shape]) => {
    if (shape === null) return `${name} is None`;
    if (name === "out" && (shape.length === 0 || Array.isArray(shape[0]))) {
      return shape.length === 0 ? "out is an empty list" : `out is a list of ${shape.length} of shape ${shapeText(shape[0])}`;
    }
    return `${name} ${shapeText(shape)}`;
  });
  const widths = cellsOf(settings).map(({ cell, I, H }) => `${cell} from ${I} to ${H}`).join(", ");
  return `Tensors: ${parts.join(", ") || "none yet"}. ${widths}.${now.error ? ` ${now.error}.` : ""}`;
}

// Where dL/dW_hh comes from: the way back from the loss at step t to step k, and what each step adds to dW_hh.
import { rnnSteps, SLOPES } from "./cell.js";
import { norm, outer, plus, scaled, times, transposed } from "./linear.js";
import { label, numberCell, numberText, picture, redraw, setSize, subscript, svg, symbols, WIDE } from "./drawing.js";
import { arrow } from "./tensors.js";
import { choice, defineWidget, formula, html, scroller, slider } from "./controls.js";
import { dragOn, keepInView } from "./dragging.js";

const CELL = 19, BARS = 132;
const SETTINGS = ["T", "t", "k", "loss_at", "entry", "w_hh_scale", "nonlinearity", "_model"];
const ENTRIES = ["norm", "[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]"];

const added = (a, b) => a.map((row, i) => plus(row, b[i]));

/** Everything that the picture shows, from the settings alone. Lists run from step 0 (nothing read yet) to T. */
export function sharesOf({ T, t, loss_at, w_hh_scale, nonlinearity, _model }) {
  const weight_hh = scaled(_model.weight_hh, w_hh_scale), turned = transposed(weight_hh);
  const zeros = [0, 0], nothing = [zeros, zeros];
  const weights = { weight_ih: _model.weight_ih, weight_hh, bias: zeros };
  const xs = _model.x.slice(0, T);
  const states = [zeros, ...rnnSteps(xs.map((x) => [x]), zeros, weights, nonlinearity).map((step) => step.h)];
  const errors = states.map((h, s) => times([_model.readout], h)[0] - (s > 1 ? xs[s - 2] : 0));
  const hasLoss = states.map((_, s) => s > 0 && (loss_at === "every" ? s <= t : s === t));
  const slopes = states.map((h) => h.map(SLOPES[nonlinearity]));
  const d_sums = states.map(() => zeros), shares = states.map(() => nothing), sums = states.map(() => nothing);
  let later = zeros; // what h_s owes to the steps after s
  for (let s = T; s >= 1; s -= 1) {
    const direct = _model.readout.map((weight) => (hasLoss[s] ? weight * errors[s] : 0));
    d_sums[s] = plus(direct, later).map((value, i) => value * slopes[s][i]);
    later = times(turned, d_sums[s]);
    shares[s] = outer(d_sums[s], states[s - 1]);
    sums[s] = added(shares[s], s < T ? sums[s + 1] : nothing);
  }
  const loss = errors.reduce((sum, error, s) => sum + (hasLoss[s] ? (error * error) / 2 : 0), 0);
  return { states, slopes, d_sums, hasLoss, shares, sums, gradient: sums[1], loss };
}

/** What the bars show of a matrix: its norm, or one entry. */
export function shownOf(matrix, entry) {
  if (entry === "norm") return norm(matrix.flat());
  return matrix[Number(entry[1])][Number(entry[4])];
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set, state } = tools;
  const sliders = {
    t: slider(tools, { name: "t (loss)", min: 1, max: 10, step: 1, onInput: (t) => set({ t }) }),
    k: slider(tools, { name: "k (share)", min: 1, max: 10, step: 1, onInput: (k) => set({ k }) }),
    T: slider(tools, { name: "T steps", min: 1, max: 10, step: 1, onInput: (T) => set({ T }) }),
    w_hh_scale: slider(tools, { name: "W_{hh} ×", min: 0, max: 2, step: 0.05, text: numberText,
      onInput: (value) => set({ w_hh_scale: value }) }),
  };
  const choices = {
    loss_at: choice(tools, { name: "Loss", options: [["t", "only at step t"], ["every", "at every step up to t"]],
      onInput: (value) => set({ loss_at: value }) }),
    nonlinearity: choice(tools, { name: "Nonlinearity", options: [["tanh", "tanh"], ["relu", "ReLU"]],
      onInput: (value) => set({ nonlinearity: value }) }),
    entry: choice(tools, { name: "Bars show", options: ENTRIES.map((name) => [name, name === "norm" ? "the norm" : name]),
      onInput: (value) => set({ entry: value }) }),
  };
  const heading = html("span", {});
  const unrolled = picture(WIDE, 206, "rnnc-draggable");
  const product = picture(WIDE, 64);
  const barsTitle = html("span", {});
  const bars = picture(WIDE, BARS, "rnnc-draggable");
  const note = html("p", { class: "rnnc-hint shares-note" });

  root.append(
    html("div", { class: "rnnc-heading" }, heading, html("span", { class: "rnnc-hint" }, "drag t here, k on the bars")),
    scroller(unrolled),
    html("div", { class: "rnnc-row" }, sliders.t.element, sliders.k.element, sliders.w_hh_scale.element),
    html("div", { class: "rnnc-heading" }, formula("What step k adds to dW_{hh}, and the sum of all steps")), scroller(product),
    html("div", { class: "rnnc-heading" }, barsTitle),
    scroller(bars), html("div", { class: "rnnc-row" }, choices.entry.element, choices.nonlinearity.element),
    html("div", { class: "rnnc-row" }, choices.loss_at.element, sliders.T.element), note);
  const dragSteps = (target, onStep) => dragOn(tools, target, (x) => {
    const { T } = state(), { left, column } = planOf(T, tools.width());
    onStep(Math.max(1, Math.min(T, Math.floor((x - left) / column))));
  });
  dragSteps(unrolled, (t) => set({ t }));
  dragSteps(bars, (k) => set({ k }));

  function draw() {
    const settings = state(), found = sharesOf(settings);
    for (const [name, { show }] of Object.entries(sliders)) show(settings[name], { t: settings.T, k: settings.t }[name]);
    for (const [name, { show }] of Object.entries(choices)) show(settings[name]);
    heading.textContent = titleOf(settings);
    barsTitle.replaceChildren(...barsHeading(settings));
    const plan = planOf(settings.T, tools.width()), narrow = plan.room < WIDE;
    setSize(unrolled, plan.width, 206, narrow);
    setSize(product, Math.max(300, plan.room), narrow ? 132 : 64, narrow);
    setSize(bars, plan.width, BARS, narrow);
    redraw(unrolled, pathLabel(found, settings), (group) => drawUnrolled(group, found, settings, plan));
    redraw(product, productLabel(found, settings), (group) => drawProduct(group, found, settings, narrow));
    redraw(bars, barsLabel(found, settings), (group) => drawBars(group, found, settings, plan));
    note.textContent = noteOn(found, settings);
  }

  function bringIntoView() {
    const { T, t, k } = state(), { middle, column } = planOf(T, tools.width());
    for (const [target, step] of [[unrolled, t], [bars, k]]) keepInView(target, middle(step), 1.5 * column);
  }

  return { draw, bringIntoView, describe: () => `${titleOf(state())}. ${noteOn(sharesOf(state()), state())}` };
}, within);

function within({ T, t, k, ...others }) {
  return { ...others, T, t: Math.min(t, T), k: Math.min(k, t, T) };
}

/** The columns, from h_0 to step T; `cell` is the width of a cell in a column, for arrows need the rest. */
function planOf(T, room) {
  const narrow = room < WIDE, left = narrow ? 50 : 70, fitting = Math.min(84, (room - left) / (T + 1));
  const column = narrow ? Math.max(46, fitting) : fitting;
  const width = Math.max(room, left + column * (T + 1));
  return { room, width, left, column, cell: Math.min(44, column - 9), middle: (step) => left + (step + 0.5) * column };
}

function lossText({ t, loss_at }) {
  return loss_at === "t" || t === 1 ? `L${subscript(t)}` : `L₁ + … + L${subscript(t)}`;
}

function titleOf(settings) {
  const { t, k } = settings;
  const way = t === k ? "no step back" : t - k === 1 ? "one step back" : `${t - k} steps back`;
  return `From the loss ${lossText(settings)} to step k = ${k}: ${way}`;
}

function drawUnrolled(group, found, settings, plan) {
  const { T, t, nonlinearity } = settings, narrow = plan.room < WIDE;
  const slope = nonlinearity === "tanh" ? "1 − h²" : "h > 0 ?";
  const rows = [[37, narrow ? "h" : "state h"], [84, "slope"], [100, slope], [147, "da"]];
  for (const [y, text] of rows) label(group, plan.left - 8, y, text, `end ${narrow ? "tiny" : ""}`);
  for (let s = 0; s <= T; s += 1) drawStep(group, found, settings, s, plan);
  drawPath(group, found, settings, plan);
  drawHandle(group, plan, t, 206);
}

/** Where a finger takes hold of the step that is looked at. */
function drawHandle(group, { middle, column }, step, height) {
  svg("rect", { x: middle(step) - column / 2, y: 0, width: column, height, class: "rnnc-handle" }, group);
}

/** One column: the state, and for steps 1 to t the slope and what of the loss arrives there. */
function drawStep(group, { states, slopes, d_sums }, { t, k }, s, { middle, column, cell: width }) {
  const x = middle(s);
  const numbers = (parent, values, y) =>
    values.forEach((value, i) => numberCell(parent, x - width / 2, y + i * CELL, width, CELL, value, "small"));
  const part = svg("g", { class: s > t ? "faded" : "" }, group);
  symbols(part, x, 8, `h_{${s}}`, "middle");
  numbers(part, states[s], 18);
  if (s > 0) arrow(part, [[x - column + width / 2 + 1, 37], [x - width / 2 - 1, 37]]);
  if (s === 0 || s > t) return;
  const back = svg("g", { class: s < k ? "faded" : "" }, group);
  numbers(back, slopes[s], 73);
  numbers(back, d_sums[s], 128);
}

/** The way back: up from the loss to da_t, and from step to step, each time through W_hh and a slope, to da_k. */
function drawPath(group, { hasLoss }, { t, k }, { middle, column, cell: width }) {
  const gap = column - width;
  for (let s = 1; s <= t; s += 1) {
    const x = middle(s), onPath = s >= k;
    const part = svg("g", { class: onPath ? "" : "faded" }, group);
    if (s < t) {
      symbols(part, x + column / 2, 118, "W_{hh}", "middle small");
      arrow(part, [[x + column / 2 + gap / 2 - 1, 147], [x + width / 2 + 1, 147]], "shares-path");
    }
    if (!hasLoss[s]) continue;
    arrow(part, [[x, 186], [x, 168]], "shares-path");
    symbols(part, x, 196, `L_{${s}}`, "middle bold shares-warm");
  }
  const frame = { x: middle(k) - width / 2, y: 128, width, height: 2 * CELL, rx: 2, class: "rnnc-now" };
  svg("rect", frame, group);
}

/**
 * da_k transposed (rows of a batch of one) times h_{k−1} is the share of step k; beside it, or on a narrow page below it, the
 * sum over all steps. The chosen entry is framed.
 */
function drawProduct(group, { d_sums, states, shares, gradient }, { k, entry }, narrow) {
  const left = narrow ? 2 : 70, end = narrow ? { left: 104, x: 194, y: 68 } : { left: 366, x: 488, y: 0 };
  const matrix = (x, rows, title, framed, y = 0) => {
    symbols(group, x + rows[0].length * 23, y + 8, title, "middle");
    const top = y + (rows.length === 2 ? 20 : 29.5);
    rows.forEach((row, i) => row.forEach((value, j) => {
      numberCell(group, x + j * 46, top + i * CELL, 46, CELL, value);
    }));
    if (!framed || entry === "norm") return;
    const place = { x: x + Number(entry[4]) * 46, y: top + Number(entry[1]) * CELL, width: 46, height: CELL, rx: 2 };
    svg("rect", { ...place, class: "rnnc-now" }, group);
  };
  const sign = (x, text) => label(group, x, 39, text, "middle");
  matrix(left, d_sums[k].map((value) => [value]), `da_{${k}}ᵀ`);
  sign(left + 59, "×");
  matrix(left + 72, [states[k - 1]], `h_{${k - 1}}`);
  sign(left + 178, "=");
  matrix(left + 192, shares[k], `share of step ${k}`, true);
  const y = end.y + 39;
  arrow(group, [[end.left, y], [narrow ? end.x - 8 : left + 400, y]]);
  label(group, narrow ? end.left - 6 : left + 346, narrow ? y : y - 11, "sum over k", `small ${narrow ? "end" : "middle"}`);
  matrix(end.x, gradient, "dW_{hh}", true, end.y);
}

function drawBars(group, { shares, sums }, { T, t, k, entry }, plan) {
  const values = shares.map((matrix) => shownOf(matrix, entry)), running = sums.map((matrix) => shownOf(matrix, entry));
  const low = Math.min(0, ...values, ...running), high = Math.max(0, ...values, ...running);
  const scale = (BARS - 56) / (high - low || 1);
  const y = (value) => 8 + (high - value) * scale;
  const { left, column, middle } = plan, wide = Math.min(30, column * 0.56);
  const bar = (step, value, style) => {
    const top = Math.min(y(value), y(0));
    const size = { x: middle(step) - wide / 2, y: top, width: wide, height: Math.abs(y(value) - y(0)) };
    svg("rect", { ...size, class: style }, group);
  };
  svg("line", { x1: left, x2: left + column * (T + 1), y1: y(0), y2: y(0), class: "rnnc-stroke" }, group);
  label(group, left - 8, y(0), "0", "small muted end");
  bar(0, running[1], "shares-sum");
  label(group, middle(0), BARS - 10, "sum", "small middle bold");
  for (let s = 1; s <= T; s += 1) {
    if (s <= t) bar(s, values[s], "rnnc-bar");
    label(group, middle(s), BARS - 10, `k = ${s}`, `small middle ${s > t ? "faded" : s === k ? "bold" : ""}`);
  }
  drawRunningSum(group, running.slice(1, t + 1), middle, y);
  for (let s = 0; s <= t; s += 1) {
    label(group, middle(s), BARS - 27, numberText(s === 0 ? running[1] : values[s]), `small middle ${s === 0 || s === k ? "bold" : ""}`);
  }
  const frame = { x: middle(k) - column / 2 + 2, y: 1, width: column - 4, height: BARS - 1, rx: 3, class: "shares-here" };
  svg("rect", frame, group);
  drawHandle(group, plan, k, BARS);
}

/** Dots from step t down to step 1, joined, and led on to the bar of the sum. */
function drawRunningSum(group, running, middle, y) {
  const points = running.map((value, i) => [middle(i + 1), y(value)]);
  svg("polyline", { points: [[middle(0), points[0][1]], ...points].join(" "), class: "shares-running" }, group);
  for (const [cx, cy] of points) svg("circle", { cx, cy, r: 3, class: "shares-dot" }, group);
}

function barsHeading({ entry }) {
  const what = `${entry === "norm" ? "norm" : `entry ${entry}`} of each share`;
  const key = (style, text) => html("span", { class: "shares-key" }, html("span", { class: `shares-${style}` }), text);
  return [key("bar", what), key("round", "running sum, from t down"), key("total", "whole gradient")];
}

function pathLabel({ d_sums, hasLoss }, settings) {
  const { t, k } = settings;
  const losses = hasLoss.flatMap((has, s) => (has ? [`L at step ${s}`] : []));
  const path = Array.from({ length: t - k + 1 }, (_, i) => `${t - i}: ${d_sums[t - i].map(numberText).join(" and ")}`);
  return `Unrolled network, gradient from ${losses.join(", ")} back to step ${k}. da at step ${path.join("; at step ")}.`;
}

function productLabel({ shares, gradient }, { k }) {
  const rows = (matrix) => matrix.map((row) => row.map(numberText).join(", ")).join("; ");
  return `Share of step ${k}: ${rows(shares[k])}. dW_hh: ${rows(gradient)}.`;
}

function barsLabel({ shares, gradient }, { t, entry }) {
  const values = shares.slice(1, t + 1).map((matrix) => shownOf(matrix, entry).toFixed(4));
  const what = entry === "norm" ? "norm" : `entry ${entry}`;
  return `Shares of steps 1 to ${t}, ${what}: ${values.join(", ")}. Sum of all: ${shownOf(gradient, entry).toFixed(4)}.`;
}

/** The fact that fits what is on the screen. */
function noteOn({ slopes, shares, gradient, d_sums, states }, settings) {
  const { t, k, entry, w_hh_scale, T } = settings;
  const [share, whole] = [shownOf(shares[k], entry), shownOf(gradient, entry)].map(numberText);
  const cut = d_sums[k].every((value) => value === 0);
  if (k === 1) return "Step 1 adds nothing, whatever da₁ is: W_hh meets h₀ there, and h₀ is zero.";
  if (cut && w_hh_scale === 0) return "W_hh is zero, so nothing comes back through it: only steps with a loss of their own add to the gradient.";
  if (cut) return `Nothing reaches step ${k}: on every way back stands a slope of 0, where a ReLU unit was off.`;
  if (states[k - 1].every((value) => value === 0)) return `Step ${k} adds nothing: the state before it is zero, so W_hh had nothing to multiply.`;
  const norm = entry === "norm" ? " Norms do not add up: shares of opposite direction cancel in the matrix." : "";
  const later = t < T ? ` Steps after ${t} add nothing: a later state cannot act on an earlier loss.` : "";
  if (t === k) return `Step ${k} adds ${share} of ${whole}. The loss reaches it without going back through W_hh.${norm}${later}`;
  const factors = slopes.slice(k, t).flat();
  const [least, most] = [Math.min(...factors), Math.max(...factors)].map(numberText);
  const times = t - k === 1 ? "once" : t - k === 2 ? "twice" : `${t - k} times`;
  return `Step ${k} adds ${share} of ${whole}. On the way there the gradient went ${times} through W_hh and a slope ` +
    `(from ${least} to ${most} here).${norm}${later}`;
}

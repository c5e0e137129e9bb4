// Why does it forget? The norm of dh_T/dh_k against the distance T − k, and what clipping does to the gradient.
import { lettersHash, numbersFrom } from "./words.js";
import { rnnSteps, SLOPES } from "./cell.js";
import { identity, norm, product, scaled, times, transposed } from "./linear.js";
import { label, numberText, picture, redraw, setSize, svg, symbols, WIDE } from "./drawing.js";
import { arrow } from "./tensors.js";
import { choice, defineWidget, formula, html, scroller, slider } from "./controls.js";
import { dragOn } from "./dragging.js";

const H = 8, MOST_STEPS = 60, LOST = 1e-3, MAX_NORM = 1;
const LEFT = 44, TOP = 12, FLOOR = 200; // of the plot, in units
const SETTINGS = ["radius", "T", "distance", "nonlinearity", "input_scale", "weights", "seed", "clip"];

const zeros = () => Array(H).fill(0);

/**
 * The spectral radius of a square matrix: ‖Aⁿ‖^(1/n) for n = 1, 2, 4, 8, … (Gelfand's formula). It stops early
 * when squaring only rescales the power. Agrees with numpy's eigenvalues to about 1e-13.
 */
export function spectralRadius(matrix) {
  let power = matrix, log = 0;
  for (let part = 1; part > 1e-15; part /= 2) {
    const size = norm(power.flat());
    if (size === 0) return 0;
    log += part * Math.log(size);
    power = scaled(power, 1 / size);
    const square = product(power, power), factor = norm(square.flat());
    const same = power.every((row, i) => row.every((value, j) => Math.abs(square[i][j] - factor * value) < 1e-15));
    if (same) return Math.exp(log + part * Math.log(factor));
    power = square; // its logarithm counts half
  }
  return Math.exp(log);
}

/** The spectral norm: the root of the largest eigenvalue of AᵀA. */
export function spectralNorm(matrix) {
  const largest = Math.max(...matrix.flat().map(Math.abs));
  if (largest === 0) return 0;
  const even = scaled(matrix, 1 / largest);
  return largest * Math.sqrt(spectralRadius(product(transposed(even), even)));
}

/** The columns of a matrix, each made orthogonal to those before it and of length 1 (Gram–Schmidt, twice for exactness). */
function orthogonal(matrix) {
  const done = [];
  for (const column of transposed(matrix)) {
    let left = column;
    for (const other of [...done, ...done]) {
      const along = left.reduce((sum, value, i) => sum + value * other[i], 0);
      left = left.map((value, i) => value - along * other[i]);
    }
    const length = norm(left);
    done.push(left.map((value) => value / length));
  }
  return transposed(done);
}

const kept = new Map();

/** W_hh of spectral radius 1 in three kinds, other weights, and the numbers to read; drawn once for each seed. */
function drawnFor(seed) {
  if (!kept.has(seed)) {
    const numbers = (name, count) => numbersFrom(lettersHash(`${seed} ${name}`), count);
    const flat = numbers("W_hh", H * H);
    const matrix = zeros().map((_, i) => flat.slice(i * H, (i + 1) * H));
    const units = { random: scaled(matrix, 1 / spectralRadius(matrix)), orthogonal: orthogonal(matrix), identity: identity(H) };
    kept.set(seed, { units, weight_ih: numbers("W_xh", H).map((weight) => [weight]), x: numbers("x", MOST_STEPS) });
  }
  return kept.get(seed);
}

/** Everything that the picture shows, from the settings alone. norms[d] belongs to the distance d = T − k. */
export function vanishingOf({ radius, T, nonlinearity, input_scale, weights, seed, clip }) {
  const { units, weight_ih, x } = drawnFor(seed);
  const weight_hh = scaled(units[weights], radius);
  const xs = x.slice(0, T).map((value) => [(input_scale * (value + 1)) / 2]); // from 0 to 1, as brightness is
  const steps = rnnSteps(xs, zeros(), { weight_ih, weight_hh, bias: zeros() }, nonlinearity);
  const slopes = steps.map(({ h }) => h.map(SLOPES[nonlinearity]));
  let jacobian = identity(H);
  const norms = [1];
  for (let s = T - 1; s >= 0; s -= 1) {
    jacobian = product(jacobian, weight_hh.map((row, i) => row.map((weight) => weight * slopes[s][i])));
    norms.push(spectralNorm(jacobian));
  }
  const lost = norms.findIndex((value) => value < LOST);
  const meanSlope = slopes.flat().reduce((sum, value) => sum + value, 0) / (T * H);
  return { norms, reach: lost < 0 ? T : lost - 1, meanSlope, ...gradientOf(steps, slopes, weight_hh, clip) };
}

/** The gradient of W_hh for the loss sum(h_T)/√H: its norm, after clipping, and the part that early steps give. */
function gradientOf(steps, slopes, weight_hh, clip) {
  const T = steps.length, turned = transposed(weight_hh);
  const late = Array(H * H).fill(0), early = Array(H * H).fill(0);
  let d_h = Array(H).fill(1 / Math.sqrt(H));
  for (let s = T - 1; s >= 0; s -= 1) {
    const d_sum = d_h.map((value, i) => value * slopes[s][i]);
    const sums = s < Math.floor(T / 2) ? early : late;
    for (let i = 0; i < H * H; i += 1) sums[i] += d_sum[Math.floor(i / H)] * steps[s].before[i % H];
    d_h = times(turned, d_sum);
  }
  const gradientNorm = norm(late.map((value, i) => value + early[i]));
  const clippedNorm = clip ? Math.min(gradientNorm, MAX_NORM) : gradientNorm;
  return { gradientNorm, clippedNorm, earlyPart: gradientNorm > 0 ? norm(early) / gradientNorm : 0 };
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set, state } = tools;
  const go = (distance) => set({ distance });
  const sliders = {
    radius: slider(tools, { name: "Spectral radius ρ", min: 0.1, max: 2, step: 0.05, text: numberText,
      onInput: (value) => set({ radius: value }) }),
    T: slider(tools, { name: "T steps", min: 2, max: MOST_STEPS, step: 1, onInput: setT }),
    distance: slider(tools, { name: "T − k", min: 0, max: MOST_STEPS, step: 1, onInput: go }),
    input_scale: slider(tools, { name: "Inputs ×", min: 0, max: 3, step: 0.1, text: numberText,
      onInput: (value) => set({ input_scale: value }) }),
    seed: slider(tools, { name: "Seed", min: 0, max: 20, step: 1, onInput: (seed) => set({ seed }) }),
  };
  const choices = {
    nonlinearity: choice(tools, { name: "Nonlinearity", options: [["tanh", "tanh"], ["relu", "ReLU"], ["linear", "none (linear)"]],
      onInput: (value) => set({ nonlinearity: value }) }),
    weights: choice(tools, { name: "W_hh", options: [["random", "random"], ["orthogonal", "ρ × orthogonal"], ["identity", "ρ × identity"]],
      onInput: (value) => set({ weights: value }) }),
    clip: choice(tools, { name: "Clip to norm 1", options: [["off", "off"], ["on", "on"]],
      onInput: (value) => set({ clip: value === "on" }) }),
  };
  const plot = picture(WIDE, 238, "rnnc-draggable");
  const readout = html("p", { class: "vanishing-readout" });
  const clipping = picture(WIDE, 54);
  const clipNote = html("p", { class: "rnnc-hint vanishing-clip-note" });
  const note = html("p", { class: "rnnc-hint vanishing-note" });
  const key = (style, text) => html("span", { class: "vanishing-key" }, html("span", { class: `vanishing-${style}` }), text);

  root.append(
    html("div", { class: "rnnc-heading" }, html("span", {}, "How much of h", html("sub", {}, "k"), " survives in h", html("sub", {}, "T")),
      html("span", {}, key("curve-key", formula("‖∂h_{T}/∂h_{k}‖")), key("line-key", html("span", {}, "ρ", html("sup", {}, "T − k"))))),
    scroller(plot), html("div", { class: "rnnc-row" }, sliders.distance.element), readout,
    html("div", { class: "rnnc-row vanishing-sliders" }, sliders.radius.element, sliders.T.element, sliders.input_scale.element, sliders.seed.element),
    html("div", { class: "rnnc-row" }, choices.nonlinearity.element, choices.weights.element), note,
    html("div", { class: "rnnc-heading" }, formula("The gradient of W_{hh}, all steps together"), choices.clip.element), scroller(clipping), clipNote);
  dragOn(tools, plot, (x) => {
    const { T } = state();
    go(Math.max(0, Math.min(T, Math.round(((x - LEFT) / (rightOf(tools.width()) - LEFT)) * T))));
  });

  function setT(T) {
    const { distance, T: before } = state();
    set({ T, distance: distance === before ? T : distance });
  }

  function draw() {
    const settings = state(), found = vanishingOf(settings);
    for (const [name, { show }] of Object.entries(sliders)) show(settings[name], name === "distance" ? settings.T : undefined);
    for (const [name, { show }] of Object.entries(choices)) show(name === "clip" ? (settings.clip ? "on" : "off") : settings[name]);
    const room = tools.width();
    setSize(plot, room, 238);
    setSize(clipping, room, 54);
    redraw(plot, plotLabel(found, settings), (group) => drawPlot(group, found, settings, room));
    readout.textContent = readoutOf(found, settings);
    note.textContent = noteOn(found, settings);
    redraw(clipping, clipLabel(found), (group) => drawClipping(group, found, settings, room));
    clipNote.textContent = clipNoteOn(found, settings);
  }

  return { draw, describe: () => `${readoutOf(vanishingOf(state()), state())} ${clipNoteOn(vanishingOf(state()), state())}` };
}, (all) => ({ ...all, distance: Math.min(all.distance, all.T) }));

/** A size of any magnitude, two digits: 0.0031, 3.1e−7, 12. */
export function sizeText(value) {
  if (value === 0) return "0";
  const text = value >= 0.001 && value < 1000 ? String(Number(value.toPrecision(2))) : value.toExponential(1);
  return text.replace("e+", "e").replace("-", "−");
}

/** The right edge of the plot. */
const rightOf = (room) => room - 12;

/** The scale of the plot: decades from −12 up to 2, or further where the norms need it. */
function scaleOf({ norms }, T, right) {
  const highest = Math.log10(Math.max(...norms));
  const low = -12, high = highest <= 2 ? 2 : 4 * Math.ceil(highest / 4);
  return {
    low, high, right,
    x: (distance) => LEFT + (distance / T) * (right - LEFT),
    y: (decades) => TOP + ((high - decades) / (high - low)) * (FLOOR - TOP),
  };
}

function drawPlot(group, found, { T, radius, distance }, room) {
  const scale = scaleOf(found, T, rightOf(room)), { x, y } = scale;
  drawAxes(group, scale, T, room < WIDE);
  const powers = found.norms.map((_, d) => d * Math.log10(radius));
  drawCurve(group, powers, scale, "vanishing-line");
  drawReach(group, found, scale, T);
  const decades = found.norms.map(Math.log10);
  drawCurve(group, decades, scale, "vanishing-curve");
  decades.forEach((value, d) => {
    if (value >= scale.low) svg("circle", { cx: x(d), cy: y(value), r: T > 30 ? 2 : 2.8, class: "rnnc-bar" }, group);
  });
  svg("line", { x1: x(distance), x2: x(distance), y1: TOP, y2: FLOOR, class: "vanishing-here" }, group);
  const ring = { cx: x(distance), cy: y(Math.max(decades[distance], scale.low)), r: 6, class: "rnnc-now" };
  svg("circle", ring, group);
  svg("rect", { x: x(distance) - 22, y: TOP, width: 44, height: FLOOR - TOP, class: "rnnc-handle" }, group);
}

function drawAxes(group, { low, high, right, x, y }, T, narrow) {
  const tens = (decades) => `10${String(decades).replace("-", "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])}`;
  for (let decades = low; decades <= high; decades += high - low > 20 ? 6 : 2) {
    svg("line", { x1: LEFT, x2: right, y1: y(decades), y2: y(decades), class: "vanishing-grid" }, group);
    label(group, LEFT - 6, y(decades), tens(decades), "small muted end");
  }
  const every = [1, 2, 5, 10].find((step) => T / step <= (narrow ? 8 : 12));
  for (let d = 0; d <= T; d += every) label(group, x(d), FLOOR + 12, String(d), "small muted middle");
  label(group, (LEFT + right) / 2, FLOOR + 30, `distance T − k: steps back${narrow ? "" : " from the last state"}`, "middle");
}

/** A line through decades[d], as far as it stays within the plot. */
function drawCurve(group, decades, { low, high, x, y }, style) {
  const inside = [];
  for (const [d, value] of decades.entries()) {
    const edge = value < low ? low : value > high ? high : null;
    if (edge === null) {
      inside.push([x(d), y(value)]);
      continue;
    }
    const from = decades[d - 1];
    if (Number.isFinite(value)) inside.push([x(d - 1 + (edge - from) / (value - from)), y(edge)]);
    break;
  }
  svg("polyline", { points: inside.join(" "), class: style }, group);
}

/** The level 0.001, and the last distance before the norm falls under it. */
function drawReach(group, { reach }, { x, y, low, right: end }, T) {
  svg("line", { x1: LEFT, x2: end, y1: y(-3), y2: y(-3), class: "vanishing-level" }, group);
  const early = reach < T / 3; // then the curve passes where the words would stand
  label(group, early ? end : LEFT + 5, y(-3) + 9, "forgotten: below 0.001", `small muted ${early ? "end" : ""}`);
  const right = reach > T * 0.7;
  svg("line", { x1: x(reach), x2: x(reach), y1: y(-3), y2: y(low), class: "vanishing-reach" }, group);
  const text = reach === T ? `reach: all ${T} steps` : reach === 1 ? "reach: 1 step" : `reach: ${reach} steps`;
  label(group, x(reach) + (right ? -6 : 6), y(low + 0.9), text, `bold vanishing-halo ${right ? "end" : ""}`);
}

/** The norm on a line of powers of ten: before clipping, the limit 1, and after clipping. */
function drawClipping(group, { gradientNorm, clippedNorm }, { clip }, room) {
  const left = room < WIDE ? 20 : LEFT + 10, right = room < WIDE ? room - 20 : rightOf(room) - 30, y = 30;
  const x = (value) => left + ((Math.min(12, Math.max(-12, Math.log10(value))) + 12) / 24) * (right - left);
  svg("line", { x1: left, x2: right, y1: y, y2: y, class: "rnnc-stroke" }, group);
  for (let decades = -12; decades <= 12; decades += room < WIDE ? 6 : 4) {
    svg("line", { x1: x(10 ** decades), x2: x(10 ** decades), y1: y - 3, y2: y + 3, class: "rnnc-stroke" }, group);
    const text = decades === 0 ? (clip ? "limit: 1" : "1") : `1e${decades}`.replace("-", "−");
    label(group, x(10 ** decades), y + 15, text, `small middle ${clip && decades === 0 ? "bold" : "muted"}`);
  }
  if (clip) {
    svg("line", { x1: x(1), x2: x(1), y1: y - 12, y2: y + 6, class: "vanishing-limit" }, group);
  }
  const clipped = clippedNorm < gradientNorm;
  if (clipped && x(gradientNorm) - x(1) > 16) arrow(group, [[x(gradientNorm) - 7, y], [x(1) + 6, y]], "vanishing-arrow");
  svg("circle", { cx: x(gradientNorm), cy: y, r: 5.5, class: clipped ? "vanishing-before" : "rnnc-bar" }, group);
  if (clipped) svg("circle", { cx: x(1), cy: y, r: 5.5, class: "rnnc-bar" }, group);
  const at = Math.min(right - (room < WIDE ? 30 : 10), Math.max(left + 30, x(gradientNorm)));
  symbols(group, at, y - 19, `norm ${sizeText(gradientNorm)}`, "middle bold");
}

function readoutOf({ norms }, { distance, T, radius }) {
  const k = T - distance, power = sizeText(radius ** distance);
  return `T − k = ${distance}: a small change of h at step k = ${k} reaches h at step ${T} at most × ${sizeText(norms[distance])}` +
    ` (ρ to the power ${distance}: ${power}).`;
}

/** Why the curve lies where it lies. */
function noteOn({ norms, meanSlope }, { nonlinearity, input_scale, radius, weights }) {
  const slope = sizeText(meanSlope);
  if (norms.at(-1) === 0) return "Exactly 0: on every way back stands a slope of 0, where a ReLU unit was off.";
  if (nonlinearity === "linear") return weights !== "random"
    ? "No slopes, and all directions are stretched alike: the norm is ρ to the power T − k exactly."
    : "No slope: after a few steps the curve runs along the line, because powers of a matrix grow or shrink as its spectral radius.";
  if (nonlinearity === "tanh" && input_scale === 0) return "All states are 0, and there tanh has slope 1: the same curve as the linear network.";
  if (nonlinearity === "tanh") return `The slope 1 − h² is ${slope} on average, and each step multiplies by it too` +
    (radius > 1 ? ": large states have small slopes, so tanh holds back its own explosion." : ": the curve falls faster than the line.");
  return `The slope is 1 for units that are on and 0 for those that are off; ${slope} on average.` +
    (weights === "identity" ? " A unit that stays on passes everything back at ρ to the power T − k." : "");
}

function clipNoteOn({ gradientNorm, clippedNorm, earlyPart }, { clip, T }) {
  const half = Math.floor(T / 2), steps = half === 1 ? "The share of step 1 has" : `The shares of steps 1 to ${half}, added up, have`;
  if (gradientNorm === 0) return "There is no gradient at all; clipping has nothing to change.";
  const part = `${steps} ${sizeText(earlyPart)} of the norm`;
  if (!clip) return `${part}. Switch clipping on: what will it change?`;
  if (clippedNorm === gradientNorm) return `The norm is not above 1, so clipping changes nothing. ${part}: a forgotten step stays forgotten.`;
  return `Clipping multiplies every entry by ${sizeText(clippedNorm / gradientNorm)}: a shorter step, the same direction. ${part}, before and after.`;
}

function plotLabel({ norms, reach }, { T, radius }) {
  const some = norms.flatMap((value, d) => (d % Math.ceil(T / 6) === 0 || d === T ? [`${d}: ${sizeText(value)}`] : []));
  return `Norm of dh_T/dh_k by distance T − k, with the line ${radius} to the power T − k. ${some.join(", ")}. Reach: ${reach} of ${T} steps.`;
}

function clipLabel({ gradientNorm, clippedNorm }) {
  return `Norm of the gradient of W_hh: ${sizeText(gradientNorm)}, used in training: ${sizeText(clippedNorm)}.`;
}

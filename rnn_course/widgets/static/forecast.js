// What a model sees coming: sunspots, forecast by a season, by AR(p) fitted here, and by two networks trained elsewhere.
import { label, picture, redraw, setSize, svg, WIDE } from "./drawing.js";
import { choice, defineWidget, html, scroller, slider } from "./controls.js";
import { dragOn } from "./dragging.js";

const FIRST = 1700, LAST_KNOWN = 1920, LAST = 2008, SHOWN = 1890; // the series, what models learn from, what is drawn
const STARTS = LAST - LAST_KNOWN, HORIZONS = 22, LONGEST = 30, SHIFTS = 5;
const LEFT = 40, TOP = 10, FLOOR = 178, FOOT = 214, CURVE_FLOOR = 110, CURVE_FOOT = 144;
const MODELS = [["repeat", "repeat"], ["ar", "AR"], ["rnn", "RNN"], ["gru", "GRU"]];
const COLOURS = { repeat: "green", ar: "blue", rnn: "purple", gru: "orange" };

const dot = (one, other) => one.reduce((sum, value, i) => sum + value * other[i], 0);

/** Least squares: the numbers c for which the columns, each times its number, come nearest to y (Gram–Schmidt, twice). */
export function leastSquares(columns, y) {
  const Q = [], R = columns.map(() => Array(columns.length).fill(0));
  columns.forEach((column, j) => {
    let left = column;
    for (let round = 0; round < 2; round += 1) {
      for (const [i, direction] of Q.entries()) {
        const along = dot(left, direction);
        R[i][j] += along;
        left = left.map((value, k) => value - along * direction[k]);
      }
    }
    R[j][j] = Math.sqrt(dot(left, left));
    Q.push(left.map((value) => value / R[j][j]));
  });
  const found = Array(columns.length).fill(0);
  for (let i = columns.length - 1; i >= 0; i -= 1) {
    const rest = dot(Q[i], y) - R[i].reduce((sum, value, j) => (j > i ? sum + value * found[j] : sum), 0);
    found[i] = rest / R[i][i];
  }
  return found;
}

/** AR(p) on the years up to 1920: [constant, weight of the newest year, of the one before, …]. */
export function fitAR(numbers, p) {
  const known = numbers.slice(0, LAST_KNOWN - FIRST + 1), targets = known.slice(p);
  const lags = Array.from({ length: p }, (_, i) => targets.map((_, n) => known[n + p - 1 - i]));
  return leastSquares([targets.map(() => 1), ...lags], targets);
}

function freeRun(past, [constant, ...weights]) {
  const all = past.slice(-weights.length);
  for (let h = 0; h < HORIZONS; h += 1) {
    all.push(constant + weights.reduce((sum, weight, i) => sum + weight * all[all.length - 1 - i], 0));
  }
  return all.slice(-HORIZONS);
}

/** Row k: what the model says at the end of 1920 + k for the next 22 years. */
export function forecastsOf(data, model, window) {
  if (data[model]) return data[model];
  const pasts = Array.from({ length: STARTS }, (_, k) => data.numbers.slice(0, LAST_KNOWN - FIRST + 1 + k));
  if (model === "repeat") {
    return pasts.map((past) => Array.from({ length: HORIZONS }, (_, h) => past[past.length - window + (h % window)]));
  }
  const weights = fitAR(data.numbers, window);
  return pasts.map((past) => freeRun(past, weights));
}

const truth = (data, row, h) => data.numbers[LAST_KNOWN - FIRST + row + h];

/** The RMSE for each horizon. */
export function errorsOf(data, rows) {
  return Array.from({ length: HORIZONS }, (_, i) => {
    const gaps = rows.slice(0, STARTS - i).map((row, k) => row[i] - truth(data, k, i + 1));
    return Math.sqrt(dot(gaps, gaps) / gaps.length);
  });
}

function correlation(one, other) {
  const even = (all) => all.map((value) => value - all.reduce((sum, v) => sum + v, 0) / all.length);
  const [a, b] = [even(one), even(other)];
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** The shift by 0 to 4 years at which the forecasts of a horizon are most like the series. */
export function lagOf(data, rows, horizon) {
  const said = rows.slice(0, STARTS + 1 - horizon).map((row) => row[horizon - 1]);
  if (Math.max(...said) - Math.min(...said) < 1e-9) return 0;
  const likeness = Array.from({ length: SHIFTS }, (_, shift) =>
    correlation(said, said.map((_, k) => truth(data, k, horizon - shift))));
  return likeness.indexOf(Math.max(...likeness));
}

const kept = new Map();

/** All that is computed for one model and window, once. */
function resultsOf(data, model, window) {
  const key = data[model] ? model : `${model} ${window}`;
  if (!kept.has(key)) {
    const rows = forecastsOf(data, model, window);
    kept.set(key, { rows, errors: errorsOf(data, rows), lags: new Map() });
  }
  return kept.get(key);
}

function nameOf(model, window) {
  if (model === "repeat") return window === 1 ? "persistence" : `repeat ${window} years`;
  return model === "ar" ? `AR(${window})` : model.toUpperCase();
}

const years = (count) => (count === 1 ? "1 year" : `${count} years`);

export default defineWidget(["model", "window", "horizon", "start"], (tools) => {
  const { root, set, state } = tools;
  const data = () => tools.model.get("_data");
  const models = choice(tools, { name: "Model", options: MODELS, onInput: (model) => set({ model }) });
  const sliders = {
    window: slider(tools, { name: "Window", min: 1, max: LONGEST, step: 1, onInput: (window) => set({ window }) }),
    horizon: slider(tools, { name: "Years ahead", min: 1, max: HORIZONS, step: 1, onInput: (horizon) => set({ horizon }) }),
    start: slider(tools, { name: "Start", min: LAST_KNOWN, max: LAST - 1, step: 1, onInput: (start) => set({ start }) }),
  };
  const series = picture(WIDE, FOOT, "rnnc-draggable"), curves = picture(WIDE, CURVE_FOOT, "rnnc-draggable");
  const readout = html("p", { class: "forecast-readout" }), note = html("p", { class: "rnnc-hint forecast-note" });
  const keyOf = (style, text) => html("span", { class: "forecast-key" }, html("span", { class: style }), text);
  const ahead = html("span", {}), modelKeys = MODELS.map(([model]) => [model, html("span", {})]);
  const right = () => tools.width() - 12;

  root.append(
    html("div", { class: "rnnc-row" }, models.element, sliders.window.element),
    html("div", { class: "rnnc-row" }, sliders.horizon.element, sliders.start.element),
    html("div", { class: "rnnc-heading" }, html("span", {}, "Sunspots"), html("span", {}, keyOf("measured", "measured"),
      keyOf("said", ahead), keyOf("run", "from the start on"))),
    scroller(series),
    html("div", { class: "rnnc-heading" }, html("span", {}, "Error (RMSE) by years ahead"), html("span", {},
      ...modelKeys.map(([model, text]) => keyOf(COLOURS[model], text)))),
    scroller(curves), readout, note);
  const within = (value, low, high) => Math.max(low, Math.min(high, Math.round(value)));
  dragOn(tools, series, (x) => set({ start: within(SHOWN + ((x - LEFT) / (right() - LEFT)) * (LAST - SHOWN), LAST_KNOWN, LAST - 1) }));
  dragOn(tools, curves, (x) => set({ horizon: within(1 + ((x - LEFT) / (right() - LEFT)) * (HORIZONS - 1), 1, HORIZONS) }));

  function draw() {
    const settings = state(), { model, window, horizon } = settings, found = resultsOf(data(), model, window);
    models.show(model);
    for (const [name, { show }] of Object.entries(sliders)) show(settings[name]);
    ahead.textContent = `${nameOf(model, window)}, ${horizon} ahead`;
    for (const [name, text] of modelKeys) text.textContent = nameOf(name, window);
    setSize(series, tools.width(), FOOT);
    setSize(curves, tools.width(), CURVE_FOOT);
    redraw(series, seriesLabel(found, settings), (group) => drawSeries(group, data(), found, settings, right()));
    redraw(curves, curvesLabel(settings), (group) => drawCurves(group, settings, right()));
    readout.textContent = readoutOf(found, settings);
    note.textContent = noteOn(settings);
  }

  function drawCurves(group, { model, window, horizon }, edge) {
    const all = MODELS.map(([name]) => [name, resultsOf(data(), name, window).errors]);
    const most = Math.max(60, 20 * Math.ceil(Math.max(...all.flatMap(([, errors]) => errors)) / 20));
    const x = (h) => LEFT + ((h - 1) / (HORIZONS - 1)) * (edge - LEFT), y = (error) => CURVE_FLOOR - (error / most) * (CURVE_FLOOR - TOP);
    for (let error = 0; error <= most; error += most > 120 ? 40 : 20) scaleLine(group, y(error), edge, error);
    for (const h of [1, 5, 11, 15, 22]) label(group, x(h), CURVE_FLOOR + 13, String(h), "small muted middle");
    label(group, (LEFT + edge) / 2, CURVE_FLOOR + 28, "years ahead", "small middle");
    svg("line", { x1: x(horizon), x2: x(horizon), y1: TOP, y2: CURVE_FLOOR, class: "forecast-at" }, group);
    for (const [name, errors] of all) {
      const points = errors.map((error, i) => `${x(i + 1)},${y(error)}`).join(" ");
      svg("polyline", { points, class: `forecast-curve ${COLOURS[name]} ${name === model ? "lit" : ""}` }, group);
      svg("circle", { cx: x(horizon), cy: y(errors[horizon - 1]), r: name === model ? 5 : 3, class: `forecast-point ${COLOURS[name]}` }, group);
    }
  }

  function curvesLabel({ window, horizon }) {
    const said = MODELS.map(([name]) => `${nameOf(name, window)} ${resultsOf(data(), name, window).errors[horizon - 1].toFixed(1)}`);
    return `Error ${years(horizon)} ahead: ${said.join(", ")}.`;
  }

  function readoutOf({ rows, errors, lags }, { model, window, horizon, start }) {
    if (!lags.has(horizon)) lags.set(horizon, lagOf(data(), rows, horizon));
    const lag = lags.get(horizon), late = lag === 0 ? "as it is" : `shifted by ${years(lag)}`;
    return `${nameOf(model, window)}, ${years(horizon)} ahead: RMSE ${errors[horizon - 1].toFixed(1)}; most like the series ${late}. ` +
      `At the end of ${start} it says ${rows[start - LAST_KNOWN][0].toFixed(0)} for ${start + 1}.`;
  }

  return { draw, describe: () => readoutOf(resultsOf(data(), state().model, state().window), state()) };
});

function scaleLine(group, y, edge, text) {
  svg("line", { x1: LEFT, x2: edge, y1: y, y2: y, class: "forecast-grid" }, group);
  label(group, LEFT - 5, y, String(text), "small muted end");
}

/** The series, the forecasts of one horizon, each at the year it speaks of, and the run from the start on. */
function drawSeries(group, data, { rows }, { model, window, horizon, start }, edge) {
  const x = (year) => LEFT + ((year - SHOWN) / (LAST - SHOWN)) * (edge - LEFT);
  const y = (number) => FLOOR - (Math.max(-10, Math.min(210, number)) / 200) * (FLOOR - TOP);
  const line = (pairs, style) => svg("polyline", { points: pairs.map(([year, number]) => `${x(year)},${y(number)}`).join(" "), class: style }, group);
  const read = data[model] ? SHOWN : Math.max(SHOWN, start - window + 1);
  svg("rect", { x: x(read - 0.5), y: TOP, width: x(start + 0.5) - x(read - 0.5), height: FLOOR - TOP, class: "forecast-window" }, group);
  for (let number = 0; number <= 200; number += 50) scaleLine(group, y(number), edge, number);
  for (let year = 1900; year <= 2000; year += 20) label(group, x(year), FLOOR + 14, String(year), "small muted middle");
  const measured = data.numbers.map((number, i) => [FIRST + i, number]).filter(([year]) => year >= SHOWN);
  line(measured, "forecast-measured");
  line(rows.slice(0, STARTS + 1 - horizon).map((row, k) => [LAST_KNOWN + k + horizon, row[horizon - 1]]), "forecast-said");
  const run = rows[start - LAST_KNOWN].map((number, i) => [start + 1 + i, number]).filter(([year]) => year <= LAST);
  line([[start, data.numbers[start - FIRST]], ...run], "forecast-run");
  for (const [year, number] of run) svg("circle", { cx: x(year), cy: y(number), r: 2.2, class: "forecast-run-dot" }, group);
  svg("line", { x1: x(start), x2: x(start), y1: TOP - 4, y2: FLOOR, class: "forecast-start" }, group);
  svg("rect", { x: x(start) - 22, y: TOP, width: 44, height: FLOOR - TOP, class: "rnnc-handle" }, group);
  const words = data[model] ? `${start}: it has read all years` : `${start}: it reads ${years(window)}`;
  label(group, Math.max(LEFT + 75, Math.min(edge - 75, x(start))), FLOOR + 29, words, "small bold middle");
}

function seriesLabel({ rows }, { model, window, horizon, start }) {
  const said = rows[start - LAST_KNOWN].slice(0, 5).map((number) => number.toFixed(0)).join(", ");
  return `Sunspots ${SHOWN} to ${LAST} and what ${nameOf(model, window)} said ${years(horizon)} before. From ${start} on: ${said}, ….`;
}

function noteOn({ model, window, horizon }) {
  if (model === "rnn" || model === "gru") return "One network of five, seed 0, trained on the years up to 1920; it reads all years since 1700, so the window does not concern it.";
  if (model === "ar") return `Fitted here, on the years up to 1920: ${window + 1} numbers. ` +
    (horizon > window ? `${horizon} years ahead it has heard nothing but itself for ${years(horizon - window)}.` : "It still reads some measured years at this horizon.");
  return window === 1 ? "Every year ahead is like the last one: the naive guess that the others must beat, one year ahead."
    : `The last ${window} years, again and again. Which window brings the peaks to the right years?`;
}

// The gates widget: how far each gate of an LSTM unit stands open at every word, and what is left of each word at the end.
import { splitWords, wordVector } from "./words.js";
import { lstmSteps } from "./lstm.js";
import { label, numberCell, numberText, picture, redraw, setSize, subscript, svg, WIDE } from "./drawing.js";
import { choice, defineWidget, html, scroller, slider } from "./controls.js";
import { dragOn, keepInView } from "./dragging.js";
import { player } from "./player.js";
import { textField } from "./typing.js";

const ROW = 24, HEAD = 24, MOST_WORDS = 12;
const SETTINGS = ["sentence", "step", "unit", "forget_bias", "_weights"];
const ROWS = { i: "i, what comes in", f: "f, what is kept", g: "g, the candidate", o: "o, what is shown", c: "c, kept", h: "h, shown" };
const HINT = "1 to 12 words, with blanks between them. A word’s letters decide its vector x.";

/** Everything that the picture shows, from the settings alone: rows i, f, g, o, c, h and `before` (T each), and left (T). */
export function gatesOf({ sentence, unit, forget_bias, _weights }) {
  const words = splitWords(sentence), H = _weights.bias.length / 4;
  const bias = _weights.bias.map((value, k) => (k >= H && k < 2 * H ? forget_bias : value));
  const steps = lstmSteps(words.map((word) => wordVector(word, _weights.weight_ih[0].length)), { ..._weights, bias });
  const rows = Object.fromEntries([...Object.keys(ROWS), "before"].map((name) => [name, steps.map((step) => step[name][unit - 1])]));
  const left = words.map((_, t) => rows.f.slice(t + 1).reduce((product, gate) => product * gate, 1));
  return { words, rows, left };
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set, state } = tools;
  const count = () => splitWords(state().sentence).length;
  const goTo = (step) => set({ step: Math.max(1, step) });
  const sentence = textField(tools, { name: "Sentence", longest: 200, onInput: readSentence });
  const warning = html("p", { class: "rnnc-hint", role: "status" }, HINT);
  const heading = html("span", {});
  const grid = picture(WIDE, HEAD + ROW * 6 + 2, "rnnc-draggable");
  const bars = picture(WIDE, 62);
  const sums = html("p", { class: "gates-sums" });
  const play = player(tools, { limits: () => ({ step: state().step, last: count() }), go: goTo, text: (step) => `${step} of ${count()}` });
  const bias = slider(tools, { name: "Forget bias", min: -2, max: 6, step: 0.5, text: numberText, onInput: (value) => set({ forget_bias: value }) });
  const unit = choice(tools, { name: "Unit", options: [1, 2, 3, 4].map((number) => [String(number), String(number)]),
    onInput: (value) => set({ unit: Number(value) }) });

  root.append(
    sentence.element, warning,
    html("div", { class: "rnnc-row" }, bias.element, unit.element),
    html("div", { class: "rnnc-heading" }, heading), scroller(grid), sums, play.element,
    html("div", { class: "rnnc-heading" }, "Left at the end of what was written at each word: the product of all later f"), scroller(bars));
  dragOn(tools, grid, (x) => {
    play.stop();
    const { left, column } = planOf(count(), tools.width());
    goTo(Math.min(count(), Math.floor((x - left) / column) + 1));
  });

  function readSentence(text) {
    const words = splitWords(text).length, fits = words >= 1 && words <= MOST_WORDS;
    const why = words === 0 ? "Type at least one word" : `That is ${words} words; at most ${MOST_WORDS} fit`;
    warning.textContent = fits ? HINT : `${why}. The picture stays at the last sentence that fits.`;
    warning.classList.toggle("rnnc-warning", !fits);
    if (!fits) return;
    play.stop();
    const { step } = state();
    set({ sentence: text, step: step === count() ? words : Math.min(step, words) });
  }

  function draw() {
    const settings = state(), gates = gatesOf(settings);
    sentence.show(settings.sentence);
    bias.show(settings.forget_bias);
    unit.show(String(settings.unit));
    play.show();
    heading.textContent = `Unit ${settings.unit} of an LSTM, word by word`;
    sums.textContent = stepSums(gates, settings);
    const plan = planOf(gates.words.length, tools.width());
    setSize(grid, plan.width, plan.height, plan.narrow);
    setSize(bars, plan.width, 62, plan.narrow);
    redraw(grid, gridLabel(gates, settings), (group) => drawGrid(group, gates, settings, plan));
    redraw(bars, barsLabel(gates), (group) => drawBars(group, gates, settings, plan));
  }

  function bringIntoView() {
    const { left, column } = planOf(count(), tools.width());
    for (const target of [grid, bars]) keepInView(target, left + (state().step - 0.5) * column, 1.5 * column);
  }

  return { draw, bringIntoView, describe: () => `${gridLabel(gatesOf(state()), state())} ${barsLabel(gatesOf(state()))}` };
}, within);

function within({ sentence, step, ...others }) {
  return { ...others, sentence, step: Math.min(step, splitWords(sentence).length) };
}

/** The columns, one for each word, and the rows: their names stand before them or, on a narrow page, above them. */
function planOf(count, room) {
  const narrow = room < WIDE, left = narrow ? 2 : 132, pitch = narrow ? ROW + 18 : ROW;
  const column = Math.max(narrow ? 42 : 0, (room - left - (narrow ? 2 : 0)) / count);
  return {
    narrow, room, left, column, width: narrow ? Math.max(room, left + count * column + 2) : room, height: HEAD + pitch * 6 + 2,
    top: (row) => HEAD + pitch * (row + 1) - ROW,
  };
}

/** The text, cut with an ellipsis to what fits `width` at 7 units for each letter. */
function shortened(text, width) {
  const room = Math.max(2, Math.floor(width / 7)), letters = [...text];
  return letters.length <= room ? text : `${letters.slice(0, room - 1).join("")}…`;
}

function drawGrid(group, { words, rows }, { step }, { narrow, room, left, column, width, top, height }) {
  const small = words.length > 9 ? "small" : "";
  words.forEach((word, t) => label(group, left + (t + 0.5) * column, HEAD / 2, shortened(word, column), `middle ${t + 1 === step ? "bold" : ""}`));
  const start = width > room ? Math.max(left, Math.min(width - 120, left + (step - 2) * column)) : left; // of names, where they are seen
  const frame = { x: left + (step - 1) * column, width: column, rx: 2, class: "rnnc-now" };
  Object.entries(ROWS).forEach(([name, text], row) => {
    if (narrow) label(group, start, top(row) - 9, text, "small muted");
    else label(group, left - 8, top(row) + ROW / 2, text, "end");
    rows[name].forEach((value, t) => {
      const part = svg("g", { class: t >= step ? "faded" : "" }, group);
      numberCell(part, left + t * column, top(row), column, ROW, value, small);
    });
    if (narrow) svg("rect", { ...frame, y: top(row), height: ROW }, group);
  });
  if (!narrow) svg("rect", { ...frame, y: HEAD, height: ROW * 6 }, group);
  svg("rect", { x: frame.x, y: 0, width: column, height, class: "rnnc-handle" }, group);
}

/** A bar for each word: the share of what was written there that the later forget gates have let through. */
function drawBars(group, { left: shares }, { step }, { left, column, width }) {
  const floor = 60;
  svg("line", { x1: left, x2: width, y1: floor, y2: floor, class: "rnnc-stroke" }, group);
  shares.forEach((share, t) => {
    const part = svg("g", { class: t >= step ? "faded" : "" }, group);
    svg("rect", { x: left + (t + 0.2) * column, y: floor - 42 * share, width: column * 0.6, height: 42 * share, class: "rnnc-bar" }, part);
    label(part, left + (t + 0.5) * column, floor - 42 * share - 9, numberText(share), "small middle");
  });
}

/** The two lines of the cell at the present word, with its numbers. */
function stepSums({ rows }, { step }) {
  const [i, f, g, o, c, h, before] = [...Object.keys(ROWS), "before"].map((name) => bracketed(rows[name][step - 1]));
  const now = subscript(step);
  return `c${now} = f · c${subscript(step - 1)} + i · g = ${f} · ${before} + ${i} · ${g} = ${c},  h${now} = o · tanh(c${now}) = ${o} · tanh ${c} = ${h}`;
}

const bracketed = (value) => (value < 0 ? `(${numberText(value)})` : numberText(value));

function gridLabel({ words, rows }, { step, unit, forget_bias }) {
  const values = Object.keys(ROWS).map((name) => `${name} ${numberText(rows[name][step - 1])}`).join(", ");
  return `Unit ${unit} at word ${step}, “${words[step - 1]}”, forget bias ${numberText(forget_bias)}: ${values}.`;
}

function barsLabel({ words, left }) {
  return `Left at the end: ${words.map((word, t) => `${word} ${numberText(left[t])}`).join(", ")}.`;
}

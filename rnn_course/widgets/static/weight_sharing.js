// The weight-sharing widget: blocks that multiply with the sentence beside one block that does not.
import { lettersHash, numbersFrom, wordVector } from "./words.js";
import { plus, times } from "./cell.js";
import { countText, label, picture, redraw, svg, symbols } from "./drawing.js";
import { button, choice, defineWidget, formula, html, slider } from "./controls.js";

const WIDTH = 600, TOP = 66, HEIGHT = 232, SCALE = 0.9;
const SETTINGS = ["T", "I", "H", "order", "guess", "ask_first", "with_order", "_sentence"];

/** T·(I·H + H) and I·H + H. */
export function parameterCounts(T, I, H) {
  return { perPosition: T * (I * H + H), shared: I * H + H };
}

/** Readout of the mean over t of x_t W_tᵀ + b_t; names[t] says which weights. Sums of 64ths, so exact in any order. */
export function answerOf(words, names, I, H) {
  const parts = words.map((word, t) => {
    const { weight, bias } = weightsOf(names[t], I, H);
    return plus(times(weight, wordVector(word, I)), bias);
  });
  const readout = numbersFrom(lettersHash("readout"), H);
  return times([readout], plus(...parts))[0] / words.length;
}

const kept = new Map();

/** The weights of a name, drawn once for each size. */
function weightsOf(name, I, H) {
  const key = `${name} ${I} ${H}`;
  if (kept.size > 200) kept.clear();
  if (!kept.has(key)) {
    const numbers = numbersFrom(lettersHash(`${name} W`), H * I);
    const weight = Array.from({ length: H }, (_, j) => numbers.slice(j * I, (j + 1) * I));
    kept.set(key, { weight, bias: numbersFrom(lettersHash(`${name} b`), H) });
  }
  return kept.get(key);
}

/** Both answers, to the words as written and as they are ordered now. */
export function answersOf({ T, I, H, order, _sentence }) {
  const written = _sentence.slice(0, T);
  const words = order.map((number) => _sentence[number - 1]);
  const positions = written.map((_, t) => `position ${t + 1}`);
  const shared = written.map(() => "shared");
  const both = (names) => ({ before: answerOf(written, names, I, H), now: answerOf(words, names, I, H) });
  return { words, perPosition: both(positions), shared: both(shared) };
}

const inOrder = (T) => Array.from({ length: T }, (_, t) => t + 1);
const sameList = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);

/** Another order than this one and than the written one, if there is any. */
export function shuffledFrom(order) {
  const T = order.length;
  for (let tries = 0; tries < 100; tries += 1) {
    const drawn = inOrder(T).map((number) => [Math.random(), number]).sort((a, b) => a[0] - b[0]).map((pair) => pair[1]);
    if (!sameList(drawn, order) && (T < 3 || !sameList(drawn, inOrder(T)))) return drawn;
  }
  return order;
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set } = tools;
  // A new T from Python arrives a moment before the order that fits it.
  const state = () => {
    const settings = tools.state();
    return settings.order.length === settings.T ? settings : { ...settings, order: inOrder(settings.T) };
  };

  const sliders = {
    T: slider(tools, { name: "T words", min: 1, max: 12, step: 1, onInput: (T) => set({ T, order: inOrder(T) }) }),
    I: slider(tools, { name: "I inputs", min: 1, max: 100, step: 1, onInput: (I) => set({ I }) }),
    H: slider(tools, { name: "H units", min: 1, max: 20, step: 1, onInput: (H) => set({ H }) }),
  };
  const blocks = picture(WIDTH, TOP + HEIGHT, "sharing-picture");
  const guess = choice(tools, { name: "Your guess: the answer of the shared model", onInput: (value) => set({ guess: value }),
    options: [["changes", "changes"], ["same", "stays the same"]] });
  const shuffle = button(tools, "Shuffle the words", () => set({ order: shuffledFrom(state().order) }));
  const restore = button(tools, "Written order", () => set({ order: inOrder(state().T) }));
  const words = html("ol", { class: "sharing-words", "aria-label": "The words in the order in which they are read" });
  const answers = answerTable();
  const note = html("p", { class: "rnnc-hint sharing-note" });

  const orderPart = html("div", {},
    html("div", { class: "rnnc-heading" }, html("span", {}, "Does the order of the words matter?")),
    guess.element, words, html("div", { class: "rnnc-row" }, shuffle, restore), answers.element, note);

  root.append(
    html("div", { class: "rnnc-row" }, sliders.T.element, sliders.I.element, sliders.H.element), blocks,
    html("p", { class: "rnnc-hint" }, "Blocks are drawn to scale: a wide W of I × H numbers, and its narrow b of H numbers beside it."),
    orderPart);

  function draw() {
    const settings = state();
    const both = answersOf(settings);
    const shuffled = !sameList(settings.order, inOrder(settings.T));
    for (const name of ["T", "I", "H"]) sliders[name].show(settings[name]);
    redraw(blocks, blocksLabel(settings), (group) => drawBlocks(group, settings, both.words));
    orderPart.hidden = !settings.with_order;
    guess.element.hidden = !settings.ask_first;
    guess.show(settings.guess);
    shuffle.disabled = settings.T === 1 || (settings.ask_first && settings.guess === "");
    restore.disabled = !shuffled;
    words.replaceChildren(...both.words.map((word, t) => html("li", { class: settings.order[t] === t + 1 ? "" : "moved" }, word)));
    answers.show(both, shuffled);
    note.textContent = noteOn(settings, shuffled);
  }

  return { draw, describe: () => blocksLabel(state()) + (state().with_order ? ` ${answers.element.innerText}` : "") };
});

function drawBlocks(group, settings, words) {
  const { T, I, H } = settings;
  const counts = parameterCounts(T, I, H);
  const size = `${I}·${H} + ${H}`;
  const middle = TOP + HEIGHT / 2;
  const panels = [
    { left: 0, title: "One W and b for each position", count: counts.perPosition, how: `T·(I·H + H) = ${T}·(${size})` },
    { left: 320, title: "One W and b for all positions", count: counts.shared, how: `I·H + H = ${size}` },
  ];
  svg("line", { x1: 305, x2: 305, y1: 8, y2: TOP + HEIGHT, class: "rnnc-stroke" }, group);
  panels.forEach(({ left, title, count, how }) => {
    label(group, left, 12, title, "bold");
    label(group, left, 38, countText(count), "sharing-count");
    label(group, left + 14 + countText(count).length * 11.5, 40, `= ${how}`, "muted");
  });
  const pitch = Math.min(42, HEIGHT / T);
  words.forEach((word, t) => {
    const y = middle + (t - (T - 1) / 2) * pitch;
    for (const { left } of panels) label(group, left + 72, y, word, "end");
    svg("path", { d: `M80 ${y}H112`, class: "rnnc-stroke" }, group);
    drawWeights(group, 116, y, settings, 1);
    symbols(group, 132 + I * SCALE, y, `W_{${t + 1}} b_{${t + 1}}`, "muted");
    svg("path", { d: `M400 ${y}C430 ${y} 430 ${middle} 462 ${middle}`, class: "rnnc-stroke" }, group);
  });
  drawWeights(group, 466, middle, settings, 2);
  symbols(group, 482 + I * SCALE, middle, "W b", "muted");
}

/** W as a block of I × H numbers drawn to scale, and b as the strip beside it. */
function drawWeights(group, x, y, { I, H }, model) {
  const height = Math.max(2, H * SCALE);
  const place = { y: y - height / 2, height, class: `sharing-blocks-${model}` };
  svg("rect", { ...place, x, width: Math.max(2, I * SCALE) }, group);
  svg("rect", { ...place, x: x + Math.max(2, I * SCALE) + 2, width: 3 }, group);
}

function blocksLabel({ T, I, H }) {
  const { perPosition, shared } = parameterCounts(T, I, H);
  return `T = ${T}, I = ${I}, H = ${H}. One matrix for each position: ${T} blocks, ${countText(perPosition)} numbers. ` +
    `One matrix for all positions: 1 block, ${countText(shared)} numbers.`;
}

/** A table of both models' answers, before and after shuffling. */
function answerTable() {
  const cell = () => html("td", {});
  const rows = [["One W for each position", "perPosition"], ["One W for all positions", "shared"]].map(([name, key]) => {
    const cells = { before: cell(), now: cell(), verdict: html("td", { class: "sharing-verdict" }) };
    return { key, cells, element: html("tr", {}, html("th", { scope: "row" }, name), ...Object.values(cells)) };
  });
  const heads = ["Answer to …", "the written order", "this order", ""].map((text) => html("th", { scope: "col" }, text));
  const element = html("table", { class: "sharing-answers" },
    html("thead", {}, html("tr", {}, ...heads)), html("tbody", {}, ...rows.map((row) => row.element)));
  const show = (answers, shuffled) => {
    for (const { key, cells } of rows) {
      const { before, now } = answers[key];
      cells.before.textContent = answerText(before);
      cells.now.textContent = answerText(now);
      cells.verdict.textContent = !shuffled ? "" : before === now ? "= the same" : "≠ changed";
    }
  };
  return { element, show };
}

/** An answer with six decimals and a true minus sign. */
function answerText(value) {
  return value.toFixed(6).replace("-", "−");
}

/** What to do next, or what to see in the present state. */
function noteOn({ T, ask_first, guess }, shuffled) {
  if (T === 1) return "One word has no other order. Choose a longer sentence.";
  if (!shuffled && ask_first && guess === "") return "Guess first; then you can shuffle.";
  if (!shuffled) return `Word ${T + 1} would find no matrix on the left. On the right, one more word costs nothing.`;
  const why = "The shared model takes a mean of x Wᵀ + b over all positions, and a mean does not know in which order its " +
    "terms came: it cannot tell “I hate this” from “this hate I”.";
  if (!ask_first || guess === "") return why;
  return `${guess === "same" ? "You guessed right." : "You guessed that it changes; it stays the same to the last digit."} ${why}`;
}

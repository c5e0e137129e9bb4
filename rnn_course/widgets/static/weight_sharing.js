// The weight-sharing widget: blocks that multiply with the sentence beside one block that does not.
import { lettersHash, numbersFrom, splitWords, wordVector } from "./words.js";
import { plus, times } from "./linear.js";
import { countText, label, numberText, picture, redraw, setSize, svg, symbols, WIDE } from "./drawing.js";
import { button, choice, defineWidget, html, scroller, slider } from "./controls.js";
import { moved, movable } from "./moving.js";
import { table } from "./tables.js";

const MOST = { I: 100, H: 20, width: 90 };
const SETTINGS = ["sentence", "T", "I", "H", "order", "guess", "ask_first", "with_order", "with_counts"];

/** T·(I·H + H) and I·H + H. */
export function parameterCounts(T, I, H) {
  return { perPosition: T * (I * H + H), shared: I * H + H };
}

/** What a word adds to the readout of a sum over positions, if it meets the weights of this name. Sums of 64ths, so exact. */
function partOf(word, name, I, H) {
  const { weight, bias } = weightsOf(name, I, H);
  return times([numbersFrom(lettersHash("readout"), H)], plus(times(weight, wordVector(word, I)), bias))[0];
}

/** Readout of the mean over t of x_t W_tᵀ + b_t; names[t] says which weights. Exact in any order. */
export function answerOf(words, names, I, H) {
  return plus(...words.map((word, t) => [partOf(word, names[t], I, H)]))[0] / words.length;
}

/** [least, most] that a score could be if each position had the word that suits it best: the ends of the scale. */
export function scoreLimits(words, names, I, H) {
  const columns = names.map((name) => words.map((word) => partOf(word, name, I, H)));
  return [Math.min, Math.max].map((of) => columns.reduce((sum, parts) => sum + of(...parts), 0) / words.length);
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
export function answersOf({ sentence, T, I, H, order }) {
  const written = splitWords(sentence).slice(0, T);
  const words = order.map((number) => written[number - 1]);
  const positions = written.map((_, t) => `position ${t + 1}`);
  const shared = written.map(() => "shared");
  const both = (names) => ({ before: answerOf(written, names, I, H), now: answerOf(words, names, I, H) });
  return { words, perPosition: both(positions), shared: both(shared), limits: scoreLimits(written, positions, I, H) };
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
  const { root, set, state } = tools;
  const sliders = {
    T: slider(tools, { name: "T words", min: 1, max: 12, step: 1, onInput: (T) => set({ T }) }),
    I: slider(tools, { name: "I inputs", min: 1, max: 100, step: 1, onInput: (I) => set({ I }) }),
    H: slider(tools, { name: "H units", min: 1, max: 20, step: 1, onInput: (H) => set({ H }) }),
  };
  const blocks = picture(WIDE, 298, "sharing-picture");
  const guess = choice(tools, { name: "Your guess: the answer of the shared model", onInput: (value) => set({ guess: value }),
    options: [["changes", "changes"], ["same", "stays the same"]] });
  const shuffle = button(tools, "Shuffle the words", () => set({ order: shuffledFrom(state().order) }));
  const restore = button(tools, "Written order", () => set({ order: inOrder(state().T) }));
  const words = movable(tools, { className: "sharing-words", name: "The words in the order in which they are read; drag one, or move it by the arrow keys",
    onMove: (from, to) => set({ order: moved(state().order, from, to) }) });
  const scores = picture(WIDE, SCORES, "sharing-scores");
  const scoreBox = scroller(scores);
  const trail = trailOf(); // the scores of the orders that were tried, in this view only
  const answers = table(["Answer to …", "the written order", "this order", "compared"], "sharing-answers");
  const note = html("p", { class: "rnnc-hint sharing-note" });

  const orderPart = html("div", {},
    html("div", { class: "rnnc-heading" }, html("span", {}, "Does the order of the words matter? Drag them.")),
    guess.element, words.element, html("div", { class: "rnnc-row" }, shuffle, restore), scoreBox, scroller(answers.element), note);
  const countPart = html("div", {},
    html("div", { class: "rnnc-row" }, sliders.T.element, sliders.I.element, sliders.H.element), scroller(blocks),
    html("p", { class: "rnnc-hint" }, "Each block is a W of I × H numbers, with its b beside it. Sides grow with the roots of I and H."));

  root.append(countPart, orderPart);

  function draw() {
    const settings = state();
    const both = answersOf(settings);
    const shuffled = !sameList(settings.order, inOrder(settings.T));
    for (const name of ["T", "I", "H"]) sliders[name].show(settings[name], name === "T" ? splitWords(settings.sentence).length : undefined);
    const plan = planOf(settings, tools.width());
    setSize(blocks, plan.room, plan.height);
    redraw(blocks, blocksLabel(settings), (group) => drawBlocks(group, settings, both.words, plan));
    countPart.hidden = !settings.with_counts;
    orderPart.hidden = !settings.with_order;
    guess.element.hidden = !settings.ask_first;
    guess.show(settings.guess);
    shuffle.disabled = settings.T === 1 || (settings.ask_first && settings.guess === "");
    restore.disabled = !shuffled;
    words.show(wordsToMove(both.words, settings.order), shuffle.disabled);
    const tried = trail(settings, both);
    scoreBox.hidden = settings.with_counts; // both together would be higher than a window
    setSize(scores, tools.width(), SCORES);
    redraw(scores, scoresLabel(both), (group) => scoreBox.hidden || drawScores(group, both, tried, tools.width()));
    answers.show(answerRows(both, shuffled));
    note.textContent = noteOn(settings, shuffled);
  }

  const describe = () => {
    const settings = state(), { with_counts, with_order } = settings;
    return [with_counts ? blocksLabel(settings) : "", with_order ? scoresLabel(answersOf(settings)) : ""].join(" ").trim();
  };
  return { draw, describe };
}, within);

function within(all) {
  const T = Math.min(all.T, splitWords(all.sentence).length);
  const fits = sameList([...all.order].sort((a, b) => a - b), inOrder(T));
  return { ...all, T, order: fits ? all.order : inOrder(T) };
}

const wordsToMove = (words, order) => words.map((text, t) => (
  { text, name: `${text}, place ${t + 1} of ${words.length}`, className: order[t] === t + 1 ? "" : "moved" }));

/** Remembers both scores of every order that was looked at, until the words or the sizes change. */
function trailOf() {
  let seen = new Map(), about = "";
  return ({ sentence, T, I, H }, { words, perPosition, shared }) => {
    const now = `${sentence} ${T} ${I} ${H}`;
    if (now !== about) [seen, about] = [new Map(), now];
    seen.set(words.join(" "), [perPosition.now, shared.now]);
    return [...seen.values()];
  };
}

const SCORES = 118;

/** Both scores on one scale; small dots are the orders that were tried before. */
function drawScores(group, { perPosition, shared, limits }, tried, room) {
  const ends = [...limits, shared.now, 0], [least, most] = [Math.min(...ends), Math.max(...ends)];
  const left = 16, x = (score) => left + ((score - least) / (most - least || 1)) * (room - 2 * left);
  svg("line", { x1: x(0), x2: x(0), y1: 14, y2: SCORES - 20, class: "rnnc-stroke sharing-zero" }, group);
  label(group, x(0), SCORES - 9, "0", "small muted middle");
  if (x(0) - left > 76) label(group, left, SCORES - 9, "negative", "small muted");
  if (room - left - x(0) > 76) label(group, room - left, SCORES - 9, "positive", "small muted end");
  [["One W for each position", perPosition.now, 34], ["One W for all positions", shared.now, 80]].forEach(([name, score, y], model) => {
    label(group, left, y - 19, `${name}: ${numberText(score)}`, "small bold");
    svg("line", { x1: left, x2: room - left, y1: y, y2: y, class: "rnnc-stroke" }, group);
    for (const one of tried) svg("circle", { cx: x(one[model]), cy: y, r: 3.5, class: `sharing-tried sharing-blocks-${model + 1}` }, group);
    svg("circle", { cx: x(score), cy: y, r: 8, class: `sharing-score sharing-blocks-${model + 1}` }, group);
  });
}

function scoresLabel({ words, perPosition, shared }) {
  return `Words in this order: ${words.join(" ")}. Score with one W for each position: ${numberText(perPosition.now)}, ` +
    `in the written order ${numberText(perPosition.before)}. With one W for all: ${numberText(shared.now)}, in the written order ${numberText(shared.before)}.`;
}

/** Two panels, side by side or, on a narrow page, one under the other; `top`: the height of a panel's heading. */
function planOf({ T }, room) {
  if (room === WIDE) return { room, height: 298, panels: [[0, 0], [320, 0]], top: 66, tall: 232, pitch: Math.min(42, 232 / T), line: 0 };
  const top = 76, pitch = Math.min(34, 216 / T), tall = pitch * T + 14;
  return { room, height: 2 * (top + tall), panels: [[0, 0], [0, top + tall]], top, tall, pitch, line: 18 };
}

function drawBlocks(group, settings, words, { room, panels, top, tall, pitch, line }) {
  const { T, I, H } = settings;
  const counts = parameterCounts(T, I, H);
  const size = `${I}·${H} + ${H}`;
  const texts = [
    { title: "One W and b for each position", count: counts.perPosition, how: `T·(I·H + H) = ${T}·(${size})` },
    { title: "One W and b for all positions", count: counts.shared, how: `I·H + H = ${size}` },
  ];
  if (line === 0) svg("line", { x1: 305, x2: 305, y1: 8, y2: top + tall, class: "rnnc-stroke" }, group);
  else svg("line", { x1: 0, x2: room, y1: top + tall - 4, y2: top + tall - 4, class: "rnnc-stroke" }, group);
  const middle = top + tall / 2;
  texts.forEach(({ title, count, how }, model) => {
    const part = svg("g", { transform: `translate(${panels[model]})` }, group);
    label(part, 0, 12, title, "bold");
    label(part, 0, 38, countText(count), "sharing-count");
    label(part, line ? 0 : 14 + countText(count).length * 11.5, 40 + line, `= ${how}`, "muted");
    words.forEach((word, t) => drawPosition(part, word, t, middle + (t - (T - 1) / 2) * pitch, settings, { pitch, middle, model }));
    if (model === 0) return;
    const edge = drawWeights(part, 146, middle, settings, pitch, 2);
    symbols(part, edge + 9, middle, "W b", "muted");
  });
}

/** A word with a way to its weights: to its own, or to those that all words share. */
function drawPosition(part, word, t, y, settings, { pitch, middle, model }) {
  label(part, 72, y, word, "end");
  if (model === 1) {
    svg("path", { d: `M80 ${y}C110 ${y} 110 ${middle} 142 ${middle}`, class: "rnnc-stroke" }, part);
    return;
  }
  svg("path", { d: `M80 ${y}H112`, class: "rnnc-stroke" }, part);
  const edge = drawWeights(part, 116, y, settings, pitch, 1);
  symbols(part, edge + 9, y, `W_{${t}} b_{${t}}`, "muted");
}

/** W as a block and b as the strip beside it; the largest ones just fit. Returns the right edge. */
function drawWeights(group, x, y, { I, H }, pitch, model) {
  const width = MOST.width * Math.sqrt(I / MOST.I), height = 0.85 * pitch * Math.sqrt(H / MOST.H);
  const place = { y: y - height / 2, height, class: `sharing-blocks-${model}` };
  svg("rect", { ...place, x, width }, group);
  svg("rect", { ...place, x: x + width + 2, width: 4 }, group);
  return x + width + 6;
}

function blocksLabel({ T, I, H }) {
  const { perPosition, shared } = parameterCounts(T, I, H);
  return `T = ${T}, I = ${I}, H = ${H}. One matrix for each position: ${T} blocks, ${countText(perPosition)} numbers. ` +
    `One matrix for all positions: 1 block, ${countText(shared)} numbers.`;
}

/** Both models' answers, before and after shuffling, as rows of a table. */
function answerRows(answers, shuffled) {
  const models = [["One W for each position", answers.perPosition], ["One W for all positions", answers.shared]];
  return models.map(([name, { before, now }]) =>
    [name, answerText(before), answerText(now), !shuffled ? "" : before === now ? "= the same" : "≠ changed"]);
}

/** An answer with six decimals and a true minus sign. */
function answerText(value) {
  return value.toFixed(6).replace("-", "−");
}

/** What to do next, or what to see in the present state. */
function noteOn({ T, ask_first, guess, with_counts }, shuffled) {
  if (T === 1) return "One word has no other order. Choose a longer sentence.";
  if (!shuffled && ask_first && guess === "") return "Guess first; then you can shuffle.";
  if (!shuffled && !with_counts) return "Drag a word to another place, or give it the focus and press an arrow key. Which of the two dots moves?";
  if (!shuffled) return `Word ${T + 1} would find no matrix on the left. On the right, one more word costs nothing.`;
  const why = "The shared model takes a mean of x Wᵀ + b over all positions, and a mean does not know in which order its " +
    "terms came: it cannot tell “I hate this” from “this hate I”.";
  if (!ask_first || guess === "") return why;
  return `${guess === "same" ? "You guessed right." : "You guessed that it changes; it stays the same to the last digit."} ${why}`;
}

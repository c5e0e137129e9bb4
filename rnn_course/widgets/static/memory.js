// The memory widget: one state runs through a sentence, and every number on the way can be seen.
import { splitWords, wordVector } from "./words.js";
import { rnnSteps } from "./cell.js";
import { minus, norm, scaled } from "./linear.js";
import { label, numberCell, numberText, picture, redraw, setSize, signedColour, subscript, svg, symbols, WIDE } from "./drawing.js";
import { button, choice, defineWidget, formula, html, scroller, slider } from "./controls.js";
import { dragOn, keepInView } from "./dragging.js";
import { player } from "./player.js";
import { textField } from "./typing.js";

const ROW = 19, BLOCK = ROW * 6 + 30, MOST_WORDS = 12; // BLOCK: the height of one line of a step's calculation
const SETTINGS = ["sentence", "step", "removed", "h_0", "w_hh_scale", "nonlinearity", "_weights"];

const WORDS_HINT = "1 to 12 words, with blanks between them. A word’s letters decide its vector x.";

/** Everything that the picture shows, from the settings alone. Lists of states run from t = 0 to T. */
export function memoryOf({ sentence, removed, h_0, w_hh_scale, nonlinearity, _weights }) {
  const words = splitWords(sentence);
  const weights = { ..._weights, weight_hh: scaled(_weights.weight_hh, w_hh_scale) };
  const xs = words.map((word) => wordVector(word, _weights.weight_ih[0].length));
  const start = _weights.bias.map(() => h_0);
  const steps = rnnSteps(xs, start, weights, nonlinearity, removed);
  const states = [start, ...steps.map((step) => step.h)];
  const complete = [start, ...rnnSteps(xs, start, weights, nonlinearity).map((step) => step.h)];
  const remains = states.map((state, t) => norm(minus(complete[t], state)));
  return { words, steps, states, remains, weights };
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set, state } = tools;
  const stepTo = (step) => set({ step });
  const goTo = (step) => {
    play.stop();
    stepTo(step);
  };
  const toggle = (t) => {
    const { removed } = state();
    set({ removed: removed.includes(t) ? removed.filter((u) => u !== t) : [...removed, t].sort((a, b) => a - b) });
  };

  const sentence = textField(tools, { name: "Sentence", longest: 200, onInput: readSentence });
  const warning = html("p", { class: "rnnc-hint", role: "status" }, WORDS_HINT);
  const words = wordRow(tools, goTo, toggle);
  const heatmap = picture(WIDE, ROW * 7, "rnnc-draggable");
  const play = player(tools, {
    limits: () => ({ step: state().step, last: splitWords(state().sentence).length }),
    go: stepTo,
    text: (step) => `${step} of ${splitWords(state().sentence).length}`,
  });
  const heading = html("span", {});
  const calculation = picture(WIDE, BLOCK);
  const bars = picture(WIDE, 58);
  const note = html("p", { class: "rnnc-hint memory-note" });
  const h_0 = slider(tools, { name: "h_{0}", min: -1, max: 1, step: 0.1, text: numberText,
    onInput: (value) => set({ h_0: value }) });
  const scale = slider(tools, { name: "W_{hh} ×", min: 0, max: 2, step: 0.05, text: numberText,
    onInput: (value) => set({ w_hh_scale: value }) });
  // The cell of h whose making is shown, in this view only: the unit of the slider, and what the pointer is on.
  let kept = 0, pointed = { t: 0, unit: 0 };
  const point = (unit, t = 0) => {
    if (unit === pointed.unit && t === pointed.t) return;
    pointed = { t, unit };
    draw();
  };
  const keep = (number) => {
    kept = number;
    draw();
  };
  const unit = slider(tools, { name: "Unit", min: 0, max: 6, step: 1, onInput: keep, text: (number) => (number ? `unit ${number}` : "none") });
  const squash = choice(tools, { name: "The sum goes through", options: [["tanh", "tanh"], ["linear", "nothing (linear)"]],
    onInput: (value) => set({ nonlinearity: value }) });

  root.append(
    sentence.element, warning,
    html("div", { class: "rnnc-heading" }, html("span", {}, "The memory h, one column for each step"), colourScale()),
    scroller(html("div", {}, words.element, heatmap)), play.element,
    html("div", { class: "rnnc-heading" }, heading), scroller(calculation),
    html("div", { class: "rnnc-row" }, h_0.element, scale.element, unit.element), squash.element,
    html("div", { class: "rnnc-heading" }, formula("What remains of the words left out: ‖h_{t} with them − h_{t} without‖")),
    scroller(bars), note);
  overStates(tools, heatmap, point, keep, (x) => columnAt(state(), x, tools.width()));
  dragOn(tools, heatmap, (x) => {
    goTo(columnAt(state(), x, tools.width()));
  });

  function readSentence(text) {
    const count = splitWords(text).length;
    const fits = count >= 1 && count <= MOST_WORDS;
    const why = count === 0 ? "Type at least one word" : `That is ${count} words; at most ${MOST_WORDS} fit`;
    warning.textContent = fits ? WORDS_HINT : `${why}. The picture stays at the last sentence that fits.`;
    warning.classList.toggle("rnnc-warning", !fits);
    if (!fits) return;
    play.stop();
    const { step, sentence: old } = state();
    set({ sentence: text, removed: [], step: step === splitWords(old).length ? count : step });
  }

  function draw() {
    const settings = state();
    const memory = memoryOf(settings);
    const plan = planOf(memory.states.length, tools.width()), narrow = plan.room < WIDE;
    sentence.show(settings.sentence);
    words.show(memory, settings, plan);
    play.show();
    h_0.show(settings.h_0);
    scale.show(settings.w_hh_scale);
    squash.show(settings.nonlinearity);
    const row = pointed.unit || kept, last = memory.words.length; // the pointer may still be where a longer sentence ended
    const at = pointed.unit ? { ...settings, step: Math.min(pointed.t, last) } : settings;
    heading.textContent = stepSentence(memory, at);
    setSize(heatmap, plan.width, ROW * 7, narrow);
    setSize(calculation, Math.max(310, plan.room), narrow ? 2 * BLOCK + 6 : BLOCK, narrow);
    setSize(bars, plan.width, 58, narrow);
    redraw(heatmap, heatmapLabel(memory, settings), (group) => drawHeatmap(group, memory, settings, plan, { t: at.step, unit: row }));
    redraw(calculation, calculationLabel(memory, at, row), (group) => drawCalculation(group, memory, at, row, narrow));
    unit.show(kept);
    redraw(bars, barsLabel(memory), (group) => drawBars(group, memory, settings, plan));
    note.textContent = noteOn(memory, settings);
  }

  function bringIntoView() {
    const { sentence: text, step } = state(), { left, column } = planOf(splitWords(text).length + 1, tools.width());
    for (const target of [heatmap, bars]) keepInView(target, left + (step + 0.5) * column, 1.5 * column);
  }

  const describe = () => {
    const settings = state(), memory = memoryOf(settings);
    return `${stepSentence(memory, settings)} ${kept ? calculationLabel(memory, settings, kept) : heatmapLabel(memory, settings)}`;
  };
  return { draw, bringIntoView, describe };
}, within);

function within({ sentence, step, removed, ...others }) {
  const T = splitWords(sentence).length;
  const inside = [...new Set(removed)].filter((t) => t <= T).sort((a, b) => a - b);
  return { ...others, sentence, step: Math.min(step, T), removed: String(inside) === String(removed) ? removed : inside };
}

/** The columns of the heatmap and of the bars, one for each state. */
function planOf(count, room) {
  const narrow = room < WIDE, left = narrow ? 46 : 58, column = Math.max(narrow ? 42 : 0, (room - left) / count);
  return { room, left, column, width: left + column * count };
}

/** The step whose column of the heatmap is at x. */
function columnAt({ sentence }, x, room) {
  const columns = splitWords(sentence).length + 1, { left, column } = planOf(columns, room);
  return Math.min(columns - 1, Math.max(0, Math.floor((x - left) / column)));
}

/** The words over their columns: press one to go there; × or the Delete key leaves it out or puts it back. */
function wordRow(tools, goTo, toggle) {
  const element = html("div", { class: "memory-words", role: "group", "aria-label": "Words; press Delete to leave one out" });
  let columns = [];
  const addColumn = (t) => {
    const word = button(tools, "", () => goTo(t), { className: "memory-word" });
    const remove = t > 0 ? button(tools, "×", () => toggle(t), { className: "memory-remove" }) : "";
    if (remove) remove.tabIndex = -1; // the keyboard has Delete on the word itself
    word.addEventListener("keydown", (event) => {
      if (t > 0 && (event.key === "Delete" || event.key === "Backspace")) toggle(t);
    }, { signal: tools.signal });
    element.append(html("div", {}, word, remove));
    return { word, remove };
  };
  const rebuild = (count) => {
    element.replaceChildren(html("div", {}));
    columns = Array.from({ length: count }, (_, t) => addColumn(t));
  };
  const show = ({ words }, { step, removed }, { room, width, left, column }) => {
    const count = words.length + 1;
    if (columns.length !== count) rebuild(count);
    element.classList.toggle("many", count > 8 || room < WIDE);
    element.style.gridTemplateColumns = `minmax(0, ${left}fr) repeat(${count}, minmax(0, ${column}fr))`;
    element.style.minWidth = `${room < WIDE ? width : 550}px`;
    for (const [t, { word, remove }] of columns.entries()) {
      const text = t === 0 ? "start" : words[t - 1];
      const gone = removed.includes(t);
      word.textContent = text;
      word.title = t === 0 ? "Nothing read yet" : text;
      word.setAttribute("aria-label", `${text}, step ${t}${gone ? ", left out" : ""}`);
      word.setAttribute("aria-pressed", t === step);
      word.classList.toggle("removed", gone);
      if (!remove) continue;
      remove.textContent = gone ? "↺" : "×";
      remove.title = gone ? `Put “${text}” back` : `Leave out “${text}”`;
      remove.setAttribute("aria-label", remove.title);
    }
  };
  return { element, show };
}

/** The legend: what the colours of all cells mean. */
function colourScale() {
  const name = "Colours: orange for −1, white for 0, purple for 1";
  const scale = svg("svg", { viewBox: "0 0 200 16", class: "memory-scale", role: "img", "aria-label": name });
  for (let i = 0; i <= 8; i += 1) {
    svg("rect", { x: 22 + i * 16, y: 1, width: 16, height: 12, fill: `rgb(${signedColour(i / 4 - 1)})`, class: "rnnc-cell" }, scale);
  }
  label(scale, 18, 7, "−1", "small end");
  label(scale, 172, 7, "+1", "small");
  return scale;
}

function drawHeatmap(group, { states }, { step }, { room, left, column }, looked) {
  const [end, size] = room < WIDE ? [left - 6, "tiny"] : [left - 8, "small"];
  states[0].forEach((_, unit) => label(group, end, ROW * (unit + 1.5), `unit ${unit + 1}`, `${size} muted end`));
  states.forEach((values, t) => {
    const part = svg("g", { class: t > step ? "faded" : "" }, group);
    symbols(part, left + (t + 0.5) * column, ROW / 2, `h_{${t}}`, "middle");
    values.forEach((value, unit) => numberCell(part, left + t * column, ROW * (unit + 1), column, ROW, value));
  });
  const place = { x: left + step * column, width: column };
  svg("rect", { ...place, y: ROW, height: ROW * states[0].length, rx: 2, class: "rnnc-now" }, group);
  if (looked.unit && looked.t) {
    const whole = { x: left + (looked.t - 1) * column, y: ROW, width: column, height: ROW * states[0].length };
    svg("rect", { ...whole, class: "memory-read" }, group);
    svg("rect", { x: left + looked.t * column, y: ROW * looked.unit, width: column, height: ROW, rx: 2, class: "rnnc-now" }, group);
  }
  svg("rect", { ...place, y: 0, height: ROW * (states[0].length + 1), class: "rnnc-handle" }, group);
}

/** Point at a cell of the heatmap: onUnit(1 … 6, its step); 0 when the pointer leaves. What a finger taps is kept. */
function overStates({ signal }, target, onUnit, keep, stepAt) {
  const cell = ({ offsetX, offsetY }) => {
    const { width, height } = target.viewBox.baseVal, y = (offsetY / target.clientHeight) * height;
    const unit = Math.floor(y / ROW);
    return [unit >= 1 && unit <= 6 ? unit : 0, stepAt((offsetX / target.clientWidth) * width)];
  };
  target.addEventListener("pointermove", (event) => event.pointerType !== "touch" && onUnit(...cell(event)), { signal });
  target.addEventListener("pointerup", (event) => event.pointerType === "touch" && keep(cell(event)[0]), { signal });
  target.addEventListener("pointerleave", () => onUnit(0), { signal });
}

/** The places of the terms of one step, as [x, line]: in one line, or on a narrow page in two. */
const placesOf = (narrow) => [[5, 0], [81, 0], [168, 0], [244, 0],
  ...(narrow ? [[36, 1], [112, 1], [244, 1]] : [[331, 0], [415, 0], [549, 0]])];

/** The sum of one step. What a product is made of stands with it in a frame, so that nobody adds x or h to the sum. */
function drawCalculation(group, { steps, states, weights }, { step, removed, nonlinearity, w_hh_scale }, row, narrow) {
  const factor = w_hh_scale === 1 ? "" : `${Number(w_hh_scale.toFixed(2))}·`;
  const now = steps[step - 1], places = placesOf(narrow);
  const skipped = !now || removed.includes(step);
  const end = { title: `h_{${step}}`, values: states[step] };
  const terms = [
    ...(now ? [
      { title: `x_{${step}}`, values: now.x_t, sign: "→" },
      { title: `W_{xh} x_{${step}}`, values: now.fromInput, sign: "+" },
      { title: `h_{${step - 1}}`, values: now.before, sign: "→" },
      { title: `${factor}W_{hh} h_{${step - 1}}`, values: now.fromMemory, sign: "+" },
      { title: "b", values: weights.bias, sign: "=" },
      { title: "sum", values: now.sum, sign: nonlinearity === "tanh" ? "tanh →" : "as it is →" },
    ] : Array(6).fill(null)), end];
  const y = (line) => line * (BLOCK + 6), making = row > 0 && now && !skipped;
  if (!now) drawStart(group, narrow);
  else if (making) drawMaking(group, now, weights, row, { step, nonlinearity, narrow });
  else for (const x of [0, 163]) svg("rect", { x, y: 0.5, width: 136, height: 28 + ROW * 6, rx: 4, class: "rnnc-stroke" }, group);
  for (const [i, term] of terms.entries()) {
    if (!term || (making && term !== end)) continue;
    const { title, values, sign } = term, [x, line] = places[i], next = places[i + 1];
    const part = svg("g", { class: skipped && term !== end ? "faded" : "" }, group);
    symbols(part, x + 25, y(line) + 12, title, title.includes("·") ? "small middle" : "middle");
    values.forEach((value, unit) => numberCell(part, x, y(line) + 24 + unit * ROW, 50, ROW, value));
    if (!sign) continue;
    const at = next[1] === line ? (x + 50 + next[0]) / 2 : next[0] - 18; // a sign stands before a new line's first term
    label(part, at, y(next[1]) + 24 + ROW * 3, sign, "middle");
  }
  const [x, line] = places.at(-1);
  svg("rect", { x, y: y(line) + 24, width: 50, height: ROW * 6, rx: 2, class: "rnnc-now" }, group);
  if (making) svg("rect", { x, y: y(line) + 24 + (row - 1) * ROW, width: 50, height: ROW, class: "rnnc-now" }, group);
}

/** What h₀ is, before anything is read. */
function drawStart(group, narrow) {
  const lines = ["This is all that the first step will know", "of the past. The slider h₀ sets it."];
  if (!narrow) label(group, 0, 24 + ROW * 3, lines.join(" "), "muted");
  else lines.forEach((text, i) => label(group, 0, 30 + 18 * i, text, "muted"));
}

const signed = (values) => values.map(numberText).join(" + ").replaceAll("+ −", "− ");

/** How one cell of h was made: a row of W_xh times x, a row of W_hh times the state before, b, and the squash. */
function drawMaking(group, { x_t, before, fromInput, fromMemory, sum, h }, { weight_ih, weight_hh, bias }, row, { step, nonlinearity, narrow }) {
  const i = row - 1, width = narrow ? 39 : 42, second = narrow ? { x: 2, y: BLOCK + 6 } : { x: 196, y: 0 };
  drawProducts(group, { x: 2, y: 0 }, width, `row ${row} of W_{xh}`, `times x_{${step}}`, weight_ih[i], x_t, "input");
  drawProducts(group, second, width, `row ${row} of W_{hh}`, `times h_{${step - 1}}`, weight_hh[i], before, "memory");
  const [plus, b] = narrow ? [[180, 31], 200] : [[183, 89], 474];
  label(group, ...plus, "+", "middle");
  if (!narrow) label(group, 461, 89, "+", "middle");
  symbols(group, b + 21, 12, "b", "middle");
  numberCell(group, b, 22, width, ROW, bias[i]);
  const parts = signed([fromInput[i], fromMemory[i], bias[i]]), end = nonlinearity === "tanh" ? `, tanh → ${numberText(h[i])}` : "";
  label(group, 2, 134, `${parts} = ${numberText(sum[i])}${end}`, "bold memory-sum");
}

/** A row of weights over what each is multiplied with, the products under them, and what they add up to. */
function drawProducts(group, { x, y }, width, title, times, weights, values, name) {
  const part = svg("g", { class: `memory-${name}` }, group);
  symbols(part, x, y + 12, title);
  symbols(part, x, y + 51, times);
  weights.forEach((weight, j) => {
    numberCell(part, x + j * width, y + 22, width, ROW, weight, "weight");
    numberCell(part, x + j * width, y + 60, width, ROW, values[j], "value");
    label(part, x + (j + 0.5) * width, y + 89, numberText(weight * values[j]), "small middle memory-product");
  });
  const total = weights.reduce((sum, weight, j) => sum + weight * values[j], 0);
  label(part, x, y + 110, `these ${weights.length} add up to ${numberText(total)}`, "small");
}

/** A bar for each step: the distance between the states with every word and without the words left out. */
function drawBars(group, { remains }, { removed, step }, { room, width, left, column }) {
  const floor = 56, highest = Math.max(...remains);
  svg("line", { x1: left, x2: width, y1: floor, y2: floor, class: "rnnc-stroke" }, group);
  if (removed.length === 0) {
    const hint = ["Leave out a word: press its ×,", "or Delete on the word."];
    if (room < WIDE) hint.forEach((text, i) => label(group, room / 2, 22 + 18 * i, text, "muted middle"));
    else label(group, width / 2 + left / 2, 34, hint.join(" "), "muted middle");
    return;
  }
  remains.forEach((distance, t) => {
    const height = highest > 0 ? (distance / highest) * 38 : 0;
    const part = svg("g", { class: t > step ? "faded" : "" }, group);
    const bar = { x: left + (t + 0.2) * column, y: floor - height, width: column * 0.6, height, class: "rnnc-bar" };
    svg("rect", bar, part);
    label(part, left + (t + 0.5) * column, floor - height - 8, numberText(distance), "small middle");
  });
}

/** What happens at the present step, in one sentence. */
function stepSentence({ words }, { step, removed, nonlinearity }) {
  if (step === 0) return "Step 0: nothing is read yet, and the memory is h₀";
  const word = words[step - 1];
  if (removed.includes(step)) return `Step ${step}: “${word}” is left out, so nothing happens and h${subscript(step)} = h${subscript(step - 1)}`;
  return `Step ${step} reads “${word}”: from the word + from the memory + b${nonlinearity === "tanh" ? ", then tanh" : ""}`;
}

function listed(values) {
  return values.map(numberText).join(", ");
}

function heatmapLabel({ states }, { step }) {
  return `Heatmap of h, ${states[0].length} units, steps 0 to ${states.length - 1}. h at step ${step}: ${listed(states[step])}.`;
}

function calculationLabel({ steps, states, weights }, { step, removed }, row) {
  const now = steps[step - 1];
  if (!now || removed.includes(step)) return `No calculation at step ${step}. h: ${listed(states[step])}.`;
  if (row) return makingText(now, weights, row, step);
  return `x: ${listed(now.x_t)}. From the input: ${listed(now.fromInput)}. From the memory: ${listed(now.fromMemory)}. ` +
    `Sum with b: ${listed(now.sum)}. h: ${listed(now.h)}.`;
}

function makingText(now, { weight_ih, weight_hh, bias }, row, step) {
  const i = row - 1, product = (name, weights, other, values, sum) => `row ${row} of ${name} (${listed(weights[i])}) times ${other} (${listed(values)}) gives ${numberText(sum[i])}; `;
  return `Unit ${row} at step ${step}: ${product("W_xh", weight_ih, "x", now.x_t, now.fromInput)}` +
    `${product("W_hh", weight_hh, "the state before", now.before, now.fromMemory)}with b ${numberText(bias[i])} the sum is ${numberText(now.sum[i])}, and h ${numberText(now.h[i])}.`;
}

function barsLabel({ remains }) {
  return `Distance between the states with every word and without the words left out, by step: ${listed(remains)}.`;
}

/** The question or the fact that fits what is on the screen. */
function noteOn({ remains }, { removed, nonlinearity }) {
  if (removed.length === 0) return "Which words will the last state still remember? Guess, then leave one out and look at the last bar.";
  const first = removed[0];
  const grows = nonlinearity === "tanh" ? "" : " Nothing squashes the sum, so a large W_hh lets the difference grow without limit.";
  return `Before step ${first} both are equal: no state knows of words to come. At step ${first} they differ by ` +
    `${numberText(remains[first])}, at the last step by ${numberText(remains.at(-1))}.${grows}`;
}

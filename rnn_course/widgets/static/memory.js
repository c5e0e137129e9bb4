// The memory widget: one state runs through a sentence, and every number on the way can be seen.
import { splitWords, wordVector } from "./words.js";
import { minus, norm, rnnSteps } from "./cell.js";
import { label, numberCell, numberText, picture, redraw, signedColour, subscript, svg, symbols } from "./drawing.js";
import { button, choice, defineWidget, dragOn, formula, html, player, slider, textField } from "./controls.js";

const WIDTH = 600, LEFT = 58, ROW = 20, MOST_WORDS = 12;
const SETTINGS = ["sentence", "step", "removed", "h_0", "w_hh_scale", "nonlinearity", "_weights"];

const WORDS_HINT = "1 to 12 words, with blanks between them. A word’s letters decide its vector x.";

/** Everything that the picture shows, from the settings alone. Lists of states run from t = 0 to T. */
export function memoryOf({ sentence, removed, h_0, w_hh_scale, nonlinearity, _weights }) {
  const words = splitWords(sentence);
  const weight_hh = _weights.weight_hh.map((row) => row.map((weight) => weight * w_hh_scale));
  const weights = { ..._weights, weight_hh };
  const xs = words.map((word) => wordVector(word, _weights.weight_ih[0].length));
  const start = _weights.bias.map(() => h_0);
  const steps = rnnSteps(xs, start, weights, nonlinearity, removed);
  const states = [start, ...steps.map((step) => step.h)];
  const complete = [start, ...rnnSteps(xs, start, weights, nonlinearity).map((step) => step.h)];
  const remains = states.map((state, t) => norm(minus(complete[t], state)));
  return { words, steps, states, remains, weights };
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set } = tools;
  // A new sentence from Python arrives a moment before the step that fits it, so every reading keeps within T.
  const state = () => {
    const settings = tools.state();
    const T = splitWords(settings.sentence).length;
    return { ...settings, step: Math.min(settings.step, T), removed: settings.removed.filter((t) => t <= T) };
  };
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
  const heatmap = picture(WIDTH, ROW * 7, "rnnc-draggable");
  const play = player(tools, {
    limits: () => ({ step: state().step, last: splitWords(state().sentence).length }),
    go: stepTo,
    text: (step) => `${step} of ${splitWords(state().sentence).length}`,
  });
  const heading = html("span", {});
  const calculation = picture(WIDTH, ROW * 6 + 26);
  const bars = picture(WIDTH, 62);
  const note = html("p", { class: "rnnc-hint memory-note" });
  const h_0 = slider(tools, { name: "h_{0}", min: -1, max: 1, step: 0.1, text: numberText,
    onInput: (value) => set({ h_0: value }) });
  const scale = slider(tools, { name: "W_{hh} ×", min: 0, max: 2, step: 0.05, text: numberText,
    onInput: (value) => set({ w_hh_scale: value }) });
  const squash = choice(tools, { name: "The sum goes through", options: [["tanh", "tanh"], ["linear", "nothing (linear)"]],
    onInput: (value) => set({ nonlinearity: value }) });

  root.append(
    sentence.element, warning,
    html("div", { class: "rnnc-heading" }, html("span", {}, "The memory h, one column for each step"), colourScale()),
    words.element, heatmap, play.element,
    html("div", { class: "rnnc-heading" }, heading), calculation,
    html("div", { class: "rnnc-row" }, h_0.element, scale.element, squash.element),
    html("div", { class: "rnnc-heading" }, formula("What remains of the words left out: ‖h_{t} with them − h_{t} without‖")),
    bars, note);
  dragOn(tools, heatmap, (x) => {
    const columns = splitWords(state().sentence).length + 1;
    const t = Math.floor(((x - LEFT) / (WIDTH - LEFT)) * columns);
    goTo(Math.min(columns - 1, Math.max(0, t)));
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
    set({ sentence: text, removed: [], step: step === splitWords(old).length ? count : Math.min(step, count) });
  }

  function draw() {
    const settings = state();
    const memory = memoryOf(settings);
    sentence.show(settings.sentence);
    words.show(memory, settings);
    play.show();
    h_0.show(settings.h_0);
    scale.show(settings.w_hh_scale);
    squash.show(settings.nonlinearity);
    heading.textContent = stepSentence(memory, settings);
    redraw(heatmap, heatmapLabel(memory, settings), (group) => drawHeatmap(group, memory, settings));
    redraw(calculation, calculationLabel(memory, settings), (group) => drawCalculation(group, memory, settings));
    redraw(bars, barsLabel(memory), (group) => drawBars(group, memory, settings));
    note.textContent = noteOn(memory, settings);
  }

  return { draw, describe: () => `${stepSentence(memoryOf(state()), state())} ${heatmapLabel(memoryOf(state()), state())}` };
});

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
    element.classList.toggle("many", count > 8);
    element.style.gridTemplateColumns = `minmax(0, ${LEFT}fr) repeat(${count}, minmax(0, ${(WIDTH - LEFT) / count}fr))`;
    columns = Array.from({ length: count }, (_, t) => addColumn(t));
  };
  const show = ({ words }, { step, removed }) => {
    if (columns.length !== words.length + 1) rebuild(words.length + 1);
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
  const scale = svg("svg", { viewBox: "0 0 190 14", class: "memory-scale", role: "img", "aria-label": name });
  for (let i = 0; i <= 8; i += 1) {
    svg("rect", { x: 22 + i * 16, y: 1, width: 16, height: 12, fill: `rgb(${signedColour(i / 4 - 1)})`, class: "rnnc-cell" }, scale);
  }
  label(scale, 18, 7, "−1", "small end");
  label(scale, 170, 7, "+1", "small");
  return scale;
}

function drawHeatmap(group, { states }, { step }) {
  const column = (WIDTH - LEFT) / states.length;
  states[0].forEach((_, unit) => label(group, LEFT - 8, ROW * (unit + 1.5), `unit ${unit + 1}`, "small muted end"));
  states.forEach((values, t) => {
    const part = svg("g", { class: t > step ? "faded" : "" }, group);
    symbols(part, LEFT + (t + 0.5) * column, ROW / 2, `h_{${t}}`, "middle");
    values.forEach((value, unit) => numberCell(part, LEFT + t * column, ROW * (unit + 1), column, ROW, value));
  });
  const frame = { x: LEFT + step * column, y: ROW, width: column, height: ROW * states[0].length, rx: 2, class: "rnnc-now" };
  svg("rect", frame, group);
}

function drawCalculation(group, { steps, states, weights }, { step, removed, nonlinearity, w_hh_scale }) {
  const scaled = w_hh_scale === 1 ? "" : `${Number(w_hh_scale.toFixed(2))}·`;
  const now = steps[step - 1];
  const skipped = !now || removed.includes(step);
  const end = { title: `h_{${step}}`, values: states[step], x: 550 };
  const terms = !now ? [end] : [
    { title: `x_{${step}}`, values: now.x_t, x: 0, sign: "→" },
    { title: `W_{xh} x_{${step}}`, values: now.fromInput, x: 83, sign: "+" },
    { title: `h_{${step - 1}}`, values: now.before, x: 166, sign: "→" },
    { title: `${scaled}W_{hh} h_{${step - 1}}`, values: now.fromMemory, x: 249, sign: "+" },
    { title: "b", values: weights.bias, x: 332, sign: "=" },
    { title: "sum", values: now.sum, x: 415, sign: nonlinearity === "tanh" ? "tanh →" : "as it is →", wide: true },
    end,
  ];
  if (!now) label(group, 0, 24 + ROW * 3, "This is all that the first step will know of the past. The slider h₀ sets it.", "muted");
  for (const { title, values, x, sign, wide } of terms) {
    const part = svg("g", { class: skipped && x < 550 ? "faded" : "" }, group);
    symbols(part, x + 25, 10, title, "middle");
    values.forEach((value, i) => numberCell(part, x, 24 + i * ROW, 50, ROW, value));
    if (sign) label(part, x + (wide ? 92 : 66), 24 + ROW * 3, sign, "middle");
  }
  const frame = { x: 550, y: 24, width: 50, height: ROW * 6, rx: 2, class: "rnnc-now" };
  svg("rect", frame, group);
}

/** A bar for each step: the distance between the states with every word and without the words left out. */
function drawBars(group, { remains }, { removed, step }) {
  const floor = 60, highest = Math.max(...remains);
  const column = (WIDTH - LEFT) / remains.length;
  svg("line", { x1: LEFT, x2: WIDTH, y1: floor, y2: floor, class: "rnnc-stroke" }, group);
  if (removed.length === 0) {
    label(group, WIDTH / 2 + LEFT / 2, 34, "Leave out a word: press its ×, or Delete on the word.", "muted middle");
    return;
  }
  remains.forEach((distance, t) => {
    const height = highest > 0 ? (distance / highest) * 42 : 0;
    const part = svg("g", { class: t > step ? "faded" : "" }, group);
    const bar = { x: LEFT + (t + 0.2) * column, y: floor - height, width: column * 0.6, height, class: "rnnc-bar" };
    svg("rect", bar, part);
    label(part, LEFT + (t + 0.5) * column, floor - height - 8, numberText(distance), "small middle");
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

function calculationLabel({ steps, states }, { step, removed }) {
  const now = steps[step - 1];
  if (!now || removed.includes(step)) return `No calculation at step ${step}. h: ${listed(states[step])}.`;
  return `x: ${listed(now.x_t)}. From the input: ${listed(now.fromInput)}. From the memory: ${listed(now.fromMemory)}. ` +
    `Sum with b: ${listed(now.sum)}. h: ${listed(now.h)}.`;
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

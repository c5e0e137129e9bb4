// Shapes of nn.RNN: a call, its tensors as boxes with named axes, a guess, and what a wrong guess mistook.
import { countText, label, picture, redraw, setSize, svg, WIDE } from "./drawing.js";
import { arrow, sameShape, shapeText, withCode } from "./tensors.js";
import { button, choice, defineWidget, html, scroller, slider } from "./controls.js";
import { table } from "./tables.js";

const SIZES = ["T", "B", "I", "H", "L", "batch_first", "bidirectional"];
const SETTINGS = [...SIZES, "guess_out", "guess_h_n", "revealed"];
const ORDINAL = ["first", "second", "third"];

const directions = ({ bidirectional }) => (bidirectional ? 2 : 1);

/** Shapes of x, h_0, out and h_n. batch_first moves the batch axis of x and out only. */
export function shapesOf(settings) {
  const { T, B, I, H, L, batch_first } = settings, D = directions(settings);
  const front = batch_first ? [B, T] : [T, B];
  return { x: [...front, I], h_0: [L * D, B, H], out: [...front, D * H], h_n: [L * D, B, H] };
}

/** The letters of the axes of each tensor. */
export function axesOf(settings) {
  const front = settings.batch_first ? ["B", "T"] : ["T", "B"], two = settings.bidirectional;
  const state = [two ? "L·D" : "L", "B", "H"];
  return { x: [...front, "I"], h_0: state, out: [...front, two ? "D·H" : "H"], h_n: state };
}

/** One row for each layer and direction: its ending, and the shapes of its four parameters. */
export function parametersOf(settings) {
  const { I, H, L } = settings, D = directions(settings);
  return Array.from({ length: L * D }, (_, row) => {
    const layer = Math.floor(row / D);
    const suffix = `_l${layer}${row % D ? "_reverse" : ""}`;
    return { suffix, weight_ih: [H, layer === 0 ? I : D * H], weight_hh: [H, H], bias_ih: [H], bias_hh: [H] };
  });
}

const product = (shape) => shape.reduce((all, size) => all * size, 1);
const rowCount = ({ suffix, ...shapes }) => Object.values(shapes).reduce((sum, shape) => sum + product(shape), 0);

/** How many numbers the module learns. */
export function parameterCount(settings) {
  return parametersOf(settings).reduce((sum, row) => sum + rowCount(row), 0);
}

/** The lines that make the tensors. */
export function codeOf(settings) {
  const { I, H, L, batch_first, bidirectional } = settings;
  const more = [L > 1 && `num_layers=${L}`, batch_first && "batch_first=True", bidirectional && "bidirectional=True"].filter(Boolean);
  return `rnn = nn.RNN(${[I, H, ...more].join(", ")})\nx = torch.randn${shapeText(shapesOf(settings).x)}\nout, h_n = rnn(x)`;
}

/**
 * What can be mistaken about each axis: [[first axis], [last axis], [order]], each a list of [size, why] with the right
 * size first. An order is a pair of the places of the first two axes.
 */
function mistakesAbout(name, settings) {
  const { T, B, I, H, L, batch_first } = settings, D = directions(settings);
  const both = `D·H = 2·${H} = ${2 * H}`;
  if (name === "out") {
    return {
      first: [[T, ""], [L * D, "the first axis is time: `out` has a state for every step, but of the top layer only"]],
      last: [
        [D * H, ""],
        [H, `both directions stand side by side in \`out\`, so its last axis is ${both}`],
        [I, `\`out\` holds states of H = ${H} numbers; the I = ${I} features stay in \`x\``],
        [L * D * H, "the layers do not stand side by side: `out` is the top layer only"],
        [L * H, "the layers do not stand side by side: `out` is the top layer only"],
      ],
      swapped: batch_first
        ? "with `batch_first=True` the batch axis comes first in `x` and in `out`"
        : "without `batch_first=True` time comes first: (T, B, …)",
    };
  }
  return {
    first: [
      [L * D, ""],
      [L, `\`h_n\` has a row for each layer and direction: L·D = ${L}·${D} = ${L * D}`],
      [1, `\`h_n\` keeps the last state of every layer, not only of the top one: ${L * D} rows`],
      [D, `\`h_n\` keeps the last state of every layer, not only of the top one: L·D = ${L * D} rows`],
      [T, "`h_n` has no time axis: it holds last states only, a row for each layer and direction"],
    ],
    last: [
      [H, ""],
      [D * H, `in \`h_n\` the directions have rows of their own, so a row is H = ${H} wide, not D·H`],
      [I, `\`h_n\` holds states of H = ${H} numbers, not the I = ${I} features of \`x\``],
    ],
    swapped: batch_first
      ? "`batch_first=True` moves the batch axis of `x` and `out` only, never that of `h_n`"
      : `the batch axis of \`h_n\` is its second one: (${axesOf(settings).h_n.join(", ")})`,
  };
}

/** Every guess that a known mistake leads to, the likeliest first, as { shape, why: [sentences] }. */
function wrongShapes(name, settings) {
  const { B, batch_first } = settings, { first, last, swapped } = mistakesAbout(name, settings);
  const batchLeads = name === "out" && batch_first;
  const found = [];
  for (const [f, whyFirst] of first) {
    for (const [l, whyLast] of last) {
      for (const turned of [false, true]) {
        const shape = batchLeads !== turned ? [B, f, l] : [f, B, l];
        found.push({ shape, why: [whyFirst, turned ? swapped : "", whyLast].filter(Boolean) });
      }
    }
  }
  return found.sort((a, b) => a.why.length - b.why.length);
}

/** What to say to a guess: { right, text }. name: "out" or "h_n". */
export function verdictOn(name, guess, settings) {
  const shapes = shapesOf(settings), right = shapes[name];
  const axes = `(${axesOf(settings)[name].join(", ")})`;
  if (sameShape(guess, right)) return { right: true, text: `${axes}.` };
  const other = name === "out" ? "h_n" : "out";
  if (sameShape(guess, shapes[other])) {
    const own = { out: "`out` has the top layer at every step", h_n: "`h_n` has every layer, but only after its last step" };
    return { right: false, text: `that is the shape of \`${other}\`: ${own[other]}, ${own[name]}.` };
  }
  const known = wrongShapes(name, settings).find(({ shape }) => sameShape(shape, guess));
  if (known) return { right: false, text: `${known.why.join("; and ")}.` };
  const axis = guess.findIndex((size, i) => size !== right[i]);
  const letter = axesOf(settings)[name][axis];
  return { right: false, text: `it is ${axes}: the ${ORDINAL[axis]} axis is ${letter} = ${right[axis]}, not ${guess[axis]}.` };
}

/** New settings whose sizes all differ, so that no swap of two axes can hide. */
export function newQuestion(random = Math.random) {
  const upTo = (low, high) => low + Math.floor(random() * (high - low + 1));
  for (;;) {
    const drawn = { T: upTo(4, 12), B: upTo(2, 9), I: upTo(5, 100), H: upTo(6, 40), L: upTo(1, 4),
      batch_first: random() < 0.5, bidirectional: random() < 0.5 };
    const D = directions(drawn);
    const sizes = [drawn.T, drawn.B, drawn.I, drawn.H, drawn.L * D, ...(D === 2 ? [2 * drawn.H, drawn.L] : [])];
    if (new Set(sizes).size === sizes.length) return drawn;
  }
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set } = tools;
  const state = tools.state;
  // What was guessed was about the sizes of that moment.
  const resize = (change) => set(state().revealed ? { ...change, guess_out: [], guess_h_n: [] } : change);
  const size = (name, text, max) => slider(tools, { name: text, min: 1, max, step: 1, onInput: (value) => resize({ [name]: value }) });
  const sliders = {
    T: size("T", "T steps", 12), B: size("B", "B samples", 12), I: size("I", "I inputs", 200),
    H: size("H", "H units", 100), L: size("L", "L layers", 4),
  };
  const yesOrNo = (name) => choice(tools, { name, options: [["false", "False"], ["true", "True"]],
    onInput: (value) => resize({ [name]: value === "true" }) });
  const flags = { batch_first: yesOrNo("batch_first"), bidirectional: yesOrNo("bidirectional") };
  const code = html("code", {});
  const boxes = picture(WIDE, 238);
  const guesses = Object.fromEntries(["out", "h_n"].map((name) => [name, guessFields(tools, name, (shape) => set({ [`guess_${name}`]: shape }), () => set({ revealed: true }))]));
  const ask = (sizes) => {
    Object.values(guesses).forEach((one) => one.empty());
    set({ ...sizes, guess_out: [], guess_h_n: [], revealed: false });
  };
  const reveal = button(tools, "", () => (state().revealed ? ask({}) : set({ revealed: true })), { className: "shapes-reveal" });
  const next = button(tools, "New question", () => ask(newQuestion()));
  const warning = html("p", { class: "rnnc-hint shapes-warning" });
  const parameters = parameterTable();

  root.append(
    html("div", { class: "rnnc-heading" }, html("span", {}, "Which number goes where in nn.RNN?")),
    html("div", { class: "shapes-sizes" }, ...Object.values(sliders).map((one) => one.element)),
    html("div", { class: "rnnc-row shapes-flags" }, flags.batch_first.element, flags.bidirectional.element),
    warning,
    html("pre", { class: "shapes-code" }, code), scroller(boxes),
    html("div", { class: "rnnc-heading" }, "Your guess"),
    html("div", { class: "shapes-guesses" }, guesses.out.element, guesses.h_n.element),
    html("div", { class: "rnnc-row" }, reveal, next),
    parameters.element);

  function draw() {
    const settings = state();
    for (const [name, one] of Object.entries(sliders)) one.show(settings[name]);
    for (const [name, one] of Object.entries(flags)) one.show(String(settings[name]));
    code.textContent = codeOf(settings);
    const room = tools.width();
    setSize(boxes, room, room < WIDE ? 546 : 238);
    redraw(boxes, boxesLabel(settings), (group) => (room < WIDE ? drawCallDownwards(group, settings, room) : drawCall(group, settings)));
    for (const [name, one] of Object.entries(guesses)) one.show(settings);
    reveal.textContent = settings.revealed ? "Hide, and guess again" : "Reveal";
    const twins = equalSizes(settings);
    warning.textContent = twins && `${twins} are equal now, so a mix-up of the two would not be seen.`;
    parameters.show(settings);
  }

  return { draw, describe: () => spoken(state()) };
});

function equalSizes(settings) {
  const pairs = [["T", "B"], ["B", "H"], ["T", "H"], ["I", "H"]];
  const found = pairs.find(([a, b]) => settings[a] === settings[b]);
  return found ? found.join(" and ") : "";
}

function spoken(settings) {
  if (!settings.revealed) return "The shapes of out and h_n are hidden.";
  const verdicts = ["out", "h_n"].map((name) => verdictText(name, settings)).join(" ").replaceAll("`", "");
  return `${boxesLabel(settings)} ${verdicts}`;
}

/** What stands beside a guess after the reveal. */
function verdictText(name, settings) {
  const guess = settings[`guess_${name}`];
  if (guess.length === 0) return "";
  const { right, text } = verdictOn(name, guess, settings);
  return right ? `✓ Right: ${text}` : `✗ Not ${shapeText(guess)}: ${text}`;
}

/** Three fields for a shape. tell(shape) when all three are filled, tell([]) when they no longer are; Enter is done(). */
function guessFields(tools, name, tell, done) {
  const inputs = ORDINAL.map((place) => html("input", { type: "number", min: 1, max: 9999, step: 1, inputmode: "numeric",
    "aria-label": `${name}, ${place} axis` }));
  const verdict = html("p", { class: "shapes-verdict" });
  const element = html("div", { class: "shapes-guess", role: "group", "aria-label": `Your guess: the shape of ${name}` },
    html("code", {}, name), "( ", inputs[0], ", ", inputs[1], ", ", inputs[2], " )", verdict);
  let sent = [];
  const read = () => {
    const sizes = inputs.map((input) => input.valueAsNumber);
    const complete = sizes.every((value) => Number.isInteger(value) && value >= 1 && value <= 9999);
    const shape = complete ? sizes : [];
    if (sameShape(shape, sent)) return;
    sent = shape;
    tell(shape);
  };
  const enter = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) done();
  };
  for (const input of inputs) {
    input.addEventListener("input", read, { signal: tools.signal });
    input.addEventListener("keydown", enter, { signal: tools.signal });
  }
  const fill = (shape) => {
    sent = shape;
    inputs.forEach((input, axis) => (input.value = shape[axis] ?? ""));
  };
  const show = (settings) => {
    const shape = settings[`guess_${name}`];
    if (!sameShape(shape, sent)) fill(shape);
    const text = settings.revealed ? verdictText(name, settings) : "";
    verdict.replaceChildren(...withCode(text));
    verdict.className = `shapes-verdict ${text.startsWith("✓") ? "right" : "wrong"}`;
  };
  return { element, show, empty: () => fill([]) };
}

/** How many numbers are learnt and, once the shapes are shown, the shape of each parameter. */
function parameterTable() {
  const title = html("div", { class: "rnnc-heading shapes-count" });
  const names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];
  const shapes = table(["ending", ...names.map((name) => html("code", {}, name)), "numbers"], "shapes-parameters");
  const element = html("div", {}, title, scroller(shapes.element));
  const show = (settings) => {
    const rows = parametersOf(settings), count = countText(parameterCount(settings));
    title.replaceChildren(html("span", {}, `${count} numbers to learn`),
      html("span", { class: "rnnc-hint" }, settings.revealed ? "T and B are in none of the shapes" : "the same for every T and B"));
    shapes.element.hidden = !settings.revealed;
    const D = directions(settings), groups = [rows.slice(0, D), rows.slice(D)].filter((group) => group.length > 0);
    shapes.show(groups.map((group) =>
      [withCode(rowName(group)), ...names.map((name) => shapeText(group[0][name])), numbersText(group)]));
  };
  return { element, show };
}

/** The endings that have the same shapes. */
function rowName(group) {
  const endings = group.map(({ suffix }) => `\`${suffix}\``);
  return group.length < 3 ? endings.join(", ") : `${endings[0]} to ${endings.at(-1)}`;
}

function numbersText(group) {
  const one = rowCount(group[0]);
  return group.length === 1 ? countText(one) : `${group.length} × ${countText(one)} = ${countText(group.length * one)}`;
}

// -- the picture --------------------------------------------------------------------------------------------------

const SHIFT = 2.2; // from one sheet to the next
const COLOURS = { T: "blue", B: "orange", I: "purple", H: "green", "D·H": "green", L: "", "L·D": "" };
const CORNERS = { x: [0, 0], h_0: [0, 122], out: [366, 0], h_n: [366, 122] };

/** out, h_n = rnn(x, h_0): two boxes in, two boxes out. */
function drawCall(group, settings) {
  for (const [name, corner] of Object.entries(CORNERS)) drawPart(group, settings, name, corner);
  drawModule(group, 254, 68, 78, 96);
  for (const [y, inner] of [[62, 94], [182, 138]]) {
    arrow(group, [[226, y], [240, y], [240, inner], [253, inner]]);
    arrow(group, [[333, inner], [346, inner], [346, y], [362, y]]);
  }
}

/** The same one under the other, for narrow pages: the arrows run down the right side. */
function drawCallDownwards(group, settings, room) {
  const top = { x: 0, h_0: 124, out: 310, h_n: 424 };
  for (const [name, y] of Object.entries(top)) drawPart(group, settings, name, [0, y]);
  drawModule(group, 2, 254, room - 4, 34);
  for (const [name, x] of [["x", room - 10], ["h_0", room - 26]]) {
    arrow(group, [[room - 56, top[name] + 62], [x, top[name] + 62], [x, 253]]);
  }
  for (const [name, x] of [["h_n", room - 10], ["out", room - 26]]) {
    arrow(group, [[x, 289], [x, top[name] + 62], [room - 56, top[name] + 62]]);
  }
}

/** One tensor with its corner at a place: its sheets, or a question mark as long as its shape is to be guessed. */
function drawPart(group, settings, name, corner) {
  const part = svg("g", { transform: `translate(${corner})` }, group);
  const note = name === "h_0" ? "zeros, if left out" : "";
  if (name === "x" || settings.revealed) drawTensor(part, name, shapesOf(settings)[name], axesOf(settings)[name], settings, note);
  else drawUnknown(part, name, note);
}

function drawModule(group, x, y, width, height) {
  svg("rect", { x, y, width, height, rx: 6, class: "rnnc-tensor grey" }, group);
  label(group, x + width / 2, y + height / 2, "nn.RNN", "code bold middle");
}

/** A tensor as a stack of sheets: axis 0 counts the sheets, axis 1 the rows of a sheet, axis 2 its columns. */
function drawTensor(group, name, shape, axes, { H, bidirectional }, note) {
  const width = 22 + 11 * Math.log2(shape[2]), height = 10 + 8 * Math.log2(shape[1]);
  const sheets = Math.min(shape[0], 12), depth = SHIFT * (sheets - 1);
  const left = 46, top = 36 + depth;
  heading(group, name, `(${axes.join(", ")}) = ${shapeText(shape)}`, note);
  for (let k = sheets - 1; k >= 0; k -= 1) {
    const shift = SHIFT * k;
    svg("rect", { x: left + shift, y: top - shift, width, height, class: `shapes-sheet` }, group);
  }
  svg("rect", { x: left, y: top, width, height, class: "shapes-front" }, group);
  for (let row = 1; row < shape[1]; row += 1) {
    const y = top + (height * row) / shape[1];
    svg("line", { x1: left, x2: left + width, y1: y, y2: y, class: "shapes-line" }, group);
  }
  if (bidirectional && name === "out") {
    const middle = left + width / 2;
    svg("line", { x1: middle, x2: middle, y1: top, y2: top + height, class: "shapes-half" }, group);
  }
  axisLabel(group, left - 6, top + height / 2, axes[1], shape[1], "end");
  axisLabel(group, left + width / 2, top + height + 10, axes[2], shape[2], "middle");
  axisLabel(group, left + width + depth + 6, top - depth + 4, axes[0], shape[0], "");
}

function axisLabel(group, x, y, letter, size, place) {
  label(group, x, y, `${letter} = ${size}`, `small shapes-${COLOURS[letter] || "plain"} ${place}`);
}

function heading(group, name, text, note) {
  const line = label(group, 0, 8, "", "");
  svg("tspan", { class: "code bold" }, line, name);
  svg("tspan", { dx: 8, class: "shape" }, line, text);
  if (note) label(group, 0, 22, note, "small muted");
}

/** A tensor whose shape is still to be guessed. */
function drawUnknown(group, name, note) {
  heading(group, name, "", note);
  svg("rect", { x: 46, y: 34, width: 120, height: 56, rx: 4, class: "rnnc-tensor grey empty" }, group);
  label(group, 106, 62, "?", "bold middle shapes-question");
}

function boxesLabel(settings) {
  const shapes = shapesOf(settings), axes = axesOf(settings);
  const known = (name) => `${name} (${axes[name].join(", ")}) = ${shapeText(shapes[name])}`;
  if (!settings.revealed) return `In: ${known("x")}. Out: out and h_n, whose shapes are hidden.`;
  return `In: ${known("x")}, ${known("h_0")}. Out: ${known("out")}, ${known("h_n")}.`;
}

// When may h survive? A text cut into streams and pieces, and a batch of sentences that end at different steps.
import { lettersHash, numbersFrom } from "./words.js";
import { label, picture, redraw, setSize, svg, WIDE } from "./drawing.js";
import { arrow } from "./tensors.js";
import { button, choice, defineWidget, html, scroller, slider } from "./controls.js";
import { dragOn } from "./dragging.js";

const GAP = 20, ROW = 38, CELL = 24;
const SETTINGS = ["view", "B", "T", "order", "seed", "state", "token", "lengths", "batch", "pick", "_text", "_sentences"];
const COLOURS = ["blue", "orange", "green", "purple"];

/** What is read, piece after piece: pieces[k][b] is the list of T positions in row b. */
export function piecesOf({ B, T, order, seed, _text }) {
  const length = Math.floor((_text.length - 1) / B), count = Math.floor(length / T); // every input needs a next one
  const rows = Array.from({ length: count * B }, (_, i) => {
    const start = (i % B) * length + Math.floor(i / B) * T;
    return Array.from({ length: T }, (_, t) => start + t);
  });
  const drawn = numbersFrom(lettersHash(`shuffle ${seed}`), rows.length);
  const shuffled = rows.map((_, i) => i).sort((a, b) => drawn[a] - drawn[b]).map((i) => rows[i]);
  const read = order === "shuffled" ? shuffled : rows;
  return Array.from({ length: count }, (_, k) => read.slice(k * B, (k + 1) * B));
}

/** Where the selected character is read, what h remembers there, and what the gradient reaches. */
export function memoryOf(settings) {
  const pieces = piecesOf(settings), { token, state, T } = settings;
  const piece = pieces.findIndex((rows) => rows.some((row) => row.includes(token)));
  if (piece < 0) return { pieces, place: null, remembered: [], learntFrom: [], unrelated: [], backwardWorks: true };
  const row = pieces[piece].findIndex((positions) => positions.includes(token));
  const step = pieces[piece][row].indexOf(token), first = state === "zero" ? piece : 0;
  const read = pieces.slice(first, piece + 1).flatMap((rows) => rows[row]);
  const remembered = read.slice(0, (piece - first) * T + step + 1);
  const learntFrom = state === "carry" ? remembered : remembered.slice(-(step + 1));
  const jump = remembered.findLastIndex((position, i) => i > 0 && position !== remembered[i - 1] + 1);
  const unrelated = remembered.slice(0, Math.max(0, jump));
  return { pieces, place: [piece, step, row], remembered, learntFrom, unrelated, backwardWorks: state !== "carry" || piece === 0 };
}

/** The step whose state is taken for each sentence (null: zeros), and whether it is the last real one. */
export function pickedOf({ lengths, batch, pick }) {
  const end = Math.max(...lengths) - 1, packed = batch === "packed";
  const exact = pick === "gather" || (pick === "h_n" && packed);
  const picked = lengths.map((length) => (exact ? length - 1 : packed && length - 1 < end ? null : end));
  return { picked, right: picked.map((step, b) => step === lengths[b] - 1) };
}

export default defineWidget(SETTINGS, (tools) => {
  const { root, set } = tools, state = tools.state;
  const view = choice(tools, { name: "Look at", options: [["streams", "one text as streams"], ["padding", "sentences of different lengths"]],
    onInput: (value) => set({ view: value }) });
  const cut = streamsView(tools), pad = paddingView(tools);
  root.append(view.element, cut.element, pad.element);

  function draw() {
    const settings = state(), streams = settings.view === "streams";
    view.show(settings.view);
    cut.element.hidden = !streams;
    pad.element.hidden = streams;
    cut.show(settings);
    pad.show(settings);
  }

  return { draw, describe: () => (state().view === "streams" ? noteOnStreams(memoryOf(state()), state()) : noteOnPadding(state())) };
});

// -- one text as streams

function streamsView(tools) {
  const { set, state } = tools;
  const last = state()._text.length - 2;
  const B = slider(tools, { name: "B streams", min: 1, max: 4, step: 1, onInput: (value) => set({ B: value }) });
  const T = slider(tools, { name: "T steps in a piece", min: 3, max: 8, step: 1, onInput: (value) => set({ T: value }) });
  const token = slider(tools, { name: "Character", min: 0, max: last, step: 1, onInput: (value) => set({ token: value }),
    text: (value) => `${value}: “${state()._text[value]}”` });
  const order = choice(tools, { name: "Rows", options: [["contiguous", "contiguous"], ["shuffled", "shuffled pieces"]],
    onInput: (value) => set({ order: value }) });
  const again = button(tools, "Shuffle again", () => set({ seed: (state().seed + 1) % 100 }));
  const start = choice(tools, { name: "A piece starts with", onInput: (value) => set({ state: value }),
    options: [["zero", "zero"], ["carry", "carry (h as it is)"], ["detach", "carry, detached"]] });
  const code = html("code", { class: "streams-code" });
  const text = picture(WIDE, 46, "rnnc-draggable");
  const cells = picture(WIDE, 200, "rnnc-draggable");
  const legend = html("p", { class: "rnnc-hint" });
  const counts = html("div", { class: "streams-counts" });
  const note = html("p", { class: "rnnc-hint streams-note" });
  const element = html("div", { class: "streams-view" },
    html("div", { class: "rnnc-heading" }, html("span", {}, "The text, a colour for each stream"),
      html("span", { class: "rnnc-hint" }, "press a character, here or below")), scroller(text),
    html("div", { class: "rnnc-row streams-token" }, token.element),
    html("div", { class: "rnnc-row streams-sliders" }, B.element, T.element),
    html("div", { class: "rnnc-row" }, order.element, again),
    html("div", { class: "rnnc-heading" }, html("span", {}, "What is read, piece after piece"), code),
    html("div", { class: "streams-start" }, start.element), scroller(cells), legend, counts, note);
  dragOn(tools, text, (x, y) => {
    const { width, perLine, count } = textPlanOf(last + 2, tools.width());
    const line = Math.max(0, Math.min(count - 1, Math.floor(y / LINE))), column = Math.max(0, Math.min(perLine - 1, Math.floor(x / width)));
    set({ token: Math.min(last, line * perLine + column) });
  });
  dragOn(tools, cells, (x, y) => {
    const found = tokenAt(state(), x, y, tools.width());
    if (found !== null) set({ token: found });
  });
  const show = (settings) => {
    const found = memoryOf(settings), { pieces } = found;
    B.show(settings.B);
    T.show(settings.T);
    token.show(settings.token);
    order.show(settings.order);
    start.show(settings.state);
    again.disabled = settings.order !== "shuffled";
    code.textContent = { zero: "out, h = rnn(piece)", carry: "out, h = rnn(piece, h)", detach: "out, h = rnn(piece, h.detach())" }[settings.state];
    const room = tools.width(), lines = textPlanOf(settings._text.length, room), plan = planOf(pieces.length, settings, room);
    setSize(text, room, LINE * lines.count - 1);
    redraw(text, textLabel(settings), (group) => drawText(group, found, settings, lines));
    setSize(cells, room, plan.height);
    redraw(cells, cellsLabel(found, settings), (group) => drawPieces(group, found, settings, plan));
    legend.textContent = {
      zero: "0: this row starts with zeros.",
      carry: "→ the value of h goes on; ← the gradient would go back.",
      detach: "→ the value of h goes on; ‖ the gradient stops.",
    }[settings.state] + (settings.order === "shuffled" && settings.state !== "zero" ? " A dashed → leads to another place in the text." : "");
    showCounts(counts, found, COLOURS[streamOf(settings.token, settings)]);
    note.textContent = noteOnStreams(found, settings);
  };
  return { element, show };
}

const LINE = 47; // the height of a line of the text
const LETTER = 15; // the least width of a character on a narrow page

/** The lines of the text: one, or on a narrow page as many as it needs. */
function textPlanOf(length, room) {
  const count = room < WIDE ? Math.ceil((length * LETTER) / room) : 1, perLine = Math.ceil(length / count);
  return { count, perLine, width: room / perLine };
}

/** The places of the pieces, in units of the picture: side by side, on a narrow page in several lines. */
function planOf(count, { T, B }, room) {
  const narrow = room < WIDE, start = narrow ? 58 : 44;
  const fitting = narrow ? Math.max(1, Math.floor((room - start + GAP) / (T * LETTER + GAP))) : count;
  const lines = Math.max(1, Math.ceil(count / fitting)), perLine = Math.max(1, Math.ceil(count / lines)), tall = 24 + ROW * B;
  const width = Math.min(34, (room - start - GAP * (perLine - 1)) / (perLine * T));
  return {
    width, lines, perLine, tall, height: lines * tall,
    left: (k) => start + (k % perLine) * (T * width + GAP),
    top: (k, b) => Math.floor(k / perLine) * tall + 22 + b * ROW,
  };
}

/** The position of the character that is drawn at (x, y), or null. */
function tokenAt(settings, x, y, room) {
  const pieces = piecesOf(settings), { width, left, top, lines, perLine, tall } = planOf(pieces.length, settings, room);
  const first = Math.max(0, Math.min(lines - 1, Math.floor(y / tall))) * perLine; // the first piece of this line
  const k = first + pieces.slice(first, first + perLine).findLastIndex((_, i) => x >= left(first + i) - GAP / 2);
  if (k < first) return null;
  const b = Math.max(0, Math.min(settings.B - 1, Math.floor((y - top(k, 0)) / ROW)));
  return pieces[k][b][Math.max(0, Math.min(settings.T - 1, Math.floor((x - left(k)) / width)))];
}

const streamOf = (token, { B, _text }) => Math.min(B - 1, Math.floor(token / Math.floor((_text.length - 1) / B)));
const letterOf = (token, { _text }) => (_text[token] === " " ? "␣" : _text[token]);

/** A character on its colour; strong where it is in the value of h. */
function drawCell(group, x, y, width, token, settings, { remembered, unrelated }, chosen) {
  const inside = remembered.includes(token);
  const style = `streams-cell ${COLOURS[streamOf(token, settings)]} ${inside ? "inside" : ""} ${unrelated.includes(token) ? "unrelated" : ""}`;
  svg("rect", { x: x + 0.5, y, width: width - 1, height: CELL, class: style }, group);
  label(group, x + width / 2, y + CELL / 2, letterOf(token, settings), `middle ${inside ? "bold" : ""}`);
  if (chosen) svg("rect", { x: x + 0.5, y, width: width - 1, height: CELL, rx: 1, class: "rnnc-now" }, group);
}

function drawText(group, found, settings, { width, perLine }) {
  const { _text, token, B } = settings;
  const used = found.pieces.flat(2), length = Math.floor((_text.length - 1) / B);
  for (let i = 0; i < _text.length; i += 1) {
    const part = svg("g", { class: used.includes(i) ? "" : "faded" }, group);
    const x = (i % perLine) * width, y = Math.floor(i / perLine) * LINE;
    drawCell(part, x, y + 16, width, i, settings, found, i === token);
    if (i % length !== 0 || i / length >= B) continue;
    const atEnd = (i % perLine) + 3 > perLine; // no room to the right
    label(group, atEnd ? x + width : x + 2, y + 6, `b = ${i / length}`, `small muted ${atEnd ? "end" : ""}`);
  }
}

function drawPieces(group, found, settings, { width, left, top, perLine }) {
  const { pieces, learntFrom, place } = found, { T, B, token } = settings;
  for (let k = 0; k < pieces.length; k += perLine) {
    for (let b = 0; b < B; b += 1) label(group, 0, top(k, b) + CELL / 2, `b = ${b}`, "small muted");
  }
  pieces.forEach((rows, k) => {
    const name = T * width > 52 ? `piece ${k}` : String(k);
    label(group, left(k) + (T * width) / 2, top(k, 0) - 13, name, `small middle ${place && place[0] === k ? "bold" : "muted"}`);
    rows.forEach((row, b) => {
      if (k > 0) drawJourney(group, left(k) - GAP / 2, top(k, b), settings, row[0] === pieces[k - 1][b].at(-1) + 1);
      row.forEach((position, t) => {
        drawCell(group, left(k) + t * width, top(k, b), width, position, settings, found, position === token);
        if (!learntFrom.includes(position)) return;
        const bar = { x: left(k) + t * width + 1, y: top(k, b) + CELL + 2, width: width - 2, height: 4 };
        svg("rect", { ...bar, class: `streams-gradient ${k < place[0] ? "freed" : ""}` }, group);
      });
    });
  });
}

/** What passes from one piece to the next: above the value of h (or 0), below the gradient (or a barrier). */
function drawJourney(group, x, y, { state }, goesOn) {
  if (state === "zero") {
    label(group, x, y + CELL / 2, "0", "middle muted");
    return;
  }
  arrow(group, [[x - 8, y + 8], [x + 8, y + 8]], goesOn ? "lit" : "streams-jump");
  if (state === "carry") arrow(group, [[x + 8, y + 18], [x - 8, y + 18]], "streams-back");
  else svg("path", { d: `M${x - 3} ${y + 13}v10M${x + 3} ${y + 13}v10`, class: "streams-barrier" }, group);
}

function showCounts(element, { remembered, learntFrom, unrelated, backwardWorks }, colour) {
  const key = (style, text, count) => html("span", {}, html("span", { class: `streams-key ${style}` }), `${text} `, html("strong", {}, String(count)));
  const parts = [key(`inside ${colour}`, "in the value of h:", remembered.length), key("gradient", backwardWorks ? "the gradient reaches:" : "the gradient would go to:", learntFrom.length)];
  if (unrelated.length) parts.push(key("unrelated", "from elsewhere in the text:", unrelated.length));
  if (!backwardWorks) parts.push(html("strong", { class: "rnnc-warning" }, "✗ backward() fails here"));
  element.replaceChildren(...parts);
}

/** What this choice means for the selected character, and for training. */
function noteOnStreams({ place, remembered, learntFrom, unrelated, pieces }, settings) {
  const { token, state, order, T } = settings, name = `“${letterOf(token, settings)}” (${token})`;
  if (!place) return `No piece reads ${name}: fewer than T = ${T} steps were left at the end of its stream, and they are not used.`;
  const held = remembered.length === 1 ? "1 character" : `${remembered.length} characters`;
  const start = `After ${name}, h holds ${held}; the gradient reaches ${learntFrom.length === remembered.length ? (remembered.length === 1 ? "it" : "all of them") : learntFrom.length}. `;
  if (pieces.length === 1) return `${start}There is one piece only, so no state has to survive.`;
  if (state === "carry" && place[0] > 0) {
    return `After ${name}, h holds ${held}, and the gradient would go back to all of them. But the graph of the pieces before was freed by their own backward(): “Trying to backward through the graph a second time”.`;
  }
  if (state === "zero") return order === "shuffled"
    ? `${start}Each piece stands alone, and for shuffled pieces that is right.`
    : `${start}The row goes on from piece to piece, yet h forgets at every cut what it has read.`;
  if (unrelated.length) return `${start}${unrelated.length} of them come from elsewhere: no error, but the memory does not belong to this text. Shuffled pieces need zeros.`;
  if (place[0] === 0) return `${start}This is the first piece: here all three choices are the same.`;
  if (order === "shuffled") return `${start}Here the pieces happen to follow each other; most of them do not.`;
  return `${start}The value passes the cut, the gradient stops there: truncated backpropagation through time.`;
}

function textLabel(settings) {
  const { _text, B, token } = settings, length = Math.floor((_text.length - 1) / B);
  const parts = Array.from({ length: B }, (_, b) => `“${_text.slice(b * length, (b + 1) * length)}”`);
  return `The text as ${B} ${B === 1 ? "stream" : "streams"}: ${parts.join(", ")}. Selected: ${token}, “${_text[token]}”.`;
}

function cellsLabel({ pieces, place, remembered, learntFrom }, { order, state, B, T }) {
  const where = place ? `The selected character is in piece ${place[0]}, step ${place[1]}, row ${place[2]}` : "The selected character is in no piece";
  return `${pieces.length} ${order} ${pieces.length === 1 ? "piece" : "pieces"} of T = ${T} steps and B = ${B} rows, state ${state}. ${where}. ` +
    `In the value of h: ${remembered.join(", ") || "none"}. Reached by the gradient: ${learntFrom.join(", ") || "none"}.`;
}

// -- sentences of different lengths

function paddingView(tools) {
  const { set, state } = tools;
  const sliders = [0, 1, 2, 3].map((b) => slider(tools, { name: `length, b = ${b}`, min: 1, max: 7, step: 1,
    onInput: (value) => set({ lengths: state().lengths.map((length, i) => (i === b ? value : length)) }) }));
  const batch = choice(tools, { name: "Batch", options: [["padded", "padded"], ["packed", "packed"]], onInput: (value) => set({ batch: value }) });
  const pick = choice(tools, { name: "Take", onInput: (value) => set({ pick: value }),
    options: [["out[-1]", "out[-1]"], ["gather", "gather at length − 1"], ["h_n", "h_n[-1]"]] });
  const cells = picture(WIDE, 176);
  const code = html("code", { class: "streams-lines" });
  const note = html("p", { class: "rnnc-hint streams-note" });
  const element = html("div", { class: "streams-view" },
    html("div", { class: "rnnc-heading" }, html("span", {}, "Four sentences, time to the right"),
      html("span", { class: "rnnc-hint" }, "thick frame: the last real step")), scroller(cells),
    html("div", { class: "rnnc-row streams-lengths" }, ...sliders.map((one) => one.element)),
    html("div", { class: "rnnc-row" }, batch.element, pick.element),
    html("div", { class: "rnnc-heading" }, html("span", {}, "In code")), code, note);
  const show = (settings) => {
    sliders.forEach((one, b) => one.show(settings.lengths[b]));
    batch.show(settings.batch);
    pick.show(settings.pick);
    code.textContent = codeOf(settings);
    const room = tools.width();
    setSize(cells, room, room < WIDE ? 276 : 176);
    redraw(cells, paddingLabel(settings), (group) => drawBatch(group, settings, room));
    note.textContent = noteOnPadding(settings);
  };
  return { element, show };
}

/** The places in the batch: name and verdict beside a sentence's words, or on a narrow page above them. */
function batchPlanOf(steps, room) {
  if (room < WIDE) return { left: 0, width: Math.min(70, room / steps), top: 40, row: 54, above: 13, size: "tiny", verdict: { x: room, style: "end" } };
  const left = 92, width = Math.min(70, 336 / steps);
  return { left, width, top: 22, row: 34, above: -13, size: "small", verdict: { x: left + steps * width + 12, style: "" } };
}

function drawBatch(group, settings, room) {
  const { lengths, batch } = settings, steps = Math.max(...lengths);
  const { left, width, top, row, above, size, verdict } = batchPlanOf(steps, room), x = (t) => left + t * width;
  const { picked, right: good } = pickedOf(settings);
  for (let t = 0; t < steps; t += 1) label(group, x(t) + width / 2, 8, `t = ${t}`, `${size} muted middle`);
  lengths.forEach((length, b) => {
    const y = top + b * row;
    label(group, 0, y - above, `b = ${b}, length ${length}`, "small muted streams-narrow");
    for (let t = 0; t < (batch === "packed" ? length : steps); t += 1) drawWord(group, x(t), y, width, settings, b, t, picked[b], size);
    label(group, verdict.x, y - above, verdictOn(settings, b), `bold ${verdict.style} ${good[b] ? "streams-right" : "streams-wrong"}`);
  });
  const y = top + 4 * row + (above > 0 ? -8 : 8), packed = batch === "packed";
  label(group, 0, y, packed ? "batch_sizes" : "rows read", `small ${packed ? "code" : "muted streams-narrow"}`);
  for (let t = 0; t < steps; t += 1) {
    const rows = packed ? lengths.filter((length) => length > t).length : lengths.length;
    label(group, x(t) + width / 2, above > 0 ? y + 18 : y, String(rows), "small middle");
  }
}

function drawWord(group, x, y, width, { lengths, _sentences }, b, t, picked, size) {
  const real = t < lengths[b], last = t === lengths[b] - 1, taken = t === picked;
  const colour = taken ? (last ? "green" : "orange") : real ? "blue" : "grey";
  const box = { x: x + 1.5, y, width: width - 3, height: 26, rx: 3 };
  svg("rect", { ...box, class: `rnnc-tensor ${colour} ${taken ? "lit" : ""} ${real || taken ? "" : "empty"}` }, group);
  label(group, x + width / 2, y + 13, real ? _sentences[b][t] : "0", `middle ${size} ${real || taken ? "" : "muted"} ${taken ? "bold" : ""}`);
  if (last) svg("rect", { ...box, class: "rnnc-now" }, group);
}

function verdictOn(settings, b) {
  const { picked, right } = pickedOf(settings);
  if (right[b]) return "✓ after the last word";
  if (picked[b] === null) return "✗ zeros";
  const after = picked[b] - settings.lengths[b] + 1;
  return `✗ after ${after} × padding`;
}

function codeOf({ batch, pick }) {
  const run = batch === "padded" ? "out, h_n = rnn(padded)" : "packed = pack_padded_sequence(padded, lengths, enforce_sorted=False)\n" +
    "out, h_n = rnn(packed)\nout, lengths = pad_packed_sequence(out)";
  const take = { "out[-1]": "out[-1]", gather: "out[lengths - 1, torch.arange(B)]", h_n: "h_n[-1]" }[pick];
  return `${run}\nlast = ${take}`;
}

function paddingLabel(settings) {
  const verdicts = settings.lengths.map((length, b) => `sentence ${b}, length ${length}: ${verdictOn(settings, b).slice(2)}`);
  return `A ${settings.batch} batch of four sentences. ${settings.pick} takes the state, for ${verdicts.join("; ")}.`;
}

function noteOnPadding(settings) {
  const { batch, pick, lengths } = settings, right = pickedOf(settings).right.filter(Boolean).length;
  const all = right === 4 ? "all four sentences" : right === 1 ? "one sentence only" : `${right} of 4 sentences`;
  const start = `Right for ${all}. `;
  if (lengths.every((length) => length === lengths[0])) return `${start}All lengths are equal, so there is no padding, and every way takes the same state.`;
  if (pick === "gather") return `${start}Step length − 1 is the last real step of each sentence, padded or packed.`;
  if (batch === "packed") return pick === "h_n"
    ? `${start}A packed batch stops each sentence at its own end, and h_n keeps the state from there.`
    : `${start}Nothing was computed after the end of a short sentence: pad_packed_sequence fills out with zeros there.`;
  return pick === "h_n"
    ? `${start}The network does not know what padding is: it read the zeros as inputs, and h_n is the state after them, equal to out[-1].`
    : `${start}out[-1] is the last step of the batch. A short sentence has read padding until then, and its state has moved on.`;
}

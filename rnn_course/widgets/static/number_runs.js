// Four networks that read numbers in words, a seed at a time: learning curves, and what each of them writes.
import { numberText, svg } from "./drawing.js";
import { choice, defineWidget, html, slider } from "./controls.js";

const EPOCHS = 15, WIDTH = 300, HEIGHT = 150;
const SETTINGS = ["seed", "epoch", "shown", "_runs"];
const SHOWN = [["right", "share of right words"], ["loss", "loss, judged part"], ["learning", "loss while learning"]];
const DICE = Math.log(30);

/** Everything that the picture shows, from the settings alone: for each network its curve, its value here, and its text. */
export function runsOf({ seed, epoch, shown, _runs }) {
  const networks = Object.entries(_runs).map(([label, runs]) => {
    const { counts_up, text, [shown]: curve } = runs[seed];
    return { label, curve, value: curve[epoch - 1], counts_up, text, others: runs.map((run) => run[shown]) };
  });
  const sign = shown === "right" ? -1 : 1;
  const ranking = networks.map((one, at) => [sign * one.value, at]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, at]) => networks[at].label);
  return { networks, ranking };
}

/** The top of the vertical scale: the same for all seeds, so that they can be compared. */
const topOf = ({ networks }, shown) => (shown === "right" ? 1 : Math.ceil(Math.max(...networks.flatMap((one) => one.others.flat()))));

export default defineWidget(SETTINGS, (tools) => {
  const { root, set, state } = tools;
  const seed = slider(tools, { name: "Seed", min: 0, max: 9, step: 1, onInput: (value) => set({ seed: value }) });
  const epoch = slider(tools, { name: "Epoch", min: 1, max: EPOCHS, step: 1, onInput: (value) => set({ epoch: value }) });
  const shown = choice(tools, { name: "Show", options: SHOWN, onInput: (value) => set({ shown: value }) });
  const plot = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", class: "runs-plot" });
  const scale = Array.from({ length: 3 }, () => html("span", {}));
  const rows = networkRows(state());
  const verdict = html("p", { class: "runs-verdict" });
  const note = html("p", { class: "rnnc-hint runs-note" });

  root.append(
    html("div", { class: "rnnc-row" }, seed.element, epoch.element), shown.element,
    html("div", { class: "runs-frame" }, html("div", { class: "runs-scale", "aria-hidden": "true" }, ...scale), plot,
      html("div", { class: "runs-epochs", "aria-hidden": "true" }, html("span", {}, "epoch 1"), html("span", {}, "15"))),
    verdict, rows.element, note);
  plot.addEventListener("pointerdown", (event) => {
    const { left, width } = plot.getBoundingClientRect();
    set({ epoch: Math.min(EPOCHS, Math.max(1, 1 + Math.round(((event.clientX - left) / width) * (EPOCHS - 1)))) });
  }, { signal: tools.signal });

  function draw() {
    const settings = state(), found = runsOf(settings), top = topOf(found, settings.shown);
    seed.show(settings.seed);
    epoch.show(settings.epoch);
    shown.show(settings.shown);
    scale.forEach((one, at) => (one.textContent = numberText(top * (1 - at / 2))));
    drawPlot(plot, found, settings, top);
    plot.setAttribute("aria-label", plotLabel(found, settings));
    rows.show(found);
    verdict.textContent = verdictOf(found, settings);
    note.textContent = noteOn(settings);
  }

  return { draw, describe: () => verdictOf(runsOf(state()), state()) };
});

function drawPlot(plot, { networks }, { seed, epoch, shown }, top) {
  const x = (at) => (WIDTH * at) / (EPOCHS - 1), y = (value) => HEIGHT * (1 - value / top);
  const line = (curve, style) => svg("polyline", { points: curve.map((value, at) => `${x(at)},${y(value)}`).join(" "), class: style });
  const parts = [0, 0.5, 1].map((share) => svg("line", { x1: 0, x2: WIDTH, y1: HEIGHT * share, y2: HEIGHT * share, class: "runs-grid" }));
  if (shown !== "right") parts.push(svg("line", { x1: 0, x2: WIDTH, y1: y(DICE), y2: y(DICE), class: "runs-dice" }));
  networks.forEach(({ others }, k) => parts.push(...others.filter((_, at) => at !== seed).map((curve) => line(curve, `runs-other runs-${k}`))));
  parts.push(svg("line", { x1: x(epoch - 1), x2: x(epoch - 1), y1: 0, y2: HEIGHT, class: "runs-here" }));
  networks.forEach(({ curve }, k) => parts.push(line(curve, `runs-line runs-${k}`)));
  plot.replaceChildren(...parts);
}

/** A row for each network: its line, its name, its value here, how often it counts on, and what it writes. */
function networkRows({ _runs }) {
  const rows = Object.keys(_runs).map((label, k) => {
    const key = svg("svg", { viewBox: "0 0 30 8", class: "runs-key" });
    svg("line", { x1: 0, x2: 30, y1: 4, y2: 4, class: `runs-line runs-${k}` }, key);
    const value = html("strong", {}), up = html("span", {}), text = html("p", { class: "runs-text" });
    return { value, up, text, element: html("div", { class: "runs-row" }, html("p", {}, key, ` ${label}: `, value, " · ", up), text) };
  });
  const show = ({ networks }) => networks.forEach((one, k) => {
    rows[k].value.textContent = numberText(one.value);
    rows[k].up.textContent = `${Math.round(100 * one.counts_up)} % of its lines count one up`;
    rows[k].text.textContent = `${one.text} …`;
  });
  return { element: html("div", { class: "runs-rows" }, ...rows.map((row) => row.element)), show };
}

function verdictOf({ networks, ranking }, { seed, epoch, shown }) {
  const best = networks.find((one) => one.label === ranking[0]);
  return `Seed ${seed}, epoch ${epoch}: ${shown === "right" ? "most often right" : "smallest loss"} is ${best.label}, ${numberText(best.value)}.`;
}

function plotLabel({ networks }, { epoch, shown }) {
  const name = SHOWN.find(([value]) => value === shown)[1];
  return `Learning curves, ${name}. After epoch ${epoch}: ${networks.map((one) => `${one.label} ${numberText(one.value)}`).join(", ")}.`;
}

function noteOn({ shown }) {
  if (shown === "right") return "Thin lines are the other nine seeds. Is there a seed whose order would have led you to another conclusion?";
  if (shown === "loss") return "The dashed level is a throw of dice, log 30. Which network is right most often here, and which has the largest loss?";
  return "While learning, the loss falls for all. Compare with the loss on the judged part: what have they become too sure of?";
}

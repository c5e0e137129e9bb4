// A name typed letter by letter: what a trained network believes, what it expects next, and what it writes itself.
import { drawn, lettersOf, nameOf } from "./letter_network.js";
import { numberText, svg } from "./drawing.js";
import { button, choice, defineWidget, html, scroller, slider } from "./controls.js";

const LONGEST = 16, SHOWN = 12;
const SETTINGS = ["name", "step", "temperature", "language", "_network"];
const HINT = "Up to 16 letters. The network was trained on surnames of eight languages, and knows no other.";

const percent = (share) => `${Math.round(100 * share)} %`;
const shown = (letter, alphabet) => (letter === alphabet[0] ? "end" : letter);

export default defineWidget(SETTINGS, (tools) => {
  const { root, set, state } = tools;
  const go = (step) => set({ step });
  const field = html("input", { type: "text", maxlength: LONGEST, spellcheck: "false", autocomplete: "off", autocapitalize: "off" });
  const hint = html("p", { class: "rnnc-hint", role: "status" });
  const beliefs = beliefTable(tools, go);
  const verdict = html("p", { class: "names-verdict" });
  const bars = html("ol", { class: "names-bars" });
  const heading = html("span", {});
  const temperature = slider(tools, { name: "Temperature", min: 0.2, max: 2, step: 0.1, text: numberText,
    onInput: (value) => set({ temperature: value }) });
  const options = ["believed", ...state()._network.languages];
  const language = choice(tools, { name: "Language", options: options.map((name) => [name, name === "believed" ? "as believed" : name]),
    onInput: (value) => set({ language: value }) });
  const note = html("p", { class: "rnnc-hint names-note", role: "status" });
  let ended = false; // whether the last letter that was drawn was the end: in this view only
  const writeOne = button(tools, "Draw the next letter", () => (ended = !append()));
  const writeAll = button(tools, "Finish the name", () => {
    while (append());
    ended = true;
    draw();
  });
  const anew = button(tools, "Start anew", () => {
    ended = false;
    set({ name: "", step: 0 });
  });

  field.addEventListener("input", () => {
    ended = false;
    set({ name: field.value, step: lettersOf(field.value, state()._network.alphabet).length });
  }, { signal: tools.signal });

  root.append(
    html("label", { class: "rnnc-field" }, html("span", { class: "rnnc-name" }, "Name"), field), hint,
    html("div", { class: "rnnc-heading" }, html("span", {}, "Believed after each letter, in per cent")),
    scroller(beliefs.element), verdict,
    html("div", { class: "rnnc-heading" }, heading), bars,
    html("div", { class: "rnnc-row" }, temperature.element, html("span", { class: "names-buttons" }, writeOne, writeAll, anew)),
    language.element, note);

  /** Draw one letter after those up to `step`, and put it there. False where the name has ended. */
  function append() {
    const settings = state(), { letters, odds } = nameOf(settings);
    const token = settings.step < LONGEST ? drawn(odds, Math.random()) : 0;
    const name = letters.slice(0, settings.step).join("") + (token ? [...settings._network.alphabet][token] : "");
    set({ name, step: settings.step + (token ? 1 : 0) });
    return token > 0;
  }

  function draw() {
    const settings = state(), found = nameOf(settings);
    if (field.value !== settings.name && lettersOf(field.value, settings._network.alphabet).join("") !== settings.name) field.value = settings.name;
    const lost = [...settings.name.normalize("NFC")].length - found.letters.length;
    hint.textContent = lost > 0 ? `${lost === 1 ? "One sign is" : `${lost} signs are`} unknown to the network, and left out.` : HINT;
    hint.classList.toggle("rnnc-warning", lost > 0);
    beliefs.show(found, settings);
    verdict.textContent = verdictOf(found, settings);
    heading.textContent = headingOf(found, settings);
    showBars(bars, found, settings);
    temperature.show(settings.temperature);
    language.show(settings.language);
    note.textContent = ended ? "The network has ended the name." : noteOn(settings);
    for (const one of [writeOne, writeAll]) one.disabled = settings.step >= LONGEST;
  }

  return { draw, describe: () => `${verdictOf(nameOf(state()), state())} ${headingOf(nameOf(state()), state())}` };
}, (all) => ({ ...all, step: Math.min(all.step, lettersOf(all.name, all._network.alphabet).length) }));

/** Languages downwards, letters to the right; press a letter to look at what comes after it. */
function beliefTable(tools, go) {
  const element = html("table", { class: "names-table" });
  let buttons = [], cells = [], size = "";
  const rebuild = (count, languages) => {
    buttons = Array.from({ length: count + 1 }, (_, t) => button(tools, "", () => go(t), { className: "names-letter" }));
    const heads = [...buttons, "end"].map((head) => html("th", { scope: "col" }, head));
    cells = languages.map(() => Array.from({ length: count + 2 }, () => html("td", {})));
    element.replaceChildren(
      html("thead", {}, html("tr", {}, html("td", {}), ...heads)),
      html("tbody", {}, ...languages.map((name, k) => html("tr", {}, html("th", { scope: "row" }, name), ...cells[k]))));
  };
  const show = ({ letters, beliefs, end }, { step, _network }) => {
    if (size !== `${letters.length}`) rebuild(letters.length, _network.languages);
    size = `${letters.length}`;
    for (const [t, one] of buttons.entries()) {
      one.textContent = t === 0 ? "start" : letters[t - 1];
      one.setAttribute("aria-label", t === 0 ? "Before the first letter" : `After ${letters.slice(0, t).join("")}`);
      one.setAttribute("aria-pressed", t === step);
    }
    [...beliefs, end].forEach((row, t) => row.forEach((share, k) => {
      const cell = cells[k][t];
      cell.textContent = share >= 0.005 ? Math.round(100 * share) : "";
      cell.style.setProperty("--share", `${Math.round(50 * share)}%`); // at most half of the colour: text stays readable
      cell.classList.toggle("names-dark", share > 0.5);
      cell.classList.toggle("names-here", t === step);
    }));
  };
  return { element, show };
}

/** The likeliest next letters as bars; what is left is counted together. */
function showBars(list, { odds }, { _network }) {
  const alphabet = [..._network.alphabet];
  const order = odds.map((_, token) => token).sort((a, b) => odds[b] - odds[a] || a - b).slice(0, SHOWN);
  const most = odds[order[0]];
  list.replaceChildren(...order.map((token) => {
    const name = `${shown(alphabet[token], alphabet)}: ${(100 * odds[token]).toFixed(2)} %`;
    const bar = svg("svg", { class: "names-bar", role: "img", "aria-label": name });
    bar.style.height = `${Math.max(1, Math.round((64 * odds[token]) / most))}px`;
    const share = odds[token] >= 0.01 ? Math.round(100 * odds[token]) : "<1";
    return html("li", {}, html("span", { class: "names-share" }, `${share}`), bar, html("span", { class: "names-next" }, shown(alphabet[token], alphabet)));
  }));
}

function verdictOf({ letters, end }, { _network }) {
  const best = end.indexOf(Math.max(...end));
  if (letters.length === 0) return "Nothing is read yet: the beliefs are the sizes of the lists that the network has learnt from.";
  return `If the name ends here, it is ${_network.languages[best]}: ${percent(end[best])}.`;
}

function headingOf({ letters, odds }, { step, temperature, _network }) {
  const alphabet = [..._network.alphabet], best = odds.indexOf(Math.max(...odds));
  const after = step === 0 ? "At the start" : `After “${letters.slice(0, step).join("")}”`;
  return `${after} it expects ${shown(alphabet[best], alphabet)} (${percent(odds[best])}, temperature ${numberText(temperature)})`;
}

function noteOn({ temperature, language }) {
  if (temperature <= 0.4) return "Cold: the likeliest letter wins nearly always. Finish two names from the same start: how much do they differ?";
  if (temperature >= 1.6) return "Hot: rare letters come often. When does a name stop looking like a name?";
  if (language === "believed") return "Which letter turned the belief? Change it, and look again.";
  return "The next letter is drawn as in this language. Does the belief follow what is written?";
}

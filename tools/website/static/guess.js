// A guess is written down, and only then the answer is shown beside it.
import { keep, load } from "./kept.js";
import { say, show } from "./say.js";
import { plain, readAs, same, shown, unfit } from "./values.js";

const NAME = "guesses";
const page = () => location.pathname.split("/").pop();

/** What is said to a guess: [sentence, whether it matches]; null for a guess of another kind than is asked for. */
export function compared(text, answer) {
  const value = plain(answer), guess = readAs(text, value);
  const given = { guess: shown(guess), value: answer }, lacks = unfit(guess, value);
  if (lacks) return [say("guess", lacks, given), null];
  const matches = same(guess, value);
  return [say("guess", matches ? "match" : "differs", given), matches];
}

/** What the question offers, as it says behind the code's #: "lower", "between" or "worse"; [] if it offers no words. */
export const offered = (label) => (label.match(/"[^"]+"/g) ?? []).map((word) => word.slice(1, -1));

const follows = (one, place) => place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;

/** The folds, prose and figures, that wait for a "guess" or an "own try". */
export const foldsThatWait = (kind) => [...document.querySelectorAll(".prose details, details.waits")].filter((fold) =>
  fold.firstElementChild.textContent.startsWith(`After your ${kind}`));

/** The folds that belong to an answer: those after it, up to the next guess. */
export function foldsAfter(place) {
  const next = [...document.querySelectorAll("form.guess")].find((form) => follows(form, place));
  return foldsThatWait("guess").filter((fold) => follows(fold, place) && !(next && follows(fold, next)));
}

/** Says what is lacking, and returns true, if a guess is of another kind than is asked for, or no word that is offered. */
function lacks(form, text, value) {
  const ask = form.querySelector("label").textContent, words = offered(ask);
  const [sentence, matches] = compared(text, value);
  const given = plain(text), strange = words.length > 1 && !words.some((word) => same(given, plain(word)));
  // Some questions ask for "a shape, or error": one word is no list to choose from.
  if (matches !== null && !strange) return false;
  show(form.querySelector(".said"), null, [strange ? say("guess", "offered", { words: words.join(", ") }) : sentence], "info");
  return true;
}

function reveal(form, text, { value, way }) {
  const [sentence, matches] = compared(text, value);
  show(form.querySelector(".said"), null, [`${matches ? "✓" : "≠"} ${sentence}`], matches ? "good" : "warn");
  const place = document.querySelector(`.reveal[data-guess="${form.dataset.cell}"]`);
  const lines = document.createElement("pre");
  lines.className = "printed";
  lines.textContent = way;
  const said = document.createElement("p");
  said.textContent = `${matches ? "✓" : "≠"} ${sentence}`;
  place.replaceChildren(...(way ? [lines] : []), said);
  for (const fold of foldsAfter(place)) fold.open = true;
}

export function startGuesses(answers) {
  const kept = load(NAME, {});
  for (const form of document.querySelectorAll("form.guess")) {
    const field = form.querySelector("input"), name = `${page()}#${form.dataset.cell}`, answer = answers[form.dataset.cell];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!field.value.trim()) return show(form.querySelector(".said"), null, [field.labels[0].textContent], "info");
      if (lacks(form, field.value, answer.value)) return;
      keep(NAME, { ...load(NAME, {}), [name]: field.value });
      reveal(form, field.value, answer);
    });
    if (kept[name]) {
      field.value = kept[name];
      reveal(form, kept[name], answer);
    }
  }
}

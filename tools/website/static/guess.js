// A guess is written down, and only then the answer is shown beside it.
import { keep, load } from "./kept.js";
import { say, show } from "./say.js";
import { plain, same, shown } from "./values.js";

const NAME = "guesses";
const page = () => location.pathname.split("/").pop();

/** What is said to a guess: [sentence, whether it matches]. */
export function compared(text, answer) {
  const guess = plain(text), value = plain(answer);
  const matches = same(guess, value);
  const given = { guess: shown(guess), value: answer };
  return [say("guess", matches ? "match" : "differs", given), matches];
}

const follows = (one, place) => place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;

/** The folds, prose and figures, that wait for a "guess" or an "own try". */
export const foldsThatWait = (kind) => [...document.querySelectorAll(".prose details, details.waits")].filter((fold) =>
  fold.firstElementChild.textContent.startsWith(`After your ${kind}`));

/** The folds that belong to an answer: those after it, up to the next guess. */
export function foldsAfter(place) {
  const next = [...document.querySelectorAll("form.guess")].find((form) => follows(form, place));
  return foldsThatWait("guess").filter((fold) => follows(fold, place) && !(next && follows(fold, next)));
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
      keep(NAME, { ...load(NAME, {}), [name]: field.value });
      reveal(form, field.value, answer);
    });
    if (kept[name]) {
      field.value = kept[name];
      reveal(form, kept[name], answer);
    }
  }
}

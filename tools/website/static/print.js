// The last page of a printed lesson: what waits for a guess, filled in just before printing and taken away again.
import { foldsAfter, foldsThatWait } from "./guess.js";
import { inline } from "./say.js";
import { shapeText } from "./values.js";

const made = (tag, ...children) => {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
};

/** A copy of what a fold holds, without its summary and its ids. */
function unfolded(fold) {
  const copy = fold.cloneNode(true);
  copy.querySelector("summary")?.remove();
  copy.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
  return [...copy.childNodes];
}

function answer(form, place, number, { value, way }) {
  const lines = way ? [made("pre", way)] : [];
  const more = foldsAfter(place).filter((fold) => !fold.open).flatMap(unfolded);
  return made("section", made("h3", `${number}. ${value}`), ...lines, ...more);
}

function recalled(recall) {
  const lines = recall.questions.map(({ shown, why }) => {
    const right = made("strong", String(Array.isArray(shown) ? shapeText(shown) : shown));
    return made("li", right, ". ", ...inline(why));
  });
  return made("ol", ...lines);
}

export function startPrinting({ guesses, recall }) {
  const page = document.querySelector(".answers");
  if (!page) return;
  const [recallPart, guessPart] = page.querySelectorAll("div");
  let opened = [];  // on paper a reader covers a figure by hand
  addEventListener("beforeprint", () => {
    opened = foldsThatWait("own try").filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
    const waiting = [...document.querySelectorAll("form.guess")].map((form, i) => {
      const place = document.querySelector(`.reveal[data-guess="${form.dataset.cell}"]`);
      return place?.querySelector(".paper") ? answer(form, place, i + 1, guesses[form.dataset.cell]) : null;
    });
    guessPart.replaceChildren(...waiting.filter(Boolean));
    recallPart.replaceChildren(...(recall ? [recalled(recall)] : []));
    for (const part of [recallPart, guessPart]) part.previousElementSibling.hidden = !part.childElementCount;
    page.hidden = !recall && !guessPart.childElementCount;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    page.hidden = true;
    for (const part of [recallPart, guessPart]) part.replaceChildren();
  });
}

// Sentences of the exercises with their {names} filled in, and how they stand on the page.
import { SAYS } from "./sentences.js";

/** The sentence `kind.name`, such as say("guess", "is", { value: 66 }). */
export const say = (kind, name, given = {}) => fill(SAYS[kind][name], given);

/** A text with its {names} filled in. */
export const fill = (text, given) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in given ? given[name] : whole));

/** The heading of a result: { text, mood } for "right", "named", "differs" …. */
export const headingOf = (outcome) => SAYS.headings[outcome];

export const quizHeading = (count, given) => fill(SAYS.quiz.heading, { ...given, ask: count ? SAYS.quiz.count : SAYS.quiz.shape });

/** Text with `code` between backticks and *words* between stars, as nodes; what it holds is never read as markup. */
export function inline(text) {
  const made = (name, words) => Object.assign(document.createElement(name), { textContent: words });
  const emphasised = (words) => words.split(/(^|[^\w*])\*(\w[^*]*)\*(?![\w*])/).map((part, i) => (i % 3 === 2 ? made("em", part) : part));
  return text.split(/`([^`]+)`/).flatMap((part, i) => (i % 2 ? [made("code", part)] : emphasised(part)));
}

/** Say something in a place: a heading (or null), paragraphs, and a mood. */
export function show(place, heading, paragraphs, mood) {
  const parts = paragraphs.filter(Boolean).map((text) => {
    const paragraph = document.createElement("p");
    paragraph.append(...inline(text));
    return paragraph;
  });
  if (heading) {
    const strong = document.createElement("strong");
    strong.append(...inline(heading));
    parts.unshift(strong);
  }
  place.replaceChildren(...parts);
  place.classList.remove("good", "warn", "bad", "info");
  if (mood) place.classList.add(mood);
}

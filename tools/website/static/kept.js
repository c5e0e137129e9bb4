// What the browser keeps: guesses, answers to recalls, and progress. Where it may keep nothing, the page works all the same.

const PREFIX = "rnn_course.";

export function load(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // full, or not allowed: what was said stays on the page
  }
}

/** The names under which words are kept that a reader wrote; progress itself is only counts. */
export const WORDS = ["guesses", "recall", "answers"];

export const forget = (...names) => names.forEach((name) => { try { localStorage.removeItem(PREFIX + name); } catch { /* nothing is kept */ } });

// A reader's progress, in the format of rnn_course/nearmiss/progress_entries.py: what this file writes, `take_in` reads.
import { keep, load, WORDS } from "./kept.js";

const VERSION = 1;
const now = () => new Date().toISOString().replace("Z", "+00:00");
const newOrigin = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** All that is known: { version, origin, exercises, elsewhere }. */
export function history() {
  const found = load("progress", null);
  return found && isHistory(found) ? { elsewhere: {}, ...found } : { version: VERSION, origin: newOrigin(), exercises: {}, elsewhere: {} };
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isText = (value) => typeof value === "string";
const isYesOrNo = (value) => typeof value === "boolean";
const NEEDED = { tries: isCount, solved: isYesOrNo, seen: isYesOrNo };
const MORE = { hints: isCount, first: isText, last: isText, mistakes: (value) => isObject(value) && Object.values(value).every(isCount), last_mistake: isText };

function isEntry(value) {
  const good = ([name, fits]) => !(name in value) || fits(value[name]);
  return isObject(value) && Object.keys(NEEDED).every((name) => name in value) && Object.entries({ ...NEEDED, ...MORE }).every(good);
}

const isHistory = (value) => isObject(value) && isObject(value.exercises);

/** The entry (or undefined) after one more outcome. */
function updated(entry, outcome, mistake, hints) {
  const fresh = entry ?? { tries: 0, solved: false, seen: false, hints: 0, mistakes: {}, first: now() };
  const next = { ...fresh, last: now() };
  if (outcome === "seen") return { ...next, seen: true };
  if (outcome === "hint") return { ...next, hints: Math.max(next.hints ?? 0, hints) };
  if (mistake) Object.assign(next, { mistakes: { ...next.mistakes, [mistake]: (next.mistakes?.[mistake] ?? 0) + 1 }, last_mistake: mistake });
  return { ...next, tries: next.tries + 1, solved: next.solved || outcome === "right" };
}

/** One entry from two; `count` is Math.max for two copies of one history, a sum for two that know nothing of each other. */
function combined(one, other, count) {
  const [older, newer] = (one.last ?? "") <= (other.last ?? "") ? [one, other] : [other, one];
  const [a, b] = [one.mistakes ?? {}, other.mistakes ?? {}];
  const firsts = [one.first, other.first].filter(isText).sort();
  return {
    ...older, ...newer,
    tries: count(one.tries, other.tries),
    solved: one.solved || other.solved,
    seen: one.seen || other.seen,
    hints: Math.max(one.hints ?? 0, other.hints ?? 0),
    mistakes: Object.fromEntries(Object.keys({ ...a, ...b }).map((key) => [key, count(a[key] ?? 0, b[key] ?? 0)])),
    ...(firsts.length ? { first: firsts[0] } : {}),
  };
}

const sum = (a, b) => a + b;

function into(entries, others, count) {
  for (const [key, entry] of Object.entries(others)) entries[key] = key in entries ? combined(entries[key], entry, count) : entry;
}

function write(whole) {
  keep("progress", whole);
  dispatchEvent(new Event("rnn_course.progress"));
}

/** Note one outcome: "right", "named", "differs", "seen", or "hint" with the number of hints shown. */
export function record(id, outcome, mistake = null, hints = 0) {
  const whole = history();
  whole.exercises[id] = updated(whole.exercises[id], outcome, mistake, hints);
  write(whole);
}

/** The entries of this browser and of all that was taken in, together. */
export function total() {
  const { exercises, elsewhere } = history();
  const all = { ...exercises };
  for (const entries of Object.values(elsewhere)) into(all, entries, sum);
  return all;
}

/** "solved", "seen" or "open". */
export function statusOf(id, entries = total()) {
  const entry = entries[id];
  return !entry ? "open" : entry.solved ? "solved" : entry.seen ? "seen" : "open";
}

const words = () => Object.fromEntries(WORDS.map((name) => [name, load(name, {})]));

/** The text of a file that the notebook's `progress.take_in` reads, and keeps as a whole; the words are for another browser. */
export const exported = () => `${JSON.stringify({ ...history(), version: VERSION, words: words() }, null, 1)}\n`;

const isWord = (value) => isText(value) || (isObject(value) && Object.values(value).every((list) => Array.isArray(list) && list.every(isText)));

/** Words from another browser, for questions that have none in this one. */
function takeInWords(found) {
  for (const name of WORDS) {
    const given = isObject(found) && isObject(found[name]) ? found[name] : {};
    keep(name, { ...Object.fromEntries(Object.entries(given).filter(([, value]) => isWord(value))), ...load(name, {}) });
  }
}

/** Add what such a file holds; returns how many exercises it knows, and whether anything in it was new. Throws where it is no
 * progress of this version. */
export function takeIn(text) {
  const found = JSON.parse(text.replace(/^\uFEFF/, ""));
  if (!isHistory(found) || !(isCount(found.version ?? VERSION) && (found.version ?? VERSION) <= VERSION)) throw new TypeError("no progress");
  const whole = history(), before = JSON.stringify([whole, words()]);
  const histories = [[found.origin ?? "", found.exercises], ...Object.entries(found.elsewhere ?? {})];
  const ids = new Set();
  for (const [origin, entries] of histories) {
    const good = Object.fromEntries(Object.entries(entries).filter(([, entry]) => isEntry(entry)));
    Object.keys(good).forEach((id) => ids.add(id));
    into(origin === "" || origin === whole.origin ? whole.exercises : (whole.elsewhere[origin] ??= {}), good, Math.max);
  }
  takeInWords(found.words);
  write(whole);
  return { count: ids.size, isNew: JSON.stringify([whole, words()]) !== before };
}

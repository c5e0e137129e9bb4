// The settings of a widget in an address: #key=value&…, each value as JSON. rnn_course/widgets/address.py writes the same.
import { splitWords } from "./words.js";

const within = (value, [low, high]) => low <= value && value <= high;
const whole = (value, limits) => Number.isInteger(value) && within(value, limits);

/** Whether a value is what a rule of Python's `setting_rules()` expects. */
const FITS = {
  whole: (value, { limits }) => whole(value, limits),
  real: (value, { limits }) => Number.isFinite(value) && within(value, limits),
  option: (value, { options }) => options.includes(value),
  switch: (value) => typeof value === "boolean",
  wholes: (value, { limits, counts }) => Array.isArray(value) && counts.includes(value.length) && value.every((one) => whole(one, limits)),
  text: (value, { longest, words }) => typeof value === "string" && [...value].length <= longest &&
    !/\p{Surrogate}/u.test(value) && (!words || within(splitWords(value).length, words)), // no half letters
};

/** A pair [key, value] of "key=value"; null if it is none. */
function pairOf(part) {
  const at = part.indexOf("=");
  try {
    return at < 0 ? null : [decodeURIComponent(part.slice(0, at)), JSON.parse(decodeURIComponent(part.slice(at + 1)))];
  } catch {
    return null;
  }
}

/**
 * The settings that an address gives. `hash`: "#T=5&show=%22out%22", with or without the #. `allowed`: a rule for each
 * setting that may be given, as `setting_rules()` of the widget's class has them. Whatever is no JSON, has another name or
 * does not fit its rule is left out, so that nothing but plain, expected values comes out. Never raises.
 */
export function stateFromHash(hash, allowed) {
  const given = hash.replace(/^#/, "").split("&").map(pairOf).filter((pair) => pair !== null);
  const fits = ([name, value]) => Object.hasOwn(allowed, name) && FITS[allowed[name].kind](value, allowed[name]);
  return Object.fromEntries(given.filter(fits));
}

/** The same settings as text behind a #. Brackets and quotes are written as %28 … too: programs that find addresses in a text stop there. */
export function hashFromState(state) {
  const encoded = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return Object.entries(state).map(([name, value]) => `${encoded(name)}=${encoded(JSON.stringify(value))}`).join("&");
}

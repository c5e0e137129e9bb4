// Read what somebody typed as a number, a shape or a word, and compare it, as rnn_course/nearmiss (answers.py, guess.py) does.
import { SAYS } from "./sentences.js";

/** A typed value: { kind: "int" | "float" | "text" | "tuple", value }. */
const typed = (kind, value) => ({ kind, value });

/** The value that a text stands for: "66", "0.5", "(5, 1, 6)" or words in lower case; quotes around it are left out. */
export function plain(text) {
  const bare = text.trim().replace(/^(["'`])(.*)\1$/, "$2").trim().toLowerCase();
  if (!/\d/.test(bare) || !/^[\d\s.,()[\]e+-]+$/.test(bare)) return typed("text", bare);
  return literal(bare) ?? typed("text", bare);
}

/** Python's literal of numbers, tuples and lists; null where Python would find a mistake. */
function literal(text) {
  let at = 0;
  const skip = () => { while (/\s/.test(text[at] ?? "")) at += 1; };
  const fail = () => { throw new SyntaxError(text); };
  const number = () => {
    const found = /^([+-]\s*)?((?:\d+\.\d*|\.\d+|\d+)(?:e[+-]?\d+)?)/.exec(text.slice(at)) ?? fail();
    at += found[0].length;
    const digits = found[2], sign = found[0].startsWith("-") ? -1 : 1, fraction = /[.e]/.test(digits);
    if (/^0\d*[1-9]/.test(digits) && !fraction) fail();
    return typed(fraction ? "float" : "int", sign * Number(digits));
  };
  const list = (close) => {
    const items = [];
    let commas = 0;
    for (skip(); text[at] !== close; skip()) {
      if (at >= text.length && close) fail();
      items.push(item());
      skip();
      if (text[at] === ",") { at += 1; commas += 1; } else if (text[at] !== close) fail();
    }
    return { items, commas };
  };
  const item = () => {
    skip();
    if (text[at] !== "(" && text[at] !== "[") return number();
    const open = text[at];
    at += 1;
    const { items, commas } = list(open === "(" ? ")" : "]");
    at += 1;
    return open === "(" && items.length === 1 && !commas ? items[0] : typed("tuple", items);
  };
  try {
    const { items, commas } = list(undefined);
    return items.length === 1 && !commas ? items[0] : items.length ? typed("tuple", items) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const isNumber = ({ kind }) => kind === "int" || kind === "float";

/** A guess, as a number or a shape if the value is one: "1,120", "10 x 3" …. */
export function readAs(text, value) {
  const read = plain(text);
  if (isNumber(value)) {
    const found = readNumber(text);
    return found === null ? read : typed(Number.isInteger(found) ? "int" : "float", found);
  }
  const sizes = value.kind === "tuple" && read.kind === "text" ? readShape(text) : null;
  return sizes === null ? read : typed("tuple", sizes.map((size) => typed("int", size)));
}

/** What a guess lacks that cannot answer the question: "no_number", "no_word" or "". */
export function unfit(guess, value) {
  if (value.kind === "text") return isNumber(guess) ? "no_word" : "";
  return value.kind === "tuple" || isNumber(guess) ? "" : "no_number";
}

/** Half of the last decimal to which a value was rounded, 0.05 for 0.6: a guess may be more exact. */
const half = ({ kind, value }) => (kind === "float" ? 0.5 / 10 ** (String(value).split(".")[1] ?? "0").length : 0);

/** Whether a guess counts as equal to a value; both are typed values. */
export function same(guess, value) {
  if (guess.kind === "float" || value.kind === "float") {
    const off = Math.abs(guess.value - value.value);
    return isNumber(guess) && isNumber(value) && (off <= 1e-3 + 1e-2 * Math.abs(value.value) || off < half(value));
  }
  return (guess.kind === value.kind || guess.kind === "int") && equal(guess, value);
}

function equal(one, other) {
  if (one.kind === "tuple" || other.kind === "tuple") {
    return one.kind === other.kind && one.value.length === other.value.length && one.value.every((item, i) => equal(item, other.value[i]));
  }
  return (isNumber(one) && isNumber(other)) || one.kind === other.kind ? one.value === other.value : false;
}

/** A typed value as Python shows it. */
export function shown(value) {
  if (value.kind === "float") return general(value.value);
  if (value.kind !== "tuple") return String(value.value);
  const inner = value.value.map((item) => (item.kind === "float" ? repr(item.value) : shown(item))).join(", ");
  return value.value.length === 1 ? `(${inner},)` : `(${inner})`;
}

const repr = (number) => (Number.isInteger(number) ? number.toFixed(1) : String(number));

/** Python's format ".4g". */
function general(number) {
  if (number === 0) return "0";
  const [digits, exponent] = number.toExponential(3).split("e").map(Number);
  if (exponent < -4 || exponent >= 4) return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  return String(Number(number.toPrecision(4)));
}

/** A list of whole numbers, or null when the text is no shape. */
export function readShape(text) {
  const bare = text.replace(/torch\.Size|shape|tuple|and|=/g, " ");
  if (!/^[\s\d,;()[\]{}x×*.-]*$/.test(bare) || /\.\d*[1-9]/.test(bare)) return null;
  if (bare.includes("-") || !(/\d/.test(bare) || bare.includes("()"))) return null;
  const numbers = bare.replace(/\.0*(?!\d)/g, "").match(/\d+/g) ?? [];
  return numbers.every((digits) => digits.length < 15) ? numbers.map(Number) : null;
}

const NUMBER_WORDS = SAYS.numbers.words.split(" ");

/** A number, or null. Thousands may be separated; a word up to twelve counts. */
export function readNumber(text) {
  const word = NUMBER_WORDS.indexOf(text.trim().toLowerCase());
  if (word >= 0) return word;
  const bare = text.trim().replace(/(?<=\d)[,_' ](?=\d{3}\b)/g, "");
  return /^[+-]?(\d+(_\d+)*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare) ? Number(bare.replaceAll("_", "")) : null;
}

/** A text without what does not matter in an answer of one word. */
export const bareWord = (text) => text.replace(/[\s"'`_.!-]/g, "").toLowerCase();

/** A shape as Python shows it: (2, 5), (7,). */
export const shapeText = (sizes) => (sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`);

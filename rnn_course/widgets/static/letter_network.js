// A trained network of letters: its weights out of whole numbers, its scores, and what follows from them. Equal to name_typer.py.
import { rnnSteps } from "./cell.js";
import { plus, times } from "./linear.js";

/** A matrix (or vector) out of base64: whole numbers from −127 to 127, times the factor of their tensor. */
function tensorOf({ shape, factor, bytes }) {
  const values = Array.from(atob(bytes), (letter) => ((letter.charCodeAt(0) << 24) >> 24) * factor);
  if (shape.length === 1) return values;
  return Array.from({ length: shape[0] }, (_, row) => values.slice(row * shape[1], (row + 1) * shape[1]));
}

const made = new WeakMap();

/** The network that `_network` holds, unpacked once. */
function networkOf(stored) {
  if (!made.has(stored)) {
    const w = Object.fromEntries(Object.entries(stored.weights).map(([name, packed]) => [name, tensorOf(packed)]));
    const cell = { weight_ih: w["rnn.weight_ih_l0"], weight_hh: w["rnn.weight_hh_l0"], bias: plus(w["rnn.bias_ih_l0"], w["rnn.bias_hh_l0"]) };
    made.set(stored, { ...w, cell, alphabet: [...stored.alphabet] });
  }
  return made.get(stored);
}

/** The letters that the network knows; an unknown accent is taken off, anything else left out. */
export function lettersOf(text, alphabet) {
  const known = new Set([...alphabet].slice(1));
  return [...text.toLowerCase().normalize("NFC")].flatMap((letter) =>
    [letter, [...letter.normalize("NFD")][0]].filter((spelling) => known.has(spelling)).slice(0, 1));
}

function logShares(scores) {
  const top = Math.max(...scores);
  const log = Math.log(scores.reduce((sum, score) => sum + Math.exp(score - top), 0));
  return scores.map((score) => score - top - log);
}

const shares = (logarithms) => logShares(logarithms).map(Math.exp);

/** softmax(scores / temperature) */
const oddsOf = (scores, temperature) => shares(scores.map((score) => score / temperature));

/**
 * Everything that the picture shows, from the settings alone: letters; beliefs after 0 … T letters, and at the end, a share
 * for each language; odds, a share for each next letter after `step` letters, the end first.
 */
export function nameOf({ name, step, temperature, language, _network }) {
  const network = networkOf(_network), { alphabet, cell } = network;
  const letters = lettersOf(name, _network.alphabet);
  const tokens = letters.map((letter) => alphabet.indexOf(letter));
  const scores = network["languages.weight"].map((offset) => {
    const xs = [0, ...tokens].map((token) => plus(network["letters.weight"][token], offset));
    const steps = rnnSteps(xs, cell.bias.map(() => 0), cell);
    return steps.map(({ h }) => plus(times(network["head.weight"], h), network["head.bias"]));
  }); // language × (T + 1) × letter
  const logs = scores.map((rows) => rows.map(logShares));
  const all = _network.names.reduce((sum, count) => sum + count, 0);
  const evidence = [_network.names.map((count) => Math.log(count / all))];
  for (const [t, token] of tokens.entries()) evidence.push(evidence[t].map((sum, k) => sum + logs[k][t][token]));
  const beliefs = evidence.map(shares);
  const end = shares(evidence.at(-1).map((sum, k) => sum + logs[k].at(-1)[0]));
  const each = scores.map((rows) => oddsOf(rows[step], temperature));
  const chosen = _network.languages.indexOf(language);
  const odds = chosen < 0 ? alphabet.map((_, token) => each.reduce((sum, row, k) => sum + beliefs[step][k] * row[token], 0)) : each[chosen];
  return { letters, beliefs, end, odds };
}

/** The place that a number from 0 to 1 falls into, on a stair of these odds. */
export function drawn(odds, number) {
  let height = number * odds.reduce((sum, share) => sum + share, 0);
  const place = odds.findIndex((share) => (height -= share) < 0);
  return place < 0 ? odds.indexOf(Math.max(...odds)) : place;
}

// Drawing in SVG: elements, text, numbers in coloured cells.
import { SIGNED } from "./palette.js";

const SVG = "http://www.w3.org/2000/svg";
// ColorBrewer's PuOr: orange below zero, white at zero, purple above; [red, green, blue] each.
const STOPS = SIGNED.map((code) => [1, 3, 5].map((i) => parseInt(code.slice(i, i + 2), 16)));

/** A new SVG element, appended to `parent` if one is given. Text goes in as text, never as markup. */
export function svg(name, attributes = {}, parent = null, text = null) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== null) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}

/** The width of most pictures, in units. Where a page has less room, `tools.width()` says how much, and they are laid out anew. */
export const WIDE = 600;
const SMALLEST = 11 / 12; // a wide picture has no text below 12 units, and a narrow one none below 11: none falls below 11 px

/**
 * An empty picture of width × height units. A wide one scales down with its place as long as its text can be read; put it
 * into a `scroller`, which scrolls where it is wider than its place. Set its aria-label when you draw.
 */
export function picture(width, height, className = "") {
  const target = svg("svg", { role: "img", class: `rnnc-picture ${className}` });
  setSize(target, width, height);
  return target;
}

/** Give a picture another size, in units. One on a `narrow` page does not shrink. */
export function setSize(target, width, height, narrow = width < WIDE) {
  target.setAttribute("viewBox", `0 0 ${width} ${height}`);
  target.style.minWidth = `${narrow ? width : Math.ceil(width * SMALLEST)}px`;
}

/** How many units a picture is wide in a place of so many px: WIDE where its text can be read, else as many as there are px. */
export const unitsFor = (pixels) => (pixels >= WIDE * SMALLEST ? WIDE : Math.max(280, Math.floor(pixels)));

/** Replace all that a picture shows by what `draw(group)` puts into a group, in one go. */
export function redraw(target, label, draw) {
  const group = svg("g");
  draw(group);
  target.setAttribute("aria-label", label);
  target.replaceChildren(group);
}

/** [red, green, blue] for a number from -1 to 1; beyond that the colour stays the last one. */
export function signedColour(value) {
  const place = ((Math.min(1, Math.max(-1, value || 0)) + 1) / 2) * (STOPS.length - 1);
  const low = Math.min(Math.floor(place), STOPS.length - 2);
  return STOPS[low].map((from, i) => Math.round(from + (STOPS[low + 1][i] - from) * (place - low)));
}

/** Black or white, whichever has the greater contrast on [red, green, blue] (WCAG's relative luminance). */
export function inkOn(colour) {
  const [red, green, blue] = colour.map((v) => (v <= 10 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179 ? "#fff" : "#000";
}

/** Two decimals with a true minus sign; from 10 on one decimal, from 1000 on a power of ten. */
export function numberText(value) {
  let text = value.toFixed(Math.abs(value) < 9.995 ? 2 : 1);
  if (!(Math.abs(value) < 1000)) text = value.toExponential(1).replace("e+", "e");
  return text.replace(/^-0\.00$/, "0.00").replace("-", "−");
}

/** A whole number with commas between the thousands. */
export function countText(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A whole number as subscript digits. */
export function subscript(number) {
  return String(number).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]);
}

/** A number on a cell of its colour. `style` is a class for the text, such as "small". */
export function numberCell(parent, x, y, width, height, value, style = "") {
  const colour = signedColour(value);
  svg("rect", { x, y, width, height, class: "rnnc-cell", fill: `rgb(${colour})` }, parent);
  const place = { x: x + width / 2, y: y + height / 2, class: `rnnc-number ${style}`, fill: inkOn(colour) };
  svg("text", place, parent, numberText(value));
}

/** A text whose place is (x, y). `style`: classes such as "muted", "bold", "middle", "end". */
export function label(parent, x, y, text, style = "") {
  return svg("text", { x, y, class: `rnnc-text ${style}` }, parent, text);
}

/** A text with real subscripts: symbols(parent, x, y, "W_{hh} h_{2}"). */
export function symbols(parent, x, y, text, style = "") {
  const element = svg("text", { x, y, class: `rnnc-text rnnc-symbols ${style}` }, parent);
  for (const [i, part] of text.split(/_\{([^}]*)\}/).entries()) {
    // Parts with an odd number are subscripts; the part after one goes back up.
    const lower = i % 2 === 1;
    const shift = lower ? 4 : i > 0 ? -4 : 0;
    if (part !== "") svg("tspan", { dy: shift, class: lower ? "sub" : "" }, element, part);
  }
  return element;
}

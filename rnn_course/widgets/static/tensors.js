// Tensors on a page: shapes as Python writes them, boxes with a name and a shape, and arrows between them.
import { html } from "./controls.js";
import { label, svg } from "./drawing.js";

/** A shape as Python prints it: (10, 3, 20), or (20,). */
export function shapeText(shape) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

export const sameShape = (a, b) => a.length === b.length && a.every((size, axis) => size === b[axis]);

/** A line through the points [x, y] with a head at the last one. `style`: classes such as "lit". */
export function arrow(parent, points, style = "") {
  const [[x1, y1], [x2, y2]] = points.slice(-2);
  const far = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / far, (y2 - y1) / far];
  const neck = [x2 - 6 * ux, y2 - 6 * uy];
  const head = [[x2, y2], [neck[0] - 3.5 * uy, neck[1] + 3.5 * ux], [neck[0] + 3.5 * uy, neck[1] - 3.5 * ux]];
  const group = svg("g", { class: `rnnc-arrow ${style}` }, parent);
  svg("polyline", { points: [...points.slice(0, -1), neck].join(" ") }, group);
  svg("polygon", { points: head.join(" ") }, group);
}

/** A box round the centre (x, y) with a name in code letters and its shape under it. `style`: a colour and a state. */
export function tensorBox(parent, x, y, width, height, name, shape, style = "") {
  const part = svg("g", { class: style.includes("faded") ? "faded" : "" }, parent);
  const box = { x: x - width / 2, y: y - height / 2, width, height, rx: 4, class: `rnnc-tensor ${style}` };
  svg("rect", box, part);
  label(part, x, y - 7, name, "code bold middle");
  label(part, x, y + 8, shape, "shape middle");
}

/** Parts of an HTML text in which `…` marks code. */
export function withCode(text) {
  return text.split("`").map((part, i) => (i % 2 === 1 ? html("code", {}, part) : part));
}

// Tables.
import { html } from "./controls.js";

/**
 * A table. `heads`: the texts of its head row, or none. show(rows) writes rows of [name, …cells]; each of these is a
 * text, an element or a list of them.
 */
export function table(heads, className) {
  const cell = (name, attributes) => (content) => html(name, attributes, ...[content].flat());
  const body = html("tbody", {});
  const head = heads.length ? [html("thead", {}, html("tr", {}, ...heads.map(cell("th", { scope: "col" }))))] : [];
  const element = html("table", { class: `rnnc-table ${className}` }, ...head, body);
  const show = (rows) => body.replaceChildren(...rows.map(([name, ...cells]) =>
    html("tr", {}, cell("th", { scope: "row" })(name), ...cells.map(cell("td", {})))));
  return { element, show };
}

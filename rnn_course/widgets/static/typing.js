// A line to type in.
import { html } from "./controls.js";

/** A labelled line of text. onInput(text). show(text) leaves alone what is typed at the moment. */
export function textField(tools, { name, longest, onInput }) {
  const input = html("input", { type: "text", maxlength: longest, spellcheck: "false", autocomplete: "off" });
  const element = html("label", { class: "rnnc-field" }, html("span", { class: "rnnc-name" }, name), input);
  let shown = null;
  input.addEventListener("input", () => onInput(input.value), { signal: tools.signal });
  const show = (text) => {
    if (text !== shown && input.value !== text) input.value = text;
    shown = text;
  };
  return { element, input, show };
}

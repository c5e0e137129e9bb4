// The recall that opens a lesson; what was missed is asked once more at its end.
import { keep, load } from "./kept.js";
import { record } from "./progress.js";
import { inline, say } from "./say.js";
import { bareWord, plain, readNumber, readShape, same, shapeText } from "./values.js";

const NAME = "recall";
const number = (value) => ({ kind: Number.isInteger(value) ? "int" : "float", value });
const shape = (sizes) => ({ kind: "tuple", value: sizes.map(number) });

/** A typed answer as what the question asks for, a word, a number or a shape; null if it is nothing of the kind. */
function read({ accepted: [first] }, given) {
  if (typeof first === "string") return plain(given);
  const found = Array.isArray(first) ? readShape(given) : readNumber(given);
  return found === null ? null : Array.isArray(first) ? shape(found) : number(found);
}

/** Whether a typed answer counts as right for a question. */
export function fits(question, given) {
  const found = read(question, given);
  return found !== null && question.accepted.some((right) => {
    if (typeof right === "string") return bareWord(given) === bareWord(right) || same(found, plain(right));
    if (Array.isArray(right)) return same(found, shape(right));
    return Number.isInteger(right) ? found.value === right : same(found, number(right));
  });
}

/** The line under a question: [sentence, state]. */
export function judged(question, place, text) {
  const given = text.trim(), [first] = question.accepted;
  const said = !given ? "open" : read(question, given) === null ? "unread" : fits(question, given) ? "right" : "missed";
  const answer = Array.isArray(question.shown) ? shapeText(question.shown) : question.shown;
  const wanted = say("value", Array.isArray(first) ? "a_shape" : "a_number");
  const told = { number: place, given: given.replace(/^[ .]+|[ .]+$/g, ""), answer, wanted, why: question.why };
  return [say("recall", said, told), said === "unread" ? "open" : said];
}

function check(block, data, states) {
  block.querySelectorAll("li").forEach((item, i) => {
    if (item.hidden) return;
    const said = item.querySelector(".said");
    const [sentence, state] = judged(data.questions[i], i + 1, item.querySelector("input").value);
    states[i] = state;
    said.replaceChildren(...inline(sentence));
    said.className = `said ${{ right: "good", missed: "warn", open: "" }[state]}`;
  });
  const right = states.filter((state) => state === "right").length;
  block.querySelector(".score").textContent = say("recall", "heading", { right, all: states.length });
}

/** At the lesson's end: only what is not answered yet. */
function showLeft(block, states) {
  const left = states.map((state) => state !== "right");
  block.querySelectorAll("li").forEach((item, i) => {
    item.hidden = !left[i];
    item.value = i + 1;
  });
  block.querySelector(".none-left").hidden = left.some(Boolean);
  block.querySelector("button").hidden = !left.some(Boolean);
}

export function startRecall(data) {
  const blocks = [...document.querySelectorAll(".recall")];
  if (!data || !blocks.length) return;
  const kept = load(NAME, {})[data.id] ?? { states: data.questions.map(() => "open"), answers: [] };
  const last = blocks.find((block) => block.dataset.part === "missed");
  for (const block of blocks) {
    block.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const given = [...block.querySelectorAll("input")].map((input) => input.value);
      if (!given.some((text) => text.trim())) return void (block.querySelector(".score").textContent = say("recall", "no_answer"));
      check(block, data, kept.states);
      if (block !== last) kept.answers = given;
      keep(NAME, { ...load(NAME, {}), [data.id]: kept });
      record(data.id, kept.states.every((state) => state === "right") ? "right" : "differs");
      if (last && block !== last) showLeft(last, kept.states);
    });
  }
  if (kept.answers.length) {
    blocks[0].querySelectorAll("input").forEach((input, i) => (input.value = kept.answers[i] ?? ""));
    const states = [...kept.states];
    check(blocks[0], data, states);
    if (last) showLeft(last, kept.states);
  }
}

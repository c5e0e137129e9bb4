// Questions that are answered by a letter, a number or a shape; and hints and solutions, which count as looked at.
import { keep, load } from "./kept.js";
import { startQuiz } from "./quiz.js";
import { record, statusOf } from "./progress.js";
import { headingOf, say, show } from "./say.js";
import { readNumber, readShape, shapeText } from "./values.js";

const NAME = "answers";
const EMPTY = "Write your answer above, or choose one, and press Check."; // the notebook says which cell to change
const right = (question) => ({ outcome: "right", message: question.why });
const equalShapes = (one, other) => one.length === other.length && one.every((size, i) => size === other[i]);

/** What can be said about an unexpected number or shape without giving the answer away. */
function unknown(got, wanted) {
  if (!Array.isArray(wanted)) return say("value", got > wanted ? "too_large" : "too_small", { got });
  const given = { got: shapeText(got), count: got.length, right: wanted.length };
  if (got.length !== wanted.length) return say("value", got.length === 1 ? "one_axis" : "axes", given);
  const sorted = (sizes) => [...sizes].sort((a, b) => a - b);
  if (equalShapes(sorted(got), sorted(wanted))) return say("value", "order", given);
  return say("value", "sizes", { ...given, agree: got.filter((size, i) => size === wanted[i]).length });
}

/** Judge a typed number or shape: { outcome, message, mistake }. */
export function judgeValue(question, text) {
  if (!text.trim() || text.trim() === "...") return { outcome: "not_attempted", message: say("exercise", "not_attempted") };
  const isShape = Array.isArray(question.right);
  const got = isShape ? readShape(text) : readNumber(text);
  if (got === null) {
    const wanted = say("value", isShape ? "a_shape" : "a_number");
    return { outcome: "differs", message: say("value", "unreadable", { wanted, got: `\`${text.trim().slice(0, 60)}\`` }) };
  }
  const equals = (wanted) => Array.isArray(wanted) === isShape && (isShape ? equalShapes(got, wanted) : Math.abs(got - wanted) <= (question.tolerance ?? 0));
  if (equals(question.right)) return right(question);
  const known = question.wrong.find(({ answer }) => equals(answer));
  return known ? { outcome: "named", message: known.says, mistake: known.key } : { outcome: "differs", message: unknown(got, question.right) };
}

/** Judge a letter. */
export function judgeChoice(question, letter) {
  if (!letter) return { outcome: "not_attempted", message: say("exercise", "not_attempted") };
  if (letter === question.right) return right(question);
  const known = question.wrong.find(({ answer }) => answer === letter);
  return { outcome: "named", message: known.says, mistake: known.key };
}

function tell(form, question, { outcome, message }) {
  const { text, mood } = headingOf(outcome);
  show(form.querySelector(".said"), `${text} ${question.title}`, [outcome === "not_attempted" ? EMPTY : message], mood);
}

/** Show a result, and note it. */
export function showResult(form, question, result) {
  tell(form, question, result);
  const { outcome, mistake } = result;
  if (outcome !== "not_attempted") record(question.id, outcome, mistake);
}

const judge = (question, answer) => (question.kind === "choice" ? judgeChoice : judgeValue)(question, answer);

/** The answer that was given last, and what was said to it; it is not counted again. */
function showKept(form, question, answer) {
  const field = form.querySelector("input[type=text]") ?? [...form.elements].find((one) => one.value === answer);
  if (!field) return; // a letter that is none of the answers any more
  if (field.type === "radio") field.checked = true;
  else field.value = answer;
  tell(form, question, judge(question, answer));
}

function startQuestion(block, question) {
  const form = block.querySelector("form.question");
  const kept = load(NAME, {})[question.id];
  if (kept) showKept(form, question, kept);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = new FormData(form).get(question.id) ?? form.querySelector("input[type=text]")?.value ?? "";
    if (answer) keep(NAME, { ...load(NAME, {}), [question.id]: answer });
    showResult(form, question, judge(question, answer));
  });
}

function startFolds(block) {
  const { id } = block.dataset;
  block.addEventListener("toggle", ({ target }) => {
    if (!target.open) return;
    if (target.matches(".hint")) record(id, "hint", null, Number(target.dataset.number));
    if (!target.matches(".solution")) return;
    target.querySelector(".note").textContent = say("exercise", statusOf(id) === "solved" ? "compare" : "seen");
    record(id, "seen");
  }, true);
}

export function startExercises(questions) {
  for (const block of document.querySelectorAll(".exercise")) {
    const question = questions[block.dataset.id];
    startFolds(block);
    if (question?.kind === "quiz") startQuiz(block, question);
    else if (question) startQuestion(block, question);
  }
}

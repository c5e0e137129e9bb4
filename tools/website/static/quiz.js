// Shapes without end: questions that get harder as one succeeds. PyTorch has answered them when the page was made.
import { judgeValue, showResult } from "./exercise.js";
import { quizHeading } from "./say.js";

export function startQuiz(block, quiz) {
  const form = block.querySelector("form.question"), field = form.querySelector("input");
  const asked = quiz.levels.map(() => 0);
  let level = 0, solved = 0, answered = false;
  const present = () => quiz.levels[level][asked[level] % quiz.levels[level].length];
  const head = () => {
    const given = { level: level + 1, levels: quiz.levels.length, solved };
    form.querySelector(".quiz-heading").textContent = quizHeading(present().kind === "count", given);
  };
  const ask = () => {
    const question = present();
    answered = false;
    head();
    form.querySelector(".quiz-code").textContent = question.text;
    form.querySelector(".said").replaceChildren();
    field.value = "";
  };
  let question = present();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const result = judgeValue(question, field.value);
    showResult(form, { ...question, id: quiz.id, title: quiz.title }, result);
    if (result.outcome === "right" && !answered) [answered, solved] = [true, solved + 1];
    head();
  });
  form.querySelector(".next").addEventListener("click", () => {
    asked[level] += 1;
    if (answered && (solved % 2 === 0 || level === 0)) level = Math.min(level + 1, quiz.levels.length - 1);
    ask();
    question = present();
    field.focus();
  });
}

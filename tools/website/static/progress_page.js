// The page of a reader's progress: take it along as a file, take a file in, forget it.
import { forget } from "./kept.js";
import { exported, takeIn } from "./progress.js";

export function startProgress() {
  const button = document.querySelector("button.export");
  if (!button) return;
  const said = document.querySelector("main .said");
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([exported()], { type: "application/json" }));
    link.download = "rnn_course_progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  const field = document.getElementById("take-in");
  field.addEventListener("change", async () => {
    try {
      said.textContent = `Taken in: ${takeIn(await field.files[0].text())} exercises.`;
    } catch {
      said.textContent = "This file holds no progress, or that of a newer version.";
    }
    field.value = "";
  });
  document.querySelector("button.reset").addEventListener("click", () => {
    if (!confirm("Delete your progress, your guesses and your recall answers in this browser?")) return;
    forget("progress", "guesses", "recall");
    dispatchEvent(new Event("rnn_course.progress"));
    said.textContent = "Your progress is reset.";
  });
}

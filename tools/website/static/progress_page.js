// The page of a reader's progress: take it along as a file, take a file in, forget it.
import { forget, WORDS } from "./kept.js";
import { exported, takeIn } from "./progress.js";

export function startProgress() {
  const button = document.querySelector("button.export");
  if (!button) return;
  const [said, saidReset] = document.querySelectorAll("main .said");
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
      const { count, isNew } = takeIn(await field.files[0].text());
      said.textContent = `Taken in: ${count} exercises.${isNew ? "" : " Nothing in it was new."}`;
    } catch {
      said.textContent = "This file holds no progress, or that of a newer version.";
    }
    field.value = "";
  });
  document.querySelector("button.reset").addEventListener("click", () => {
    if (!confirm("Delete your progress, your guesses and your answers in this browser?")) return;
    forget("progress", ...WORDS);
    dispatchEvent(new Event("rnn_course.progress"));
    saidReset.textContent = "Your progress is reset.";
  });
}

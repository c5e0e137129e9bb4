// The map of the course shows what has been done.
import { statusOf, total } from "./progress.js";

const MARKS = { solved: "●", seen: "◐", tried: "◐", open: "○" };

/** A recall with one answer missing is not open as if nobody had come by. */
function stateOf(id, entries) {
  const status = statusOf(id, entries);
  return status === "open" && entries[id]?.tries ? "tried" : status;
}

function show(map) {
  const entries = total(), items = [...map.querySelectorAll("[data-id]")];
  const states = items.map((item) => stateOf(item.dataset.id, entries));
  items.forEach((item, i) => {
    const mark = item.querySelector(".mark");
    mark.textContent = MARKS[states[i]];
    mark.className = `mark ${states[i]}`;
    mark.setAttribute("aria-label", states[i]);
  });
  map.querySelector(".solved-count").textContent = `${states.filter((state) => state === "solved").length} of ${states.length} solved`;
}

export function startMaps() {
  const maps = [...document.querySelectorAll("table.map")];
  const all = () => maps.forEach(show);
  all();
  for (const event of ["rnn_course.progress", "storage", "pageshow"]) addEventListener(event, all);
}

// Before anything is painted: the theme that was chosen, or the system's; and that scripts run.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => { try { return localStorage.getItem("rnn_course.theme"); } catch { return null; } };
  const show = () => {
    const dark = (kept() ?? (system.matches ? "dark" : "light")) === "dark";
    root.dataset.theme = dark ? "dark" : "light";
    root.dataset.jpThemeLight = String(!dark);
    for (const button of document.querySelectorAll("button.theme")) button.setAttribute("aria-pressed", dark);
  };
  root.classList.add("js");
  show();
  system.addEventListener("change", show);
  addEventListener("storage", show);
  addEventListener("beforeprint", () => { root.dataset.jpThemeLight = "true"; }); // paper is white; the sheet sees to the rest
  addEventListener("afterprint", show);
  addEventListener("DOMContentLoaded", show);
  addEventListener("click", (event) => {
    if (!event.target.closest?.("button.theme")) return;
    try { localStorage.setItem("rnn_course.theme", root.dataset.theme === "dark" ? "light" : "dark"); } catch { return; }
    show();
  });
})();

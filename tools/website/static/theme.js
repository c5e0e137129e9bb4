// Before anything is painted: the theme that was chosen, or the system's; that scripts run; and whether all of the page is laid out at once.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => { try { return localStorage.getItem("rnn_course.theme"); } catch { return null; } };
  const show = () => {
    const dark = (kept() ?? (system.matches ? "dark" : "light")) === "dark";
    root.dataset.theme = dark ? "dark" : "light";
    root.dataset.jpThemeLight = String(!dark);
  };
  root.classList.add("js");
  show();
  // Who jumps to a place in a lesson, or comes back to one, lands there only if all above it has its height already.
  const layOutAll = () => root.classList.add("whole");
  if (location.hash || performance.getEntriesByType("navigation")[0]?.type !== "navigate") layOutAll();
  addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href]");
    if (link?.hash && link.pathname === location.pathname) layOutAll();
  }, true);
  system.addEventListener("change", show);
  addEventListener("storage", show);
  addEventListener("beforeprint", () => { root.dataset.jpThemeLight = "true"; }); // paper is white; the sheet sees to the rest
  addEventListener("afterprint", show);
  addEventListener("click", (event) => {
    if (!event.target.closest?.("button.theme")) return;
    try { localStorage.setItem("rnn_course.theme", root.dataset.theme === "dark" ? "light" : "dark"); } catch { return; }
    show();
  });
})();

// Links to an instrument as it stands, and pages that open at one; wide code can be scrolled by keyboard.

function startInstrument(place) {
  const copy = place.querySelector(".copy-link"), said = place.querySelector(".copied"), alone = place.querySelector(".instrument-links a");
  copy.addEventListener("click", async () => {
    const { here } = place.course.address();
    history.replaceState(history.state, "", here);
    try {
      await navigator.clipboard.writeText(here);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "The link is in the address bar.";
    }
  });
  const page = alone.getAttribute("href");
  const renew = () => alone.setAttribute("href", `${page}#${place.course.address().pairs}`);
  for (const event of ["pointerdown", "focus", "click"]) alone.addEventListener(event, renew);
}

function openAtInstrument() {
  const name = location.hash.slice(1).split("?")[0];
  if (location.hash.includes("?")) document.getElementById(name)?.scrollIntoView();
}

function markWide(block) {
  const wide = block.scrollWidth > block.clientWidth + 1;
  if (wide) block.tabIndex = 0;
  else if (!block.hasAttribute("role")) block.removeAttribute("tabindex");
}

/** What is wide can be reached by keyboard. Looked at when it is laid out, which far down on a page is late. */
function watchWide() {
  const sizes = new ResizeObserver((seen) => seen.forEach(({ target }) => markWide(target)));
  document.querySelectorAll("main pre, .katex-display, .prose table, .shown").forEach((block) => sizes.observe(block));
}

export function startLinks() {
  document.querySelectorAll(".instrument.awake").forEach(startInstrument);
  openAtInstrument();
  addEventListener("hashchange", openAtInstrument);
  watchWide();
  const own = document.querySelector(".own-address");
  if (own) own.textContent = location.href.split("#")[0];
}

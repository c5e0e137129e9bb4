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
  followed(place);
  const page = alone.getAttribute("href");
  const renew = () => alone.setAttribute("href", `${page}#${place.course.address().pairs}`);
  for (const event of ["pointerdown", "focus", "click"]) alone.addEventListener(event, renew);
}

/** Once the address tells of this instrument it goes on to, so that a reload shows what was seen last. */
function followed(place) {
  let wait = 0;
  const own = document.querySelector("main.alone") ? /^#./ : { test: (hash) => hash.startsWith(`#${place.id}?`) };
  const follow = () => own.test(location.hash) && history.replaceState(history.state, "", place.course.address().here);
  place.course.model.on("change", () => {
    clearTimeout(wait);
    wait = setTimeout(follow, 300); // browsers count how often an address is changed
  });
}

function openAtInstrument() {
  const name = location.hash.slice(1).split("?")[0];
  if (location.hash.includes("?")) document.getElementById(name)?.scrollIntoView();
}

function markWide(block) {
  const wide = block.scrollWidth > block.clientWidth + 1;
  block.classList.toggle("wide", wide);
  if (block.matches(".picture")) return; // the link in it is reached by keyboard
  if (wide) block.tabIndex = 0;
  else if (!block.hasAttribute("role")) block.removeAttribute("tabindex");
}

/** What is wide can be reached by keyboard, and shows that it goes on. Looked at when it is laid out, which far down on a page is late. */
function watchWide() {
  const sizes = new ResizeObserver((seen) => seen.forEach(({ target }) => markWide(target)));
  document.querySelectorAll("main pre, .katex-display, .prose table, .shown, .picture").forEach((block) => sizes.observe(block));
}

export function startLinks() {
  document.querySelectorAll(".instrument.awake").forEach(startInstrument);
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") openAtInstrument();
  addEventListener("hashchange", openAtInstrument);
  watchWide();
  const own = document.querySelector(".own-address");
  if (own) own.textContent = location.href.split("#")[0];
}

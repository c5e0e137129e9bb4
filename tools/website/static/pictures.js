// A picture of a lesson, tapped or clicked, fills the window, at least as large as it was drawn. Without scripts its link leads to it alone.

function made() {
  const dialog = document.createElement("dialog");
  dialog.className = "enlarged";
  dialog.innerHTML = '<form method="dialog"><button>Close</button></form><div class="room" tabindex="0" role="group" aria-label="Picture"></div>';
  dialog.addEventListener("click", ({ target }) => { if (!target.closest("img, form")) dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

function enlarge(link) {
  const dialog = made(), picture = link.querySelector("img").cloneNode();
  dialog.style.cssText = link.parentElement.style.cssText; // its size
  dialog.setAttribute("aria-label", "Enlarged picture");
  dialog.querySelector(".room").append(picture);
  document.body.append(dialog);
  dialog.showModal();
}

export function startPictures() {
  document.querySelector("main").addEventListener("click", (event) => {
    const link = event.target.closest(".picture > a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    enlarge(link);
  });
}

// Pictures under a mouse or a finger: dragged, tapped, scrolled.

/**
 * Press or drag anywhere on a picture: onPlace(x, y) in the picture's own units. A finger may also want to scroll: it
 * drags from an element of the class rnnc-handle, or sideways where nothing scrolls sideways; else only a tap counts.
 */
export function dragOn(tools, target, onPlace) {
  let touch = null; // where a finger came down, as long as it may still scroll
  const tell = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(target.getScreenCTM().inverse());
    onPlace(point.x, point.y);
  };
  const drags = ({ clientX, clientY }) => {
    const [far, down] = [Math.abs(clientX - touch.x), Math.abs(clientY - touch.y)];
    return Math.max(far, down) > 6 && (touch.onHandle || (!touch.scrolls && far > down));
  };
  const { signal } = tools;
  target.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    target.setPointerCapture(event.pointerId);
    const [onHandle, scrolls] = [event.target.closest(".rnnc-handle"), target.closest(".rnnc-scrolls")];
    touch = event.pointerType === "touch" ? { x: event.clientX, y: event.clientY, onHandle, scrolls } : null;
    if (!touch) tell(event);
  }, { signal });
  target.addEventListener("pointermove", (event) => {
    if (!target.hasPointerCapture(event.pointerId) || (touch && !drags(event))) return;
    touch = null;
    tell(event);
  }, { signal });
  target.addEventListener("pointerup", (event) => {
    if (touch) tell(event);
    touch = null;
  }, { signal });
  target.addEventListener("pointercancel", () => (touch = null), { signal });
  // A finger on a handle scrolls nothing. (Browsers do not heed touch-action on parts of an SVG.)
  target.addEventListener("touchstart", (event) => {
    if (event.cancelable && event.target.closest(".rnnc-handle")) event.preventDefault();
  }, { signal, passive: false });
}

/** Scroll the place of a picture so far that `around` units to both sides of x are seen; nothing happens where all is seen. */
export function keepInView(target, x, around) {
  const place = target.closest(".rnnc-scrolls");
  if (!place) return;
  const scale = target.clientWidth / target.viewBox.baseVal.width;
  place.scrollLeft = Math.min((x - around) * scale, Math.max(place.scrollLeft, (x + around) * scale - place.clientWidth));
}

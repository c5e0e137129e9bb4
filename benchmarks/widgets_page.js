// Measures in the page: from a key or a move to the frame that shows its effect. Installed once in each page.
(() => {
  const bench = { started: null, times: [], changes: 0, waiting: null };
  window.rnnBench = bench;

  // A picture has changed; the next frame shows it; a message posted in that frame arrives once it is produced.
  const changed = () => {
    bench.changes += 1;
    if (bench.started === null || bench.pending) return;
    const from = bench.started;
    bench.pending = true;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        bench.times.push(performance.now() - from);
        bench.started = null;
        bench.pending = false;
        if (bench.waiting) bench.waiting();
      };
      channel.port2.postMessage(null);
    });
  };

  // A matplotlib picture counts when its image is loaded, an SVG when its content is replaced.
  bench.watch = (selector) => {
    const root = document.querySelector(selector);
    root.addEventListener("load", (event) => event.target.tagName === "IMG" && changed(), true);
    const isPicture = (record) => record.target.nodeName === "svg";
    new MutationObserver((records) => records.some(isPicture) && changed()).observe(root, { childList: true, subtree: true });
  };
  window.addEventListener("keydown", () => { bench.started ??= performance.now(); }, true);

  bench.next = (milliseconds) => new Promise((resolve) => {
    const timer = setTimeout(() => { bench.waiting = null; resolve(false); }, milliseconds);
    if (bench.started === null && !bench.pending) { clearTimeout(timer); resolve(true); return; }
    bench.waiting = () => { clearTimeout(timer); bench.waiting = null; resolve(true); };
  });

  // 60 moves a second for some seconds; returns the pictures a second, until the last move.
  bench.drag = async (seconds, move) => {
    const before = bench.changes, begin = performance.now(), count = seconds * 60;
    for (let i = 0; i < count; i += 1) {
      // To and fro by 3 % of the way each time: more than one step of the slider, so each move asks for a new picture.
      const way = (i * 0.03) % 1.8;
      move(0.05 + (way < 0.9 ? way : 1.8 - way));
      const next = begin + ((i + 1) * 1000) / 60;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    }
    return (bench.changes - before) / ((performance.now() - begin) / 1000);
  };
  bench.moveRange = (input) => (share) => {
    input.value = Number(input.min) + share * (input.max - input.min);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  bench.moveHandle = (handle) => {
    const bar = handle.closest(".noUi-target").getBoundingClientRect();
    const send = (target, type, share) => target.dispatchEvent(new MouseEvent(type,
      { bubbles: true, cancelable: true, clientX: bar.left + share * bar.width, clientY: bar.top + 2, buttons: 1 }));
    send(handle, "mousedown", 0.5);
    return (share) => send(document.documentElement, "mousemove", share);
  };
})();

"""How heavy and how fast the pages of the site are, in headless Chromium from a local server.

    python -m benchmarks site

Compressed: what a page asks for as gzip sends it (pictures and fonts as they are), at first and after reading
to its end. With a CPU slowed down four times: first paint, and when the first instrument of the page answers,
both from the start of the navigation; and how far the layout shifts until the end of the page. Key to
picture, without the slow-down: from the key to the frame with the changed instrument.
"""

import functools
import gzip
import http.server
import statistics
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

from browser_lab import FLAGS, MISSING, find_chromium  # noqa: E402

SLOWER, KEYS, ROUNDS = 4, 40, 3
PACKED = {".html", ".js", ".css", ".json", ".svg"}
WATCH = """
window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifts += entry.value; }))
    .observe({ type: 'layout-shift', buffered: true });
"""
TIMES = """() => [performance.getEntriesByName('first-contentful-paint')[0].startTime,
    performance.getEntriesByType('mark').find(({ name }) => name.startsWith('awake'))?.startTime ?? null]"""
READ = """async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 700) {
        scrollTo({ top: y, behavior: 'instant' });
        await new Promise(done => setTimeout(done, 30));
    }
}"""
KEY_TO_PICTURE = """() => {
    window.waits = [];
    addEventListener('keydown', event => {
        const seen = new MutationObserver(() => {
            seen.disconnect();
            requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => window.waits.push(performance.now() - event.timeStamp);
                port2.postMessage(0); });
        });
        const everything = { subtree: true, childList: true, attributes: true, characterData: true };
        seen.observe(document.querySelector('.alive'), everything);
    }, true);
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_):
        pass


def weight(path):
    """The bytes of a file over the wire."""
    data = path.read_bytes()
    return len(gzip.compress(data, 6)) if path.suffix in PACKED else len(data)


def measure(browser, folder, address, place):
    """(kB at first, kB to the end, first paint, instrument awake or None, layout shift) of one page;
    times in ms."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address).split("?")[0]))
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address + place)
    page.wait_for_load_state("networkidle")
    times, first = page.evaluate(TIMES), set(asked)
    page.evaluate(READ)
    kilobytes = [sum(weight(folder / name) for name in names) / 1000 for names in (first, set(asked))]
    shift = page.evaluate("window.shifts")
    context.close()
    return *kilobytes, *times, shift


def key_to_picture(browser, address, place):
    """Milliseconds from each key to the changed picture of an instrument."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + place)
    page.evaluate(KEY_TO_PICTURE)
    page.locator(".alive input[type=range]").first.focus()
    for i in range(KEYS):
        page.keyboard.press("ArrowLeft" if i % 2 == 0 else "ArrowRight")
        page.wait_for_timeout(40)
    waits = page.evaluate("window.waits")
    context.close()
    return waits


def main():
    """Build the site, and print a line for each lesson and for each instrument."""
    if find_chromium() is None:
        print(MISSING)
        return
    from playwright.sync_api import sync_playwright
    from website.build import build
    from website.course import lessons
    from website.instruments import classes

    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place) / "site"
        build(folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        print_pages(browser, folder, address, [page.address for page in lessons()])
        print_keys(browser, address, classes())
        browser.close()
        server.shutdown()
        server.server_close()


def print_pages(browser, folder, address, places):
    """One line for each page; the medians of some rounds."""
    print("page                            kB at first  to the end   first paint   instrument   layout shift")
    for place in places:
        rounds = [measure(browser, folder, address, place) for _ in range(ROUNDS)]
        first, all_of_it, paint, awake, shift = (
            None if None in values else statistics.median(values) for values in zip(*rounds, strict=True)
        )
        answers = "–" if awake is None else f"{awake:.0f} ms"
        print(
            f"{place:32}{first:11.0f}{all_of_it:12.0f}{paint:11.0f} ms{answers:>13}{shift:15.4f}", flush=True
        )


def print_keys(browser, address, names):
    """One line for each instrument on its own page."""
    print("\nkey to picture (ms)             median       p95")
    for name in names:
        waits = key_to_picture(browser, address, f"instruments/{name}.html")
        p95 = statistics.quantiles(waits, n=20)[-1]
        print(f"{name:32}{statistics.median(waits):6.1f}{p95:10.1f}", flush=True)


if __name__ == "__main__":
    main()

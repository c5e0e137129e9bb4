"""A Firefox as Debian ships it, driven by WebDriver BiDi, which it speaks by itself: no other program is needed."""

import json
import re
import shutil
import subprocess
import tempfile
import threading
import time

import websocket

NAMES = ("firefox-esr", "firefox")
MISSING = "no Firefox found (Debian: apt install firefox-esr)"
EVENTS = ["log.entryAdded", "network.beforeRequestSent", "network.responseCompleted"]


def find_firefox():
    """The path of a Firefox, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Firefox:
    """One window. `messages`: what the console said and what failed; `asked`: addresses that were asked for."""

    def __init__(self, path):
        self.messages, self.asked, self._number = [], [], 0
        self._profile = tempfile.TemporaryDirectory(prefix="rnn-course-firefox-", ignore_cleanup_errors=True)
        command = [
            path,
            "--headless",
            "--no-remote",
            "--profile",
            self._profile.name,
            "--remote-debugging-port=0",
        ]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        try:
            self._socket = websocket.create_connection(
                self._address() + "/session", timeout=60, suppress_origin=True
            )
            self._call("session.new", capabilities={})
            self._call("session.subscribe", events=EVENTS)
            self._window = self._call("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self.close()
            raise

    def _address(self, seconds=90):
        """Where it listens, as it says itself; what it says later is thrown away."""
        end = time.monotonic() + seconds
        for line in self._process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                threading.Thread(target=self._process.stderr.read, daemon=True).start()
                return found[1]
            if time.monotonic() > end:
                break
        raise RuntimeError("Firefox did not say where it listens")

    def _call(self, method, **parameters):
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") != self._number:
                self._note(answer)
            elif answer["type"] == "error":
                raise RuntimeError(f"{method}: {answer['message']}")
            else:
                return answer["result"]

    def _note(self, event):
        told = event.get("params", {})
        if event.get("method") == "log.entryAdded":
            self.messages.append(f"{told['level']}: {told['text']}")
        elif event.get("method") == "network.beforeRequestSent":
            self.asked.append(told["request"]["url"])
        elif event.get("method") == "network.responseCompleted" and told["response"]["status"] >= 400:
            self.messages.append(f"{told['response']['status']} {told['request']['url']}")

    def open(self, address):
        """Open a page and wait until it is loaded."""
        self._call("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def evaluate(self, expression):
        """The value of a JavaScript expression; of a promise, what it becomes. It travels as JSON."""
        wrapped = f"(async () => JSON.stringify(await ({expression})))()"
        answer = self._call(
            "script.evaluate", expression=wrapped, target={"context": self._window}, awaitPromise=True
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def close(self):
        """End the window and its process."""
        if hasattr(self, "_socket"):
            self._socket.close()
        self._process.kill()
        self._process.wait()
        self._process.stderr.close()
        self._profile.cleanup()

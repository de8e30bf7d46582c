"""A headless Chromium that is spoken to through a pipe: what a page asks for, says and shows."""

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager

FOUND = shutil.which("chromium") or shutil.which("chromium-browser")
ABSENT = "there is no chromium: apt install chromium"

SWITCHES = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"),
)
COMPLAINTS = {
    "Log.entryAdded": lambda event: event["entry"]["text"],
    "Runtime.consoleAPICalled": lambda event: str(event["args"]),
    "Runtime.exceptionThrown": lambda event: event["exceptionDetails"]["text"],
}
"""Event -> what it says."""


class Browser:
    """The browser's end of the pipe, and the one tab that is looked at."""

    def __init__(self, to_it, from_it):
        self.to_it, self.from_it = to_it, from_it
        self.session = None
        self.number = 0
        self.events = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.ask(f"{domain}.enable")

    def ask(self, method, **params):
        """Give a command; return its result. Events that come before it are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.to_it.write(json.dumps(message).encode() + b"\0")
        while (answer := self.receive()).get("id") != self.number:
            pass
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def receive(self):
        """Return the next message; an event is kept, too."""
        message = json.loads(self.until_zero())
        if "method" in message:
            self.events.append((message["method"], message["params"]))
        return message

    def until_zero(self):
        found = bytearray()
        while (byte := self.from_it.read(1)) != b"\0":
            assert byte, "the browser has gone"
            found += byte
        return bytes(found)

    def open(self, path, width=1440, theme="light", media=""):
        """Show the file *path* as on a screen of that width, in a theme."""
        self.events.clear()
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        wish = {"name": "prefers-color-scheme", "value": theme}
        self.ask("Emulation.setEmulatedMedia", media=media, features=[wish])
        self.ask("Page.navigate", url=path.as_uri())
        while "Page.loadEventFired" not in {name for name, _ in self.events}:
            self.receive()
        self.evaluate("document.fonts.ready.then(() => 1)")

    def evaluate(self, script):
        """Return what *script* gives in the page, whose own rules do not hold for it."""
        options = {"returnByValue": True, "awaitPromise": True}
        found = self.ask("Runtime.evaluate", expression=script, **options)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def requested(self):
        """Return the addresses that were asked for, its own among them; not what its rules stop."""
        stopped = {
            event["requestId"]
            for name, event in self.events
            if name == "Network.loadingFailed" and event.get("blockedReason") == "csp"
        }
        return [
            event["request"]["url"]
            for name, event in self.events
            if name == "Network.requestWillBeSent" and event["requestId"] not in stopped
        ]

    def complaints(self):
        """Return what stands in the console."""
        return [COMPLAINTS[name](event) for name, event in self.events if name in COMPLAINTS]


@contextmanager
def started():
    """Start the browser, and end it."""
    ours, its = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # Chromium reads what it is to do from 3, and answers on 4.
        pipes = f'exec 3<&{ours[0]} 4>&{its[1]}; exec "$@"'
        process = subprocess.Popen(
            ["bash", "-c", pipes, "chromium", FOUND, *SWITCHES, f"--user-data-dir={profile}"],
            pass_fds=(ours[0], its[1]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(ours[0])
        os.close(its[1])
        with open(ours[1], "wb", buffering=0) as to_it, open(its[0], "rb") as from_it:  # noqa: PTH123
            try:
                yield Browser(to_it, from_it)
            finally:
                process.terminate()
                process.wait(30)

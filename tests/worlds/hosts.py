"""Hosts that say what `worlds.server.Answering` answers, whatever page is asked for."""

import threading
import time
from itertools import pairwise
from time import monotonic


class Host:
    """Answers each request for a page with an empty one, and has no rules."""

    def __call__(self, path, headers):
        if path.startswith("/robots.txt"):
            return self.rules(path)
        return self.page()

    def rules(self, path):
        """Return status, headers and body of robots.txt."""
        return 404, {}, b""

    def page(self):
        """Return status, headers and body of any other page."""
        return 200, {"Content-Type": "text/html"}, b"<html></html>"


class RobotsHost(Host):
    """A host of the publisher whose robots.txt answers as it is told."""

    def __init__(self, robots, finished):
        self.robots = robots
        self.finished = finished

    def rules(self, path):
        if self.robots is None:
            self.finished.wait(30)
            return 200, {}, b""
        answer = self.robots(path)
        status, body, more = answer if isinstance(answer, tuple) else (200, answer, {})
        return status, {name.replace("_", "-"): value for name, value in more.items()}, body


class TimedHost(Host):
    """A publisher that notes when it was asked, and may turn requests away."""

    def __init__(self, robots="", refusals=(), takes=0):
        self.robots = robots
        self.takes = takes
        """Seconds before an answer."""
        self.refusals = list(refusals)
        self.times = []
        self.lock = threading.Lock()
        self.busy = self.busiest = 0

    def __call__(self, path, headers):
        with self.lock:
            self.times.append(monotonic())
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        try:
            return super().__call__(path, headers)
        finally:
            with self.lock:
                self.busy -= 1

    def rules(self, path):
        return 200, {"Content-Type": "text/plain"}, self.robots.encode()

    def page(self):
        time.sleep(self.takes)
        if self.refusals:
            status, wait = self.refusals.pop(0)
            return status, wait() if callable(wait) else wait, b""
        return super().page()

    @property
    def gaps(self):
        return [after - before for before, after in pairwise(self.times)]

    @property
    def seconds(self):
        return self.times[-1] - self.times[0]

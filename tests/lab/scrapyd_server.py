"""A real Scrapyd on a free port of loopback, which ends with the test that wants it."""

import json
import queue
import re
import socket
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

SECONDS = 120
"""What is waited for and does not come by then is a failure."""

CONFIGURATION = """
[scrapyd]
http_port = {port}
poll_interval = 0.1
max_proc = 3
items_dir = items
"""


class Listener:
    """Listens to what a process writes, until the process ends."""

    def __init__(self, stream):
        self.said = []
        self._lines = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._listen, args=(stream,))
        self._thread.start()

    def _listen(self, stream):
        for line in stream:
            self._lines.put(line)
        self._lines.put(None)

    def close(self):
        """Wait for the end."""
        self._thread.join(SECONDS)

    def wait_for(self, pattern):
        """Wait for a line in which *pattern* is found, unless it came before; return the match."""
        for line in self.said:
            if found := re.search(pattern, line):
                return found
        until = time.monotonic() + SECONDS
        while (line := self._next(until)) is not None:
            self.said.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"{pattern!r} is not in what Scrapyd said:\n{''.join(self.said)}")

    def _next(self, until):
        try:
            return self._lines.get(timeout=max(0, until - time.monotonic()))
        except queue.Empty:
            return None


class ScrapydServer:
    """It tells on its standard output what its processes do; that is listened to."""

    def __init__(self, listener, folder):
        self.folder, self._listener = folder, listener
        port = listener.wait_for(r"Site starting on (\d+)")[1]
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, what, **form):
        """Ask its API, as `curl` does; return the answer. Values may be lists."""
        fields = urlencode({"project": "newsscraper", **form}, doseq=True)
        is_question = what in ("listjobs", "listspiders")
        url, data = f"{self.url}/{what}.json", fields.encode()
        if is_question:
            url, data = f"{url}?{fields}", None
        with build_opener(ProxyHandler({})).open(url, data, timeout=SECONDS) as answer:
            return json.load(answer)

    def code_of(self, job):
        """Wait until *job* has ended; return its exit code, as far as Scrapyd says it."""
        ended = rf"Process (finished:|died: exitstatus=(\S+)) .*job='{job}'"
        return int(self._listener.wait_for(ended)[2] or 0)

    def log_of(self, job, spider="mediaindonesia"):
        return (self.folder / "logs/newsscraper" / spider / f"{job}.log").read_text("utf-8")

    def items_of(self, job, spider="mediaindonesia"):
        lines = (self.folder / "items/newsscraper" / spider / f"{job}.jl").read_text("utf-8")
        return [json.loads(line) for line in lines.splitlines()]


@contextmanager
def scrapyd_server(python, folder, variables):
    """Run a Scrapyd of *python* in the folder *folder*."""
    (folder / "scrapyd.conf").write_text(CONFIGURATION.format(port=free_port()))
    with (
        subprocess.Popen(
            [python, "-m", "scrapyd"],
            cwd=folder,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
        closing(Listener(process.stdout)) as listener,
    ):
        try:
            yield ScrapydServer(listener, folder)
        finally:
            process.terminate()


def free_port():
    """Return a port that nobody has, as Scrapyd cannot choose one."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]

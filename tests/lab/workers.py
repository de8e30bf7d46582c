"""Workers: crawls in processes of their own that share a store on a server."""

import re
import signal
import subprocess
import sys
import time
from itertools import pairwise

from lab.project import hear_signals, own_environment

LEASE = 3.0
"""Seconds; the project's own are too many for tests."""

DELAY = 0.4

SCRAPY = (sys.executable, "-W", "error", "-m", "scrapy")

SETTINGS = f"""from newsscraper.settings import *
from newsscraper.store import leases

leases.SECONDS = {LEASE}
"""

ON_ANOTHER_MACHINE = """
import socket

socket.gethostname = lambda: {!r}
"""


class Visits:
    """The requests that a site gets: when each began and ended, and from which worker."""

    def __init__(self, site):
        self.site = site
        self.seen = []
        site.hook = self.note

    def note(self, url):
        self.seen.append((time.monotonic(), url))

    def __len__(self):
        return len(self.seen)

    def wait(self, count, seconds=150):
        """Wait until so many requests have come."""
        end = time.monotonic() + seconds
        while len(self.seen) < count:
            assert time.monotonic() < end, f"{len(self.seen)} requests of {count}"
            time.sleep(0.01)

    @property
    def gaps(self):
        """Seconds between requests."""
        return [after - before for (before, _), (after, _) in pairwise(self.seen)]


class Worker:
    """A crawl of one publisher, or of several, as a site on loopback has them."""

    def __init__(
        self, folder, store, site, *arguments, delay=DELAY, name="mediaindonesia", host="", more=""
    ):
        """Begin it in a folder, on a machine that says to be *host*; *more* are its settings."""
        folder.mkdir(exist_ok=True)
        more += ON_ANOTHER_MACHINE.format(host) if host else ""
        settings = f"worker_settings_{time.monotonic_ns()}"
        (folder / f"{settings}.py").write_text(SETTINGS + more, encoding="utf-8")
        self.folder = folder
        given = {
            "REPLAY": site.url,
            "STORE_URL": store,
            "DOWNLOAD_DELAY": delay,
            "DOWNLOAD_DELAY_JITTER": 0,
        }
        options = [word for key, value in given.items() for word in ("-s", f"{key}={value}")]
        self.log_file = folder / f"worker{time.monotonic_ns()}.log"
        with self.log_file.open("wb") as log:
            self.process = subprocess.Popen(
                [*SCRAPY, "crawl", *name.split(), *options, *arguments],
                cwd=folder,
                stderr=log,
                env=own_environment(folder, SCRAPY_SETTINGS_MODULE=settings),
                preexec_fn=hear_signals,
            )

    def kill(self):
        self.process.kill()
        self.process.wait()

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)

    def stop(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def end(self, seconds=150):
        """Wait for its end; return its exit code and its last line."""
        self.process.wait(seconds)
        line = self.log.rstrip("\n").rpartition("\n")[2]
        return self.process.returncode, re.sub(r"^.*?\] [A-Z]+: ", "", line)

    def wait_for(self, words, seconds=60):
        """Wait until its log has *words*."""
        end = time.monotonic() + seconds
        while words not in self.log:
            assert time.monotonic() < end, f"{words} not in {self.log}"
            assert self.process.poll() is None, self.log
            time.sleep(0.02)

    @property
    def log(self):
        return self.log_file.read_text(encoding="utf-8")

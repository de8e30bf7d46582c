"""Lets workers share a store on a server, lets things happen to them and to it, and counts.

    python tests/lab/workers_chaos.py [--workers 4] [--publishers 24] [--events 200] [--seed 1]

Each worker runs one publisher after the other, each run in a process of its own, in a folder of
its own and by way of a proxy of its own. The publishers' sites are on loopback and grow meanwhile.
Each worker has a feed of its own for each publisher; one more is uploaded to a place that all
share. What happens is drawn from EVENTS. In the end nothing happens any more: each worker runs
each publisher until that is complete. The exit code is 1 where an article is lost or doubled, a
site was asked too early or twice at once, or a run ended otherwise than it may.
"""

import argparse
import json
import os
import random
import re
import signal
import sys
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import psycopg
from worlds.kiosk import kiosks, spiders_of

from lab.cutting_proxy import cutting_proxy
from lab.forked import Job, Started, Tree
from lab.memory import quick_folder
from lab.own_server import own_server, provoke_deadlock
from lab.project import PROJECT, own_environment

LEASE = 3.0
DELAY = 0.4
SLACK = 0.1
"""Seconds by which a busy site may note a request late, and so see the next one early."""
FIRST, GROWN = 3, 3
"""Articles of each publisher at first; those that come at a time, at most."""
CALM_RUNS = 5
"""A publisher is complete after so many runs to which nothing happens."""
LONG = 120
"""Seconds after which a run counts as hung."""

CODES = {0, 3, 7, 8, -signal.SIGKILL}
"""Codes with which a run may end while things happen."""

SHIFTS = (0, 2, -2)
"""Hours by which the clocks of workers are wrong."""

SETTINGS = f"""from lab.shifted import *
from newsscraper.feeds import upload_turn
from newsscraper.store import leases

leases.SECONDS = upload_turn.SECONDS = {LEASE}
SPIDER_MODULES = [*SPIDER_MODULES, "kiosk_spiders"]
FEED_STORAGES = {{**FEED_STORAGES, "shared": "shared_storage.SharedStorage"}}
FEEDS = {{
    "feed-%(name)s.jsonl": {{"format": "jsonl", "overwrite": False}},
    "shared://meja/%(name)s-%(batch_id)d.jsonl": {{"format": "jsonl", "overwrite": True}},
}}
DOWNLOAD_DELAY, DOWNLOAD_DELAY_JITTER = {DELAY}, 0
"""
STORAGE = """import os
import shutil
from pathlib import Path

from scrapy.extensions.feedexport import BlockingFeedStorage


class SharedStorage(BlockingFeedStorage):
    def __init__(self, uri, *, feed_options=None):
        self.place = Path(os.environ["SHARED"], uri.rpartition("/")[2])

    def _store_in_thread(self, file):
        file.seek(0)
        part = self.place.with_name(f"{self.place.name}.{os.getpid()}")
        with part.open("wb") as target:
            shutil.copyfileobj(file, target)
        part.replace(self.place)
        file.close()
"""


# --- Workers ------------------------------------------------------------------------------------


class Ended:
    """How a run ended."""

    def __init__(self, code, log):
        self.code, self.log = code, log
        self.last_line = re.sub(r"^.*?\] [A-Z]+: ", "", log.rstrip("\n").rpartition("\n")[2])

    @property
    def fault(self):
        """What is wrong with it, None if nothing is."""
        if self.code not in CODES:
            return f"code {self.code}: {self.last_line}"
        if "Traceback" in self.log:
            return f"code {self.code}, a traceback: {self.log[-3000:]}"
        if self.code != -signal.SIGKILL and not re.match(r"[A-Z][a-z ]+: \S", self.last_line):
            return f"code {self.code}, a last line that is none: {self.last_line!r}"
        return None


class Worker:
    """Runs one publisher after the other."""

    def __init__(self, number, scene, port):
        self.number, self.scene, self.port = number, scene, port
        self.shift = timedelta(hours=SHIFTS[number % len(SHIFTS)])
        self.folder = scene.folder / f"worker{number}"
        self.folder.mkdir()
        self.process = None
        self.is_stopped = False
        self.lock = threading.Lock()

    def run(self, site):
        """Run a publisher to its end."""
        environment = own_environment(
            self.scene.code,
            PROJECT / "tests",
            SCRAPY_SETTINGS_MODULE="chaos_settings",
            SHARED=str(self.scene.shared),
            PRESENT=(datetime.now(UTC) + self.shift).isoformat(),
        )
        store = self.scene.server.url(port=self.port)
        options = ["-s", f"REPLAY={site.url}", "-s", f"STORE_URL={store}"]
        log_file = self.folder / f"{time.monotonic_ns()}.log"
        with Path(os.devnull).open("r+b") as nothing, log_file.open("wb") as log:
            job = Job(["crawl", site.name, *options], str(self.folder), environment)
            process = Started(job, (nothing, nothing, log), Tree(PROJECT))
        with self.lock:
            self.process = process
        alarm = threading.Timer(LONG, process.send_signal, (signal.SIGABRT,))
        alarm.start()
        code = process.wait()
        alarm.cancel()
        with self.lock:
            self.process = None
        ended = Ended(code, log_file.read_text(encoding="utf-8", errors="replace"))
        self.scene.note(ended, log_file)
        return ended

    def signal(self, number):
        """Send a signal to its run; tell whether there is one."""
        with self.lock:
            if self.process:
                self.process.send_signal(number)
            return self.process is not None

    def work(self):
        """Run publishers until nothing happens any more."""
        sites = self.scene.sites
        turn = self.number * len(sites) // max(len(self.scene.workers), 1)
        while not self.scene.is_over.is_set():
            self.run(sites[turn % len(sites)])
            turn += 1

    def feed(self, site):
        return keys_in(self.folder / f"feed-{site.name}.jsonl")


def keys_in(*files):
    """Count the revisions in feeds."""
    lines = (line for file in files if file.exists() for line in file.read_bytes().splitlines())
    rows = map(json.loads, lines)
    return Counter(row["key"] if row["revision"] == 1 else str(row) for row in rows)


# --- What happens -------------------------------------------------------------------------------


class Scene:
    """Workers, their server and what they read."""

    def __init__(self, folder, server, sites, dice):
        self.folder, self.server, self.sites, self.dice = folder, server, sites, dice
        self.code, self.shared = folder / "code", folder / "shared"
        for each in (self.code, self.shared):
            each.mkdir()
        modules = {
            "chaos_settings": SETTINGS,
            "shared_storage": STORAGE,
            "kiosk_spiders": spiders_of(sites),
        }
        for name, text in modules.items():
            (self.code / f"{name}.py").write_text(text, encoding="utf-8")
        self.workers, self.proxies, self.later = [], [], []
        self.is_over = threading.Event()
        self.codes, self.events, self.faults = Counter(), Counter(), []
        self.ends = defaultdict(Counter)
        """Code -> how often runs ended with which words."""

    def note(self, ended, log_file):
        self.codes[ended.code] += 1
        words = re.sub(r"postgresql\S+|harian\d+|\d+", "#", ended.last_line)[:160]
        self.ends[ended.code][words] += 1
        if ended.fault:
            self.faults.append(f"{log_file}: {ended.fault}")

    # --- Each tells whether it came about ---

    def kill(self):
        return self.dice.choice(self.workers).signal(signal.SIGKILL)

    def cut_one(self):
        return self.dice.choice(self.proxies).cut() > 0

    def cut_all(self):
        return sum(proxy.cut() for proxy in self.proxies) > 0

    def shut_off(self):
        """One worker reaches the server no more, for a while."""
        proxy = self.dice.choice(self.proxies)
        proxy.is_open = False
        proxy.cut()
        self.pass_time(self.dice.uniform(0.5, 1.5) * LEASE)
        proxy.is_open = True
        return True

    @contextmanager
    def shut_off_all(self):
        """No worker reaches the server within the block."""
        for proxy in self.proxies:
            proxy.is_open = False
            proxy.cut()
        time.sleep(0.2)  # the server notices
        yield
        for proxy in self.proxies:
            proxy.is_open = True

    def restart_fast(self):
        self.server.restart("fast")
        return True

    def restart_immediate(self):
        self.server.restart("immediate")
        return True

    def stop(self):
        """A worker stands still for longer than its lease, and then goes on."""
        worker = self.dice.choice(self.workers)
        with worker.lock:
            process = worker.process
        if process is None:
            return False
        process.send_signal(signal.SIGSTOP)
        wake = threading.Timer(
            self.dice.uniform(1.2, 3) * LEASE, process.send_signal, (signal.SIGCONT,)
        )
        wake.start()
        self.later.append(wake)
        return True

    def fill(self):
        """The server's disk is full, for a while."""
        if not self.server.has_quota:
            return False
        self.server.fill()
        self.pass_time(self.dice.uniform(1, 3))
        self.server.free()
        return True

    def deadlock(self):
        with suppress(psycopg.Error):
            return provoke_deadlock(self.server, 5)
        return False

    def freeze(self):
        """The server says nothing, for a while."""
        self.server.freeze()
        time.sleep(self.dice.uniform(1, 4))
        self.server.thaw()
        return True

    # --- From the beginning to the end ---

    def pass_time(self, seconds):
        """Let the sites grow meanwhile."""
        self.dice.choice(self.sites).grow(self.dice.randint(1, GROWN))
        time.sleep(seconds)

    def happen(self, count):
        """Let that many events come about, and say how far that is."""
        names = [name for name, weight in EVENTS.items() for _ in range(weight)]
        while sum(self.events.values()) < count:
            name = self.dice.choice(names)
            if getattr(self, name)():
                self.events[name] += 1
                print(
                    f"{sum(self.events.values())}: {name}; runs {dict(self.codes)}"
                    f", faults {len(self.faults)}",
                    file=sys.stderr,
                    flush=True,
                )
            for _ in range(2):
                self.pass_time(self.dice.uniform(0.2, 1.2))

    def calm(self):
        """Each worker runs each publisher until it is complete; tell which were not."""
        with ThreadPoolExecutor(len(self.workers)) as pool:
            for faults in pool.map(self.complete, range(len(self.sites))):
                self.faults += faults

    def complete(self, number):
        site, first = self.sites[number], number % len(self.workers)
        return [
            f"{site.name} is not complete: {ended.code} {ended.last_line}"
            for worker in (*self.workers[first:], *self.workers[:first])
            if (ended := self.until_complete(worker, site)).code
        ]

    def until_complete(self, worker, site):
        for _ in range(CALM_RUNS):
            ended = worker.run(site)
            if ended.code == 0:
                break
        return ended

    def play(self, count):
        """Let each feed begin, let things happen, and let everything come to its end."""
        self.calm()
        self.at_first = {
            (worker.number, site.name): worker.feed(site)
            for worker in self.workers
            for site in self.sites
        }
        threads = [threading.Thread(target=worker.work) for worker in self.workers]
        for each in threads:
            each.start()
        self.happen(count)
        self.is_over.set()
        for each in [*self.later, *threads]:
            each.join()
        self.calm()

    def end(self):
        self.is_over.set()
        for worker in self.workers:
            worker.signal(signal.SIGCONT)
            worker.signal(signal.SIGKILL)


EVENTS = {
    "kill": 5,
    "cut_one": 3,
    "cut_all": 2,
    "shut_off": 2,
    "stop": 4,
    "restart_fast": 2,
    "restart_immediate": 2,
    "fill": 2,
    "deadlock": 2,
    "freeze": 1,
}
"""What happens, and how often beside the others."""


# --- What came of it ----------------------------------------------------------------------------


class Figures:
    """What is counted in the end, and should be as it should be."""

    def __init__(self, scene):
        self.scene = scene
        keys = Counter(key for site in scene.sites for key in site.all_keys())
        rows = scene.server.ask("SELECT key, revision FROM revisions")
        stored = Counter(key if revision == 1 else f"{key} {revision}" for key, revision in rows)
        feeds = [self.of_worker(worker, site) for worker in scene.workers for site in scene.sites]
        uploaded = keys_in(*scene.shared.glob("*.jsonl"))
        pairs = [(keys, stored), *feeds, (keys, uploaded)]
        self.lost = [sum((there - held).total() for there, held in each) for each in ranges(pairs)]
        self.doubled = [
            sum((held - there).total() for there, held in each) for each in ranges(pairs)
        ]
        self.articles = keys.total()
        self.rows = [sum(held.total() for _, held in each) for each in ranges(pairs)]
        self.gaps = sorted(gap for site in scene.sites for gap in site.gaps)
        self.requests = sum(len(site.seen) for site in scene.sites)
        self.at_once = max(site.busiest for site in scene.sites)

    def of_worker(self, worker, site):
        """What a worker's feed should hold, and what it holds.

        What was in the store before the feed began is not in it.
        """
        first = self.scene.at_first[worker.number, site.name]
        before = {site.key(number, site.name) for number in range(FIRST)} - set(first)
        return Counter(site.all_keys() - before), worker.feed(site)

    @property
    def too_early(self):
        return sum(gap.seconds < DELAY - SLACK for gap in self.gaps)

    @property
    def faults(self):
        """All that must not be, in words."""
        wrong = {
            "lost": sum(self.lost),
            "doubled": sum(self.doubled),
            "requests too early": self.too_early,
            "requests at once more than one": self.at_once - 1,
        }
        told = [f"{count} {what}" for what, count in wrong.items() if count]
        return [*told, *self.scene.faults]

    def lines(self):
        scene = self.scene
        of = "of the store, of the workers' feeds, of the uploads"
        yield f"events: {sum(scene.events.values())}: {dict(sorted(scene.events.items()))}"
        yield f"runs: {sum(scene.codes.values())}; codes: {dict(sorted(scene.codes.items()))}"
        yield f"articles: {self.articles}; rows {of}: {self.rows}"
        yield f"lost {of}: {self.lost}; doubled: {self.doubled}"
        yield (
            f"requests: {self.requests}; too early: {self.too_early}; at once: {self.at_once}"
            f"; shortest pauses, of {DELAY} s: {[str(gap) for gap in self.gaps[:3]]}"
        )
        for code, ends in sorted(scene.ends.items()):
            for words, count in ends.most_common():
                yield f"  {code:3} {count:4} {words}"


def ranges(pairs):
    """Yield what is the store's, the feeds' of workers, and the uploads'."""
    return pairs[:1], pairs[1:-1], pairs[-1:]


@contextmanager
def staged(workers, publishers, seed=1):
    """Have the Scene of so many workers and publishers within the block."""
    with ExitStack() as stack:
        folder = stack.enter_context(quick_folder())
        server = stack.enter_context(own_server())
        sites = stack.enter_context(kiosks(publishers, FIRST))
        scene = Scene(folder, server, sites, random.Random(seed))
        stack.callback(scene.end)
        for number in range(workers):
            proxy = stack.enter_context(cutting_proxy(server.port))
            scene.proxies.append(proxy)
            scene.workers.append(Worker(number, scene, proxy.port))
        yield scene


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--publishers", type=int, default=24)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with staged(given.workers, given.publishers, given.seed) as scene:
        scene.play(given.events)
        figures = Figures(scene)
    print(*figures.lines(), sep="\n")
    print(*figures.faults, sep="\n")
    sys.exit(1 if figures.faults else 0)


if __name__ == "__main__":
    main()

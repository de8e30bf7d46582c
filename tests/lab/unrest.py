"""Histories of a feed under unrest: runs that are disturbed, and a user's hand at the files.

`python tests/lab/chaos.py --events 500` plays as many as that takes. Each begins with a run to the
end; then come a few disturbed runs, between and during which the site grows and the hand is at
work, and quiet runs in the end. After each run the promises of promises.py are checked.
"""

import random
import shutil
import signal
import subprocess
import sys
import threading

from worlds.newsroom import newsroom

from lab import forked
from lab.chaos import TIME_LIMIT, Scenario, WatchedHandler, release, requests_left
from lab.engines import OnSQLite
from lab.hands import DEEDS, Hand
from lab.nuisances import AT_THE_START, CODES, Streams, has_stopped, strike
from lab.project import PROJECT, own_environment
from lab.promises import Broken
from lab.sights import Sight
from lab.unrest_plan import DELIVERED

WARMING_UP = 12
"""Articles of the site at the beginning, or beginning with the window."""
FIRST_OF_WINDOW = 216
QUIET = 2
"""Runs at the end, of which the last has nothing new."""


class History:
    """A folder in which one line is run again and again, and what happened there."""

    def __init__(self, line, steps, folder, seed, engine=None):
        self.line, self.steps, self.folder = line, steps, folder
        self.engine = engine or OnSQLite()
        self.store = f"STORE_URL={self.engine.url(folder)}"
        self.dice = random.Random(f"{seed} {line.name}")
        self.hand = Hand(folder, line.kind, self.dice, self.store)
        self.promise = line.promise(line.is_window, line.name == "batches")
        self.first = FIRST_OF_WINDOW if line.is_window else 0
        self.said = []
        """What has happened, a line each."""
        self.events = 0
        self.failed = []
        """What a deed raised in another thread."""

    def play(self):
        """Let everything happen. Raises Broken."""
        (self.folder / "code").mkdir(parents=True)
        points = PROJECT / "tests" / "lab" / "kill_points.py"
        shutil.copyfile(points, self.folder / "code" / "sitecustomize.py")
        with newsroom(WARMING_UP + self.first) as self.server:
            release(self.server)
            self.run_quietly("the first run")
            for step in self.steps:
                self.take(step)
            for _ in range(QUIET):
                self.run_quietly("a quiet run")
        self.look_around()

    def run_quietly(self, name):
        """Run with nobody about: all that is due comes."""
        self.said.append(name)
        ended = forked.run(*self.arguments, cwd=self.folder, env=own_environment())
        with (self.folder / "log.txt").open("ab") as log:
            log.write(ended.err)
        code = ended.code
        self.check(code, ())
        if code:
            raise Broken("code", f"{code} of {name}: {self.last_line()}")

    def take(self, step):
        self.said.append(str(step))
        if step.before:
            self.do(step.before)
        Scenario.resize(self.server, self.server.articles + step.growth)
        code = self.run(step.during)
        self.engine.outwait(self.folder)
        if self.failed:
            raise self.failed[0]
        self.events += code == -signal.SIGKILL and any(event.point for event in step.during)
        self.check(code, step.during)
        if code not in self.codes(step.during):
            raise Broken("code", f"{code}: {self.last_line()}")

    def codes(self, during):
        """Return the exit codes that a run may have."""
        codes = {0}.union(*(CODES.get(event.what, ()) for event in during))
        return codes | {3} if any(event.what in DEEDS for event in during) else codes

    def do(self, deed, *, is_delivered=False):
        """Let the hand do something, and look what it has done."""
        try:
            before = Sight.of(self.folder, self.line.kind)
            self.promise.before_deed(before, is_delivered=is_delivered)
            if self.hand.do(deed):
                self.events += 1
            else:
                self.said.append(f"  ({deed}: nothing to do it to)")
            self.promise.after_deed(Sight.of(self.folder, self.line.kind))
        except Exception as error:
            self.failed.append(error)

    def check(self, code, during):
        due = set(range(self.first, self.server.articles))
        sight = Sight.of(self.folder, self.line.kind)
        was_cut_off = code < 0 or any(event.what == "interrupt twice" for event in during)
        self.promise.after_run(sight, code, due, self.hand.torn, is_cut_off=was_cut_off)

    def look_around(self):
        """See that no lock and no part file is left."""
        names = {"code", "log.txt", "articles.db"}
        others = [
            file.name
            for file in self.folder.iterdir()
            if file.name not in names and not file.name.startswith(("feed", "kept"))
        ]
        if left := [*others, *(file.name for file in self.folder.glob("*.part"))]:
            raise Broken("left behind", ", ".join(sorted(left)))

    # --- A run ------------------------------------------------------------------------------------

    def run(self, during):
        """Run the line while things happen; return its exit code."""
        streams_asked = tuple(event.what for event in during)
        with (self.folder / "log.txt").open("ab") as log:
            streams = Streams(log, streams_asked)
            process = subprocess.Popen(
                [*streams.line, sys.executable, "-Werror", "-m", "scrapy", *self.arguments],
                cwd=self.folder,
                env=self.environment(during),
                **streams.options,
            )
            streams.started()
        self.events += sum(event.what in AT_THE_START for event in during)
        self.set_traps(during, process, streams)
        try:
            self.wait_at_points(during, process)
            return process.wait(TIME_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Broken("hung", f"after {TIME_LIMIT} s") from None
        finally:
            release(self.server)
            streams.close()

    @property
    def arguments(self):
        settings = f"REPLAY={self.server.url} {self.store} DOWNLOAD_DELAY=0"
        options = [f"-s{setting}" for setting in (*settings.split(), "FIRST_RUN_PAGES=40")]
        return ["crawl", "mediaindonesia", *options, *self.line.options, *self.line.feed]

    def environment(self, during):
        """Return the environment of a run, in which it may find the point to stop or die at."""
        own = own_environment(self.folder / "code")
        for event in during:
            if event.point:
                own["KILL_AT"] = f"{event.point}:{event.calls}"
                own["KILL_WITH"] = "SIGKILL" if event.what == "kill" else "SIGSTOP"
        return own

    def set_traps(self, during, process, streams):
        """Let each event happen when so many requests have come, before the answer."""
        left = requests_left(self.server)
        traps = {}
        for event in during:
            if not event.point and event.what not in AT_THE_START:
                traps.setdefault(1 + int(event.share * (left - 1)), []).append(event.what)
        counting, count = threading.Lock(), [0]

        def asked(url):
            with counting:
                count[0] += 1
                for what in traps.pop(count[0], ()):
                    if what in DEEDS:
                        self.do(what)
                    else:
                        self.events += 1
                        self.server.fallen = "stop" not in what
                        strike(what, process, streams)

        self.server.fallen = False
        self.server.hook, self.server.answered = asked, lambda: None
        self.server.RequestHandlerClass = WatchedHandler

    def wait_at_points(self, during, process):
        """Let the hand work while the run stands still at a named point."""
        for event in during:
            if event.point and event.what in DEEDS and has_stopped(process):
                self.do(event.what, is_delivered=event.point == DELIVERED)
                process.send_signal(signal.SIGCONT)

    def last_line(self):
        lines = (self.folder / "log.txt").read_text(errors="replace").splitlines()
        return lines[-1] if lines else ""

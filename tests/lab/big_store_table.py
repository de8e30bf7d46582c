"""Seconds and peak memory of runs and commands on a big store: a table.

    python tests/lab/big_store_table.py big.db [--only 'window|export'] [--folder DIR]

The store, made by `big_store.py`, is copied to a folder of its own first, which needs as much room
again, and is upgraded by its first run if it is of an older version. Crawls read a made-up paper
behind a loopback server. Seconds are wall clock time, CPU beside them, as other work on the machine
makes the first ones longer. Memory is the peak of the process.
"""

import argparse
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from functools import cached_property
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from worlds.paper import Paper
from worlds.server import Loopback, run_server

from lab.project import own_environment

NAME = "mediaindonesia"
KNOWN, PER_PAGE = range(-1, -200, -2), 20
"""Numbers of stories that the store has: those of this publisher that it stored last."""
MANY = 100_000
"""Articles of the wide window, if the store has so many."""


FIRST = "2026-01-01"
"""The first day of the paper."""


class Cost(NamedTuple):
    """What a process took, and how it ended."""

    seconds: float
    cpu: float
    megabytes: float
    code: int
    last_line: str
    waited: float | None = None
    """Seconds between the signal that it got, if any, and its end."""


class Bench:
    """A folder with a copy of the store, and a paper to crawl."""

    def __init__(self, store, folder, server, paper):
        self.store, self.folder, self.server, self.paper = store, folder, server, paper
        before = f"FROM articles WHERE publisher = '{NAME}' AND date_published < '{FIRST}'"
        self.day = self.ask(f"SELECT substr(max(date_published), 1, 10) {before}")
        """The last day of which the store has articles."""
        nth = min(MANY, self.ask(f"SELECT count(*) {before}")) - 1
        self.first = self.ask(
            f"SELECT substr(date_published, 1, 10) {before}"
            f" ORDER BY date_published DESC LIMIT 1 OFFSET {nth}"
        )
        """The first day of the wide window."""

    def run(self, *arguments, interrupt=None):
        """Run `scrapy ARGUMENTS`; *interrupt*: SIGINT when its log says so, and seconds later."""
        sent = []
        with (self.folder / "log.txt").open("w+b") as log, (self.folder / "out").open("wb") as out:
            began = monotonic()
            process = subprocess.Popen(
                [sys.executable, "-m", "scrapy", *arguments, "-s", f"STORE_URL={self.url}"],
                cwd=self.folder,
                env=own_environment(),
                stdout=out,
                stderr=log,
            )
            if interrupt:
                self.wait_for(*interrupt, process.pid)
                sent.append(monotonic())
                os.kill(process.pid, signal.SIGINT)  # no `send_signal`: it would wait for its end
            _, status, used = os.wait4(process.pid, 0)
            ended = monotonic()
            process.returncode = code = os.waitstatus_to_exitcode(status)
            log.seek(0)
            lines = log.read().decode(errors="replace").splitlines() or [""]
        cpu = used.ru_utime + used.ru_stime
        waited = ended - sent[0] if sent else None
        return Cost(ended - began, cpu, used.ru_maxrss / 1024, code, lines[-1], waited)

    def wait_for(self, text, seconds, pid):
        """Wait until the log says *text*, then *seconds* more; or until the process has ended."""
        alive = os.WEXITED | os.WNOWAIT | os.WNOHANG
        while text not in (self.folder / "log.txt").read_text(errors="replace"):
            if os.waitid(os.P_PID, pid, alive):
                return
            sleep(0.05)
        sleep(seconds)

    @property
    def url(self):
        return f"sqlite:///{self.store}"

    def crawl(self, *arguments, **options):
        replay = ("-s", f"REPLAY={self.server.url}", "-s", "DOWNLOAD_DELAY=0")
        return self.run("crawl", NAME, *replay, *arguments, **options)

    # --- What is measured -------------------------------------------------------------------------

    def upgrade(self):
        """The first run, which upgrades the store if it is of an older version."""
        return self.crawl("-o", "feed.jsonl")

    def nothing_new(self):
        return self.crawl("-o", "feed.jsonl")

    def one_new_article(self):
        self.paper.publish([0, *KNOWN], per_page=PER_PAGE)
        return self.crawl("-o", "feed.jsonl")

    def window_of_a_day(self):
        return self.crawl(
            f"-asince={self.day}", f"-auntil={self.day}", "-arelated=0", "-O", "day.jsonl"
        )

    def wide_window(self):
        return self.crawl(*self.wide_arguments)

    def interrupted_wide_window(self):
        """The same, with SIGINT while the feed is handed what is stored."""
        return self.crawl(*self.wide_arguments, interrupt=("INFO: Into: ", 4))

    @property
    def wide_arguments(self):
        return (f"-asince={self.first}", "-arelated=0", "-O", "wide.jsonl")

    def coverage(self):
        return self.run("coverage")

    def coverage_gaps(self):
        return self.run("coverage", NAME, "--gaps")

    def status(self):
        return self.run("status")

    def first_search(self):
        """A search in a store of an older version takes all its articles into the index."""
        return self.run("search", "pertama")

    def search(self):
        """Search for a word that one article of a hundred has."""
        return self.run("search", self.word)

    @cached_property
    def word(self):
        with closing(sqlite3.connect(self.store)) as database:
            database.execute(
                "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'news_text', 'row')"
            )
            query = (
                "SELECT term FROM temp.words"
                " ORDER BY abs(doc * 100 - (SELECT count(*) FROM articles)) LIMIT 1"
            )
            return database.execute(query).fetchone()[0]

    def export_a_day(self):
        return self.run("export", "--since", self.day, "--until", self.day, "-O", "day.jsonl")

    def export_all(self):
        return self.run("export", "-O", "all.jsonl.gz")

    def export_unique(self):
        return self.run("export", "--unique", "-O", "unique.jsonl.gz")

    def export_clusters(self):
        return self.run("export", "--clusters", "-O", "clusters.jsonl")

    def report_of_all(self):
        return self.run("report", "--since", "2016-01-01", "-O", "report.html")

    def dedup(self):
        return self.run("dedup")

    def interrupted_rebuild(self):
        """A rebuild, which says nothing, that gets SIGINT after a while."""
        return self.run("dedup", "--rebuild", interrupt=("", 30))

    def rebuild(self):
        return self.run("dedup", "--rebuild")

    def backup(self):
        cost = self.run("backup", "backup.db")
        (self.folder / "backup.db").unlink(missing_ok=True)
        return cost

    def ask(self, query):
        with closing(sqlite3.connect(self.store)) as database:
            return database.execute(query).fetchone()[0]


MEASURES = {
    measure.__name__: measure
    for measure in (
        Bench.upgrade,
        Bench.nothing_new,
        Bench.one_new_article,
        Bench.window_of_a_day,
        Bench.wide_window,
        Bench.interrupted_wide_window,
        Bench.coverage,
        Bench.coverage_gaps,
        Bench.status,
        Bench.first_search,
        Bench.search,
        Bench.export_a_day,
        Bench.export_all,
        Bench.export_unique,
        Bench.export_clusters,
        Bench.report_of_all,
        Bench.dedup,
        Bench.backup,
        Bench.interrupted_rebuild,
        Bench.rebuild,
    )
}


def line_of(name, cost):
    waited = f"{cost.waited:8.1f}" if cost.waited is not None else " " * 8
    cells = f"{name:24}{cost.seconds:8.1f}{cost.cpu:8.1f}{waited}{cost.megabytes:8.0f}{cost.code:5}"
    return f"{cells}  {cost.last_line.rpartition(': ')[2][:60]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--only", default="", help="regular expression of the names")
    parser.add_argument("--folder", type=Path, help="where the copy goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        paper = Paper(folder / "paper")
        paper.publish(KNOWN, per_page=PER_PAGE)
        shutil.copyfile(options.store, folder / "articles.db")
        head = f"{'':24}{'seconds':>8}{'CPU':>8}{'signal':>8}{'MB':>8}{'code':>5}"
        print(head, flush=True)
        with run_server(Loopback(paper.folder)) as server:
            bench = Bench(folder / "articles.db", folder, server, paper)
            for measure in [key for key in MEASURES if re.search(options.only, key)]:
                print(line_of(measure, MEASURES[measure](bench)), flush=True)


if __name__ == "__main__":
    main()

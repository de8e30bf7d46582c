"""What goes wrong in practice: exit code and last line, what stays whole, what comes next day.

Each scenario has the same three days, in a folder of its own. Yesterday a good run stored and
delivered the two articles of the site. Today there are twelve new ones on three index pages, and
something goes wrong. Tomorrow it does not, and the same line brings what is missing.
"""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from lab.engines import OnPostgreSQL, OnSQLite
from lab.forked import Started
from lab.project import PROJECT
from lab.publishers import KNOWN
from lab.whole_crawl import start, start_anew
from worlds.server import Loopback, serving
from worlds.site import HOME, Site

from newsscraper.store.file_names import FileNames
from newsscraper.store.upgrades import VERSION

INDEX = [f"{HOME}/indeks", f"{HOME}/indeks/2", f"{HOME}/indeks/3"]
OLD, NEW = (1, 2), tuple(range(14, 2, -1))
"""The articles of yesterday, and those of today in the order of the index."""

FEED = "feeds/out.jsonl"
REPLACED, CONTINUED = ("-O", FEED), ("-o", FEED)
PIPELINES = {
    "newsscraper.pipelines.RequireFields": 100,
    "newsscraper.pipelines.StoreArticles": 900,
}
EMBER_STORAGE = ("-s", 'FEED_STORAGES={"ember":"ember.Ember"}')
UPLOADED = (*EMBER_STORAGE, "-O", "ember://aku:sandi@ember/out.jsonl:jsonl")


def address(number):
    return f"{HOME}/ekonomi/{800000 + number}/berita"


NINTH = address(9)


def key(number):
    return f"mediaindonesia:{800000 + number}"


# --- Today ------------------------------------------------------------------------------------


@dataclass
class Stage:
    """One scenario's folder and site, and the crawl that runs there."""

    folder: Path
    server: Loopback
    engine: OnSQLite | OnPostgreSQL
    feed: tuple = REPLACED
    arguments: tuple = ()
    publisher: str = "mediaindonesia"
    replay: str = ""
    """Instead of the server."""
    process: Started | subprocess.Popen | None = None
    undo: ExitStack = field(default_factory=ExitStack)
    """Ends what went wrong."""

    @property
    def store(self):
        return self.folder / "articles.db"

    @property
    def file(self):
        """The feed's file."""
        return self.folder / FEED

    def begin(self, *arguments, store="articles.db"):
        """Start a crawl."""
        url = self.engine.url(self.folder, store)
        settings = (f"STORE_URL={url}", f"REPLAY={self.replay or self.server.url}")
        settings = [part for each in settings for part in ("-s", each)]
        arguments = (*settings, "-s", "DOWNLOAD_DELAY=0", *arguments)
        is_python_changed = (self.folder / "sitecustomize.py").exists()
        begin = start_anew if is_python_changed else start
        return begin(*arguments, cwd=self.folder, name=self.publisher)

    def crawl(self):
        """Run the scenario's crawl to its end."""
        before = self.file.read_bytes()
        self.process = self.begin(*self.feed, *self.arguments)
        log = self.process.communicate(timeout=60)[1].decode()
        return Day(self.process.returncode, log, before, self.file.read_bytes())

    def repair(self):
        """Let everything be well again."""
        self.undo.close()
        self.arguments, self.publisher, self.replay = (), "mediaindonesia", ""
        self.server.answers.clear()
        self.server.hook = lambda url: None

    def ask(self, query):
        """Ask the store, or change it."""
        return self.engine.ask(self.folder, query)


class Day(NamedTuple):
    """How the crawl of one day ended, with the feed's file before and after it."""

    code: int
    log: str
    before: bytes
    after: bytes

    @property
    def last_line(self):
        line = self.log.rstrip("\n").rpartition("\n")[2]
        return re.sub(r"^(newsscraper|.*\] [A-Z]+): ", "", line)

    @property
    def fetched(self):
        """The keys of the article pages that came."""
        return {
            f"mediaindonesia:{n}" for n in re.findall(r"Crawled \(200\) <GET \S+/(\d+)/", self.log)
        }

    @property
    def delivered(self):
        """The keys of the articles that were delivered."""
        if self.after == self.before:
            return []
        is_continued = self.after.startswith(self.before)
        added = self.after[len(self.before) :] if is_continued else self.after
        if added.startswith(b"key,"):
            return re.findall(r"^mediaindonesia:\d+", added.decode(), re.MULTILINE)
        return [json.loads(line)["key"] for line in added.decode().splitlines()]


# --- What goes wrong --------------------------------------------------------------------------


def both(*preparations):
    """Several things go wrong."""

    def prepare(stage):
        for each in preparations:
            each(stage)

    return prepare


def answer(status, *urls):
    """The site gives no page for *urls*, but a status."""

    def prepare(stage):
        stage.server.answers |= {url: (status, {}, b"<html><p>Maaf</p></html>") for url in urls}

    return prepare


def without_body(*numbers):
    """The text of articles lies where nobody looks."""

    def prepare(stage):
        for number in numbers:
            page = stage.server.answer(address(number))[2]
            moved = page.replace(b'class="article"', b'class="isi"')
            stage.server.answers[address(number)] = 200, {}, moved

    return prepare


def no_articles_listed_on(url):
    """An index page says that the site will be back soon."""

    def prepare(stage):
        stage.server.answers[url] = 200, {}, b"<html><body><p>Segera kembali</p></body></html>"

    return prepare


no_articles_listed = no_articles_listed_on(INDEX[0])


def all_forbidden(stage):
    rules = b"User-agent: *\nDisallow: /\n"
    stage.server.answers[f"{HOME}/robots.txt"] = 200, {"Content-Type": "text/plain"}, rules


def unknown_publisher(stage):
    stage.publisher = "kompos"


def nothing_listens(stage):
    """A port that is bound and not listened on refuses everyone, and nobody else can take it."""
    closed = stage.undo.enter_context(socket.socket())
    closed.bind(("127.0.0.1", 0))
    stage.replay = f"http://127.0.0.1:{closed.getsockname()[1]}"


def nothing_new(stage):
    stage.undo.callback(setattr, stage.server, "folder", stage.server.folder)
    stage.server.folder = stage.server.folder.with_name("yesterday")


def signalled(*signals, at=NINTH):
    """Signals come while a page is on its way; two different ones count as two, SIGINT first."""

    def prepare(stage):
        def send(url):
            for each in signals if url == at else ():
                stage.process.send_signal(each)

        stage.server.hook = send

    return prepare


stopped_at_once = signalled(signal.SIGINT, signal.SIGTERM)


def listed_before(stage):
    """An earlier run came to know of the articles, and no further."""
    for number in NEW:
        stage.ask(
            "INSERT INTO ledger (key, publisher, url, state, hops, tries, run) VALUES "
            f"('{key(number)}', 'mediaindonesia', '{address(number)}', 'listed', 0, 0, 1)"
        )


def tried_often_already(stage):
    stage.ask(
        "INSERT INTO ledger (key, publisher, url, state, hops, tries, run) VALUES "
        f"('{key(9)}', 'mediaindonesia', '{address(9)}', 'failed', 0, 5, 1)"
    )
    answer(500, address(9))(stage)


def python(name, text):
    """A module lies in the folder, which is on the crawl's path."""

    def prepare(stage):
        file = stage.folder / f"{name}.py"
        file.write_text(text)
        stage.undo.callback(file.unlink)

    return prepare


no_rights = python(
    "sitecustomize",
    "import ctypes  # root may write everywhere, unless it gives up its capabilities\n"
    "header = (ctypes.c_uint32 * 2)(0x20080522, 0)\n"
    "if hasattr(libc := ctypes.CDLL(None), 'capset'):\n"
    "    libc.capset(header, (ctypes.c_uint32 * 6)())\n",
)


def read_only(folder):
    """Nobody may write into a folder."""

    def prepare(stage):
        no_rights(stage)
        (stage.folder / folder).chmod(0o555)
        stage.undo.callback((stage.folder / folder).chmod, 0o755)

    return prepare


def no_file_larger_than(size):
    """Files cannot grow beyond *size* bytes, as on a disk that is full."""
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    return python("sitecustomize", f"import resource\n{limit}\n")


def disk_full_under_a_long_feed(stage):
    """The disk is full in the middle of a line of a file that is being continued."""
    stage.file.write_bytes(stage.file.read_bytes() * 1000)
    no_file_larger_than(stage.file.stat().st_size + 3000)(stage)


def disk_full_under_the_feed(stage):
    part = stage.file.with_name(f"{stage.file.name}.part")
    part.symlink_to("/dev/full")
    stage.undo.callback(part.unlink, missing_ok=True)


EMBER = """
from scrapy.extensions.feedexport import BlockingFeedStorage


class Ember(BlockingFeedStorage):
    def __init__(self, uri, *, feed_options=None):
        pass

    def _store_in_thread(self, file):
        {trouble}
        with file, open("feeds/out.jsonl", "wb") as uploaded:
            file.seek(0)
            uploaded.write(file.read())
"""


def ember(trouble):
    """A feed is uploaded at the end, and that ends in *trouble*."""

    def prepare(stage):
        file = stage.folder / "ember.py"
        file.write_text(EMBER.format(trouble=trouble))
        stage.undo.callback(file.write_text, EMBER.format(trouble="pass"))

    return prepare


BROKEN = f"""
from newsscraper.spiders import mediaindonesia


class BrokenSpider(mediaindonesia.MediaIndonesiaSpider):
    def parse_article(self, response, key=""):
        if response.url == "{address(9)}":
            raise RuntimeError("rusak")
        yield from super().parse_article(response, key)
"""
broken_callback = python("broken", BROKEN)
USE_BROKEN = ("-s", "SPIDER_MODULES=broken")

BROKEN_PIPELINE = f"""
class Breaks:
    def process_item(self, item):
        if item.url == "{NINTH}":
            raise RuntimeError("rusak")
        return item
"""
broken_pipeline = python("breaks", BROKEN_PIPELINE)
USE_BROKEN_PIPELINE = ("-s", f"ITEM_PIPELINES={json.dumps(PIPELINES | {'breaks.Breaks': 500})}")


CUT_OFF = """import os, signal
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        from twisted.internet import reactor
        while not reactor._stopped:
            pass
        raise OSError("cut off")
"""
stopped_while_uploading = ember(CUT_OFF)
STOPPED_AT_ONCE = (stopped_at_once, stopped_while_uploading)


def store_is(change):
    """The store is not what it was; afterwards it is again."""

    def prepare(stage):
        whole = stage.store.read_bytes()
        stage.undo.callback(stage.store.write_bytes, whole)
        change(stage)

    return prepare


@store_is
def garbage(stage):
    stage.store.write_bytes(b"bukan basis data\n" * 5000)


@store_is
def truncated(stage):
    os.truncate(stage.store, stage.store.stat().st_size // 2)


def connections_are_cut(stage):
    """The server of the store shuts all connections in the run, while nothing is written."""

    def cut(url):
        if url == NINTH:
            time.sleep(1)  # the article before it is stored by then
            stage.engine.cut(stage.folder)

    stage.server.hook = cut


def of_a_newer_version(stage):
    stage.ask("UPDATE schema_version SET version = 99")
    stage.undo.callback(stage.ask, f"UPDATE schema_version SET version = {VERSION}")


@store_is
def something_else(stage):
    stage.store.unlink()
    stage.ask("CREATE TABLE songs (title TEXT)")


def wait_for(process):
    log = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 0, log


def held(*arguments, **options):
    """Another run is under way: it waits for its first article until this one has ended."""

    def prepare(stage):
        is_there, may_go_on = threading.Event(), threading.Event()

        def wait(url):
            if url == address(14) and not is_there.is_set():
                is_there.set()
                may_go_on.wait(60)

        stage.server.hook = wait
        other = stage.begin(*arguments, **options)
        stage.undo.callback(wait_for, other)
        stage.undo.callback(may_go_on.set)
        assert is_there.wait(60)

    return prepare


def another_csv(stage):
    stage.file.write_text("judul,tanggal\nLama,2019\n")
    stage.undo.callback(stage.file.write_text, "")


# --- The table ---------------------------------------------------------------------------------


OF_A_FILE = {
    "the disk is full under the store",
    "the working folder is read-only",
    "the store's folder is a file",
    "the feed's folder is a file",
    "the store is garbage",
    "the store is cut off",
    "the store is something else",
}
"""What goes wrong only with a store that is a file."""

OF_A_SERVER = {"the server of the store cuts the connections"}

FAILED = {1, 2, 3, 4, 5, 6, 8}
"""Exit codes of runs that leave the last good file as it is."""


class Scenario(NamedTuple):
    """A day on which something goes wrong, or not."""

    code: int
    last_line: str
    """With {folder}, {holder}, {why} and {some} for what no test can know."""
    prepare: Callable = both()
    arguments: tuple = ()
    feed: tuple = REPLACED
    lost: tuple = ()
    """Articles that no run brings any more."""
    quick: int = 0
    """Days after yesterday that the fast suite plays; all are played when slow tests run, too."""

    @property
    def delivers(self):
        """Whether what was stored is in the feed at once; else the file is as it was."""
        return self.code not in FAILED and self.prepare not in STOPPED_AT_ONCE


SAFE = "the next run delivers it; 12 articles, 0 failed, all safe in the store."
TYPED = "-s STORE_URL=sqlite:///articles.db"
GAPS = f": scrapy coverage mediaindonesia --gaps {TYPED}"
AGAIN = f"the next run tries again{GAPS}"
READ_AGAIN = "to read what is unread, run the same line again."
NONE = "0 articles, 0 failed."
NO_STORE = "sqlite:///articles.db"
SUPPORTED = f"{NO_STORE}, or postgresql+psycopg://HOST/DATABASE"
SCENARIOS = {
    # 0
    "all is well": Scenario(0, "Complete: 12 articles in feeds/out.jsonl, 0 failed."),
    "nothing is new": Scenario(
        0,
        f"Complete: 0 new; articles.db holds 2: scrapy export -O FILE {TYPED}",
        nothing_new,
        quick=1,
    ),
    "single articles are refused": Scenario(
        0,
        "Complete: 10 articles in feeds/out.jsonl, 0 failed, 2 refused (HTTP 403).",
        answer(403, address(9), address(5)),
    ),
    "single articles are gone": Scenario(
        0,
        f"Up to date: 10 articles in feeds/out.jsonl, 2 failed; 2 not found (404); {AGAIN}",
        answer(404, address(9), address(5)),
    ),
    "a signal comes while the feed is uploaded": Scenario(
        0,
        "Complete: 12 articles in ember://ember/out.jsonl, 0 failed.",
        ember("import os; os.kill(os.getpid(), 15)"),
        feed=UPLOADED,
    ),
    "a limit strikes before the index could be read": Scenario(
        7,
        "Stopped (closespider_itemcount): {some} articles in feeds/out.jsonl, 0 failed; {some} "
        "still to fetch; the same line again goes on.",
        both(listed_before, answer(500, INDEX[0])),
        ("-s", "CLOSESPIDER_ITEMCOUNT=3", "-s", "RETRY_TIMES=50"),
    ),
    # 1
    "a callback breaks": Scenario(
        1,
        "Failed: 1 unexpected error, which the log above shows; 11 articles, 1 failed.",
        broken_callback,
        USE_BROKEN,
    ),
    "a callback breaks and the run is stopped": Scenario(
        1,
        "Failed: 1 unexpected error, which the log above shows; {some} articles, 1 failed.",
        both(broken_callback, signalled(signal.SIGINT)),
        USE_BROKEN,
    ),
    "a callback breaks and the disk is full under the feed": Scenario(
        1,
        "Failed: 1 unexpected error, which the log above shows; 11 articles, 1 failed.",
        both(broken_callback, disk_full_under_the_feed),
        USE_BROKEN,
    ),
    "the start breaks": Scenario(
        1,
        "Failed: the crawl did not start; the log above says why.",
        arguments=("-s", "SCHEDULER=nosuch.Scheduler"),
    ),
    "a pipeline breaks": Scenario(
        1,
        "Failed: 1 unexpected error, which the log above shows; 11 articles, 1 failed.",
        broken_pipeline,
        USE_BROKEN_PIPELINE,
    ),
    "a callback breaks, and a limit ends the run": Scenario(
        1,
        "Failed: 1 unexpected error, which the log above shows; {some} articles, 1 failed.",
        broken_callback,
        (*USE_BROKEN, "-s", "CLOSESPIDER_ERRORCOUNT=1"),
    ),
    # 2
    "an argument is bad": Scenario(
        2,
        "since=kemarin is not a day such as 2026-01-31, today, yesterday or 7d",
        arguments=("-a", "since=kemarin"),
        quick=1,
    ),
    "a setting is bad": Scenario(
        2,
        "FIRST_RUN_PAGES=banyak is not a whole number from 1 to 100000",
        arguments=("-s", "FIRST_RUN_PAGES=banyak"),
    ),
    "the publisher is unknown": Scenario(
        2,
        f"there is no publisher 'kompos'; known are {KNOWN}",
        unknown_publisher,
    ),
    "STORE_URL is a path": Scenario(
        2,
        "STORE_URL=articles.db is no database URL such as sqlite:///articles.db",
        arguments=("-s", "STORE_URL=articles.db"),
    ),
    "STORE_URL is of another database": Scenario(
        2,
        "STORE_URL=mysql://***@db/x: SQLite and PostgreSQL are supported: " + SUPPORTED,
        arguments=("-s", "STORE_URL=mysql://ani:rahasia@db/x"),
        quick=1,
    ),
    "the CSV file has other columns": Scenario(
        2,
        FEED + " has other columns and is left as it is; name a new file",
        another_csv,
        feed=("-o", f"{FEED}:csv"),
    ),
    "an argument is bad while another run is under way": Scenario(
        2,
        "max_pages=0 is not a whole number from 1 up",
        held("-O", "feeds/other.jsonl"),
        ("-a", "max_pages=0"),
    ),
    # 8
    "another run holds the publisher": Scenario(
        8,
        "Not begun: mediaindonesia in {folder}/articles.db is held by another run: {holder}.",
        held("-O", "feeds/other.jsonl"),
        quick=1,
    ),
    "another run holds the file that is to be replaced": Scenario(
        8,
        "Not begun: {folder}/feeds/out.jsonl is held by another run: {holder}.",
        held(*REPLACED, store="other.db"),
    ),
    "another run holds the file that is to be continued": Scenario(
        8,
        "Not delivered: {folder}/feeds/out.jsonl is held by another run: {holder}; " + SAFE,
        held(*CONTINUED, store="other.db"),
        ("-s", "FEED_LOCK_WAIT=0"),
        feed=CONTINUED,
    ),
    "another run holds the publisher and the site is down": Scenario(
        8,
        "Not begun: mediaindonesia in {folder}/articles.db is held by another run: {holder}.",
        both(held("-O", "feeds/other.jsonl"), nothing_listens),
    ),
    # 3
    "the disk is full under the store": Scenario(
        3,
        "Failed: {folder}/articles.db cannot be read or written (disk I/O error); everything "
        "committed is safe; {some} articles, 0 failed.",
        no_file_larger_than(160_000),
        quick=1,
    ),
    "the disk is full under a feed that is replaced": Scenario(
        3,
        "Failed: feeds/out.jsonl could not be written (No space left on device); " + SAFE,
        disk_full_under_the_feed,
        quick=1,
    ),
    "the disk is full under a feed that is continued": Scenario(
        3,
        "Failed: feeds/out.jsonl could not be written (File too large); " + SAFE,
        disk_full_under_a_long_feed,
        feed=CONTINUED,
    ),
    "the working folder is read-only": Scenario(
        3,
        "Not begun: mediaindonesia in {folder}/articles.db cannot be written: Permission denied.",
        read_only("."),
        quick=1,
    ),
    "the store's folder is a file": Scenario(
        3,
        "Not begun: mediaindonesia in {folder}/articles.db/articles.db cannot be written: "
        "its folder is a file.",
        arguments=("-s", "STORE_URL=sqlite:///articles.db/articles.db"),
    ),
    "the feed's folder is a file": Scenario(
        3,
        "Not begun: {folder}/articles.db/out.jsonl cannot be written: its folder is a file.",
        arguments=("-O", "articles.db/out.jsonl"),
    ),
    "the feed's folder is read-only": Scenario(
        3,
        "Not begun: {folder}/feeds/out.jsonl cannot be written: Permission denied.",
        read_only("feeds"),
    ),
    "the upload fails at the end": Scenario(
        3,
        "Failed: ember://ember/out.jsonl could not be written (bucket is gone); " + SAFE,
        ember("raise ConnectionError('bucket is gone')"),
        feed=UPLOADED,
        quick=1,
    ),
    "the upload fails with an error of its library": Scenario(
        3,
        "Failed: ember://ember/out.jsonl could not be written (AccessDenied: no such key); " + SAFE,
        ember("raise RuntimeError('AccessDenied: no such key')"),
        feed=UPLOADED,
    ),
    "the store is garbage": Scenario(
        3,
        "Not begun: {folder}/articles.db is damaged (file is not a database); restore a copy, or "
        "move it away to begin anew.",
        garbage,
        quick=1,
    ),
    "the store is cut off": Scenario(
        3,
        "Not begun: {folder}/articles.db is damaged (database disk image is malformed); restore a "
        "copy, or move it away to begin anew.",
        truncated,
    ),
    "the store is of a newer version": Scenario(
        3,
        "Not begun: {folder}/articles.db cannot be used: it is of version 99, newer than this "
        f"program's {VERSION}; update newsscraper.",
        of_a_newer_version,
    ),
    "the store is something else": Scenario(
        3,
        "Not begun: {folder}/articles.db cannot be used: it is a database of something else; name "
        "another STORE_URL.",
        something_else,
    ),
    "the server of the store cuts the connections": Scenario(
        0,
        "Complete: 12 articles in feeds/out.jsonl, 0 failed.",
        connections_are_cut,
    ),
    "the run is stopped and the upload fails": Scenario(
        3,
        "Failed: ember://ember/out.jsonl could not be written (bucket is gone); the next run "
        "delivers it; {some} articles, 0 failed, all safe in the store.",
        both(signalled(signal.SIGTERM), ember("raise ConnectionError('bucket is gone')")),
        feed=UPLOADED,
    ),
    "articles fail and the disk is full under the feed": Scenario(
        3,
        "Failed: feeds/out.jsonl could not be written (No space left on device); the next run "
        "delivers it; 10 articles, 2 failed, all safe in the store.",
        both(answer(500, address(9), address(5)), disk_full_under_the_feed),
    ),
    # 11
    "Ctrl-C": Scenario(
        11,
        "Stopped by a signal: {some} articles in feeds/out.jsonl, 0 failed.",
        signalled(signal.SIGINT),
    ),
    "SIGHUP twice, as the terminal is closed": Scenario(
        11,
        "Stopped by a signal: {some} articles in feeds/out.jsonl, 0 failed.",
        signalled(signal.SIGHUP, signal.SIGHUP),
        quick=1,
    ),
    "SIGTERM": Scenario(
        11,
        "Stopped by a signal: {some} articles in feeds/out.jsonl, 0 failed.",
        signalled(signal.SIGTERM),
        quick=1,
    ),
    "a page is refused and the run is stopped": Scenario(
        11,
        "Stopped by a signal: 4 articles in feeds/out.jsonl, 0 failed, 1 index page unread.",
        both(answer(403, INDEX[1]), signalled(signal.SIGTERM, at=INDEX[1])),
    ),
    "two signals while the feed is uploaded": Scenario(
        11,
        "Stopped at once by a signal; what is stored is safe.",
        stopped_while_uploading,
        feed=UPLOADED,
    ),
    "two signals": Scenario(
        11, "Stopped at once by a signal; what is stored is safe.", stopped_at_once, quick=2
    ),
    "articles fail and the run is stopped": Scenario(
        11,
        "Stopped by a signal: {some} articles in feeds/out.jsonl, 1 failed.",
        both(answer(500, address(13)), signalled(signal.SIGTERM)),
    ),
    # 5
    "robots.txt forbids all": Scenario(
        5, f"Refused: {INDEX[0]} is forbidden by robots.txt; {NONE}", all_forbidden, quick=1
    ),
    "robots.txt cannot be had": Scenario(
        5,
        f"Refused: {INDEX[0]} cannot be asked for, as robots.txt cannot be had; {NONE}",
        answer(500, f"{HOME}/robots.txt"),
    ),
    "the index is refused": Scenario(
        5, f"Refused: {INDEX[0]} answers 403; {NONE}", answer(403, INDEX[0]), quick=1
    ),
    "the index is refused for too many requests": Scenario(
        5, f"Refused: {INDEX[0]} answers 429; {NONE}", answer(429, INDEX[0])
    ),
    "the second index page is refused": Scenario(
        7,
        "Partial: 8 articles in feeds/out.jsonl, 0 failed, 1 index page unread; to read what "
        "is unread, run the same line again.",
        answer(403, INDEX[1]),
        quick=1,
    ),
    "the second index page is refused and the first one's articles fail": Scenario(
        7,
        "Partial: 4 articles in feeds/out.jsonl, 4 failed, 1 index page unread; the next run "
        f"tries again{GAPS}",
        both(answer(403, INDEX[1]), answer(500, *map(address, NEW[:4]))),
    ),
    # 4
    "the site is down": Scenario(
        4, f"Nothing found: {INDEX[0]} does not answer; {NONE}", nothing_listens, quick=1
    ),
    "the index breaks": Scenario(
        4,
        f"Nothing found: {INDEX[0]} answers 500; {NONE}",
        answer(500, INDEX[0]),
    ),
    "the index is missing": Scenario(
        4, f"Nothing found: {INDEX[0]} answers 404; {NONE}", answer(404, INDEX[0])
    ),
    "the index lists nothing": Scenario(
        4, f"Nothing found: {INDEX[0]} lists no article; {NONE}", no_articles_listed
    ),
    "the index breaks and the layout has changed": Scenario(
        4,
        f"Nothing found: {INDEX[0]} answers 500; 0 articles, 12 failed.",
        both(listed_before, answer(500, INDEX[0]), without_body(*NEW)),
    ),
    # 6
    "the layout has changed": Scenario(
        6,
        "Layout changed: of 12 article pages 0 gave headline, body and date; 0 articles, "
        "12 failed.",
        without_body(*NEW),
    ),
    "the layout has changed on two of twelve pages": Scenario(
        6,
        "Layout changed: of 12 article pages 10 gave headline, body and date; 10 articles, "
        "2 failed.",
        without_body(9, 5),
        quick=1,
    ),
    "the layout has changed and an article fails": Scenario(
        6,
        "Layout changed: of 11 article pages 9 gave headline, body and date; 9 articles, 3 failed.",
        both(without_body(9, 5), answer(500, address(7))),
    ),
    # 7
    "one of twelve pages is no article": Scenario(
        7, f"Partial: 11 articles in feeds/out.jsonl, 1 failed; {AGAIN}", without_body(9)
    ),
    "nine pages are too few to call it a new layout": Scenario(
        7,
        f"Partial: 0 articles, 9 failed, 3 refused (HTTP 403); {AGAIN}",
        both(without_body(*NEW[3:]), answer(403, *map(address, NEW[:3]))),
        quick=1,
    ),
    "some articles fail": Scenario(
        7,
        f"Partial: 10 articles in feeds/out.jsonl, 2 failed; {AGAIN}",
        answer(500, address(9), address(5)),
    ),
    "an article is given up": Scenario(
        7,
        f"Partial: 11 articles in feeds/out.jsonl, 1 failed, 1 given up{GAPS}",
        tried_often_already,
        lost=(9,),
    ),
    "an article fails, and a limit ends the run": Scenario(
        7,
        "Stopped (closespider_itemcount): {some} articles in feeds/out.jsonl, 1 failed; {some} "
        "still to fetch; the same line again goes on.",
        answer(500, address(13)),
        ("-s", "CLOSESPIDER_ITEMCOUNT=5"),
    ),
    "an index page in the middle is empty": Scenario(
        7,
        f"Partial: 8 articles in feeds/out.jsonl, 0 failed, 1 index page unread; {READ_AGAIN}",
        no_articles_listed_on(INDEX[1]),
    ),
    "an index page in the middle breaks": Scenario(
        7,
        f"Partial: 8 articles in feeds/out.jsonl, 0 failed, 1 index page unread; {READ_AGAIN}",
        answer(500, INDEX[1]),
        quick=1,
    ),
}


# --- The days ----------------------------------------------------------------------------------


class Played(NamedTuple):
    """What is to be seen of one scenario."""

    folder: Path
    today: Day
    is_kept: bool
    """Whether the store is byte for byte what it was."""
    check: str
    stored: list
    runs: list
    tomorrow: Day | None
    left: list
    """Part and lock files at the end."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Return the folder of today's site; that of yesterday's lies beside it."""
    folder = tmp_path_factory.mktemp("sites")
    for day, numbers in {"yesterday": OLD[::-1], "today": (*NEW, *OLD[::-1])}.items():
        site = Site(folder / day)
        paths = {number: address(number).removeprefix(HOME) for number in numbers}
        stories = [site.article(path, f"2026-01-20 10:{n:02}") for n, path in paths.items()]
        site.index("/indeks", stories[:4], "/indeks/2" if len(stories) > 4 else "")
        site.index("/indeks/2", stories[4:8], "/indeks/3")
        site.index("/indeks/3", stories[8:])
    return folder / "today"


@pytest.fixture(scope="module")
def yesterday(sites, tmp_path_factory, engine):
    """Return the folder of yesterday's good run."""
    folder = tmp_path_factory.mktemp("yesterday")
    (folder / "feeds").mkdir()
    (folder / FEED).touch()
    with serving(sites.with_name("yesterday")) as server:
        day = Stage(folder, server, engine).crawl()
    assert (day.code, day.last_line) == (0, "Complete: 2 articles in feeds/out.jsonl, 0 failed.")
    assert day.delivered == [key(2), key(1)]
    return folder


@pytest.fixture(scope="module")
def played(request, yesterday, sites, tmp_path_factory, engine):
    """Play the scenarios of the tests that are to run, two at a time."""
    folder = tmp_path_factory.mktemp("scenarios")
    here = [test for test in request.session.items if test.path == request.path]
    given = [
        (test.originalname, test.callspec.params) for test in here if "played" in test.fixturenames
    ]
    wanted = {(test, each["name"]) for test, each in given if each["engine"] == engine.name}

    def play(name):
        here = folder / re.sub(r"\W+", "-", name)
        shutil.copytree(yesterday, here)
        engine.copy(yesterday, here)
        with serving(sites) as server:
            stage = Stage(here, server, engine)
            return play_days(stage, SCENARIOS[name], (NEXT_DAY.__name__, name) in wanted)

    with ThreadPoolExecutor(2) as pool:
        names = {name for _, name in wanted if is_possible(name, engine)}
        yield {name: pool.submit(play, name) for name in SCENARIOS if name in names}


def is_possible(name, engine):
    """Tell whether a scenario may happen to a store in such a database."""
    return name not in (OF_A_SERVER if engine.name == "sqlite" else OF_A_FILE)


def play_days(stage, scenario, has_tomorrow):
    # Its folder is not the one that yesterday's feed was in.
    name = FileNames(stage.engine.place(stage.folder)).name_of(stage.file)
    stage.ask(f"UPDATE feeds SET template = '{name}'")
    stage.feed, stage.arguments = scenario.feed, scenario.arguments
    with stage.undo:
        scenario.prepare(stage)
        before = stage.engine.state(stage.folder)
        today = stage.crawl()
        is_kept = stage.engine.state(stage.folder) == before
        store = look_into_any(stage)
        stage.repair()
    tomorrow = stage.crawl() if has_tomorrow else None
    left = [path.name for path in stage.folder.rglob("*") if path.suffix in (".part", ".lock")]
    return Played(stage.folder, today, is_kept, *store, tomorrow, left)


def look_into_any(stage):
    """Return what a check says, the articles of today, and the run table."""
    if stage.engine.name == "sqlite":
        return look_into(stage.store)
    stored = stage.ask("SELECT key FROM revisions WHERE run > 1")
    return "ok", [row[0] for row in stored], stage.ask("SELECT exit_code, outcome FROM runs")


def look_into(store):
    """Return what SQLite's check says, the articles of today, and the run table.

    All from a copy: the store stays as the run left it.
    """
    with TemporaryDirectory() as folder:
        for file in (store, store.with_name(f"{store.name}-wal")):
            if file.exists():
                shutil.copy(file, folder)
        with closing(sqlite3.connect(Path(folder) / store.name)) as connection:
            try:
                check = connection.execute("PRAGMA integrity_check").fetchone()[0]
                stored = connection.execute("SELECT key FROM revisions WHERE run > 1").fetchall()
                runs = connection.execute("SELECT exit_code, outcome FROM runs").fetchall()
            except sqlite3.DatabaseError as error:
                return str(error), [], []
    return check, [row[0] for row in stored], runs


def scenarios(days):
    """Return the names; slow are those whose day *days* is not played in the fast suite."""
    marks = {name: [pytest.mark.slow][each.quick >= days :] for name, each in SCENARIOS.items()}
    return [pytest.param(name, id=name.replace(" ", "_"), marks=marks[name]) for name in SCENARIOS]


@pytest.mark.parametrize("name", scenarios(days=1))
def test_a_run_says_in_its_last_line_how_it_ended_and_spoils_nothing(played, name, engine):
    if not is_possible(name, engine):
        pytest.skip(f"this does not happen to {engine.name}")
    scenario, seen = SCENARIOS[name], played[name].result()
    last_line = masked(seen, scenario.last_line, engine)
    assert (seen.today.code, last_line) == (scenario.code, scenario.last_line)
    assert scenario.code == 1 or "Traceback" not in seen.today.log
    assert "sandi" not in f"{seen.today.last_line}{seen.runs}", "the feed's password"
    if not scenario.delivers:
        assert seen.today.after == seen.today.before
    else:
        assert sorted(seen.today.delivered) == sorted(seen.stored)
        assert scenario.code == 7 or seen.today.fetched == set(seen.stored)
    assert seen.is_kept or seen.check == "ok"
    for ended in seen.runs[1:]:
        assert ended in [(None, None), (scenario.code, seen.today.last_line)]
    first_line, _, rest = seen.today.log.partition("\n")
    if scenario.code == 2:
        assert (seen.is_kept, rest) == (True, "")
    else:
        assert f"] INFO: Store: {engine.place(seen.folder)}" in first_line


@pytest.mark.parametrize("name", scenarios(days=2))
def test_the_next_good_run_brings_what_is_missing_and_nothing_twice(played, name, engine):
    if not is_possible(name, engine):
        pytest.skip(f"this does not happen to {engine.name}")
    scenario, seen = SCENARIOS[name], played[name].result()
    assert seen.tomorrow.code == 0, seen.tomorrow.log
    delivered = Counter(seen.today.delivered + seen.tomorrow.delivered)
    assert delivered == Counter(key(number) for number in NEW if number not in scenario.lost)
    assert seen.left == []


NEXT_DAY = test_the_next_good_run_brings_what_is_missing_and_nothing_twice


def masked(played, expected, engine):
    """Return today's last line with {…} for what no test can know, as if the store were a file."""
    line = played.today.last_line.replace(engine.typed(played.folder), TYPED)
    line = line.replace(str(engine.place(played.folder)), "{folder}/articles.db")
    line = line.replace(engine.called(played.folder), "articles.db")
    line = line.replace(str(played.folder), "{folder}")
    moment = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"
    line = re.sub(rf"process \d+(?: on \S+)?, since {moment}", "{holder}", line)
    line = re.sub(r"cannot be reached \([^()]+\)", "cannot be reached ({why})", line)
    line = re.sub(r"\d+ still", "{some} still", line)
    return re.sub(r"\d+ articles?", "{some} articles", line) if "{some}" in expected else line


# --- Without the command -----------------------------------------------------------------------

SCRIPT = """
import json
import sys

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings

settings = get_project_settings()
settings.setdict(json.loads(sys.argv[1]), "cmdline")
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler("mediaindonesia")
process.crawl(crawler)
process.start()
print(json.dumps([crawler.stats.get_value(f"run/{name}") for name in ("exit_code", "outcome")]))
"""


def test_a_program_that_crawls_finds_the_outcome_in_the_stats_and_in_the_store(site, tmp_path):
    stories = [site.article(f"/ekonomi/80000{n}/berita", "2026-01-20 10:00") for n in (1, 2, 3)]
    site.index("/indeks", stories)
    site.page("/ekonomi/800003/berita", "<p>Maaf</p>")
    settings = {
        "REPLAY": str(site.folder),
        "STORE_URL": "sqlite:///data/articles.db",
        "FEEDS": {"out.jsonl": {"format": "jsonl"}},
    }
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, json.dumps(settings)],
        cwd=tmp_path,
        env=os.environ
        | {"PYTHONPATH": str(PROJECT), "SCRAPY_SETTINGS_MODULE": "newsscraper.settings"},
        capture_output=True,
        timeout=60,
    )
    again = AGAIN.removesuffix(f" {TYPED}")  # nobody typed it
    outcome = (7, f"Partial: 2 articles added to out.jsonl, 1 failed; {again}")
    assert tuple(json.loads(process.stdout)) == outcome
    assert b"Traceback" not in process.stderr
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 2
    assert look_into(tmp_path / "data/articles.db")[2] == [outcome]

"""Kills crawls with SIGKILL, runs them again to the end, and counts what is lost, doubled or torn.

    python tests/lab/chaos.py --kills 300 [--seed 1] [--jobs 2] [--plain]
    python tests/lab/chaos.py --events 500 [--seed 1] [--jobs 2] [--history 17]
    python tests/lab/chaos.py --kills 300 --postgresql

A loopback site of 900 articles, some of which repeat others, is crawled into a feed. A scenario
kills the crawl one to four times, at a random moment or at a point named in kill_points.py, each
time looks at the feed, and runs the same line again; after the last kill it runs to the end.
`--plain` does the same with plain Scrapy: JOBDIR, and its own feed exporter, storages, exporters
and duplicate filter. `--events` plays histories of unrest.py in place of all this: signals and
closed pipes, and a user's hand at the files of the feed.
"""

import argparse
import csv
import io
import itertools
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from statistics import mean
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from worlds.newsroom import FIRST_ID, PER_PAGE, body, newsroom
from worlds.server import SiteHandler
from worlds.site import HOST

from lab.engines import OnSQLite, chosen
from lab.project import PROJECT

ARTICLES = 900
TIME_LIMIT = 300
"""Seconds after which a run counts as hung."""
ONE_ARTICLE = 0.02
"""Seconds within which a crawl is done with an answer: a random kill comes at any moment of it."""
ENDING = 1.0
"""Seconds within which a crawl ends after its last answer."""
PARTS = {"grown": 4, "corrected": 10}
"""One article in so many is new, or changed, when the site has changed."""
CORRECTION = "Ralat: angka di bawah ini sudah diperbaiki."
ALL_HOURS = 999_999
"""So far back, in hours, goes a recheck of all articles."""
REPEATING, COPIED = 9, 10
"""One story in so many repeats an older one but for a paragraph, or to the letter."""
BACK = 5
"""So many stories before it is the one that a story repeats, be it another publisher's."""
OTHER_TEXTS = 1_000_000
"""From here on are the numbers of the texts of the second publisher, who has texts of its own."""
MOST_REFETCHED = 2
"""Articles per kill: twice the concurrency."""

csv.field_size_limit(2**24)

# --- What is tried -----------------------------------------------------------------------------


class Publisher(NamedTuple):
    name: str
    host: str


FIRST = Publisher("mediaindonesia", HOST)
SECOND = Publisher("harian", "harian.example")


@dataclass(frozen=True)
class Mode:
    """A kind of feed, and who writes it."""

    name: str
    option: str
    """`-o` appends, `-O` overwrites."""
    format: str
    publishers: tuple[Publisher, ...] = (FIRST,)
    batch: int = 0
    """Articles in one file, if the feed is in several."""
    change: str = ""
    """What happens to the site after a first run to the end: `grown`, it gets new articles;
    `corrected`, some of its articles get another text."""
    has_copies: bool = False
    """Whether some stories have the very text of others, so that feeds leave out one of both."""


MODES = (
    Mode("JSONL -o", "-o", "jsonl"),
    Mode("JSONL -O", "-O", "jsonl"),
    Mode("CSV -o", "-o", "csv"),
    Mode("JSONL -o, two publishers", "-o", "jsonl", (FIRST, SECOND)),
    Mode("CSV -o, two publishers", "-o", "csv", (FIRST, SECOND)),
    Mode("JSONL -O, batches of 70", "-O", "jsonl", batch=70),
    Mode("JSONL -o, grown site", "-o", "jsonl", change="grown"),
    Mode("CSV -o, corrected articles", "-o", "csv", change="corrected"),
    Mode("JSONL -o, exact duplicates", "-o", "jsonl", has_copies=True),
)
PLAIN_MODES = MODES[:5]

IN_STORE = ("in_transaction", "before_commit", "after_commit")
PER_ARTICLE = (*IN_STORE, "after_row", "in_row")
AT_START = ("at_import", "at_start", "at_opening", *IN_STORE)
AT_END = ("in_closing", "before_fsync", *(f"in_closing>{point}" for point in IN_STORE), "at_exit")
AT_RENAME = ("before_rename", "after_rename", *(f"after_rename>{point}" for point in IN_STORE))
AT_APPEND = (
    *("before_append", "in_append", "after_append"),
    *(f"after_append>{point}" for point in IN_STORE),
)
SEVERAL = {
    **dict.fromkeys(IN_STORE, 6),
    **dict.fromkeys((f"in_closing>{point}" for point in IN_STORE), 3),
    **dict.fromkeys((f"after_rename>{point}" for point in IN_STORE), 3),
    **dict.fromkeys((f"after_append>{point}" for point in IN_STORE), 4),
}
"""Points that a run passes more than once at its start or its end, and about how often."""
FOR_EACH = {"in_transaction": 3, "before_commit": 2, "after_commit": 2}
"""How often a run passes a point for each article, if more than once."""
NAMED = 0.5
"""Part of the kills that come at a named point."""
LAST = 0.1
"""Part of the other kills that come when the last page is fetched."""
ONE_AFTER_OTHER = 0.5
"""Part of the kills of one publisher for which the other one has come to its end."""


@dataclass(frozen=True)
class Kill:
    """When a run is killed: at a named point, or when the server has had so many requests."""

    publisher: Publisher
    share: float
    """The part of the run that is over by then."""
    point: str = ""
    calls: int = 0
    """The call of the point that is deadly; 0 leaves it to *share*."""
    pause: float | None = None
    """Seconds between the answer and the kill; None kills before the answer."""
    is_alone: bool = False
    """Whether the other publisher has come to its end before."""

    def __str__(self):
        moment = self.point or f"random moment, pause {self.pause}"
        return f"kill of {self.publisher.name} ({moment}, {self.calls or f'{self.share:.0%}'})"


def random_kill(mode, dice, named):
    """Any moment, or with *named* any point."""
    publisher = dice.choice(mode.publishers)
    if named:
        return named_kill(publisher, mode, dice)
    if dice.random() < LAST:
        return Kill(publisher, 1.0, pause=ENDING * dice.random())
    pause = dice.choice([None, ONE_ARTICLE * dice.random()])
    return Kill(publisher, dice.random(), pause=pause)


def named_kill(publisher, mode, dice):
    kinds = [PER_ARTICLE, AT_START, AT_END, AT_RENAME if mode.option == "-O" else AT_APPEND]
    kind = dice.choice(kinds)
    point = dice.choice(kind)
    calls = 0 if kind is PER_ARTICLE else dice.randint(1, SEVERAL.get(point, 1))
    return Kill(publisher, dice.random(), point, calls)


def plan(seed, modes):
    """Yield a mode and one to four kills for each scenario, without end."""
    dice = random.Random(seed)
    for mode in itertools.cycle(modes):
        named = [dice.random() < NAMED for _ in range(dice.randint(1, 4))]
        kills = [random_kill(mode, dice, each) for each in named]
        if len(mode.publishers) > 1:
            kills = [replace(kill, is_alone=dice.random() < ONE_AFTER_OTHER) for kill in kills]
        yield mode, kills


# --- What repeats what --------------------------------------------------------------------------


class Made(NamedTuple):
    """What a body is made of, see `newsroom.body`."""

    number: int
    repeated: int | None = None


def texts_of(publisher, articles, mode):
    """Return what the bodies of a publisher are made of that are not of the story's own number."""
    texts = {}
    for number in range(articles):
        older = number - BACK
        own = number + OTHER_TEXTS * (publisher != FIRST)
        if older >= 0 and number % REPEATING == REPEATING - 1:
            texts[number] = Made(own, older)
        elif is_copy(number) and mode.has_copies:
            texts[number] = Made(older)
        elif own != number:
            texts[number] = Made(own)
    return texts


def is_copy(number):
    """Tell whether a story has the text of an older one that repeats no other."""
    return number % COPIED == COPIED - 1 and (number - BACK) % REPEATING != REPEATING - 1


# --- One scenario ------------------------------------------------------------------------------

SETTINGS = """from newsscraper.settings import *

SPIDER_MODULES = [*SPIDER_MODULES, "chaos_publisher"]
"""
SECOND_PUBLISHER = f"""from dataclasses import replace

from newsscraper.roads.index import Index
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider


class HarianSpider(MediaIndonesiaSpider):
    name = "{SECOND.name}"
    allowed_domains = ["{SECOND.host}"]
    roads = (Index("https://{SECOND.host}/indeks"),)
    article_urls = replace(
        MediaIndonesiaSpider.article_urls, publisher=name, host="{SECOND.host}"
    )
"""
PLAIN_SPIDER = """import re

import scrapy


class PlainSpider(scrapy.Spider):
    name = "plain"
    custom_settings = {"CONCURRENT_REQUESTS": 8}

    async def start(self):
        yield scrapy.Request(f"{self.server}/indeks")

    def parse(self, response):
        for url in response.css("ul.list-3 h3 a::attr(href)").getall():
            yield scrapy.Request(self.address(url), self.parse_article)
        for url in response.css("a[rel=next]::attr(href)").getall():
            yield scrapy.Request(self.address(url))

    def parse_article(self, response):
        number = re.search(r"/(\\d+)/", response.url)[1]
        yield {
            "key": f"{self.publisher}:{number}",
            "headline": response.css("h1::text").get(),
            "body": "\\n\\n".join(response.css("div.article p::text").getall()),
        }

    def address(self, url):
        return re.sub(r"^https://[^/]+", self.server, url)
"""
MODULES = {
    "chaos_settings.py": SETTINGS,
    "chaos_publisher.py": SECOND_PUBLISHER,
    "plain_spider.py": PLAIN_SPIDER,
    "sitecustomize.py": Path(__file__).with_name("kill_points.py").read_text(encoding="utf-8"),
}
"""Modules that a crawl imports beside the project's own."""


@dataclass
class Result:
    """What came out of one scenario, or of several."""

    runs: int = 0
    kills: int = 0
    lost: list[int] = field(default_factory=list)
    """Articles that are missing from feed or store at the end of each scenario."""
    doubled: int = 0
    torn: int = 0
    """Rows at the end that are no whole article; a header amid the rows is one of them."""
    broken: int = 0
    """Kills that left a feed with a doubled or torn row."""
    refetched: list[float] = field(default_factory=list)
    """Requests for articles that the site had delivered before, per kill of each scenario."""
    codes: list[int] = field(default_factory=list)
    """Exit codes of the runs to the end."""
    near: int = 0
    """Near duplicates that the stores know of at the end."""
    problems: list[str] = field(default_factory=list)
    """All that must not be, in words."""

    def __add__(self, other):
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Result(*(mine + its for mine, its in pairs))


class Scenario:
    """A folder in which one line is run, killed and run again."""

    def __init__(self, mode, kills, folder, articles=ARTICLES, plain=False, engine=None):
        self.mode, self.kills, self.folder, self.plain = mode, kills, folder, plain
        self.engine = engine or OnSQLite()
        self.articles = articles // len(mode.publishers)
        self.corrected = range(0, self.articles * (mode.change == "corrected"), PARTS["corrected"])
        self.feed = f"feed{'-%(batch_id)d' * bool(mode.batch)}.{mode.format}"
        self.texts = {
            publisher: {} if plain else texts_of(publisher, self.articles, mode)
            for publisher in mode.publishers
        }
        """Publisher -> number of a story -> what its body is made of, if not of that number."""
        self.expected = {
            (f"{publisher.name}:{FIRST_ID + number}", revision): (
                number,
                revision,
                self.texts[publisher].get(number, Made(number)),
            )
            for publisher in mode.publishers
            for number in range(self.articles)
            for revision in ((1, 2) if number in self.corrected else (1,))
        }
        """What the feed should hold: key and revision -> number of the story, revision, body.

        Of two with the same text it should hold one.
        """
        self.servers = {}
        self.result = Result()

    def play(self):
        """Kill, look and run again, then run to the end; return the Result."""
        (self.folder / "code").mkdir(parents=True)
        for name, text in MODULES.items():
            (self.folder / "code" / name).write_text(text, encoding="utf-8")
        with ExitStack() as stack:
            for publisher in self.mode.publishers:
                server = stack.enter_context(newsroom(self.articles, publisher.host))
                self.servers[publisher] = server
                for number, made in self.texts[publisher].items():
                    server.copies[number] = made.number
                    if made.repeated is not None:
                        server.repeats[number] = made.repeated
                release(server)
            if self.mode.change:
                self.run_and_change()
            for kill in self.kills:
                self.run_and_kill(kill)
            for publisher in self.mode.publishers:
                self.run_to_the_end(publisher)
        self.count()
        self.look_around()
        return self.result

    def run_and_change(self):
        """Run to the end, then change the site."""
        for publisher, server in self.servers.items():
            if self.mode.change == "grown":
                self.resize(server, self.articles - self.articles // PARTS["grown"])
            self.run_to_the_end(publisher)
            if self.mode.change == "corrected":
                server.changed = dict.fromkeys(self.corrected, CORRECTION)
                server.requests.clear()
            self.resize(server, self.articles)

    @staticmethod
    def resize(server, articles):
        server.articles, server.index_pages = articles, -(-articles // PER_PAGE)

    def run_and_kill(self, kill):
        if kill.is_alone:
            for publisher in set(self.mode.publishers) - {kill.publisher}:
                self.run_to_the_end(publisher)
        code = self.run(kill.publisher, kill)
        self.engine.outwait(self.folder)
        self.result.kills += code == -signal.SIGKILL
        if code not in {0, -signal.SIGKILL}:
            self.complain(f"exit code {code} of a run that was over before {kill}")
        feed = self.look()
        if feed.wrong or (feed.rest and self.mode.option == "-O"):
            self.result.broken += 1
            self.complain(f"after {kill}: {feed}")

    def run_to_the_end(self, publisher):
        code = self.run(publisher)
        self.result.codes.append(code)
        if code:
            self.complain(f"exit code {code} of the last run")

    def count(self):
        """Count what came out in the end."""
        feed, stored = self.look(), self.stored()
        left_out = self.left_out(feed)
        lost = self.expected.keys() - left_out - (feed.rows.keys() & stored.keys())
        self.result.lost.append(len(lost))
        self.result.doubled += doubled(feed.rows) + doubled(stored)
        self.result.torn += feed.torn + bool(feed.rest)
        if self.mode.change != "corrected":
            self.count_refetched()
        if lost or feed.wrong or feed.rest or doubled(stored):
            some = ", ".join(f"{key} {revision}" for key, revision in sorted(lost)[:3])
            self.complain(f"at the end {len(lost)} lost ({some}), {feed}, store {doubled(stored)}")

    def look_around(self):
        """See that no lock and no part file is left."""
        wanted = {"code", "log.txt", "articles.db", *(feed.name for feed in self.feeds())}
        others = {file.name for file in self.folder.iterdir()} - wanted
        if others and not self.plain:
            self.complain(f"left behind: {', '.join(sorted(others))}")

    def look(self):
        return Feed.read(self.feeds(), self.mode.format, self.expected)

    def feeds(self):
        return list(self.folder.glob(f"feed*.{self.mode.format}"))

    def stored(self):
        """Return how often each revision of an article is in the store."""
        if self.plain:
            return Counter(self.expected.keys())
        if (found := self.engine.integrity(self.folder)) != "ok":
            self.complain(f"store: {found}")
            return Counter()
        return self.revisions()

    def left_out(self, feed):
        """Return which articles the feed lacks as exact duplicates; complain of a wrong choice.

        Of each two it should be one, whichever the store had later.
        """
        if self.plain:
            return set()
        found = set(self.ask("SELECT key, revision FROM duplicates JOIN revisions USING (seq)"))
        pairs = Counter(self.expected[each][2] for each in found)
        wanted = {
            made: count - 1
            for made, count in Counter(each[2] for each in self.expected.values()).items()
            if self.mode.has_copies and count > 1
        }
        if pairs != wanted or found & feed.rows.keys():
            held = len(found & feed.rows.keys())
            self.complain(f"{len(found)} of {len(wanted)} copies left out, {held} of them fed")
        return found

    def revisions(self):
        """Check the store, then count its revisions."""
        for question in STORE_CHECKS:
            if found := self.ask(question):
                self.complain(f"store, {question}: {found[:5]}")
        ((marked,),) = self.ask("SELECT count(*) FROM matches WHERE similarity < 1")
        self.result.near += marked
        if not marked:
            self.complain("no near duplicate is marked")
        return Counter(self.ask("SELECT key, revision FROM revisions"))

    def ask(self, query):
        return self.engine.ask(self.folder, query)

    def count_refetched(self):
        """Count the requests for articles that were not the first for theirs."""
        asked = Counter(itertools.chain(*map(articles_asked, self.servers.values())))
        again = doubled(asked) / max(self.result.kills, 1)
        self.result.refetched.append(again)
        if again > MOST_REFETCHED and not self.plain:
            self.complain(f"{again:.1f} articles refetched per kill")

    def complain(self, text):
        self.result.problems.append(f"{self.folder.name}, {self.mode.name}: {text}")

    def run(self, publisher, kill=None):
        """Run the line until it ends or is killed; return its exit code."""
        server = self.servers[publisher]
        requests = requests_left(server)
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *self.arguments(publisher, server)],
                cwd=self.folder,
                env=self.environment(kill, server),
                stdout=log,
                stderr=log,
            )
        self.result.runs += 1
        if kill and (self.plain or not kill.point):
            set_trap(server, process, 1 + int(kill.share * (requests - 1)), kill.pause)
        try:
            return process.wait(TIME_LIMIT)
        except subprocess.TimeoutExpired:
            self.complain(f"hung, {kill}")
            process.kill()
            return process.wait()
        finally:
            release(server)

    def arguments(self, publisher, server):
        """Return what is run, behind the interpreter."""
        feed = [self.mode.option, self.feed]
        if self.plain:
            options = f"-a server={server.url} -a publisher={publisher.name}".split()
            job = ["-s", f"JOBDIR=job-{publisher.name}"]
            return ["-m", "scrapy", "runspider", "code/plain_spider.py", *options, *job, *feed]
        store = self.engine.url(self.folder)
        settings = f"REPLAY={server.url} STORE_URL={store} FIRST_RUN_PAGES=40"
        options = [f"-s{setting}" for setting in (*settings.split(), "DOWNLOAD_DELAY=0")]
        if self.mode.change == "corrected":
            options.append(f"-arecheck={ALL_HOURS}")
        if self.mode.batch:
            options.append(f"-sFEED_EXPORT_BATCH_ITEM_COUNT={self.mode.batch}")
        return ["-Werror", "-m", "scrapy", "crawl", publisher.name, *options, *feed]

    def environment(self, kill, server):
        """Return the environment of a run, in which it may find the point to die at."""
        own = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        if self.plain:
            return own
        own["PYTHONPATH"] = os.pathsep.join(map(str, (self.folder / "code", PROJECT)))
        own["SCRAPY_SETTINGS_MODULE"] = "chaos_settings"
        if kill and kill.point:
            rows = self.articles // PARTS.get(self.mode.change, 1)
            own["KILL_AT"] = f"{kill.point}:{kill.calls or deadly_call(kill, server, rows)}"
        return own


# A random moment is a number of requests and, as a crawl does nothing while it waits for an answer,
# a part of the time in which it works on this one. Any moment is right: nothing waits for another.


def set_trap(server, process, requests, pause):
    """Kill *process* when *server* had that many requests more, then the *pause*, if any."""
    count = itertools.count(1)

    def asked(url):
        if next(count) == requests:
            server.fallen = True
            if pause is None:
                process.kill()

    def answered():
        if server.fallen and pause is not None:
            timer = threading.Timer(pause, process.kill)
            timer.daemon = True
            timer.start()

    server.fallen = False
    server.hook, server.answered = asked, answered


def release(server):
    """Let the server serve and kill nobody."""
    server.hook, server.answered = (lambda url: None), (lambda: None)
    server.RequestHandlerClass = WatchedHandler


class WatchedHandler(SiteHandler):
    """Tells when an answer is out; a crawl that was killed meanwhile does not get it."""

    def respond(self):
        with suppress(ConnectionError):
            super().respond()
            self.server.answered()


def requests_left(server):
    """Return about how many requests a crawl needs; once all was listed, a few index pages do."""
    if server.changed:  # all articles are asked for in each run
        return 2 + server.articles
    asked = set(articles_asked(server))
    articles = server.articles - len(asked)
    pages = 1 + articles // PER_PAGE if server.address(0) in asked else server.index_pages
    return 1 + pages + articles


def deadly_call(kill, server, rows):
    """Return the call of a point that comes after the kill's part of a run.

    *rows* is what a run writes: those of articles that were stored before the kill come again.
    """
    times = FOR_EACH.get(kill.point)
    calls = requests_left(server) * times if times else rows
    return 1 + int(kill.share * (calls - 1))


def articles_asked(server):
    """Return the URLs of the articles that a server was asked for, each as often as it was."""
    return [url for url in server.requests if "/ekonomi/" in url]


def doubled(numbers):
    """Return how many of the counted are there beyond the first of each."""
    return numbers.total() - len(numbers)


# --- What is looked at -------------------------------------------------------------------------

LEFT_OUT = "(SELECT key FROM duplicates JOIN revisions USING (seq))"
STORE_CHECKS = (
    "SELECT key FROM articles GROUP BY key HAVING count(*) > 1",
    f"""SELECT state, count(*) FROM ledger WHERE state <> CASE WHEN key IN {LEFT_OUT}
        THEN 'duplicate' ELSE 'stored' END GROUP BY state""",
    f"""SELECT key FROM revisions WHERE key NOT IN {LEFT_OUT}
        AND seq NOT IN (SELECT seq FROM deliveries)""",
    """SELECT seq FROM revisions
        WHERE CAST(json_extract(document, '$.word_count') AS INTEGER) >= 20
        AND seq NOT IN (SELECT seq FROM sketches)""",
    "SELECT seq FROM sketches WHERE seq NOT IN (SELECT seq FROM revisions)",
    "SELECT seq FROM matches WHERE seq NOT IN (SELECT seq FROM revisions)",
    """SELECT seq, key FROM revisions WHERE CAST(json_extract(document, '$.similarity')
        AS DOUBLE PRECISION) IS DISTINCT FROM
        (SELECT max(similarity) FROM matches WHERE matches.seq = revisions.seq)""",
    """SELECT seq, key FROM revisions WHERE json_extract(document, '$.duplicate_of') IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM matches WHERE matches.seq = revisions.seq
            AND other = json_extract(document, '$.duplicate_of')
            AND similarity = CAST(json_extract(document, '$.similarity') AS DOUBLE PRECISION))""",
    """SELECT seq, key FROM revisions WHERE (json_extract(document, '$.duplicate_of') IS NULL)
        <> (json_extract(document, '$.similarity') IS NULL)""",
    "SELECT path FROM files WHERE is_open",
)
"""Questions to the store of which none has an answer."""


@dataclass
class Feed:
    """What is in a feed: the whole rows, and the rest after them."""

    rows: Counter = field(default_factory=Counter)
    """How often each revision of an article is there with its very text."""
    torn: int = 0
    """Rows that are no such article."""
    rest: bytes = b""
    """The part of a row at the end of its file, or files."""

    @classmethod
    def read(cls, files, kind, expected):
        """Read a feed; *expected* has what is known of each story by its identity."""
        feed = cls()
        for content in (file.read_bytes() for file in files):
            end = END_OF_ROWS[kind](content)
            feed.rest += content[end:]
            for row in ROWS[kind](content[:end]):
                feed.add(row, expected)
        return feed

    def add(self, row, expected):
        identity = row and (row.get("key"), revision_of(row))
        if identity in expected and is_story(row, *expected[identity]):
            self.rows[identity] += 1
        else:
            self.torn += 1

    @property
    def wrong(self):
        return self.torn + doubled(self.rows)

    def __str__(self):
        start = f" {self.rest[:40]!r}" if self.rest else ""
        return (
            f"feed of {len(self.rows)}, {doubled(self.rows)} doubled, {self.torn} torn, "
            f"{len(self.rest)} bytes after the last whole row{start}"
        )


def end_of_lines(content):
    return content.rfind(b"\n") + 1


def end_of_records(content):
    """Return where the last line ends that closes a CSV record: all quotes are closed by then."""
    end = quotes = position = 0
    for line in content.splitlines(keepends=True):
        quotes += line.count(b'"')
        position += len(line)
        if line.endswith(b"\n") and quotes % 2 == 0:
            end = position
    return end


def json_rows(content):
    """Yield each line as a dictionary; None if it is no JSON object."""
    for line in content.split(b"\n")[:-1]:
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        yield row if isinstance(row, dict) else None


def csv_rows(content):
    """Yield each row as a dictionary; None if it has another number of cells than the header."""
    rows = csv.reader(io.StringIO(content.decode("utf-8", "replace"), newline=""))
    header = next(rows, [])
    for row in rows:
        yield dict(zip(header, row, strict=True)) if len(row) == len(header) else None


END_OF_ROWS = {"jsonl": end_of_lines, "csv": end_of_records}
ROWS = {"jsonl": json_rows, "csv": csv_rows}


def revision_of(row):
    """Return the revision that a row tells; plain Scrapy's rows are the first and only one."""
    text = str(row.get("revision", 1))
    return int(text) if text.isdecimal() else 0


def is_story(row, number, revision, made):
    """Tell whether a row is story *number* of the newsroom, with each word of its body."""
    words = [*CORRECTION.split()] * (revision - 1) + words_of(*made)
    return (row.get("headline"), str(row.get("body")).split()) == (f"Kabar Nomor {number}", words)


@cache
def words_of(number, repeated):
    return re.sub("<[^>]+>", " ", body(number, repeated)).split()


# --- All scenarios -----------------------------------------------------------------------------


def play_until(options, folder, engine):
    """Play scenarios until there were enough kills; return the Result of each mode."""
    kills, plain = options.kills, options.plain
    modes = PLAIN_MODES if plain else MODES
    results = {mode.name: Result() for mode in modes}
    scenarios = enumerate(plan(options.seed, modes))
    with ThreadPoolExecutor(options.jobs) as pool:
        while missing := max(kills - sum(each.kills for each in results.values()), 0):
            # Four kills at most in each: as many scenarios as are needed in any case.
            batch = list(itertools.islice(scenarios, -(-missing // 4)))
            print(f"{kills - missing} of {kills} kills", file=sys.stderr, flush=True)
            for mode, result in pool.map(partial(play, plain, folder, engine), batch):
                results[mode.name] += result
                if not plain:
                    print(*result.problems, sep="\n", end="\n" * bool(result.problems), flush=True)
    return results


def play(plain, folder, engine, planned):
    """Play one scenario; only what went wrong leaves its folder behind."""
    number, (mode, kills) = planned
    own = folder / f"scenario-{number}"
    scenario = Scenario(mode, kills, own, plain=plain, engine=engine)
    result = scenario.play()
    if not result.problems:
        shutil.rmtree(scenario.folder)
    return mode, result


COLUMNS = {
    "feed": lambda name, result: name,
    "runs": lambda name, result: result.runs,
    "kills": lambda name, result: result.kills,
    "lost": lambda name, result: sum(result.lost),
    "at worst": lambda name, result: max(result.lost, default=0),
    "doubled": lambda name, result: result.doubled,
    "torn": lambda name, result: result.torn,
    "near": lambda name, result: result.near,
    "broken by a kill": lambda name, result: result.broken,
    "refetched per kill": lambda name, result: f"{mean(result.refetched or [0]):.1f}",
    "at most": lambda name, result: f"{max(result.refetched, default=0):.1f}",
    "exit codes": lambda name, result: " ".join(
        f"{code}:{count}" for code, count in sorted(Counter(result.codes).items())
    ),
}


def table(results):
    """Return the lines of a table with one row for each mode, and one for all."""
    rows = [*results.items(), ("all", sum(results.values(), Result()))]
    cells = [[*COLUMNS], *([str(cell(*row)) for cell in COLUMNS.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(map(str.ljust, line, widths)).rstrip() for line in cells]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--events", type=int, default=0, help="play unrest.py until so many came")
    parser.add_argument(
        "--history", type=int, help="with --events: only the history of this number"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="crawls at a time")
    parser.add_argument("--plain", action="store_true", help="plain Scrapy instead of the project")
    parser.add_argument("--postgresql", action="store_true", help="stores on a server")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    with chosen(is_on_server=options.postgresql) as engine:
        if options.events:
            from lab.unrest_table import play_events  # which is made of this module

            sys.exit(play_events(options, folder, engine))
        results = play_until(options, folder, engine)
    print(*table(results), sep="\n")
    if any(result.problems for result in results.values()):
        sys.exit(f"The folders of what went wrong are in {folder}")
    folder.rmdir()


if __name__ == "__main__":
    main()

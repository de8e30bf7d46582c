"""What a whole crawl costs, beside bare Scrapy and beside the same spider with a stock feed.

    python tests/benchmarks/crawl.py [--articles N] [--rounds N]
    python tests/benchmarks/crawl.py --count [--articles N]
    python tests/benchmarks/crawl.py --memory [--articles N]
    python tests/benchmarks/crawl.py --requests [--delay SECONDS]

Four contestants ask the newsroom of `tests/worlds/newsroom.py` for the same pages, in one order:

* `whole job`: `scrapy crawl mediaindonesia -O articles.jsonl`, store, feed and all;
* `stock feed`: the same reading of pages with Scrapy's own feed export, nothing remembered;
* `unguarded`: the whole job with Scrapy's own middlewares in place of our guards (fence, tdmrep,
  refusals, retries, half pages, pace; robots.txt is judged as ever), no page guard, plain logs;
* `bare Scrapy`: our settings, the pages are downloaded and not read.

How to read the table: milliseconds of CPU time (user and system) per page, index pages included;
the server runs in another process. What a start costs is taken out: a figure is the slope from a
crawl of 150 articles to one of N. Contestants take turns; of each crawl the minimum of all rounds
counts, or their median. The ratios can be compared between machines: up to 1.8 times bare Scrapy,
1.25 times the stock feed and 1.1 times the unguarded job are the aims. Pages have 2 to 13 kB, real
ones 80, so what is done for a page weighs more here, and what is done with it less. Connections
are kept open, as by real sites.

`--count` lets valgrind count instructions, which other jobs on the machine do not change: the table
has millions per page, of one round. It takes minutes; 450 articles are enough. Up to 4.5 million
more than the stock feed are the aim.

`--requests` counts what a publisher sees. Requests per new article (robots.txt apart) of runs with
`related=0` that each find 12 new articles, as an hour has, or 3, as 15 minutes have: up to 1.10 and
1.35 are the aims. Then the share of the permitted rate, one request a delay (1 second unless told),
that a crawl makes use of: 97 % or more, and no gap shorter than the delay.

`--memory` compares the peak memory of the whole job after N articles (20,000 unless told) with
that after a tenth of them; up to 1.15 is the aim.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, NamedTuple, Self

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from rounds import COUNTER, counts, take_turns  # noqa: E402
from scrapy import Request, Spider  # noqa: E402
from scrapy.crawler import Crawler  # noqa: E402
from scrapy.http import Response  # noqa: E402
from worlds.newsroom import PER_PAGE, Newsroom  # noqa: E402
from worlds.server import SiteHandler, run_server  # noqa: E402

from newsscraper.article import extraction  # noqa: E402
from newsscraper.article.extraction import read_article  # noqa: E402
from newsscraper.items import Article, Link  # noqa: E402
from newsscraper.page.fetch_time import fetched_at  # noqa: E402
from newsscraper.page.opening import open_page  # noqa: E402
from newsscraper.roads.index import listing_of_cards, pagination  # noqa: E402
from newsscraper.settings import DOWNLOADER_MIDDLEWARES  # noqa: E402
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider  # noqa: E402

FEW = 150
"""Articles of the crawl whose cost is taken off."""

WHOLE, STOCK, OPEN, BARE = "whole job", "stock feed", "unguarded", "bare Scrapy"

CONTESTANTS = (WHOLE, STOCK, OPEN, BARE)

RELATED, ARTICLE = 10, 20
"""Priorities of articles, as the whole job has them; pages of an index have 0."""

# Linux counts the memory of whoever starts a process into the process's own peak: the server's
# would hide the crawl's, so a small process starts it.
LAUNCHER = """import os, subprocess, sys
with open("crawl.log", "wb") as log:
    pid = subprocess.Popen(sys.argv[1:], stdout=log, stderr=log).pid
status, usage = os.wait4(pid, 0)[1:]
print(status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)"""


class StockFeed(MediaIndonesiaSpider):
    """Reads pages as its parent does, and has no store: what was asked for is in memory."""

    custom_settings = {
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {"scrapy.extensions.feedexport.FeedExporter": 0},
        "FEED_STORAGES": {},
        "FEED_EXPORTERS": {},
    }
    frontier = None

    async def start(self) -> AsyncIterator[Request]:
        self.hops: dict[str, int] = {}
        self.lists = 1
        yield Request(self.roads[0].url, self.parse_index)

    def parse_index(self, response: Response, road: str = "") -> Iterator[Request]:
        page = open_page(response, type(self))
        yield from self.ask(listing_of_cards(page, type(self)).parts[0])
        for url, rel in pagination(page, type(self)):
            if rel == "next" and self.lists < self.settings.getint("FIRST_RUN_PAGES"):
                self.lists += 1
                yield Request(url, self.parse_index)

    def parse_article(self, response: Response, key: str = "") -> Iterator[Article | Request]:
        article = read_article(response, type(self))
        article.fetched_at = fetched_at(response, datetime.now(UTC))
        yield article
        if self.hops[key] == 0:
            related = {self.article_urls.key(link["url"]): link for link in article.related}
            yield from self.ask(related, hops=1)

    def ask(self, links: dict[str, Link], hops: int = 0) -> Iterator[Request]:
        fresh = [(key, link) for key, link in links.items() if key not in self.hops]
        self.hops.update((key, hops) for key, _ in fresh)
        for key, link in fresh:
            given = {"priority": RELATED if hops else ARTICLE, "cb_kwargs": {"key": key}}
            yield Request(link["url"], self.parse_article, **given)


class Unguarded(MediaIndonesiaSpider):
    """The whole job without the guards."""

    custom_settings = {
        "ADDONS": {"newsscraper.replay.addon.Replay": 100},
        "DOWNLOADER_MIDDLEWARES": dict.fromkeys(DOWNLOADER_MIDDLEWARES)
        | {
            "newsscraper.downloader.robots.RobotsTxtMiddleware": 100,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": 50,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
        },
    }

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        extraction.complaint = extraction.refusal_of = lambda page: None
        return super().from_crawler(crawler, *args, **kwargs)


class Download(Spider):
    """Fetches the pages that a file lists."""

    name = "download"
    custom_settings = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}}

    async def start(self) -> AsyncIterator[Request]:
        for url in Path("pages.txt").read_text().splitlines():
            yield Request(url)

    def parse(self, response: Response, **kwargs: Any) -> None:
        pass


class KeepAlive(SiteHandler):
    """Answers all requests of a connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True


class Usage(NamedTuple):
    """What a process took."""

    cost: float
    """Seconds of CPU time; billions of instructions where those were counted."""
    kilobytes: int
    """Peak memory; bytes on macOS."""


class Bench:
    """The newsroom, and the crawls of it."""

    def __init__(
        self, server: Newsroom, counter: Sequence[str] = (), store: str = "sqlite:///articles.db"
    ) -> None:
        self.server = server
        self.counter = counter
        """Command that counts the instructions of a crawl whose pages are known."""
        self.store = store
        """URL of the store."""
        server.RequestHandlerClass = KeepAlive

    def crawl(self, contestant: str, articles: int, pages: Sequence[str] = ()) -> Usage:
        """Let a contestant crawl the newest *articles* in a new folder, and see that it did.

        *pages* are what it should ask for, if that is known.
        """
        self.server.requests.clear()
        with TemporaryDirectory() as folder:
            Path(folder, "pages.txt").write_text("\n".join(pages))
            line = [*command(contestant, folder), *self.settings(articles)]
            usage = launch(line, folder, self.counter if pages else ())
            if pages and self.asked != pages:
                sys.exit(f"{contestant} asked for other pages:\n{log_of(folder)}")
        return usage

    def settings(self, articles: int, delay: float = 0) -> list[str]:
        """Return the settings that all contestants share."""
        index_pages = -(-articles // PER_PAGE)
        values = {
            "REPLAY": self.server.url,
            "DOWNLOAD_DELAY": delay,
            "FIRST_RUN_PAGES": index_pages,
            "STORE_URL": self.store,
        }
        return [word for name, value in values.items() for word in ("-s", f"{name}={value}")]

    def asked_by_all(self, articles: int) -> list[str]:
        """Return the pages that the whole job asks for; the others have to, too."""
        self.crawl(WHOLE, articles)
        return self.asked

    @property
    def asked(self) -> list[str]:
        """The pages that were asked for, in order."""
        others = ("/robots.txt", "/tdmrep.json")
        return [url for url in self.server.requests if not url.endswith(others)]


def command(contestant: str, folder: str) -> list[str]:
    """Return the arguments of `scrapy` for a contestant."""
    feed = ["-O", "articles.jsonl"]
    if contestant == WHOLE:
        return ["crawl", MediaIndonesiaSpider.name, *feed]
    spider = {STOCK: StockFeed, OPEN: Unguarded, BARE: Download}[contestant]
    # runspider runs the one spider that a file defines.
    text = f"import crawl\n\nclass Contestant(crawl.{spider.__name__}): pass\n"
    Path(folder, "contestant.py").write_text(text)
    return ["runspider", "contestant.py", *(feed if contestant != BARE else [])]


def launch(arguments: Sequence[str], folder: str, counter: Sequence[str] = ()) -> Usage:
    """Run `scrapy` in *folder*; a crawl that ends badly ends the benchmark."""
    path = os.pathsep.join(map(str, (ROOT, Path(__file__).parent)))
    own = {"PYTHONPATH": path, "SCRAPY_SETTINGS_MODULE": "newsscraper.settings"}
    line = subprocess.check_output(
        [sys.executable, "-c", LAUNCHER, *counter, sys.executable, "-m", "scrapy", *arguments],
        cwd=folder,
        env=os.environ | own,
        text=True,
    )
    status, seconds, kilobytes = line.split()
    if status != "0":
        sys.exit(log_of(folder))
    cost = counts(log_of(folder))[-1] / 1e9 if counter else float(seconds)
    return Usage(cost, int(kilobytes))


def log_of(folder: str) -> str:
    """Return the end of what the crawl in *folder* wrote to its log."""
    lines = Path(folder, "crawl.log").read_text(errors="replace").splitlines()
    return "\n".join(lines[-30:])


class Costs:
    """What the crawls of all rounds took."""

    def __init__(
        self, site: Bench, sizes: tuple[int, int], rounds: int, names: Sequence[str] = CONTESTANTS
    ) -> None:
        """Let the contestants of these names crawl so many articles, few and many."""
        pages = {size: site.asked_by_all(size) for size in sizes}
        turns = {
            (name, size): partial(site.crawl, name, size, pages[size])
            for size in sizes
            for name in names
        }
        self.few, self.many = sizes
        self.pages = len(pages[self.many]) - len(pages[self.few])
        self.costs = {
            turn: [usage.cost for usage in usages]
            for turn, usages in take_turns(turns, rounds).items()
        }

    def per_page(self, name: str, of_rounds: Callable[[list[float]], float]) -> float:
        """Return milliseconds per page, or millions of instructions."""
        few, many = (of_rounds(self.costs[name, size]) for size in (self.few, self.many))
        return (many - few) / self.pages * 1000

    def all_rounds(self, name: str) -> list[float]:
        """Return milliseconds per page, a figure for each round."""
        rounds = zip(self.costs[name, self.few], self.costs[name, self.many], strict=True)
        return [(many - few) / self.pages * 1000 for few, many in rounds]


def measure_time(articles: int, rounds: int) -> Iterator[str]:
    """Yield the lines of the table."""
    with run_server(Newsroom(articles)) as server:
        costs = Costs(Bench(server), (FEW, articles), rounds)
    yield f"{'CPU per page':<25} {'minimum':>10} {'median':>10}"
    figures = {
        name: [costs.per_page(name, of_rounds) for of_rounds in (min, median)]
        for name in CONTESTANTS
    }
    for name, values in figures.items():
        yield f"{name:<25} " + " ".join(f"{value:>7.2f} ms" for value in values)
    for name in CONTESTANTS[1:]:
        ratios = (ours / theirs for ours, theirs in zip(figures[WHOLE], figures[name], strict=True))
        yield f"{f'{WHOLE} / {name}':<25} " + " ".join(f"{ratio:>10.2f}" for ratio in ratios)


def counted(articles: int) -> dict[str, float]:
    """Return the millions of instructions per page of the whole job, and of what is beside it."""
    names = (WHOLE, STOCK, BARE)
    with run_server(Newsroom(articles)) as server:
        costs = Costs(Bench(server, COUNTER), (FEW, articles), 1, names)
    return {name: costs.per_page(name, min) for name in names}


def measure_instructions(articles: int) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{'M instructions per page':<25} {'':>10} {'over stock':>10}"
    figures = counted(articles)
    for name, figure in figures.items():
        yield f"{name:<25} {figure:>10.2f} {figure - figures[STOCK]:>10.2f}"


def growth(site: Bench, sizes: tuple[int, int], names: Sequence[str]) -> dict[str, float]:
    """Return the megabytes by which the peaks of the whole job and of others grow in 10,000 pages.

    They are measured after few and after many articles.
    """
    peaks: dict[str, list[int]] = {name: [] for name in (WHOLE, *names)}
    counts = []
    for size in sizes:
        peaks[WHOLE].append(site.crawl(WHOLE, size).kilobytes)
        pages = site.asked
        counts.append(len(pages))
        for name in names:
            peaks[name].append(site.crawl(name, size, pages).kilobytes)
    per_page = 10_000 / (counts[1] - counts[0]) / 1024
    return {name: (many - few) * per_page for name, (few, many) in peaks.items()}


def measure_memory(articles: int) -> Iterator[str]:
    """Yield the lines of the table."""
    peaks = []
    yield f"{'peak memory of the whole job':<30} {'MB':>7}"
    with run_server(Newsroom(articles)) as server:
        for size in (articles // 10, articles):
            peaks.append(Bench(server).crawl(WHOLE, size).kilobytes)
            yield f"after {size:<24} {peaks[-1] / 1024:>7.1f}"
    yield f"{'ratio':<30} {peaks[1] / peaks[0]:>7.2f}"


class Noted(Newsroom):
    """Notes when it was asked."""

    def __init__(self, articles: int) -> None:
        super().__init__(articles)
        self.times: list[float] = []

    def answer(self, url: str) -> Any:
        self.times.append(monotonic())
        return super().answer(url)


def measure_requests(delay: float) -> Iterator[str]:
    """Yield the lines of the tables."""
    yield f"{'requests per new article':<30} {'ratio':>7}"
    for new in (12, 3):
        with run_server(Newsroom(300)) as server, TemporaryDirectory() as folder:
            yield f"{f'{new} new in each of 8 runs':<30} {per_article(server, folder, new):>7.2f}"
    with run_server(Noted(60)) as server, TemporaryDirectory() as folder:
        launch([*command(WHOLE, folder), *Bench(server).settings(60, delay)], folder)
        gaps = [after - before for before, after in pairwise(server.times)]
    yield f"{f'at a delay of {delay} s':<30} {len(gaps):>7} requests"
    yield f"{'share of the permitted rate':<30} {delay * len(gaps) / sum(gaps):>7.3f}"
    yield f"{'shortest gap / delay':<30} {min(gaps) / delay:>7.3f}"


def per_article(server: Newsroom, folder: str, new: int, runs: int = 8) -> float:
    """Return the requests per article of *runs*, each of which finds *new* ones."""
    site = Bench(server)
    job = [*command(WHOLE, folder), "-a", "related=0", *site.settings(90)]
    launch(job, folder)
    server.requests.clear()
    for _ in range(runs):
        server.articles += new
        launch(job, folder)
    return len([url for url in server.requests if not url.endswith("/robots.txt")]) / (runs * new)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, help="default 1500, with --memory 20000")
    parser.add_argument("--rounds", type=int, default=5, help="default 5")
    parser.add_argument("--memory", action="store_true", help="measure peak memory, not CPU time")
    parser.add_argument("--count", action="store_true", help="count instructions, not CPU time")
    parser.add_argument("--requests", action="store_true", help="count requests, not CPU time")
    parser.add_argument("--delay", type=float, default=1.0, help="seconds, with --requests")
    options = parser.parse_args()
    articles = options.articles or (20_000 if options.memory else 1500)
    if articles <= 2 * FEW or options.rounds < 1:
        parser.error(f"--articles has to be more than {2 * FEW}, --rounds at least 1")
    if options.count:
        lines = measure_instructions(articles)
    elif options.requests:
        lines = measure_requests(options.delay)
    elif options.memory:
        lines = measure_memory(articles)
    else:
        lines = measure_time(articles, options.rounds)
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()

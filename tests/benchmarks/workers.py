"""What several workers at once make of one store, on a server and in a file.

    python tests/benchmarks/workers.py [--articles N] [--publishers N] [--rounds N]

Made-up publishers of N articles each stand on one loopback server. One worker crawls them one after
the other, two or four share them; each crawl is a process of its own and the whole job, without a
pause between requests: so much is never asked of a real publisher.

How to read the table: `CPU ms` is CPU time per page of the crawls, and `server` that of the
server's processes; what the start of a crawl costs is taken out of the first. `pages/CPU s` is what
both come to: the same for any number of workers means that they do not hinder one another.
`pages/s` is by the clock, starts included, and ends at the machine's cores; the made-up publishers
take their share of these. Engines and numbers of workers take turns; the best of all rounds counts.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import NamedTuple

from crawl import KeepAlive, launch
from lab.postgresql_server import NoServer, running
from rounds import take_turns
from stores import Database
from worlds.newsroom import Newsroom, body
from worlds.server import Loopback, run_server

WORKERS = (1, 2, 4)
FILE, SERVER = "file", "server"
TEXTS = 1_000_000
"""So many texts each publisher has for itself."""

HEAD = """from dataclasses import replace

from newsscraper.roads.index import Index
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
"""
SPIDER = """

class {title}(MediaIndonesiaSpider):
    name = "{name}"
    allowed_domains = ["{host}"]
    roads = (Index("https://{host}/indeks"),)
    article_urls = replace(MediaIndonesiaSpider.article_urls, publisher=name, host="{host}")
"""


class Publisher(Newsroom):
    """One of many: no two have a text in common."""

    def __init__(self, number: int, articles: int) -> None:
        self.number, self.name = number, f"harian{number}"
        super().__init__(articles, f"{self.name}.example")
        self.server_close()  # all have one server

    def text(self, number: int) -> str:
        return body(self.number * TEXTS + number)

    def spider(self) -> str:
        return SPIDER.format(title=self.name.title(), name=self.name, host=self.host)


class Press(Loopback):
    """All publishers on one server."""

    def __init__(self, publishers: list[Publisher]) -> None:
        super().__init__(None)
        self.RequestHandlerClass = KeepAlive
        self.by_host = {each.host: each for each in publishers}

    def answer(self, url: str) -> object:
        return self.by_host[url.split("/")[2]].answer(url)


class Taken(NamedTuple):
    """What it took to crawl all publishers."""

    crawls: float
    """Seconds of CPU time, without what starts cost."""
    server: float
    wall: float
    pages: int

    @property
    def per_cpu_second(self) -> float:
        return self.pages / (self.crawls + self.server)


class Jobs:
    """The crawls of all publishers into one store."""

    def __init__(self, press: Press, database: Database | None = None) -> None:
        self.press, self.database = press, database
        self.smallest, *self.publishers = press.by_host.values()
        """The smallest has one article: it shows what a start costs."""

    def take(self, workers: int) -> Taken:
        """Let so many workers share the publishers."""
        if self.database:
            self.database.make_anew()
        with TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
            begin = min(self.crawl(folder, self.smallest) for _ in range(2))
            self.press.requests.clear()
            before, began = self.server_seconds(), monotonic()
            costs = list(pool.map(partial(self.crawl, folder), self.publishers))
            wall = monotonic() - began
        own = sum(costs) - begin * len(costs)
        server = self.server_seconds() - before
        return Taken(own, server, wall, len(self.press.requests))

    def crawl(self, folder: str, publisher: Publisher) -> float:
        """Crawl a publisher; return the CPU seconds."""
        place = Path(folder, publisher.name)
        place.mkdir(exist_ok=True)
        spiders = (each.spider() for each in self.press.by_host.values())
        (place / "press.py").write_text(HEAD + "".join(spiders))
        settings = {
            "SPIDER_MODULES": "press",
            "REPLAY": self.press.url,
            "DOWNLOAD_DELAY": 0,
            "FIRST_RUN_PAGES": publisher.index_pages,
            "STORE_URL": self.database.url if self.database else f"sqlite:///{folder}/articles.db",
        }
        given = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
        return launch(["crawl", publisher.name, "-O", "articles.jsonl", *given], str(place)).cost

    def server_seconds(self) -> float:
        return self.database.seconds() if self.database else 0


def lines(articles: int, publishers: int, rounds: int) -> Iterator[str]:
    """Yield the lines of the table."""
    press = Press([Publisher(0, 1), *(Publisher(each + 1, articles) for each in range(publishers))])
    with ExitStack() as stack:
        stack.enter_context(run_server(press))
        server = stack.enter_context(running())
        database = stack.enter_context(closing(Database(server)))
        turns: dict[tuple[str, int], Callable[[], Taken]] = {
            (name, workers): partial(jobs.take, workers)
            for name, jobs in ((FILE, Jobs(press)), (SERVER, Jobs(press, database)))
            for workers in WORKERS
        }
        took = take_turns(turns, rounds)
    yield f"{'store':<8}{'workers':>8}{'CPU ms':>8}{'server':>8}{'pages/CPU s':>13}{'pages/s':>9}"
    for (name, workers), found in took.items():
        best = max(found, key=lambda each: each.per_cpu_second)
        each_page = (1000 * seconds / best.pages for seconds in (best.crawls, best.server))
        fastest = max(each.pages / each.wall for each in found)
        cells = "".join(f"{it:>8.2f}" for it in each_page)
        yield f"{name:<8}{workers:>8}{cells}{best.per_cpu_second:>13.1f}{fastest:>9.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=300, help="default 300")
    parser.add_argument("--publishers", type=int, default=4, help="default 4")
    parser.add_argument("--rounds", type=int, default=3, help="default 3")
    options = parser.parse_args()
    if min(options.articles, options.publishers, options.rounds) < 1:
        parser.error("all of them have to be 1 or more")
    try:
        for line in lines(options.articles, options.publishers, options.rounds):
            print(line, flush=True)
    except NoServer as error:
        sys.exit(f"no PostgreSQL: {error}")


if __name__ == "__main__":
    main()

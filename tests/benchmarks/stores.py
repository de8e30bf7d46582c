"""What an article costs with a store on a PostgreSQL server, beside one in a file.

    python tests/benchmarks/stores.py [--articles N] [--rounds N]

Three contestants crawl the newsroom of `tests/worlds/newsroom.py`, the whole job with a feed:

* `file`: the store is `articles.db` in the folder of the crawl;
* `server`: a database on a server of this machine;
* `server, 1 ms away`: the same, and each question and its answer take 1 ms together.

The server is the one that NEWSSCRAPER_POSTGRESQL names, of this machine, or one that is started
for this, which does not wait for its disk.

How to read the table: figures per article, index pages included. What a start costs is taken out: a
figure is the slope from a crawl of 150 articles to one of N. Contestants take turns; the minimum
of all rounds counts. `crawl` and `server` are milliseconds of CPU time of the crawl's process, and
of all processes of the server. `lock` is the part of the first in which others who write have to
wait: for the server and the way to it, too. `wall` is milliseconds without any pause between
requests, longer on a busy machine. `trips` is how often the crawl waits for the server's answer,
`kB` what the store grows by. `pace` is the share of the permitted rate that a crawl with a pause of
0.2 s makes use of. Up to 1.5 times the CPU time of the crawl with a file is the aim.
"""

import argparse
import atexit
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, process_time, sleep
from typing import Any, NamedTuple, Self

from crawl import FEW, Bench, Noted, launch
from lab.postgresql_server import NoServer, running
from lab.slow_proxy import SlowProxy, slow_proxy
from rounds import take_turns
from scrapy.crawler import Crawler
from sqlalchemy import Connection
from worlds.newsroom import Newsroom
from worlds.server import run_server

from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store.article_store import Store
from newsscraper.store.location import place_at

FILE, SERVER, AWAY = CONTESTANTS = ("file", "server", "server, 1 ms away")
IN_FILE = "sqlite:///articles.db"
DATABASE = "newsscraper_benchmark"
ROUND_TRIP = 0.001
PAUSE = 0.2
PACED = 60
"""Articles of the crawl with a pause."""


class Taken(NamedTuple):
    """What a crawl took, or an article: the columns of the table."""

    crawl: float
    server: float
    lock: float
    wall: float
    trips: float
    kB: float  # noqa: N815 (a unit)


class Clocked(MediaIndonesiaSpider):
    """Writes down at its end what its transactions took while others could not write."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        held, writing = [0.0], Store.writing

        @contextmanager
        def clocked(store: Store) -> Iterator[Connection]:
            began = process_time()
            with writing(store) as transaction:
                began = process_time()
                yield transaction
            held.append(process_time() - began)

        Store.writing = clocked  # type: ignore[method-assign]
        atexit.register(lambda: Path("held.txt").write_text(str(sum(held))))
        return super().from_crawler(crawler, *args, **kwargs)


class Database:
    """A database on a server of this machine, made anew for each crawl."""

    def __init__(self, server: str, proxy: SlowProxy | None = None) -> None:
        self.admin = place_at(f"{server}/postgres").connect()
        self.proxy = proxy
        port = proxy.port if proxy else server.rpartition(":")[2]
        self.url = f"{server.rpartition(':')[0]}:{port}/{DATABASE}"
        query = "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int"
        (self.process,) = self._ask(query)

    def _ask(self, query: str) -> Any:
        return self.admin.execute(query).fetchone()

    def make_anew(self) -> None:
        self.drop()
        self.admin.execute(f"CREATE DATABASE {DATABASE}")
        self.admin.execute("CHECKPOINT")
        if self.proxy:
            self.proxy.trips = 0

    def drop(self) -> None:
        self.admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")

    def seconds(self) -> float:
        """Return the CPU time of all processes of the server, also of those that have ended."""
        while self._ask(f"SELECT FROM pg_stat_activity WHERE datname = '{DATABASE}'"):
            sleep(0.01)
        found = map(times_of, Path("/proc").glob("[0-9]*/stat"))
        return sum(each.own for each in found if self.process == each.parent) + sum(
            times_of(Path(f"/proc/{self.process}/stat"))[1:]
        )

    def kilobytes(self) -> float:
        return float(self._ask(f"SELECT pg_database_size('{DATABASE}')")[0]) / 1000

    def close(self) -> None:
        self.drop()
        self.admin.close()


class Times(NamedTuple):
    """CPU seconds of a process, and of its children that have ended."""

    parent: int
    own: float
    of_children: float


def times_of(stat: Path) -> Times:
    """Read the file in which Linux has them."""
    try:
        values = stat.read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return Times(0, 0, 0)
    ticks = [int(value) / os.sysconf("SC_CLK_TCK") for value in values[11:15]]
    return Times(int(values[1]), sum(ticks[:2]), sum(ticks[2:]))


class Job:
    """The crawl of a newsroom with a store of one kind."""

    def __init__(self, site: Newsroom, database: Database | None = None) -> None:
        self.bench = Bench(site, store=database.url if database else IN_FILE)
        self.database = database

    def take(self, articles: int, pause: float = 0) -> Taken:
        """Crawl so many articles into a new store."""
        if self.database:
            self.database.make_anew()
        with TemporaryDirectory() as folder:
            text = "import stores\n\nclass Contestant(stores.Clocked): pass\n"
            Path(folder, "contestant.py").write_text(text)
            line = ["runspider", "contestant.py", "-O", "articles.jsonl"]
            before, began = self.server_seconds(), monotonic()
            usage = launch([*line, *self.bench.settings(articles, pause)], folder)
            wall = monotonic() - began
            lock = float(Path(folder, "held.txt").read_text())
            sizes = (file.stat().st_size for file in Path(folder).glob("articles.db*"))
            kilobytes = self.database.kilobytes() if self.database else sum(sizes) / 1000
        server = self.server_seconds() - before
        return Taken(usage.cost, server, lock, wall, self.trips, kilobytes)

    def server_seconds(self) -> float:
        return self.database.seconds() if self.database else 0

    @property
    def trips(self) -> float:
        proxy = self.database and self.database.proxy
        return proxy.trips if proxy else float("nan")


@contextmanager
def jobs(site: Newsroom) -> Iterator[dict[str, Job]]:
    """Have the contestants within the block. Raises NoServer."""
    with ExitStack() as stack:
        server = stack.enter_context(running())
        proxy = stack.enter_context(slow_proxy(int(server.rpartition(":")[2]), ROUND_TRIP))
        near, far = (stack.enter_context(closing(Database(server, it))) for it in (None, proxy))
        yield {FILE: Job(site), SERVER: Job(site, near), AWAY: Job(site, far)}


def all_turns(
    contestants: Mapping[str, Job], articles: int, rounds: int
) -> dict[tuple[str, int], list[Taken]]:
    """Return what each crawl took, by contestant and size, a figure for each round."""
    turns: dict[tuple[str, int], Callable[[], Taken]] = {
        (name, size): partial(job.take, size)
        for size in (FEW, articles)
        for name, job in contestants.items()
    }
    return take_turns(turns, rounds)


def slope(few: Taken, many: Taken, articles: int) -> Taken:
    """Return what each of so many more articles took, in milliseconds, turns and kilobytes."""
    scales = (1000, 1000, 1000, 1000, 1, 1)
    columns = zip(few, many, scales, strict=True)
    return Taken(*((more - less) * scale / articles for less, more, scale in columns))


def pace(site: Noted, job: Job) -> float:
    """Return the share of the permitted rate that a crawl with a pause makes use of."""
    site.times.clear()
    job.take(PACED, PAUSE)
    gaps = [after - before for before, after in pairwise(site.times)]
    return PAUSE * len(gaps) / sum(gaps)


def least(rounds: Sequence[Taken]) -> Taken:
    """Return the minimum of each column."""
    return Taken(*map(min, zip(*rounds, strict=True)))


def lines(articles: int, rounds: int) -> Iterator[str]:
    """Yield the lines of the table."""
    with run_server(Noted(articles)) as site, jobs(site) as contestants:
        took = all_turns(contestants, articles, rounds)
        paces = {name: pace(site, job) for name, job in contestants.items()}
    yield f"{'per article':<20}" + "".join(f"{it:>8}" for it in (*Taken._fields, "pace"))
    figures = {
        name: slope(least(took[name, FEW]), least(took[name, articles]), articles - FEW)
        for name in contestants
    }
    for name, figure in figures.items():
        cells = "".join(f"{it:>8.2f}" for it in (*figure, paces[name]))
        yield f"{name:<20}{cells.replace('nan', '  -')}"
    yield f"{'server / file':<20}{figures[SERVER].crawl / figures[FILE].crawl:>8.2f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=600, help="default 600")
    parser.add_argument("--rounds", type=int, default=5, help="default 5")
    options = parser.parse_args()
    if options.articles <= FEW or options.rounds < 1:
        parser.error(f"--articles has to be more than {FEW}, --rounds at least 1")
    try:
        for line in lines(options.articles, options.rounds):
            print(line, flush=True)
    except NoServer as error:
        sys.exit(f"no PostgreSQL: {error}")


if __name__ == "__main__":
    main()

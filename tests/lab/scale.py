"""How far one laptop, one server and ten machines reach: a small model, fed with what was measured.

    python tests/lab/scale.py

It prints the tables of `docs/scale.md`. Publishers are crawled each hour, with one request a second
each; what was measured is said there, and how. Nothing is by chance: figures stay the same.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

HOUR, YEAR = 3600, 365


class Engine(NamedTuple):
    """What a store costs, as measured."""

    name: str
    article: float
    """CPU milliseconds of the crawl, for an article of a made-up paper."""
    at_server: float
    """CPU milliseconds of the server, for the same."""
    lock: float
    """Of both, the milliseconds in which nobody else can write."""
    trips: int
    """How often the way to the server and back is gone in this time."""
    tables: dict[str, int]
    """Bytes of an article, its indexes included, by what they are for."""


FILE = Engine(
    "file",
    article=7.3,
    at_server=0,
    lock=1.7,
    trips=0,
    tables={"articles": 6_320, "comparison": 180, "search": 1_230, "ledger": 410},
)
SERVER = Engine(
    "server",
    article=9.5,
    at_server=2.3,
    lock=5.2,
    trips=10,
    tables={"articles": 3_350, "comparison": 980, "search": 4_270, "ledger": 780},
)

REAL_PAGE = 3.3
"""CPU milliseconds that a page of a real publisher takes more: it has 80 kB."""
RUN = 2.7
"""CPU seconds of a run that finds nothing new, its start included."""
LISTS = 1.13
"""Index pages that an hourly run asks for; robots.txt comes to them."""
LISTS_OF_OLD = 1.05
"""Requests for an old article, index pages included: they list 20 and more."""
RUN_MEMORY = 0.11
"""Gigabytes of a process that crawls."""
FLUSH = 2.0
"""Milliseconds until a disk has what was committed: an assumption for a good SSD."""
SHARE = 0.5
"""Of processors, memory and the lock that is to be used: the rest is for bad days."""

JOBS = {
    "dedup --rebuild": 1_928.0,
    "export -O all.jsonl.gz": 205.0,
    "backup": 39.0,
    "coverage": 13.0,
}
"""Seconds at a million articles in a file."""
ROWS = 9
"""Of the comparison, for an article: the hash of its text, and eight of parts of it."""
KEPT_DAYS = 60
"""Twice NEAR_DUPLICATE_DAYS: parts of older texts are not looked for."""
MANY = 50e6
"""Articles."""


class Place(NamedTuple):
    """Machines that crawl into one store."""

    name: str
    engine: Engine
    cores: int
    memory: int
    """Gigabytes."""
    disk: int
    """Gigabytes, of the store."""
    round_trip: float
    """Milliseconds to the server and back."""
    cores_of_server: int = 0
    """If it has a machine for itself."""


PLACES = (
    Place("one laptop", FILE, 4, 8, 500, 0),
    Place("one server", SERVER, 8, 32, 2_000, 0.05),
    Place("ten machines", SERVER, 40, 80, 2_000, 0.5, cores_of_server=8),
)


class Press(NamedTuple):
    """The publishers."""

    publishers: int = 500
    articles_a_day: int = 200
    """Of each."""

    @property
    def an_hour(self) -> float:
        """New articles of a publisher."""
        return self.articles_a_day / 24

    @property
    def a_year(self) -> int:
        """New articles of all."""
        return self.publishers * self.articles_a_day * YEAR


ONE = Press(publishers=1)


def lock_seconds(place: Place) -> float:
    """Return for how long an article keeps all others from writing."""
    engine = place.engine
    return (engine.lock + engine.trips * place.round_trip + FLUSH) / 1000


def crawl_seconds(place: Place) -> float:
    """Return the CPU time of an article on the machines that crawl."""
    at_server = 0 if place.cores_of_server else place.engine.at_server
    return (place.engine.article + at_server + REAL_PAGE) / 1000


def run_seconds() -> float:
    """Return how long an hourly run takes: a request each second, and its start."""
    return ONE.an_hour + LISTS + 1 + RUN


def limits(place: Place) -> dict[str, float]:
    """Return how many publishers each thing is enough for, hourly."""
    found = {
        "processors": SHARE * place.cores * HOUR / (RUN + ONE.an_hour * crawl_seconds(place)),
        "memory": SHARE * place.memory / RUN_MEMORY / run_seconds() * HOUR,
        "write lock": SHARE * HOUR / (ONE.an_hour * lock_seconds(place)),
    }
    if place.cores_of_server:
        busy = ONE.an_hour * place.engine.at_server / 1000
        found["the server's processors"] = SHARE * place.cores_of_server * HOUR / busy
    return found


def backfill(place: Place, press: Press) -> dict[str, float]:
    """Return how many old articles a second each thing is enough for."""
    found = {
        "politeness": press.publishers / LISTS_OF_OLD,
        "processors": SHARE * place.cores / crawl_seconds(place),
        "write lock": SHARE / lock_seconds(place),
    }
    if place.cores_of_server:
        busy = place.engine.at_server / 1000
        found["the server's processors"] = SHARE * place.cores_of_server / busy
    return found


def least(found: dict[str, float]) -> tuple[str, float]:
    """Return what ends first, and where."""
    return min(found.items(), key=lambda each: each[1])


def gigabytes(engine: Engine, articles: float) -> float:
    """Return how large a store is."""
    return sum(engine.tables.values()) * articles / 1e9


# --- The tables -----------------------------------------------------------------------------------


def of_places(press: Press) -> Iterator[list[str]]:
    """Yield what each place can do, a column for each."""
    yield ["", *(place.name for place in PLACES)]
    yield row("cores that crawl", lambda it: f"{it.cores}")
    yield row("publishers, hourly, at most", lambda it: f"{least(limits(it))[1]:,.0f}")
    yield row("  what ends first", lambda it: least(limits(it))[0])
    yield row("of 500 publishers: processors", lambda it: part(it, press, "processors"))
    yield row("  runs at the same time", lambda _: f"{at_once(press):.1f}")
    yield row("  write lock held", lambda it: part(it, press, "write lock"))
    yield row("  store, GB a year", lambda it: f"{gigabytes(it.engine, press.a_year):,.0f}")
    yield row("  days until the disk is full", lambda it: f"{days_of_disk(it, press):,.0f}")
    yield row("old articles a second, at most", lambda it: f"{least(backfill(it, press))[1]:.0f}")
    yield row("  what ends first", lambda it: least(backfill(it, press))[0])
    yield row("  days for 50 million", lambda it: f"{days_of_backfill(it, press, MANY):.1f}")


def row(title: str, cell: Callable[[Place], str]) -> list[str]:
    return [title, *map(cell, PLACES)]


def part(place: Place, press: Press, what: str) -> str:
    """Return the share of a thing that the publishers take."""
    return f"{SHARE * press.publishers / limits(place)[what]:.1%}"


def at_once(press: Press) -> float:
    return press.publishers * run_seconds() / HOUR


def days_of_disk(place: Place, press: Press) -> float:
    return place.disk / gigabytes(place.engine, press.a_year) * YEAR


def days_of_backfill(place: Place, press: Press, articles: float) -> float:
    return articles / least(backfill(place, press))[1] / HOUR / 24


def of_sizes() -> Iterator[list[str]]:
    """Yield how large stores are, in gigabytes."""
    millions = (1, 10, 50)
    yield ["GB", *(f"{engine.name}, {each} M" for engine in (FILE, SERVER) for each in millions)]
    for name in FILE.tables:
        sizes = (e.tables[name] * each / 1e3 for e in (FILE, SERVER) for each in millions)
        yield [name, *(f"{size:,.1f}" for size in sizes)]
    all_of_it = (gigabytes(e, each * 1e6) for e in (FILE, SERVER) for each in millions)
    yield ["all", *(f"{size:,.1f}" for size in all_of_it)]


def of_jobs() -> Iterator[list[str]]:
    """Yield how long jobs take that read all, at the size that was measured and as it grows."""
    yield ["minutes, store in a file", "1 M", "10 M", "50 M", "a month of 500 publishers"]
    month = Press().a_year / 12 / 1e6
    for name, seconds in JOBS.items():
        yield [name, *(f"{seconds * each / 60:,.1f}" for each in (1, 10, 50, month))]


def of_cures(press: Press) -> Iterator[list[str]]:
    """Yield what each cure leaves of a store of 50 million articles, in gigabytes."""
    yield ["GB at 50 M", *(engine.name for engine in (FILE, SERVER))]
    month, near = press.a_year / 12, press.a_year * KEPT_DAYS / YEAR
    yield cells("as it is", lambda it: gigabytes(it, MANY))
    yield cells("by month: one of the parts", lambda it: gigabytes(it, month))
    yield cells("comparison", lambda it: it.tables["comparison"] * MANY / 1e9)
    yield cells("  pruned", lambda it: pruned(it, near))
    yield cells("articles", lambda it: it.tables["articles"] * MANY / 1e9)
    yield cells("  of the last year alone", lambda it: it.tables["articles"] * press.a_year / 1e9)


def cells(title: str, cell: Callable[[Engine], float]) -> list[str]:
    return [title, *(f"{cell(engine):,.1f}" for engine in (FILE, SERVER))]


def pruned(engine: Engine, near: float) -> float:
    """Return the size of the comparison where old articles are found by their whole text alone."""
    rows = MANY + near * (ROWS - 1)
    return engine.tables["comparison"] * rows / ROWS / 1e9


def written(table: Iterator[list[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    rows = list(table)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        aligned = (f"{it:>{width + 2}}" for it, width in zip(others, widths[1:], strict=True))
        yield (first.ljust(widths[0]) + "".join(aligned)).rstrip()


def tables() -> Iterator[str]:
    """Yield the text of each table."""
    press = Press()
    for table in (of_places(press), of_sizes(), of_jobs(), of_cures(press)):
        yield "\n".join(written(table))


if __name__ == "__main__":
    print(*tables(), sep="\n\n")

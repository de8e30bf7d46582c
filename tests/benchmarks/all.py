"""Every ratio in one table: ours beside bare lxml, bare Scrapy, a stock feed and other programs.

    python tests/benchmarks/all.py [PART …] [--rivals FOLDER] [--rounds N] [--smallest]

The parts, all of them unless some are named:

* `extraction`: CPU time from the bytes of a page to its article;
* `crawl`: CPU time per page of the whole job, index pages included, see `crawl.py`;
* `finder`: CPU time to find what an article repeats among 10,000, see `duplicates.py`;
* `startup`: CPU time of a command and of an empty crawl, see `startup.py`;
* `memory`: what the peak memory of a crawl grows by in 10,000 pages;
* `archive`: CPU time per page of eight WARC files of 2,500 pages each, as workers of
  `scrapy reextract` read them, one alone and two side by side, and the most memory of a worker;
  lxml, Fundus and trafilatura unpack and read the first of the files.

FOLDER holds the environments of other programs, each named after its program: `fundus`,
`trafilatura`, `newspaper4k`. One that is not there is left out:

    python3 -m venv FOLDER/fundus && FOLDER/fundus/bin/pip install fundus

Pages are the real ones of the folder NEWSSCRAPER_REAL_PAGES; without it those of the replica,
padded to 80 kB. In archives they repeat, each time with another id.

How to read the table: contestants take turns. `minimum` is the least of all rounds, `spread` the
least and the most; of `crawl` it is the slope between the least of short and of long crawls, so it
may lie outside the spread, and of pages a second it is the most. `ours / it` can be compared
between machines. A share in brackets is of the pages in which a program found a text, unless that
is all. With valgrind there are millions of instructions, too, which other jobs on the machine do
not change. `--smallest` shows that the table can be made, no more.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from statistics import mean
from tempfile import TemporaryDirectory
from typing import NamedTuple

import archive
import crawl
import duplicates
import extract
import startup
from archive import Reading
from lxml import etree
from programs import LXML, OURS, RIVALS, Program, Turn, installed, instructions, version_of
from rounds import can_count, processor, spread, take_turns
from worlds.newsroom import Newsroom
from worlds.server import run_server

UNPACKING = (LXML, "fundus", "trafilatura")
"""Programs that are given archives, too."""


class Sizes(NamedTuple):
    """How much is measured."""

    crawls: tuple[int, int] = (crawl.FEW, 1000)
    memory: tuple[int, int] = (500, 3000)
    articles: int = 10_000
    """Among which the finder looks."""
    probes: int = 500
    archive: int = 20_000
    """Pages in all archives."""


SMALLEST = Sizes((20, 40), (20, 40), 40, 20, 8)


class Row(NamedTuple):
    """What was measured of a contestant."""

    name: str
    rounds: Sequence[float]
    """A figure for each round."""
    minimum: float


class Table(NamedTuple):
    """Contestants of one part; ours is the first."""

    title: str
    rows: Sequence[Row]
    is_compared: bool = True

    def lines(self) -> Iterator[str]:
        """Yield a line for each contestant, below the title."""
        yield f"\n{self.title:<40}{'minimum':>9}  {'spread':<20}{'ours / it':>10}"
        for row in self.rows:
            ratio = f"{self.rows[0].minimum / row.minimum:.2f}" if row.minimum > 0 else ""
            told = ratio if self.is_compared and row is not self.rows[0] else ""
            line = f"  {row.name:<38}{row.minimum:>9.2f}  {spread(row.rounds):<20}{told:>10}"
            yield line.rstrip()


def table(title: str, figures: Mapping[str, Sequence[float]]) -> Table:
    """Return the table of figures that each contestant's rounds gave."""
    return Table(title, [Row(name, rounds, min(rounds)) for name, rounds in figures.items()])


class Benchmark:
    """All measurements, each of which yields its tables."""

    def __init__(self, sizes: Sizes, rounds: int, pythons: Mapping[str, str]) -> None:
        self.sizes = sizes
        self.rounds = rounds
        self.pythons = pythons
        self.pages = extract.weighty_pages()

    def extraction(self) -> Iterator[Table]:
        """Read the pages with every program."""
        with TemporaryDirectory() as folder, ExitStack() as open_programs:
            file = archive.write_archive(Path(folder, "pages.warc.gz"), self.pages)
            programs = [
                open_programs.enter_context(Program(name, python, file))
                for name, python in self.pythons.items()
            ]
            turns = take_turns({each.name: each.turn for each in programs}, self.rounds)
            yield table("extraction, ms a page", dict(map(told, turns.items())))
            if can_count():
                yield self.counted(file)

    def counted(self, file: Path) -> Table:
        """Count the instructions of every program."""
        counts = {
            name: [instructions(name, python, file, len(self.pages))]
            for name, python in self.pythons.items()
        }
        return table("extraction, M instructions a page", counts)

    def crawl(self) -> Iterator[Table]:
        """Crawl a made-up newsroom."""
        names = (crawl.WHOLE, crawl.STOCK, crawl.BARE)
        with run_server(Newsroom(self.sizes.crawls[1])) as server:
            costs = crawl.Costs(crawl.Bench(server), self.sizes.crawls, self.rounds, names)
        rows = [Row(name, costs.all_rounds(name), costs.per_page(name, min)) for name in names]
        yield Table("crawl, ms a page", rows)
        if can_count():
            counted = crawl.counted(3 * crawl.FEW)
            yield table(
                "crawl, M instructions a page", {name: [it] for name, it in counted.items()}
            )

    def finder(self) -> Iterator[Table]:
        """Look for what made-up articles repeat."""
        sizes = (self.sizes.articles, self.sizes.probes, self.rounds)
        figures = duplicates.in_child(duplicates.Ours, *sizes)
        yield table("finder, ms an article", {OURS: figures.rounds})
        if can_count():
            count = duplicates.counted(self.sizes.articles, self.sizes.probes)
            yield table("finder, M instructions an article", {OURS: [count]})

    def startup(self) -> Iterator[Table]:
        """Start commands."""
        clocked, counted = startup.measure(self.rounds)
        for rows, unit in ((clocked, "s"), (counted, "M instructions")):
            for row in rows:
                pair = {OURS: row.ours, crawl.BARE: row.bare}
                yield table(f"start-up of {row.name}, {unit}", pair)

    def memory(self) -> Iterator[Table]:
        """Let crawls grow."""
        with run_server(Newsroom(self.sizes.memory[1])) as server:
            site, others = crawl.Bench(server), (crawl.STOCK, crawl.BARE)
            grown = crawl.growth(site, self.sizes.memory, others)
        yield table("memory, MB per 10,000 pages", {name: [it] for name, it in grown.items()})

    def archive(self) -> Iterator[Table]:
        """Read archives again."""
        with TemporaryDirectory() as folder, ExitStack() as open_programs:
            files = archive.write_archives(Path(folder), self.pages, self.sizes.archive)
            readings: list[Reading] = []
            turns: dict[str, Callable[[], float | Turn]] = {
                f"{OURS}, {jobs}": partial(self.reread, files, int(jobs[0]), readings)
                for jobs in ("1 process", "2 processes")
            }
            for name, python in self.pythons.items():
                if name in UNPACKING:
                    whole = Program(name, python, files[0], "--whole")
                    turns[name] = open_programs.enter_context(whole).turn
            took = dict(map(told, take_turns(turns, self.rounds).items()))
        yield table("archive, ms a page", took)
        yield from per_million(took)
        memory = table("archive, MB of a worker at most", archive.growth(readings))
        yield memory._replace(is_compared=False)

    def reread(self, files: Sequence[Path], jobs: int, readings: list[Reading]) -> float:
        """Return the milliseconds per page of so many workers; keep what each archive took."""
        found = archive.reread_by(files, jobs, self.sizes.archive)
        readings += found
        return sum(each.milliseconds for each in found) / self.sizes.archive


def per_million(took: Mapping[str, Sequence[float]]) -> Iterator[Table]:
    """Yield what milliseconds per page come to."""
    title = "archive, pages a second and core"
    speeds = {name: [1000 / time for time in rounds] for name, rounds in took.items()}
    rows = [Row(name, rounds, max(rounds)) for name, rounds in speeds.items()]
    yield Table(title, rows, is_compared=False)
    minutes = {name: [time * 1e6 / 60_000 for time in rounds] for name, rounds in took.items()}
    yield table("archive, CPU minutes a million pages", minutes)


def told(turns: tuple[str, Sequence[float | Turn]]) -> tuple[str, list[float]]:
    """Return the name of a contestant, and the milliseconds of its rounds."""
    name, given = turns
    shares = [turn.share for turn in given if isinstance(turn, Turn)]
    label = f"{name} ({min(shares):.0%})" if shares and min(shares) < 1 else name
    return label, [turn.milliseconds if isinstance(turn, Turn) else turn for turn in given]


PARTS = {
    name: getattr(Benchmark, name)
    for name in ("extraction", "crawl", "finder", "startup", "memory", "archive")
}


def header(pythons: Mapping[str, str], pages: Sequence[extract.Page], rounds: int) -> Iterator[str]:
    """Yield what was measured, on what."""
    own = [f"{name} {version(name)}" for name in ("newsscraper", "lxml", "scrapy")]
    libxml = ".".join(map(str, etree.LIBXML_VERSION))
    yield f"{datetime.now(UTC):%Y-%m-%d}, {processor()}, {rounds} round{'s' * (rounds > 1)}"
    yield f"Python {python_version()}, {', '.join(own)}, libxml2 {libxml}"
    yield f"{len(pages)} pages of {mean(len(page.body) for page in pages) / 1000:.0f} kB"
    others = [f"{name} {version_of(name, pythons[name])}" for name in RIVALS if name in pythons]
    yield from [", ".join(others)] * bool(others)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--rivals", type=Path, help="where the environments of others are")
    parser.add_argument("--rounds", type=int, default=5, help="default 5")
    parser.add_argument("--smallest", action="store_true", help="one round of very little")
    options = parser.parse_args()
    if (unknown := set(options.parts) - set(PARTS)) or options.rounds < 1:
        parser.error(f"there is no part {min(unknown)}" if unknown else "--rounds 1 or more")
    rounds = 1 if options.smallest else options.rounds
    sizes = SMALLEST if options.smallest else Sizes()
    benchmark = Benchmark(sizes, rounds, installed(options.rivals))
    print(*header(benchmark.pythons, benchmark.pages, rounds), sep="\n")
    for name in options.parts or PARTS:
        for each in PARTS[name](benchmark):
            print(*each.lines(), sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())

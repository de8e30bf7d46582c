"""What it costs to find duplicates, beside MinHash with LSH in memory, and how many are found.

    python tests/benchmarks/duplicates.py [--articles N] [--probes N] [--rounds N] [--no-reference]
    python tests/benchmarks/duplicates.py --count [--articles N] [--probes N]

N made-up articles of 400 words are stored (`made_up.py`). Their days are spread over 30, so all of
them lie within NEAR_DUPLICATE_DAYS of each one that is measured: it is the worst case.

* `ours`: a store on disk, filled by DuplicateFinder.mark, revisions.add and DuplicateFinder.keep;
* `datasketch`: MinHash of 128 permutations in MinHashLSH(params=(32, 4)), over the same three-word
  sequences, in memory; of more than 10,000 articles it is given a tenth, as the table says. It
  answers with whatever shares a band: nothing is compared, and it forgets all when it ends.

How to read the table: milliseconds of process CPU time per article, the minimum of all rounds; a
round has --probes new articles, of which 5 % are copies with 10 % of the words replaced. For ours
that is mark and keep: sketch, look-up, comparison with what is alike, insert. `MB/million` is what
the process grew by while it was filled, extrapolated to a million articles; the caches, which do
not grow with the articles, are in it. The other columns are the share of 300 copies (of as many
articles as there are, if they are fewer) that were found to repeat the right article: `edit` words
replaced at random, `block` words in a row replaced, `cut` from the start or the end, all in percent
of the words. `wrong` is the share of unrelated articles that were found to repeat something.

Below, the CPU time by steps. They add up to the figure above, but for: `a near duplicate`, the mean
of the copies alone; `commit`, of each probe in a transaction of its own, its article included, and
`commit without` the sketch, both on top of what is above.

With `--count` valgrind counts the instructions of `Ours` per probe instead, the larger log of the
commits included; other jobs on the machine do not change them. Up to 2.0 million are the aim.

The ratio of the CPU times can be compared between machines. The aims: up to 0.6 ms at 100,000
articles, 150 MB per million, and at least 95 % found of `edit 10`, and of blocks and cuts up to 20.
"""

import argparse
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import mean
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, NamedTuple, Protocol

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lab.duplicate_pairs import CHANGES  # noqa: E402
from rounds import COUNTER, counts  # noqa: E402
from worlds.made_up import article  # noqa: E402

from newsscraper import settings  # noqa: E402
from newsscraper.duplicates.compared_text import Text  # noqa: E402
from newsscraper.duplicates.finder import DuplicateFinder, sketch_of  # noqa: E402
from newsscraper.items import Article  # noqa: E402
from newsscraper.store import revisions  # noqa: E402
from newsscraper.store.article_store import Store  # noqa: E402

BATCH = 500
"""Articles in a transaction of the filling."""

COPIES = 300
"""Copies of each kind."""

ONE_COPY_IN = 20
"""Of so many probes one is a copy."""

MANY = 10_000
"""Of more articles the reference is given a tenth."""

EDITS = {
    "edit 5": ("edited", 0.05),
    "edit 10": ("edited", 0.1),
    "edit 20": ("edited", 0.2),
    "block 10": ("block", 0.1),
    "block 20": ("block", 0.2),
    "block 30": ("block", 0.3),
    "cut 10": ("cut", 0.1),
    "cut 20": ("cut", 0.2),
    "cut 30": ("cut", 0.3),
}

SKETCH, LOOK_UP, INSERT = STEPS = ("sketch", "look-up, comparison", "insert")
COMMIT, COMMIT_WITHOUT = "commit", "commit without"
NEAR = "a near duplicate"

Times = dict[str, float]
"""Step -> milliseconds."""


class Figures(NamedTuple):
    """What was measured of a contestant."""

    articles: int
    times: Times
    megabytes: float
    """Of memory, per million articles."""
    bytes_on_disk: float
    """Per article, of all that is stored for finding duplicates."""
    shares: dict[str, float]
    """Column -> share that was found."""
    rounds: list[float]
    """Milliseconds per article, a figure for each round."""

    @property
    def total(self) -> float:
        """Milliseconds per article."""
        return total(self.times)


class Clock:
    """Measures CPU time, one lap after the other."""

    def __init__(self) -> None:
        self.start = process_time()

    def lap(self) -> float:
        """Return the milliseconds since the last lap."""
        start, self.start = self.start, process_time()
        return (self.start - start) * 1000


# --- Contestants -------------------------------------------------------------------------------


class Contestant(Protocol):
    """Something that finds duplicates among the articles it was given."""

    def add(self, numbers: Sequence[int]) -> None:
        """Take articles in."""

    def found(self, new: Article) -> list[str]:
        """Return the keys of what *new* repeats."""

    def probe(self, new: Article) -> Times:
        """Look for what *new* repeats, take it in, and return what that cost."""

    def bytes_on_disk(self) -> int:
        """Return how much is stored for finding duplicates."""

    def close(self) -> None:
        """Let go of it all."""


class Ours:
    """The store."""

    def __init__(self, folder: str) -> None:
        self.store = Store.open(Path(folder, "articles.db"))
        self.finder = DuplicateFinder(
            settings.NEAR_DUPLICATE_DAYS, settings.NEAR_DUPLICATE_SIMILARITY
        )

    def add(self, numbers: Sequence[int]) -> None:
        for start in range(0, len(numbers), BATCH):
            with self.store.writing() as transaction:
                for new in map(article, numbers[start : start + BATCH]):
                    sketch = self.finder.mark(transaction, new)
                    seq = revisions.add(transaction, new, 1)
                    self.finder.keep(transaction, seq, new, sketch)

    def found(self, new: Article) -> list[str]:
        with self.store.reading() as transaction:
            self.finder.mark(transaction, new)
        return [new.duplicate_of] if new.duplicate_of else []

    def probe(self, new: Article) -> Times:
        clock = Clock()
        sketch_of(new, Text(str(new.body)))
        times = {SKETCH: clock.lap()}
        with self.store.writing() as transaction:
            clock.lap()
            sketch = self.finder.mark(transaction, new)
            times[LOOK_UP] = clock.lap() - times[SKETCH]
            seq = revisions.add(transaction, new, 1)
            clock.lap()
            self.finder.keep(transaction, seq, new, sketch)
            times[INSERT] = clock.lap()
        return times | {COMMIT: clock.lap(), COMMIT_WITHOUT: self._commit_without(new)}

    def _commit_without(self, like: Article) -> float:
        with self.store.writing() as transaction:
            revisions.add(transaction, replace(like, key=f"{like.key}:2"), 1)
            clock = Clock()
        return clock.lap()

    def bytes_on_disk(self) -> int:
        """Return the pages that are free without the sketches; they are put back."""
        with closing(sqlite3.connect(self.store.path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM sketches")
            (free,) = connection.execute("PRAGMA freelist_count").fetchone()
            connection.execute("ROLLBACK")
            (size,) = connection.execute("PRAGMA page_size").fetchone()
        return int(free * size)

    def close(self) -> None:
        self.store.close()


class Datasketch:
    """The reference."""

    def __init__(self, folder: str) -> None:
        from datasketch import MinHash, MinHashLSH

        self.empty = MinHash(num_perm=128)
        self.lsh = MinHashLSH(num_perm=128, params=(32, 4))

    def sketch_of(self, new: Article) -> Any:
        """Return the MinHash of the three-word sequences."""
        words = Text(str(new.body)).words
        rows = zip(*(words[start:] for start in range(3)), strict=False)
        sketch = self.empty.copy()
        sketch.update_batch({" ".join(row).encode() for row in rows})
        return sketch

    def add(self, numbers: Sequence[int]) -> None:
        for new in map(article, numbers):
            self.lsh.insert(new.key, self.sketch_of(new))

    def found(self, new: Article) -> list[str]:
        return list(self.lsh.query(self.sketch_of(new)))

    def probe(self, new: Article) -> Times:
        clock = Clock()
        sketch = self.sketch_of(new)
        times = {SKETCH: clock.lap()}
        self.lsh.query(sketch)
        times[LOOK_UP] = clock.lap()
        self.lsh.insert(new.key, sketch)
        return times | {INSERT: clock.lap()}

    def bytes_on_disk(self) -> int:
        return 0

    def close(self) -> None:
        pass


# --- Measurements ------------------------------------------------------------------------------


def measured(make: Callable[[str], Contestant], count: int, probes: int, rounds: int) -> Figures:
    """Return the figures of a contestant with *count* articles."""
    with TemporaryDirectory() as folder, closing(make(folder)) as contestant:
        before = resident()
        contestant.add(range(count))
        growth = resident() - before
        disk = contestant.bytes_on_disk() / count
        shares = {name: share_found(contestant, count, name) for name in EDITS}
        shares["wrong"] = share_wrong(contestant, range(count, count + probes))
        all_rounds = [one_round(contestant, count, probes, number) for number in range(rounds)]
    totals = [total(times) for times in all_rounds]
    return Figures(count, best_of(all_rounds), growth / count, disk, shares, totals)


def resident() -> int:
    """Return the memory of this process in bytes; where there is no /proc, its peak."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def copy(number: int, name: str, seed: int) -> Article:
    """Return an edited copy of an article, of another publisher."""
    change, share = EDITS[name]
    if change == "cut":
        change = ("cut_end", "cut_start")[seed % 2]
    original = article(number)
    body = CHANGES[change](original.body, share, Random(f"{name} {seed}"))
    return replace(original, key=f"{original.key}:{name}:{seed}", publisher="harian", body=body)


def share_found(contestant: Contestant, count: int, name: str) -> float:
    """Return how many of the copies are found to repeat what they are copies of."""
    copies = min(COPIES, count)
    numbers = [index * count // copies for index in range(copies)]
    found = (contestant.found(copy(number, name, number)) for number in numbers)
    return mean(article(number).key in keys for number, keys in zip(numbers, found, strict=True))


def share_wrong(contestant: Contestant, numbers: Iterable[int]) -> float:
    """Return how many articles that are like no other are found to repeat one."""
    return mean(bool(contestant.found(article(number))) for number in numbers)


def best_of(all_rounds: Sequence[Times]) -> Times:
    """Return the times of the round that took least, and the least that copies took."""
    return min(all_rounds, key=total) | {NEAR: min(times[NEAR] for times in all_rounds)}


def total(times: Times) -> float:
    """Return the milliseconds of all steps."""
    return sum(times[step] for step in STEPS)


def one_round(contestant: Contestant, count: int, probes: int, number: int) -> Times:
    """Return the mean times of the probes of a round."""
    first = count + (number + 1) * probes
    news, copies = [], []
    times_of = cycle([copies, *[news] * (ONE_COPY_IN - 1)])
    for times, probe in zip(times_of, probes_from(count, first, probes), strict=False):
        times.append(contestant.probe(probe))
    near = mean(sum(times[step] for step in STEPS) for times in copies)
    means = {step: mean(times[step] for times in [*news, *copies]) for step in copies[0]}
    return means | {NEAR: near}


# --- Instructions ------------------------------------------------------------------------------


def counted(count: int, probes: int) -> float:
    """Return the millions of instructions that finding duplicates takes per probe."""
    with TemporaryDirectory() as folder:
        with closing(Ours(folder)) as ours:
            ours.add(range(count))
        own = [sys.executable, __file__, f"--articles={count}", f"--probes={probes}"]
        line = [*COUNTER, *own, f"--within={folder}"]
        run = subprocess.run(
            line,
            env=os.environ | {"PYTHONHASHSEED": "0"},
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
    without, with_finder, _ = counts(run.stderr)
    return (with_finder - without) / probes / 1e6


def store_twice(folder: str, count: int, probes: int) -> None:
    """Store probes in a process that finds no duplicates, and in one that does."""
    with closing(Ours(folder)) as ours:
        store_all(ours, probes_from(count, count, ONE_COPY_IN), finds=True)  # compiles statements
    news = list(probes_from(count, count + ONE_COPY_IN, probes))
    folders = {finds: Path(folder, str(finds)) for finds in (False, True)}
    for own in folders.values():
        own.mkdir()
        shutil.copy(Path(folder, "articles.db"), own)
    for finds, own in folders.items():
        if child := os.fork():
            os.waitpid(child, 0)
            continue
        store_all(Ours(str(own)), news, finds=finds)
        os._exit(0)


def probes_from(count: int, first: int, probes: int) -> Iterator[Article]:
    """Yield articles that are new, and copies of the *count* that are stored."""
    for new in range(first, first + probes):
        is_copy = not (new - first) % ONE_COPY_IN
        yield copy(new * 7919 % count, "edit 10", new) if is_copy else article(new)


def store_all(ours: Ours, news: Iterable[Article], *, finds: bool) -> None:
    """Store articles, each in a transaction of its own."""
    for new in news:
        with ours.store.writing() as transaction:
            sketch = ours.finder.mark(transaction, new) if finds else None
            seq = revisions.add(transaction, new, 1)
            if sketch and seq:
                ours.finder.keep(transaction, seq, new, sketch)


# --- Table -------------------------------------------------------------------------------------


def lines(ours: Figures, reference: Figures | str | None) -> Iterator[str]:
    """Yield the lines of the tables; instead of a reference its absence may be told."""
    columns = "".join(f"{name:>9}" for name in ours.shares)
    yield f"{'':<28}{'CPU ms':>8}{'MB/million':>11}{columns}"
    yield row("ours", ours)
    if isinstance(reference, Figures):
        yield row("datasketch", reference)
        yield f"{'ours / datasketch':<28}{ours.total / reference.total:>8.3f}"
    elif reference:
        yield f"datasketch: {reference}"
    yield ""
    theirs = reference.times if isinstance(reference, Figures) else {}
    yield f"{'CPU ms':<28}{'ours':>8}{'datasketch':>11}"
    for step, own in ours.times.items():
        yield f"{step:<28}{own:>8.3f}" + (f"{theirs[step]:>11.3f}" if step in theirs else "")
    yield f"{'bytes on disk per article':<28}{ours.bytes_on_disk:>8.0f}"


def row(name: str, figures: Figures) -> str:
    """Return the line of a contestant."""
    shares = "".join(f"{100 * share:>8.1f}%" for share in figures.shares.values())
    label = f"{name}, {figures.articles} articles"
    return f"{label:<28}{figures.total:>8.3f}{figures.megabytes:>11.0f}{shares}"


def in_child(make: Callable[[str], Contestant], *sizes: int) -> Figures:
    """Measure in a process of its own, whose memory is the contestant's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        return child.submit(measured, make, *sizes).result()


def reference_of(count: int, probes: int, rounds: int) -> Figures | str:
    """Return the figures of the reference, or why there are none."""
    try:
        return in_child(Datasketch, count // 10 if count > MANY else count, probes, rounds)
    except ImportError as error:
        return f"left out, it cannot be imported ({error})"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000, help="default 100000")
    parser.add_argument("--probes", type=int, default=1000, help="default 1000")
    parser.add_argument("--rounds", type=int, default=3, help="default 3")
    parser.add_argument("--no-reference", action="store_true", help="measure ours alone")
    parser.add_argument("--count", action="store_true", help="count instructions, not time")
    parser.add_argument("--within", help=argparse.SUPPRESS)  # a folder, below the counter
    options = parser.parse_args()
    sizes = (options.articles, options.probes, options.rounds)
    if min(sizes) < 1 or options.probes < ONE_COPY_IN:
        parser.error(f"--articles and --rounds have to be 1 or more, --probes {ONE_COPY_IN}")
    if options.within:
        store_twice(options.within, options.articles, options.probes)
    elif options.count:
        print(f"M instructions per article: {counted(options.articles, options.probes):.2f}")
    else:
        ours = in_child(Ours, *sizes)
        reference = None if options.no_reference else reference_of(*sizes)
        print(*lines(ours, reference), sep="\n")


if __name__ == "__main__":
    main()

"""What `scrapy demo` does: crawls the replica, and once more as it is a day later."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse
from newsscraper.messages.wording import number
from newsscraper.replay.replica import lay_out_later, replica
from newsscraper.store import revisions
from newsscraper.store.article_store import Store

STORE: Final = Path("demo.db")
FEED: Final = Path("demo.jsonl")

_URL: Final = f"STORE_URL=sqlite:///{STORE}"
_GOOD: Final = (Exit.COMPLETE, Exit.PARTIAL)
"""How crawls may end; where there is a gap it is PARTIAL."""

_FIRST: Final[tuple[tuple[str, ...], ...]] = (
    ("mediaindonesia",),
    ("detik", "--since", "2026-01-19", "--until", "2026-01-20"),
    ("kompas", "--since", "2026-01-17", "--until", "2026-01-19"),
)
_LATER: Final[tuple[tuple[str, ...], ...]] = (
    ("kompas", "--since", "2026-01-19", "--until", "2026-01-20", "--recheck", "999999"),
)
"""What is new, and what is stored of these days once more: the hours reach back that far."""

_TRIALS: Final = {
    "How the last run of each publisher ended": "status",
    "What became of each URL of Kompas.com: an article and an index page are missing": (
        "coverage kompas"
    ),
    "Which article is missing": "coverage kompas --gaps",
    "Which articles have these words": "search pipa air",
    "How many articles repeat another": "dedup",
    "Which they are: Kompas.com has a wire story that Media Indonesia had first": (
        "export --clusters --since 2026-01-20 -O demo-clusters.csv"
    ),
    "One article of those that repeat another": "export --unique -O demo-unique.jsonl",
    "All revisions: Kompas.com has corrected an article": "export --revisions all -O demo.csv",
    "Figures and charts of these days": (
        "report --since 2026-01-17 --until 2026-01-20 -O demo.html"
    ),
}
"""What a command shows of the demo -> the command."""


def check_place() -> None:
    """Refuse a working folder that has a store or a file of these names: whose, nobody knows."""
    for path in (STORE, FEED):
        if os.path.lexists(path):
            refuse(f"{path} is here already; delete it, or run the demo in an empty folder")


def when_stopped() -> str:
    """Say what a demo that a signal has stopped left behind, which the next one would refuse."""
    left = [str(path) for path in (STORE, FEED) if os.path.lexists(path)]
    to_do = f"delete {' and '.join(left)} before the next demo" if left else "nothing was made"
    return f"stopped by a signal; {to_do}"


def crawl_twice() -> Iterator[str]:
    """Crawl the replica, and then as it is a day later; yield a line as each crawl ends.

    Raises CannotGoOn when one does not end well.
    """
    for asked in _FIRST:
        yield _crawl(asked, replica())
    with TemporaryDirectory() as folder:
        lay_out_later(Path(folder))
        for asked in _LATER:
            yield f"a day later, {_crawl(asked, Path(folder))}"


def _crawl(asked: tuple[str, ...], pages: Path) -> str:
    """Crawl *pages* with the real command line; return its last line without what to do next."""
    settings = (_URL, f"REPLAY={pages}", "LOG_FORMAT=%(message)s", "LOG_LEVEL=INFO")
    options = [part for setting in settings for part in ("-s", setting)]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "scrapy", "crawl", *asked, "-o", str(FEED), *options],
        env=os.environ | {"SCRAPY_SETTINGS_MODULE": "newsscraper.settings"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    said = done.stderr.rstrip().rpartition("\n")[2]
    if done.returncode not in _GOOD:
        code = Exit(done.returncode) if done.returncode in [*Exit] else Exit.UNEXPECTED
        raise CannotGoOn(code, f"the crawl of {asked[0]} ended with {done.returncode}: {said}")
    return f"{asked[0]}: {said.partition(';')[0]}"


def guide() -> Iterator[str]:
    """Yield what was made, and what to try on it; each command runs as it stands."""
    yield ""
    yield f"{FEED}: {number(_count_rows(), 'row')}, one for each article and each revision"
    yield f"{STORE}: the store, with {number(_count_articles(), 'article')}"
    yield ""
    yield "Try, in this folder:"
    for what, command in _TRIALS.items():
        yield ""
        yield f"{what}:"
        yield f"  {hint(command)} -s {_URL}"


def _count_rows() -> int:
    with FEED.open("rb") as file:
        return sum(1 for _ in file)


def _count_articles() -> int:
    with closing(Store.open_to_read(STORE.absolute())) as store, store.reading() as transaction:
        return revisions.count_articles(transaction)

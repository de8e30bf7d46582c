"""Run the same command lines in two trees of the project and compare all that comes out.

    python same_output.py OLD NEW [--old-python FILE] [--new-python FILE] [--pages N] [--only TEXT]

OLD and NEW are project folders: each has `newsscraper/` and `fixtures/`. Each is run by an
interpreter that has the dependencies, `FOLDER/.venv/bin/python` unless another is named, with the
tree itself in `PYTHONPATH` and its own `fixtures/` in place of the internet. Nothing is written
into the trees. `--only TEXT` compares only command lines that have TEXT in them; `--pages N` says
how many saved pages are read by `scrapy extract`.

Compared byte for byte: exported files, stdout, the schema and the ledger of the store, and stderr
of all but crawls, where the folders' names are left out. Of a crawl's log: the last line without
its time, and Scrapy's stats but for those of time, memory and size of responses. Times of this
comparison's own run (`fetched_at`) count as equal.

Prints `same`, or `DIFFERENT` and both texts from a little before the first difference on, for each
comparison; exits with 1 if anything differs, with 2 if a tree cannot be compared.
"""

import argparse
import ast
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self

PUBLISHERS = ("mediaindonesia", "detik", "kompas")
DAYS = ("2026-01-19", "2026-01-20")  # of which every publisher has articles in the fixtures
WINDOW = ("-a", f"since={DAYS[0]}", "-a", f"until={DAYS[1]}")
REPLAY = ("-L", "DEBUG", "-s", "REPLAY={fixtures}")  # the stats come with DEBUG
SMALL = ("-s", "DOWNLOAD_MAXSIZE=5000")  # some articles fail
STORE = ("-s", "STORE_URL=sqlite:///store.db")

STARTED = datetime.now(UTC).isoformat(timespec="seconds")
UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
LOG_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
STATS = re.compile(r"Dumping Scrapy stats:\n(\{.*?\})\n\d{4}-", re.DOTALL)
NOT_COMPARED = re.compile(
    r"(start|finish)_time|elapsed_|(items|responses)_per_minute|memusage/|.*response_bytes|.*version"
)
LEDGER = "SELECT publisher, url, state, hops, date, tries, status, reason FROM ledger ORDER BY key"
SCHEMA = "SELECT name, sql FROM sqlite_master ORDER BY name"
WRONG: tuple[tuple[str, ...], ...] = (
    ("crawl", "nobody"),
    ("crawl", "detik", "-a", "from=2026-01-19"),
    ("crawl", "detik", "-a", "since=2026-02-30"),
    ("crawl", "kompas", "-a", "urls=https://example.org/"),
    ("crawl", "mediaindonesia", "-a", "sections=nowhere"),
    ("crawl", "mediaindonesia", "-s", "REPLAY=nowhere"),
    ("crawl", "mediaindonesia", "--nonsense"),
    ("crawl", "mediaindonesia", *REPLAY, "-s", "FIRST_RUN_PAGES=x"),
    ("crawl", "mediaindonesia", *REPLAY, "-s", "STORE_URL=postgresql://localhost/news"),
    ("crawl", "mediaindonesia", *REPLAY, "-O", "out.nonsense"),
    ("export", "-O", "out.csv"),  # there is no store
    ("coverage", "nobody"),
)


class Job(NamedTuple):
    """A command line."""

    arguments: tuple[str, ...]
    """Of `scrapy`; `{fixtures}` stands for the tree's folder of that name."""
    files: tuple[str, ...] = ()
    """What it writes, to be compared."""
    folder: str = ""
    """Jobs of one name share a working folder; the others have one of their own."""


class Tree(NamedTuple):
    """A version of the project, and where its jobs work."""

    folder: Path
    python: str
    work: Path

    @classmethod
    def at(cls, folder: Path, python: str | None, work: Path) -> Self:
        """Return the tree in *folder*; exit with 2 unless it is its own package that is run."""
        work.mkdir()
        tree = cls(folder.resolve(), python or str(folder.resolve() / ".venv/bin/python"), work)
        where = "import newsscraper; print(newsscraper.__file__)"
        code, out, err = tree.call("-c", where, cwd=work)
        if code or not Path(out.strip()).is_relative_to(tree.folder):
            print(f"{folder} cannot be compared: {out or err}", file=sys.stderr)
            sys.exit(2)
        return tree

    def run(self, job: Job, number: int) -> dict[str, str]:
        """Run *job*; return what is to be compared, by name."""
        work = self.work / (job.folder or f"job{number}")
        work.mkdir(exist_ok=True)
        arguments = [each.format(fixtures=self.folder / "fixtures") for each in job.arguments]
        code, out, log = self.call("-m", "scrapy", *arguments, cwd=work)
        found = {"exit code": str(code), "stdout": self.masked(out)}
        if stats := STATS.search(log):
            found["last line"] = LOG_TIME.sub("", log.rstrip("\n").rpartition("\n")[2]).strip()
            found["stats"] = comparable(stats[1])
        else:
            found["stderr"] = self.masked(log)
        return found | {name: content(work / name) for name in job.files}

    def call(self, *arguments: str, cwd: Path) -> tuple[int, str, str]:
        """Run Python with *arguments* and this tree's package; return code, stdout and stderr."""
        inherited = {name: each for name, each in os.environ.items() if "proxy" not in name.lower()}
        own = {"PYTHONPATH": str(self.folder), "PYTHONPYCACHEPREFIX": str(self.work / "pycache")}
        own |= {"SCRAPY_SETTINGS_MODULE": "newsscraper.settings", "COLUMNS": "100"}
        command, env = [self.python, *arguments], inherited | own
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, timeout=300)
        decoded = (each.decode(errors="surrogateescape") for each in (done.stdout, done.stderr))
        return done.returncode, next(decoded), next(decoded)

    def masked(self, text: str) -> str:
        """Return *text* without times and without this tree's folders."""
        text = text.replace(str(self.work), "WORK").replace(str(self.folder), "TREE")
        return LOG_TIME.sub("TIME", without_times(text))


def comparable(stats: str) -> str:
    """Return *stats* as Scrapy writes them, a line for each that should be equal in both trees."""
    values = ast.literal_eval(re.sub(r"datetime\.datetime\(.*?\)", "None", stats, flags=re.DOTALL))
    kept = {name: each for name, each in values.items() if not NOT_COMPARED.match(name)}
    return "".join(f"{name}: {each!r}\n" for name, each in sorted(kept.items()))


def content(path: Path) -> str:
    """Return what is in the file at *path*; of a database, its tables and its ledger."""
    if not path.exists():
        return "there is no such file\n"
    if path.suffix != ".db":
        return without_times(path.read_bytes().decode(errors="surrogateescape"))
    with closing(sqlite3.connect(path)) as store:
        rows = [*store.execute(SCHEMA), *store.execute(LEDGER)]
    return "".join(f"{row}\n" for row in rows)


def without_times(text: str) -> str:
    """Return *text* without UTC times that lie within this comparison's own run."""
    return UTC_TIME.sub(lambda found: "NOW" if found[0] >= STARTED else found[0], text)


def jobs(fixtures: Path, pages: int) -> list[Job]:
    """Return all command lines; the saved pages and URLs are those of *fixtures*."""
    found: list[Job] = []
    for name in PUBLISHERS:
        saved = goldens(fixtures, name)
        found += crawls(name, [url for _, url in spread(saved, 2)])
        for page, url in spread(saved, pages // len(PUBLISHERS)):
            found.append(Job(("extract", f"{{fixtures}}/{page}", "--url", url)))
    return [*found, *on_one_store(), *(Job(arguments) for arguments in WRONG)]


def crawls(name: str, urls: list[str]) -> Iterator[Job]:
    """Yield the crawls of one publisher, each with a store of its own."""
    yield Job(("crawl", name, *REPLAY, "-O", "out.csv"), ("out.csv",))
    asked: list[tuple[str, ...]] = [(), WINDOW, ("-a", f"urls={','.join(urls)}")]
    if name == PUBLISHERS[0]:
        asked.append(("-a", "sections=all"))
    for arguments in asked:
        yield Job(("crawl", name, *arguments, *REPLAY, "-O", "out.jsonl"), ("out.jsonl",))


def on_one_store() -> Iterator[Job]:
    """Yield crawls that share a store, and then what the other commands make of it."""

    def job(*arguments: str, files: tuple[str, ...] = ()) -> Job:
        return Job((*arguments, *STORE), files, "store")

    for name in PUBLISHERS:
        yield job("crawl", name, *REPLAY, "-o", f"{name}.jsonl", files=(f"{name}.jsonl",))
        yield job("crawl", name, *WINDOW, *REPLAY, *SMALL, "-O", "days.csv", files=("days.csv",))
    yield job("export", "-O", "all.jsonl", files=("all.jsonl",))
    for what in ("", "--revisions all", "--unique", "--clusters"):
        yield job("export", *what.split(), "-O", "all.csv", files=("all.csv",))
    for command in ("coverage", "dedup", "list"):
        yield job(command)
    for name in PUBLISHERS:
        yield job("coverage", name, "--since", DAYS[0], "--until", DAYS[1])
        yield job("coverage", name, "--gaps")
    for name in PUBLISHERS:
        yield job("crawl", name, *REPLAY, "-o", f"{name}.jsonl", files=(f"{name}.jsonl",))
        days = ("crawl", name, *WINDOW, *REPLAY, "-O", "days.jsonl")
        yield job(*days, files=("days.jsonl", "store.db"))


def goldens(fixtures: Path, publisher: str) -> list[tuple[str, str]]:
    """Return the saved pages of *publisher* that have golden JSON, and their articles' URLs."""
    articles = {path: json.loads(path.read_bytes()) for path in sorted(fixtures.rglob("*.json"))}
    return [
        (golden.with_suffix(".html").relative_to(fixtures).as_posix(), article["url"])
        for golden, article in articles.items()
        if article["publisher"] == publisher
    ]


def spread(values: list[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    """Return *count* of *values*, evenly spread."""
    return values[:: max(1, len(values) // max(1, count))][:count]


def report(name: str, old: dict[str, str], new: dict[str, str]) -> bool:
    """Print a line for each comparison of what a job gave, and tell whether all are equal."""
    for what in dict.fromkeys([*old, *new]):
        if old.get(what) == new.get(what):
            print(f"same       {what:<10} {name}")
            continue
        print(f"DIFFERENT  {what:<10} {name}")
        texts = [found.get(what, "") for found in (old, new)]
        pairs = enumerate(zip(*texts, strict=False))
        same = next((at for at, (one, other) in pairs if one != other), min(map(len, texts)))
        for version, text in zip(("old", "new"), texts, strict=True):
            print(f"    {version}: {text[max(same - 60, 0) : same + 140]!r}")
    return old == new


def main() -> int:
    """Compare, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare what two trees of the project put out.")
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    for version in ("old", "new"):
        parser.add_argument(f"--{version}-python", help="default: FOLDER/.venv/bin/python")
    parser.add_argument("--pages", type=int, default=12, help="saved pages for scrapy extract")
    parser.add_argument("--only", default="", metavar="TEXT", help="only lines with TEXT in them")
    given = parser.parse_args()
    equal = []
    with tempfile.TemporaryDirectory() as work, ThreadPoolExecutor(2) as pool:
        old = Tree.at(given.old, given.old_python, Path(work).resolve() / "old")
        new = Tree.at(given.new, given.new_python, Path(work).resolve() / "new")
        for number, job in enumerate(jobs(old.folder / "fixtures", given.pages)):
            name = " ".join(job.arguments)
            if given.only in name:
                results = [pool.submit(tree.run, job, number) for tree in (old, new)]
                equal.append(report(name, *(each.result() for each in results)))
    print(f"{equal.count(True)} command lines equal, {equal.count(False)} different")
    return 0 if all(equal) else 1


if __name__ == "__main__":
    sys.exit(main())

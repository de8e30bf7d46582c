"""Lets the Nth write of a crawl fail, for N = 1, 2, 3 …, and says what is then wrong.

`python tests/lab/write_faults.py --all` tries every call of every command line with every kind of
error, with `--one 143 EIO --line "-o out.jsonl"` one of them, and shows its log.
`test_write_faults.py` tries some calls, each with one kind.
"""

import argparse
import csv
import errno
import functools
import io
import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from worlds.site import Site

from lab import forked
from lab.project import PROJECT

# --- In the crawl: calls that fail --------------------------------------------------------------

KINDS = {
    "ENOSPC": ("SQLITE_FULL", "database or disk is full"),
    "EIO": ("SQLITE_IOERR", "disk I/O error"),
    "EROFS": ("SQLITE_READONLY", "attempt to write a readonly database"),
    "FULL": ("SQLITE_FULL", "database or disk is full"),
    "KILL": None,
}
"""Name of an OS error -> what SQLite says in its place.

FULL is ENOSPC for the rest of the run; KILL ends the process at the call, with no time to clean up.
"""

GROWING = re.compile(r"write|os\.write|os\.mkdir|sqlite3 '(INSERT|UPDATE|CREATE|DELETE)")
"""The calls that fail on a full disk."""

ON_PATHS = "mkdir rmdir unlink remove replace rename link symlink truncate chmod".split()
ON_FILES = "fsync fdatasync ftruncate write pwrite posix_fallocate".split()
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
real = SimpleNamespace(open=io.open, write=os.write, connect=sqlite3.connect)


class Fault(NamedTuple):
    """Which call fails, and how."""

    number: int
    kind: str
    name: str = ""
    """Only calls whose description, such as `os.fsync out.jsonl;`, holds this text are counted."""


class Faults:
    """Counts the writing calls for paths under a folder and lets one of them fail."""

    def __init__(self):
        self.folder = None

    def arm(self, folder, fault):
        """Begin to count."""
        self.folder = os.path.realpath(folder)
        self.number, self.kind, self.name = fault
        self.calls = itertools.count(1)
        self.has_fired = False

    def watches(self, file):
        """Whether *file*, a path or a descriptor, is one of the folder."""
        if not self.folder:
            return False
        path = self.path(file)
        return path == self.folder or path.startswith(self.folder + os.sep)

    def path(self, file):
        """The absolute path of *file*."""
        if isinstance(file, int):
            file = Path(f"/proc/self/fd/{file}").readlink()
        return os.path.abspath(os.fsdecode(file))  # noqa: PTH100 (resolve() follows links)

    def is_due(self, name, file):
        """Count a call, and say whether it is one to fail."""
        if self.kind == "FULL" and self.has_fired and GROWING.match(name):
            return True
        text = f"{name} {os.path.relpath(self.path(file), self.folder)}"
        if self.has_fired or self.name not in f"{text};" or next(self.calls) != self.number:
            return False
        self.has_fired = True
        real.write(2, f"write fault: {text} ({self.kind})\n".encode())
        return True

    def end(self):
        """End the process if that is the kind of the fault."""
        if self.kind == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)

    def count(self, name, file):
        """Count a call; OSError when its turn has come."""
        if self.watches(file) and self.is_due(name, file):
            raise self.error(file)

    def error(self, file):
        """The OSError of *file*."""
        self.end()
        number = getattr(errno, self.kind, errno.ENOSPC)
        return OSError(number, os.strerror(number), None if isinstance(file, int) else file)

    def count_sql(self, statement, database):
        """Count a call for a database; sqlite3.OperationalError when its turn has come."""
        if self.is_due(f"sqlite3 {' '.join(statement.split())[:60]!r}", database):
            self.end()
            name, text = KINDS[self.kind]
            error = sqlite3.OperationalError(text)
            error.sqlite_errorname = name
            error.sqlite_errorcode = getattr(sqlite3, name)
            raise error


def install(faults):
    """Let *faults* count the calls of this process."""
    for name in (*ON_PATHS, *ON_FILES):
        if hasattr(os, name):
            setattr(os, name, counting(faults, f"os.{name}", getattr(os, name)))
    os.open = counting_open(faults, os.open)
    io.open = open_files(faults)
    sys.modules["builtins"].open = sys.modules["_io"].open = io.open
    sqlite3.connect = sqlite3.dbapi2.connect = connect_databases(faults)


def counting(faults, name, function):
    """*function* of `os`, whose first argument is a path or a descriptor."""

    @functools.wraps(function)
    def counted(file, *args, **kwargs):
        if not (name == "os.mkdir" and os.path.isdir(file)):  # noqa: PTH112 (maybe no Path)
            faults.count(name, file)
        return function(file, *args, **kwargs)

    return counted


def counting_open(faults, function):
    """`os.open`: counts when it may write; files without a name only try what a folder can do."""
    nameless = getattr(os, "O_TMPFILE", -1)

    @functools.wraps(function)
    def counted(path, flags, *args, **kwargs):
        if flags & WRITING and flags & nameless != nameless:
            faults.count("os.open", path)
        return function(path, flags, *args, **kwargs)

    return counted


class FailingFile(io.FileIO):
    """A file whose every write, truncate and close counts.

    A write that fails has first written a half, as on a disk that just fills up.
    """

    def __init__(self, faults, *args):
        self.faults = faults
        self.is_broken = False
        super().__init__(*args)

    def write(self, data):
        """Write *data*, half of it, or nothing."""
        if self.is_broken:
            self.is_broken = self.faults.kind == "FULL"
            raise self.faults.error(self.name)
        view = memoryview(data).cast("B")
        if self.faults.watches(self.name) and self.faults.is_due("write", self.name):
            self.is_broken = True
            written = super().write(view[: len(view) // 2])
            self.faults.end()
            return written
        return super().write(view)

    def truncate(self, size=None):
        """Cut the file."""
        self.faults.count("truncate", self.name)
        return super().truncate(size)

    def close(self):
        """Close the file, even when that fails."""
        if not self.closed:
            name = self.faults.path(self.fileno())
            super().close()
            self.faults.count("close", name)


def open_files(faults):
    """`open`, with the layers that Python puts on a file on a FailingFile."""

    @functools.wraps(real.open)
    def counted(
        file,
        mode="r",
        buffering=-1,
        encoding=None,
        errors=None,
        newline=None,
        closefd=True,
        opener=None,
    ):
        if not set(mode) & set("wax+") or not faults.watches(file):
            return real.open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        if not (isinstance(file, int) or opener):
            faults.count("open", file)
        plain = mode.replace("b", "").replace("t", "")
        raw = FailingFile(faults, file, plain, closefd, opener)
        if buffering == 0:
            return raw
        size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
        buffer = (io.BufferedRandom if "+" in mode else io.BufferedWriter)(raw, size)
        if "b" in mode:
            return buffer
        text = io.TextIOWrapper(buffer, encoding, errors, newline, line_buffering=buffering == 1)
        text.mode = mode
        return text

    return counted


def connect_databases(faults):
    """`sqlite3.connect`: the connection, each statement and each commit count."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql, *args):
            self.connection.count(sql)
            return super().execute(sql, *args)

        def executemany(self, sql, *args):
            self.connection.count(sql)
            return super().executemany(sql, *args)

        def executescript(self, sql, *args):
            self.connection.count(sql)
            return super().executescript(sql, *args)

    class Connection(sqlite3.Connection):
        def __init__(self, database, *args, **kwargs):
            self.file = os.fsdecode(database).removeprefix("file:").partition("?")[0]
            self.counts = self.file not in ("", ":memory:") and faults.watches(self.file)
            self.count("connect")
            super().__init__(database, *args, **kwargs)

        def count(self, statement):
            if self.counts:
                faults.count_sql(statement, self.file)

        def cursor(self, factory=Cursor):
            return super().cursor(factory)

        def execute(self, sql, *args):
            return self.cursor().execute(sql, *args)

        def executemany(self, sql, *args):
            return self.cursor().executemany(sql, *args)

        def executescript(self, sql):
            return self.cursor().executescript(sql)

        def commit(self):
            if self.in_transaction:
                self.count("commit")
            super().commit()

    @functools.wraps(real.connect)
    def connect(*args, **kwargs):
        return real.connect(*args, **{"factory": Connection} | kwargs)

    return connect


# --- Processes that crawl ------------------------------------------------------------------------

SECONDS = 60
"""A crawl that takes longer is ended."""


class Crawls:
    """A process that has imported all a crawl needs, and is forked for each crawl.

    The imports are most of a crawl's time.
    """

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", __file__, "serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ
            | {"PYTHONPATH": str(PROJECT), "SCRAPY_SETTINGS_MODULE": "newsscraper.settings"},
        )

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.__exit__(*error)

    def run(self, folder, arguments, fault=None):
        """Run `scrapy crawl` in *folder*."""
        log = folder.with_name("log")
        command = ["scrapy", "crawl", "mediaindonesia", *arguments]
        print(json.dumps([str(folder), str(log), command, fault]), file=self.process.stdin)
        self.process.stdin.flush()
        return Run(int(self.process.stdout.readline()), log.read_text("utf-8", "replace"))


class Run(NamedTuple):
    """How a crawl ended."""

    code: int
    log: str

    @property
    def call(self):
        """The call that failed, if one did."""
        found = re.search(r"^write fault: (.*)$", self.log, re.MULTILINE)
        return found and found[1]

    @property
    def last_line(self):
        """The last line of the log, without its time, logger and level."""
        lines = [line for line in self.log.splitlines() if not line.startswith("write fault: ")]
        return lines[-1].partition("] ")[2].partition(": ")[2] or lines[-1]


def serve():
    """Crawl for each line of stdin, and print the exit code."""
    faults = Faults()
    install(faults)
    forked.import_all()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            crawl(faults, *json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def crawl(faults, folder, log, command, fault):
    """Be the `scrapy` command, with a fault or none, and end the process."""
    from scrapy.cmdline import execute

    os.chdir(folder)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    signal.alarm(SECONDS)
    if fault:
        faults.arm(folder, Fault(*fault))
    execute(command)


# --- Around the crawl: what may be left behind ---------------------------------------------------

KILLED = -9
TOLERATED = re.compile(
    r"os\.(unlink|remove|rmdir) |os\.fsync (\.|new) |os\.open \. "
    r"|sqlite3 '(connect|PRAGMA (quick_check|busy_timeout|analysis_limit|optimize|wal_checkpoint))"
)
"""Calls that may fail in a run that ends well: a leftover stays, a check is left out.

A folder that cannot be written down to the disk is on it later. Only newer releases of filelock
open the folder itself, to try a file without a name: they lock without that knowledge.
"""


@dataclass(frozen=True)
class Line:
    """A command line, and what was before it."""

    option: str
    feed: str
    start: str = ""
    """`first run`; `cut off`: the run before was killed; else that was a good one."""

    def __str__(self):
        return ", ".join(filter(None, (f"{self.option} {self.feed}", self.start)))


LINES = {
    str(line): line
    for line in (
        Line("-O", "out.jsonl"),
        Line("-o", "out.jsonl"),
        Line("-o", "out.csv"),
        Line("-o", "out.jsonl", "first run"),
        Line("-O", "new/out.csv", "first run"),
        Line("-o", "out.jsonl", "cut off"),
        Line("-O", "out.jsonl", "cut off"),
    )
}


def write_sites(folder):
    """Write a site of ten articles and its earlier state, as folders for REPLAY.

    Earlier it had four; one of them was corrected since.
    """
    for name, count, corrected in (("earlier", 4, None), ("site", 10, 2)):
        site = Site(folder / name)
        stories = [
            site.article(
                f"/ekonomi/{700_000 + number}/kabar",
                f"2026-01-{10 + number} 12:00",
                headline=f"Kabar {number}",
                body=f"<p>{'Ralat' if number == corrected else 'Isi'} {number}.</p>" * number,
            )
            for number in range(1, count + 1)
        ]
        site.index("/indeks", stories[::-1])
    return folder


@dataclass(frozen=True)
class Left:
    """What a run left behind in its folder."""

    revisions: list = field(default_factory=list)
    """Key, revision and document of each revision, in the order of the commits."""
    ledger: set = field(default_factory=set)
    """Key and state of each listed article."""
    feed: bytes | None = None
    files: frozenset = frozenset()
    complaints: tuple = ()

    @classmethod
    def read(cls, folder, feed):
        """Read a copy of *folder*: looking must not change it."""
        file = folder / feed
        content = file.read_bytes() if file.exists() else None
        files = frozenset(str(each.relative_to(folder)) for each in folder.rglob("*"))
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(folder, copy, dirs_exist_ok=True)
            store = Path(copy) / "articles.db"
            if not store.exists() or not store.stat().st_size:
                return cls(feed=content, files=files)
            with closing(sqlite3.connect(store)) as database:
                return cls(*read_store(database), content, files, tuple(check_store(database)))


def read_store(database):
    """The revisions and the ledger of a store, both empty when it has no tables yet."""
    if not database.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return [], set()
    rows = database.execute("SELECT key, revision, document FROM revisions ORDER BY seq")
    revisions = [(key, revision, without_time(document)) for key, revision, document in rows]
    return revisions, set(database.execute("SELECT key, state FROM ledger"))


def without_time(document):
    """The document of an article without the time when it was fetched."""
    return {name: value for name, value in json.loads(document).items() if name != "fetched_at"}


def check_store(database):
    """Yield what is wrong with a store by itself."""
    found = database.execute("PRAGMA integrity_check").fetchall()
    if found != [("ok",)]:
        yield f"the store fails its check: {found}"
    if not database.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return
    newest = "SELECT key, max(revision) FROM revisions GROUP BY key ORDER BY key"
    articles = "SELECT key, revision FROM articles ORDER BY key"
    if database.execute(newest).fetchall() != database.execute(articles).fetchall():
        yield "the tables articles and revisions disagree"


def rows_of(feed, content):
    """The articles of a feed without the time of fetching; ValueError when it is torn."""
    text = (content or b"").decode("utf-8")
    if text and not text.endswith("\n"):
        raise ValueError("the last line has no end")
    if feed.endswith(".csv"):
        return csv_rows(text)
    return [without_time(line) for line in text.splitlines()]


def csv_rows(text):
    """The rows of a CSV feed."""
    header, *rows = [*csv.reader(io.StringIO(text, newline=""), strict=True)] or [[]]
    if torn := [row for row in rows if len(row) != len(header) or row == header]:
        raise ValueError(f"torn rows: {torn}")
    return [without_time(json.dumps(dict(zip(header, row, strict=True)))) for row in rows]


def identity(row):
    """What tells the revisions apart, in both kinds of feeds."""
    return row["key"], int(row["revision"])


class Bench:
    """A folder in which one command line runs again and again from the same state.

    A feed is known by its absolute path, therefore every run is in the same place.
    """

    def __init__(self, folder, sites, line, crawls):
        self.line = line
        self.run_folder = folder / "run"
        self.before_folder = folder / "before"
        self.sites = sites
        self.crawls = crawls
        self.run_folder.mkdir(parents=True)
        if line.start != "first run":
            self.must_end_well(self.run("earlier"))
        self.before = self.look()
        if line.start == "cut off":
            # At the fourth row of a part, or in the middle of appending it.
            where = (4, f"{line.feed}.part") if line.option == "-O" else (1, f"{line.feed};")
            assert self.run("site", Fault(where[0], "KILL", f"write {where[1]}")).call
        self.start = self.look()
        shutil.copytree(self.run_folder, self.before_folder)
        self.must_end_well(self.run("site"))
        self.whole = self.look()
        self.read_feeds()

    def read_feeds(self):
        """Learn what the feed holds before the run, and what the run adds."""
        old = [] if self.line.option == "-O" else rows_of(self.line.feed, self.before.feed)
        rows = rows_of(self.line.feed, self.whole.feed)
        assert rows[: len(old)] == old
        self.old_rows = old
        self.new_rows = {identity(row): row for row in rows[len(old) :]}
        assert list(self.new_rows) == self.stored_since(self.whole)
        assert not self.whole.complaints

    def run(self, site, fault=None):
        """Run the line on a state of the site."""
        arguments = ["-s", f"REPLAY={self.sites / site}", "-s", "STORE_URL=sqlite:///articles.db"]
        arguments += ["-a", "recheck=99999", self.line.option, self.line.feed]
        return self.crawls.run(self.run_folder, arguments, fault)

    def look(self):
        """What lies in the folder now."""
        return Left.read(self.run_folder, self.line.feed)

    @staticmethod
    def must_end_well(run):
        """A run without a fault."""
        assert run.code == 0, run.log

    def stored_since(self, left):
        """Key and revision of what was stored since before."""
        return [row[:2] for row in left.revisions[len(self.before.revisions) :]]

    def delivered(self, revisions):
        """The rows of the feed when these are delivered."""
        return self.old_rows + [self.new_rows.get(each) for each in revisions]

    def fail(self, fault):
        """Run with a fault and then without one."""
        shutil.rmtree(self.run_folder)
        shutil.copytree(self.before_folder, self.run_folder)
        trial = Trial(self, self.run("site", fault), self.look())
        if trial.run.call:
            trial.check()
            trial.check_next(self.run("site"), self.look())
        return trial


class Trial:
    """A run with a fault, and the next one without."""

    def __init__(self, bench, run, left):
        self.bench = bench
        self.run = run
        self.left = left
        self.stored = bench.stored_since(left)
        self.is_new = left.feed not in (bench.before.feed, bench.start.feed)
        self.complaints = list(left.complaints)

    def expect(self, holds, text):
        """Complain with *text* unless it *holds*."""
        if not holds:
            self.complaints.append(text)

    def check(self):
        """Look at what the faulty run left."""
        stored, commits = self.left.revisions, self.bench.whole.revisions
        self.expect(len(stored) >= len(self.bench.start.revisions), "the store lost revisions")
        self.expect(stored == commits[: len(stored)], f"no prefix of the commits: {self.stored}")
        if self.run.code == KILLED and self.bench.line.option == "-o":
            is_right = (self.left.feed or b"").startswith(self.bench.before.feed or b"")
            self.expect(is_right, "the old content of the feed is lost")
        elif self.is_new:
            wanted = self.bench.delivered(self.stored)
            self.expect(self.stored and self.rows(self.left) == wanted, "the feed is between")
        if self.run.code != KILLED:
            self.check_end()

    def check_end(self):
        """Look at exit code and log."""
        is_whole = self.is_new and len(self.stored) == len(self.bench.new_rows)
        codes = {0, 3} if is_whole and TOLERATED.match(self.run.call) else {3}
        self.expect(self.run.code in codes, f"exit code {self.run.code}, not {codes}")
        for word in ("Traceback", "Exception ignored", "Unhandled"):
            self.expect(word not in self.run.log, f"{word} in the log")
        line = self.run.last_line
        is_right = line.startswith(("Complete", "Failed", "Not begun")) and "damaged" not in line
        self.expect(is_right, f"last line: {line}")

    def check_next(self, run, left):
        """Look at what the next run left, which had no fault."""
        whole = self.bench.whole
        self.expect(run.code == 0, f"next run: exit code {run.code}, {run.last_line}")
        self.complaints += [f"next run: {each}" for each in left.complaints]
        is_right = sorted_by_key(left.revisions) == sorted_by_key(whole.revisions)
        self.expect(is_right, "next run: the store does not hold each article once")
        self.expect(left.ledger == whole.ledger, "next run: the ledger is not as without a fault")
        self.expect(left.files == whole.files, f"next run: leaves {sorted(left.files)}")
        text = f"next run: {run.last_line} The feed does not hold each revision once"
        self.expect(self.is_delivered(left), text)

    def is_delivered(self, left):
        """Whether the next run delivered what the faulty run did not."""
        everything = self.bench.stored_since(left)
        if self.rows(left) == self.bench.delivered(everything):
            return True
        if self.bench.line.option == "-o" or not self.is_new:
            return False
        missing = everything[len(self.stored) :]
        return self.rows(left) == self.bench.delivered(missing or everything)

    def rows(self, left):
        """The rows of the feed; None when it is torn."""
        try:
            return rows_of(self.bench.line.feed, left.feed)
        except ValueError as error:
            self.complaints.append(f"the feed is torn: {error}")
            return None


def sorted_by_key(revisions):
    """Revisions in an order of their own."""
    return sorted(revisions, key=lambda row: row[:2])


class Result(NamedTuple):
    """What is wrong after a fault."""

    fault: Fault
    call: str | None
    complaints: tuple

    def __str__(self):
        state = "; ".join(self.complaints) or "as it should be"
        return f"{self.fault.number:4} {self.call}: {state}"


def in_turn(step=1, name="", first=1):
    """Every *step*th call, with the kinds in turn."""
    return map(Fault, itertools.count(first, step), itertools.cycle(KINDS), itertools.repeat(name))


def all_kinds(step=1, name=""):
    """Every *step*th call, with every kind."""
    return (Fault(number, kind, name) for number in itertools.count(1, step) for kind in KINDS)


def half(bench, plan, which):
    """Run every second fault of a plan, as long as the line has such calls."""
    for fault in itertools.islice(plan, which, None, 2):
        trial = bench.fail(fault)
        if not trial.run.call:
            break
        yield Result(fault, trial.run.call, tuple(trial.complaints))


def results(folder, line, plan):
    """Run the faults that *plan* returns, two at a time; return their results."""
    sites = write_sites(folder / "sites")

    def work(which):
        with Crawls() as crawls:
            return [*half(Bench(folder / str(which), sites, line, crawls), plan(), which)]

    with ThreadPoolExecutor(2) as pool:
        return sorted(itertools.chain.from_iterable(pool.map(work, (0, 1))))


def one(folder, line, fault):
    """Run one fault and print the log."""
    with Crawls() as crawls:
        trial = Bench(folder / "one", write_sites(folder / "sites"), line, crawls).fail(fault)
    print(trial.run.log)
    return [Result(fault, trial.run.call, tuple(trial.complaints))]


def options():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--all", action="store_true", help="every call with every kind of error")
    parser.add_argument("--step", type=int, default=1, help="only every STEPth call")
    parser.add_argument("--call", default="", help="only calls like `os.fsync out.jsonl`")
    parser.add_argument("--line", action="append", choices=LINES, help="only this command line")
    parser.add_argument("--one", nargs=2, metavar=("N", "KIND"), help="one fault, with its log")
    return parser.parse_args()


def main():
    """Run the faults of the command line; say what is wrong."""
    given = options()
    plan = functools.partial(all_kinds if given.all else in_turn, given.step, given.call)
    wrong = 0
    for name in given.line or LINES:
        with tempfile.TemporaryDirectory(prefix="write-faults-") as made:
            where = Path(made), LINES[name]
            if given.one:
                found = one(*where, Fault(int(given.one[0]), given.one[1], given.call))
            else:
                found = results(*where, plan)
        wrong += sum(bool(each.complaints) for each in found)
        print(f"{name}: {len(found)} faults", *found, sep="\n", flush=True)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()

"""A lie of a site, told to the real command line; and what is wrong with what came of it."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from worlds.lying import Lying
from worlds.server import run_server

from lab import forked
from lab.memory import quick_folder
from lab.project import OTHERS, PROJECT
from lab.whole_crawl import rows_of

JAKARTA = ZoneInfo("Asia/Jakarta")
SETTINGS = ("STORE_URL=sqlite:///articles.db", "DOWNLOAD_DELAY=0", "RETRY_TIMES=0")
FIRST_RUN_PAGES = 3


@dataclass(frozen=True)
class Run:
    """A run of `scrapy crawl`."""

    arguments: str = ""
    """Spider arguments; `urls=@urls.txt` asks for the lie's URLs."""
    codes: tuple[int, ...] = (7,)
    """The exit codes that are right."""
    hours: float = 1
    """They pass before it."""
    new: int = 0
    """So many articles appear meanwhile."""
    settings: str = ""
    is_blind: bool = False
    """Whether it meets too few articles to see anything: a later run has to."""


@dataclass(frozen=True)
class Lie:
    """What a site does to the runs, and what must come of it."""

    name: str
    site: Callable[[], Lying]
    fault: Callable | None
    under: tuple[Run, ...]
    """The runs under the fault."""
    before: tuple[Run, ...] = ()
    """Runs on the honest site, each of which must be complete."""
    after: tuple[Run, ...] = ()
    """Runs after it has healed; without any, two like the last, a day between them."""
    shows: tuple[str, ...] = ("unread",)
    """Columns of `coverage` of which one counts something after the last run under the fault."""
    urls: Callable[[Lying], list[str]] = lambda site: [site.address(each) for each in site.articles]
    most_missing: int | None = None
    """So many articles may be missing after the runs under the fault: others lie behind it."""
    heals: bool = True
    """Whether later runs can put it right."""
    is_quick: bool = False
    """Whether it is among the few that fast tests tell."""

    def __str__(self):
        return self.name


@dataclass
class Verdict:
    """What is wrong, and how each run ended."""

    lies: list[str] = field(default_factory=list)
    """False claims and what is lost or wrong in the end."""
    others: list[str] = field(default_factory=list)
    """Codes that are not as expected, and what `coverage` does not show."""
    lines: list[str] = field(default_factory=list)


def tell(lie, tree=forked.HERE):
    """Tell *lie* to the command line of a *tree*; return the Verdict."""
    with quick_folder() as folder, run_server(lie.site()) as site:
        return Telling(lie, site, folder, tree).verdict()


class Telling:
    """The runs of one lie."""

    def __init__(self, lie, site, folder, tree):
        self.lie, self.site, self.folder, self.tree = lie, site, folder, tree
        self.owed = set()
        self.floor = None
        """The oldest moment that incremental runs owe."""
        self.found = Verdict()

    def verdict(self):
        for run in self.lie.before:
            self.run(run, "before")
        self.site.fault = self.lie.fault
        for run in self.lie.under:
            self.run(run, "under")
        self.check_coverage()
        if (
            self.lie.most_missing is not None
            and (missing := self.missing()) > self.lie.most_missing
        ):
            self.found.lies.append(f"{missing} are missing behind the fault")
        self.site.fault = None
        if self.lie.heals:
            self.heal()
        return self.found

    def heal(self):
        last = self.lie.under[-1]
        usual = (Run(last.arguments), Run(last.arguments, (0,), hours=25))
        for run in self.lie.after or usual:
            code, line = self.run(run, "after")
        if missing := self.missing():
            self.found.lies.append(f"after healing {missing} of {len(self.owed)} are missing")
        elif code not in run.codes or (code == 0 and not line.startswith("Complete")):
            self.found.others.append(f"healed, and still: {code} {line}")
        self.found.lies += self.feed_faults()

    # --- One run ----------------------------------------------------------------------------

    def run(self, run, phase):
        """Crawl; note what is wrong with how it ends."""
        self.site.pass_time(run.hours, run.new)
        self.owe(run)
        (self.folder / "urls.txt").write_text("\n".join(self.lie.urls(self.site)) + "\n")
        given = [part for each in run.arguments.split() for part in ("-a", each)]
        settings = (f"REPLAY={self.site.url}", *SETTINGS, *run.settings.split())
        given += [part for each in settings for part in ("-s", each)]
        ended = self.scrapy("crawl", self.site.name, *given, "-o", "out.jsonl")
        line = ended.err.decode().rstrip("\n").rpartition("\n")[2]
        line = line.partition("] ")[2].partition(": ")[2] or line
        self.found.lines.append(f"{phase}: {ended.code} {line}")
        self.judge(run, phase, ended.code, line)
        return ended.code, line

    def judge(self, run, phase, code, line):
        missing = self.missing()
        is_well = line.startswith("Complete") or (code == 0 and not line.startswith("Up to date"))
        if missing and is_well and not run.is_blind:
            claim = f"{code} {line!r} with {missing} of {len(self.owed)} missing"
            self.found.lies.append(f"{phase}: {claim}")
        is_true = 7 in run.codes and code == 0 and not missing  # nothing of it was needed
        if phase == "under" and code not in run.codes and not is_true:
            self.found.others.append(f"code {code}, not {run.codes}: {line}")
        if phase == "before" and code:
            self.found.others.append(f"honest, and yet {code} {line}")
        if code in (1, 2, 3, 8):
            self.found.lies.append(f"{phase}: {code} {line}")

    def scrapy(self, *arguments):
        present = self.site.now.replace(tzinfo=JAKARTA).isoformat()
        inherited = {n: v for n, v in forked.os.environ.items() if not OTHERS.search(n)}
        env = inherited | {
            "PYTHONPATH": f"{self.tree.project}:{PROJECT / 'tests'}",
            "SCRAPY_SETTINGS_MODULE": "lab.shifted",
            "PRESENT": present,
        }
        return forked.run(*arguments, cwd=self.folder, env=env, tree=self.tree)

    # --- What is owed, and what is there ----------------------------------------------------

    def owe(self, run):
        """Add to what all runs together owe."""
        given = dict(each.split("=", 1) for each in run.arguments.split())
        if "urls" in given:
            wanted = set(self.lie.urls(self.site))
            self.owed |= {each for each in self.site.articles if self.site.address(each) in wanted}
            return
        fronts = given.get("sections", "").split(",")
        pieces = [each for each in self.site.articles if {"", each.section} & set(fronts)]
        if "since" in given or "until" in given:
            since = date.fromisoformat(given.get("since", "2000-01-01"))
            until = date.fromisoformat(given.get("until", "2100-01-01"))
            self.owed |= {each for each in pieces if since <= each.day <= until}
            return
        self.owed |= self.newest(pieces)

    def newest(self, pieces):
        """What an incremental run owes: the first one's pages, and all that came since."""
        if self.floor is None:
            begun = self.owed or self.site.on_first_pages(pieces, FIRST_RUN_PAGES)
            self.floor = min(each.moment for each in begun)
        return {each for each in pieces if each.moment >= self.floor}

    def missing(self):
        """How many articles are missing or wrong."""
        there = self.stored()
        bad = sum(not self.is_right(piece, there) for piece in self.owed)
        keys = {self.site.key(each) for each in self.owed}
        others = {self.site.key(each): each for each in self.site.articles}
        strange = [
            key for key in there if key not in keys and not self.is_right(others.get(key), there)
        ]
        return bad + len(strange)

    def is_right(self, piece, there):
        """Tell whether an article is there as it is honestly."""
        row = piece and there.get(self.site.key(piece))
        return bool(row) and all(
            (
                row["headline"] == piece.headline,
                row["body"].split("\n\n") == piece.paragraphs,
                row["date_published"][:16] == f"{piece.moment:%Y-%m-%dT%H:%M}",
                row["url"] == self.site.address(piece),
            )
        )

    def stored(self):
        """Key -> the newest revision in the store."""
        query = "SELECT key, document FROM revisions ORDER BY seq"
        try:
            with closing(sqlite3.connect(self.folder / "articles.db")) as database:
                return {key: json.loads(text) for key, text in database.execute(query)}
        except sqlite3.OperationalError:
            return {}

    def feed_faults(self):
        """What is wrong with the feed in the end."""
        rows = rows_of(self.folder / "out.jsonl")
        times = Counter((row["key"], row["revision"]) for row in rows)
        twice = sum(number > 1 for number in times.values())
        there = {row["key"]: row for row in rows}
        bad = sum(not self.is_right(piece, there) for piece in self.owed)
        faults = [f"{bad} are missing or wrong in the feed"] if bad else []
        return faults + ([f"{twice} are twice in the feed"] if twice else [])

    # --- What is shown ----------------------------------------------------------------------

    def check_coverage(self):
        """Note when `coverage` does not show that something is open."""
        if not self.lie.shows or (7 in self.lie.under[-1].codes and not self.missing()):
            return
        shown = self.coverage()
        if not any(shown.get(column) for column in self.lie.shows):
            counts = {name: number for name, number in shown.items() if number}
            self.found.others.append(f"coverage has none of {self.lie.shows}: {counts}")

    def coverage(self):
        """Column -> number in the last line of `scrapy coverage`."""
        settings = ("-s", SETTINGS[0])
        lines = self.scrapy("coverage", self.site.name, *settings).out.decode().splitlines()
        if len(lines) < 2:
            return {}
        names, numbers = re.split(r"\s+", lines[0].strip()), re.split(r"\s+", lines[-1].strip())
        pairs = zip(names[1:], numbers[1:], strict=False)
        return {name: int(number) for name, number in pairs if number.isdigit()}

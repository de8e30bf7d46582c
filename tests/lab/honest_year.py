"""Reads an honest site through a year, and tells what it cost and what was said.

    python tests/lab/honest_year.py [--kind plain] [--pause 60] [--days 14] [--skip 0] [--seed 1]

Days of the year are told in full: a run at seven minutes past the hour, as the README's cron line
has it, or every so many minutes from there, and one for the day before in the first hour. Between
them the site is quiet and is read once. A line tells, for each day, runs, new articles and
requests; the exit code is 1 where a run did not end with 0, or more was asked for than may be.
"""

import argparse
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from worlds.honest import DAYS, FIRST, KINDS, honest, midnight

from lab.memory import quick_folder
from lab.one_reactor import in_a_reactor

MOST = {60: 1.10, 15: 1.35}
"""Minutes between runs -> the requests that a new article may cost, on a day like most."""
FEW = 4
"""Days for which the fronts are left out."""
ORDINARY = 280
"""Articles of such a day, at least."""


@dataclass
class Day:
    """What came of a day."""

    date: str
    runs: int = 0
    new: int = 0
    requests: int = 0

    @property
    def ratio(self):
        return self.requests / max(self.new, 1)


@dataclass
class Year:
    """A site and who reads it."""

    site: object
    runs: object
    pause: int
    """Minutes."""
    is_plain: bool
    days: list = field(default_factory=list)
    wrong: list = field(default_factory=list)

    async def read(self):
        """Read the days that are told in full, and in the end all fronts, if they are many."""
        await self.visit({"related": "0"})
        for date in self.site.told:
            self.site.pass_days(date)
            self.site.pass_time(FIRST)
            await self.visit({"related": "0"})
            await self.read_day(date)
            await self.read_again()
        if self.is_plain and len(self.site.told) > FEW:
            await self.read_fronts()

    async def read_day(self, date):
        """Read a day in full."""
        day, before = Day(str(date)), self.stored()
        yesterday = str(date - timedelta(days=1))
        first = midnight(date) + FIRST
        for number in range(1, 24 * 60 // self.pause + 1):
            begin = first + timedelta(minutes=number * self.pause)
            self.site.pass_time(max(begin - self.site.now, timedelta(0)))
            day.requests += await self.visit({"related": "0"})
            day.runs += 1
            if number == 1:
                await self.visit({"related": "0", "since": yesterday, "until": yesterday})
        day.new = len(self.stored() - before)
        self.days.append(day)

    async def read_again(self):
        """A run that finds nothing new makes one request where the index is plain."""
        self.site.during = set()
        await self.visit({"related": "0"})
        requests = await self.visit({"related": "0"})
        if self.is_plain and requests != 1:
            self.wrong.append(f"{self.site.now}: an empty run made {self.site.answered}")

    async def read_fronts(self):
        """Read the fronts of all sections, some of which are short."""
        for _ in range(2):
            await self.visit({"related": "0", "sections": "all"})

    async def visit(self, arguments):
        """Run; return how many pages were asked for, those taken back by the site left out."""
        from lab.model_runs import Asked

        self.site.answered.clear()
        ended = await self.runs.run(Asked(arguments))
        if ended.code or not ended.text.startswith(("Complete", "Up to date")):
            given = " ".join(f"{name}={value}" for name, value in arguments.items())
            self.wrong.append(f"{self.site.now} {given}: {ended.code} {ended.text}")
        return sum(path not in self.site.deleted for path in self.site.answered)

    def stored(self):
        """The keys in the store."""
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(self.runs.folder / "articles.db")) as database:
            return {key for (key,) in database.execute("SELECT key FROM articles")}

    def judge(self):
        """Tell of each day; return what was wrong."""
        for day in self.days:
            print(
                f"{day.date} {day.runs:4} runs {day.new:5} new {day.requests:5} requests"
                f" {day.ratio:.3f}"
            )
        ordinary = [day for day in self.days if day.new >= ORDINARY - 10]
        asked, new = sum(day.requests for day in ordinary), sum(day.new for day in ordinary)
        ratio = asked / max(new, 1)
        print(f"{ratio:.3f} requests for each new article on {len(ordinary)} days like most")
        if ordinary and ratio > MOST[self.pause]:
            self.wrong.append(f"{ratio:.3f} requests for each new article")
        return self.wrong


async def read(kind, pause, days, skip, seed):
    """Read a year of a site; return what was wrong."""
    from lab.model_runs import InThisProcess, PresentOf

    told = dict(list(DAYS.items())[skip : skip + days])
    with honest(kind, seed, told) as site, quick_folder() as folder:
        runs = InThisProcess(site, folder, PresentOf(site), kind)
        year = Year(site, runs, pause, kind == "plain")
        await year.read()
        return year.judge()


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kind", choices=KINDS, default="plain")
    parser.add_argument("--pause", type=int, choices=MOST, default=60, help="minutes")
    parser.add_argument("--days", type=int, default=len(DAYS))
    parser.add_argument("--skip", type=int, default=0, help="days that are not told")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    wrong = in_a_reactor(lambda: read(given.kind, given.pause, given.days, given.skip, given.seed))
    print(*wrong, sep="\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

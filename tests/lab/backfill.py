"""Backfills a window of a paper that lives, killed again and again; counts what is done twice.

    python tests/lab/backfill.py --articles 17000 --kills 5 [--seed 1]

Between the runs new stories push the older ones down the lists, once by more than three pages;
now and then one appears while a run goes on. The last run is not killed.
"""

import argparse
import random
import signal
import sqlite3
import sys
import tempfile
import threading
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from worlds.living import DAILY, PER_PAGE, START, living

from lab.whole_crawl import start

ABOVE, BELOW = 1, 0.5
"""Days that the paper has after the window and before it."""
FAR = 75
"""Stories that push the lists down by more than three pages."""
BETWEEN = 250
"""Requests between two stories that appear during a run."""
MOST_AGAIN = 2
"""Index pages for each kill that may be walked again, beside those that new stories pushed down."""
LONGEST_PAUSE = 0.02
"""Seconds between the request that is fatal and the kill: any moment of the work on an answer."""
SECONDS = 3600


@dataclass
class Run:
    """What one run did."""

    code: int
    asked: list
    """The paths of the pages that it asked for."""
    lists: list
    """The keys on each index page that it was shown."""


class Backfill:
    """A window of a paper, and the runs that fetch it."""

    def __init__(self, site, folder, start, days, kills, seed=1):
        self.site, self.folder, self.start = site, folder, start
        self.dice = random.Random(seed)
        self.until = START.date() - timedelta(days=ABOVE)
        self.since = self.until - timedelta(days=days - 1)
        self.window = self.inside()
        """The keys of what the window has before the first run."""
        requests = len(self.window) + len(site.index) // PER_PAGE
        self.moments = sorted(self.dice.sample(range(PER_PAGE, requests), kills))
        """How many requests the site has had when a run is killed."""
        self.pushes = [self.dice.randint(1, 50) for _ in range(kills)]
        self.pushes[kills // 2] = FAR
        self.runs = []

    def holds(self, news):
        return self.since <= news.published.date() <= self.until

    def inside(self):
        """The keys of all that the index lists with a date in the window.

        Now and then a late story with such a date appears at the top while runs go on.
        """
        return {news.key for news, _ in self.site.index if self.holds(news)}

    def play(self):
        """Run and kill, then run to the end."""
        for moment, stories in zip(self.moments, self.pushes, strict=True):
            self.run(moment)
            self.site.push(stories)
        self.run()
        return self

    def run(self, moment=None):
        """Run until the end, or until the site has had so many requests."""
        site, asked, lists = self.site, len(self.site.answered), len(self.site.lists)
        site.visited, site.during = 0, set(range(BETWEEN, 100 * len(self.window), BETWEEN))
        process = self.start(*self.arguments(), cwd=self.folder)
        if moment:
            self.set_trap(process, moment)
        process.communicate(timeout=SECONDS)
        site.hook = lambda url: None
        self.runs.append(Run(process.returncode, site.answered[asked:], site.lists[lists:]))

    def arguments(self):
        """The line that is run each time."""
        given = (f"since={self.since}", f"until={self.until}", "related=0")
        settings = (f"REPLAY={self.site.url}", "STORE_URL=sqlite:///articles.db")
        settings += ("DOWNLOAD_DELAY=0", "LOG_LEVEL=INFO")
        options = [part for each in given for part in ("-a", each)]
        return options + [part for each in settings for part in ("-s", each)]

    def set_trap(self, process, moment):
        """Kill *process* a little after the site has had so many requests."""
        pause = LONGEST_PAUSE * self.dice.random()
        timer = threading.Timer(pause, process.kill)

        def asked(url):
            if len(self.site.answered) >= moment and not timer.ident:
                timer.start()

        self.site.hook = asked

    # --- What came of it ------------------------------------------------------------------------

    @property
    def kills(self):
        """The runs that were killed."""
        return sum(run.code == -signal.SIGKILL for run in self.runs)

    def stored(self):
        """The keys in the store."""
        with closing(sqlite3.connect(self.folder / "articles.db")) as database:
            return {key for (key,) in database.execute("SELECT key FROM articles")}

    def twice(self):
        """The articles that were asked for more than once, each as often as it was."""
        pages = self.site.pages
        asked = [pages[path] for run in self.runs for path in run.asked if path in pages]
        return list((Counter(asked) - Counter(set(asked))).elements())

    def twice_inside(self):
        """Those of them that lie in the window."""
        return [news.path for news in self.twice() if self.holds(news)]

    def twice_outside(self):
        """Those that do not: lists show them without a date."""
        return [news.path for news in self.twice() if not self.holds(news)]

    def pushed(self):
        """The index pages below the point that a killed run reached, for what was pushed there."""
        return sum(-(-stories // PER_PAGE) for stories in self.pushes)

    def walked_again(self):
        """For each run after a kill, the index pages that earlier runs had mostly seen."""
        seen, again = set(), []
        for run in self.runs:
            again.append(sum(len(seen & set(keys)) > len(set(keys)) / 2 for keys in run.lists))
            seen.update(*run.lists)
        return again[1:]


def paper(days, daily=DAILY, seed=1):
    """Serve a paper with a window of so many days."""
    return living(seed=seed, days=days + ABOVE + BELOW, daily=daily, buries=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=17_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    days = -(-given.articles // DAILY)
    with paper(days, seed=given.seed) as site, tempfile.TemporaryDirectory() as folder:
        done = Backfill(site, Path(folder), start, days, given.kills, given.seed).play()
        missed, more = done.window - done.stored(), done.stored() - done.inside()
    pages = [len(run.lists) for run in done.runs]
    print(f"{len(done.window)} articles, {done.kills} kills, last exit code {done.runs[-1].code}")
    print(f"{len(missed)} missed, {len(more)} stored that lie outside")
    print(f"fetched twice: {len(done.twice_inside())}, outside {len(done.twice_outside())}")
    print(f"index pages of each run: {pages}; walked again: {done.walked_again()}")
    is_good = not missed and not more and len(done.twice()) <= done.kills
    allowed = MOST_AGAIN * done.kills + done.pushed()
    sys.exit(not is_good or sum(done.walked_again()) > allowed)


if __name__ == "__main__":
    main()

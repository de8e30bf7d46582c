"""Runs of the model test: many in the reactor of this process, or each in a process of its own."""

import asyncio
import logging
import os
import signal
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from scrapy.crawler import Crawler
from scrapy.settings import Settings
from worlds.model_papers import PAPERS

from lab import whole_crawl
from lab.project import PROJECT
from newsscraper.crawl.last_outcome import outcome_of
from newsscraper.store.clock import Clock

ZONE = ZoneInfo("Asia/Jakarta")
SECONDS = 60
"""A run that takes longer hangs."""
SETTINGS = {"DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0, "MEMUSAGE_ENABLED": False}


@dataclass(frozen=True)
class Asked:
    """What a run is asked for, and how it is cut off."""

    arguments: dict = field(default_factory=dict)
    settings: dict = field(default_factory=dict)
    feed: str = "all.jsonl"
    cut: str = ""
    """`ctrl_c` or `kill`, when it makes its request number `cut_at`."""
    cut_at: int = 0

    def __str__(self):
        words = [f"-a {name}={value}" for name, value in self.arguments.items()]
        words += [f"-s {name}={value}" for name, value in self.settings.items()]
        words += [f"({self.cut} at request {self.cut_at})"] if self.cut else []
        return " ".join(["crawl", *words])


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    text: str
    """Its last line."""
    log: str


class Lines(logging.Handler):
    """Keeps the lines of a run."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.lines = []

    def emit(self, record):
        line = f"{record.levelname}: {record.getMessage()}"
        if record.exc_info:
            line += "\n" + logging.Formatter().formatException(record.exc_info)
        self.lines.append(line)


class Present:
    """The present of the site: its clock is that of the crawls, too."""

    def __init__(self, moment):
        self.moment = moment
        """In the zone of the site, without an offset."""

    def utc(self):
        return self.moment.replace(tzinfo=ZONE).astimezone(UTC)


class PresentOf(Present):
    """The present of a site whose time passes while it is read."""

    def __init__(self, site):
        self.site = site

    @property
    def moment(self):
        return self.site.now


class InThisProcess:
    """Crawls one after the other in one reactor."""

    is_real = False

    def __init__(self, site, folder, present, paper=""):
        self.site, self.folder = site, folder
        self.present = present
        self.paper = paper or site.shape.paper

    async def run(self, asked):
        """Crawl; return how it ended."""
        Clock.now = lambda _: self.present.utc()
        crawler = Crawler(PAPERS[self.paper], self.settings(asked), init_reactor=False)
        lines = Lines()
        logging.root.addHandler(lines)
        self.site.hook = self.cutting(asked, crawler)
        try:
            await asyncio.wait_for(crawler.crawl_async(**asked.arguments), SECONDS)
        finally:
            logging.root.removeHandler(lines)
            self.site.hook = lambda url: None
        outcome = outcome_of(crawler)
        return Ended(outcome.exit_code.value, outcome.text, "\n".join(lines.lines))

    def settings(self, asked):
        settings = Settings()
        settings.setmodule("newsscraper.settings", priority="project")
        feed = {"format": "jsonl", "overwrite": False}
        settings.setdict(
            SETTINGS
            | asked.settings
            | {
                "REPLAY": self.site.url,
                "STORE_URL": f"sqlite:///{self.folder / 'articles.db'}",
                "FEEDS": {str(self.folder / asked.feed): feed},
                "LOG_LEVEL": "INFO",
            },
            "cmdline",
        )
        return settings

    def cutting(self, asked, crawler):
        if asked.cut != "ctrl_c":
            return lambda url: None
        loop, tasks = asyncio.get_running_loop(), []

        def stop():
            tasks.append(loop.create_task(crawler.stop_async()))

        return at_request(asked.cut_at, lambda: loop.call_soon_threadsafe(stop))


class InProcesses:
    """Each crawl in a process of its own, with the real command line."""

    is_real = True

    def __init__(self, site, folder, present):
        self.site, self.folder = site, folder
        self.present = present

    async def run(self, asked):
        """Crawl; return how it ended, -9 where it was killed."""
        clock = self.folder / "now"
        clock.write_text(self.present.utc().isoformat())
        where = os.pathsep.join((str(PROJECT), str(PROJECT / "tests")))
        variables = {"PYTHONPATH": where, "MODEL_CLOCK": str(clock)}
        arguments = self.arguments(asked)
        name = self.site.shape.paper
        if not asked.cut:
            code, _, log = whole_crawl.run(*arguments, cwd=self.folder, name=name, **variables)
        else:
            process = whole_crawl.start(*arguments, cwd=self.folder, name=name, **variables)
            sign = signal.SIGKILL if asked.cut == "kill" else signal.SIGINT
            self.site.hook = at_request(asked.cut_at, lambda: process.send_signal(sign))
            _, log = process.communicate(timeout=120)
            self.site.hook = lambda url: None
            code = process.returncode
        log = log.decode(errors="replace")
        return Ended(code, whole_crawl.Crawl(code, log, []).last_line, log)

    def arguments(self, asked):
        settings = SETTINGS | asked.settings
        settings |= {"REPLAY": self.site.url, "STORE_URL": "sqlite:///articles.db"}
        settings |= {"SPIDER_MODULES": "worlds.model_papers", "LOG_LEVEL": "INFO"}
        words = [part for pair in settings.items() for part in ("-s", f"{pair[0]}={pair[1]}")]
        words += [
            part for name, value in asked.arguments.items() for part in ("-a", f"{name}={value}")
        ]
        return [*words, "-o", asked.feed]


def at_request(number, action):
    """Return a hook that acts when the request of that number comes, robots.txt left out."""
    seen = []

    def hook(url):
        if url.endswith((".txt", ".json")):
            return
        seen.append(url)
        if len(seen) == number:
            action()

    return hook


def fresh(folder):
    """Make a folder, and return it."""
    Path(folder).mkdir(parents=True)
    return Path(folder)

"""Whole crawls with the real `scrapy` command line, each in a process of its own."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lab import forked
from lab.project import hear_signals, own_environment


@dataclass(frozen=True)
class Crawl:
    """How a crawl ended."""

    code: int
    log: str
    """What it wrote to stderr."""
    rows: list[dict]
    """The articles of `out.jsonl`, the feed unless another is asked for."""

    @property
    def last_line(self):
        """The last line of the log, without its time, logger and level."""
        line = self.log.rstrip("\n").rpartition("\n")[2]
        return line.partition("] ")[2].partition(": ")[2]

    @property
    def requests(self):
        """The URLs of all answered requests for pages, in order."""
        found = re.findall(r"DEBUG: Crawled \(\d+\) <GET (\S+)>", self.log)
        return [url for url in found if not url.endswith(("/robots.txt", "/tdmrep.json"))]

    def requests_under(self, path):
        """The paths of those requests whose path begins with *path*."""
        paths = [url.removeprefix("https://mediaindonesia.com") for url in self.requests]
        return [each for each in paths if each.startswith(path)]

    @property
    def ids(self):
        """The articles by the number or the id space and number of their key, in feed order."""
        return [row["key"].removeprefix("mediaindonesia:") for row in self.rows]

    def stat(self, name):
        """A number of Scrapy's stats."""
        found = re.search(rf"'{re.escape(name)}': (\d+)", self.log)
        return int(found[1]) if found else 0


def crawl(*arguments, cwd, name="mediaindonesia", **environment):
    """Run `scrapy crawl` with the project's settings in the folder *cwd*.

    Without `-O` or `-o` among the arguments the feed is `out.jsonl` in that folder.
    """
    code, _, log = run(*arguments, cwd=cwd, name=name, **environment)
    return Crawl(code, log.decode(), rows_of(Path(cwd) / "out.jsonl"))


def run(*arguments, cwd, name="mediaindonesia", feed="out.jsonl", **environment):
    """Run such a crawl in a forked process; return its exit code, stdout and stderr."""
    command = command_of(name, feed, arguments)
    return forked.run(*command, cwd=cwd, env=own_environment(cwd, **environment))


def start(*arguments, cwd, name="mediaindonesia", feed="out.jsonl", **environment):
    """Start such a crawl in a forked process and return that."""
    command = command_of(name, feed, arguments)
    return forked.start(*command, cwd=cwd, env=own_environment(cwd, **environment))


def start_anew(*arguments, cwd, name="mediaindonesia", feed="out.jsonl", **environment):
    """Start such a crawl with an interpreter of its own and return its process.

    A closed terminal ends it, even if the tests themselves are to go on.
    """
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "scrapy", *command_of(name, feed, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=own_environment(cwd, **environment),
        preexec_fn=hear_signals,
    )


def command_of(name, feed, arguments):
    """The arguments of `scrapy`, with *feed* unless there is another among *arguments*."""
    arguments = [str(argument) for argument in arguments]
    if feed and not {"-O", "-o"} & set(arguments):
        arguments += ["-O", feed]
    return ["crawl", *name.split(), "-L", "DEBUG", *arguments]


def rows_of(feed):
    """The articles of a JSON Lines feed; none if there is no such file."""
    if not feed.exists():
        return []
    return [json.loads(line) for line in feed.read_bytes().decode("utf-8").split("\n") if line]

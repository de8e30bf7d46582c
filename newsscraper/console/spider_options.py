"""Spider arguments as options: ``--since DAY`` means what ``-a since=DAY`` means."""

from argparse import ArgumentParser, Namespace
from typing import Final

from newsscraper.crawl.arguments import NAMES

_MEANINGS: Final = {
    "since": ("DAY", "first day: 2026-01-31, today, yesterday, or 7d for the last seven days"),
    "until": ("DAY", "last day: 2026-01-31"),
    "sections": ("SLUGS", "walk these section fronts, as a comma list, or all of them: all"),
    "urls": ("URLS", "these articles and no others, as a comma list, or @FILE with one a line"),
    "related": ("HOPS", "how many hops of related links to follow (default: 1)"),
    "max_pages": ("PAGES", "read so many index pages at most"),
    "recheck": ("HOURS", "fetch articles again that were published so many hours ago or later"),
}
"""Argument -> what its value is called in the help, and what it means."""


def add_spider_options(parser: ArgumentParser) -> None:
    """Add an option for each spider argument; ``--max-pages`` is ``--max_pages``, too."""
    group = parser.add_argument_group("Spider Arguments", "The same as -a NAME=VALUE.")
    for name in NAMES:
        value, meaning = _MEANINGS[name]
        names = dict.fromkeys((f"--{name.replace('_', '-')}", f"--{name}"))
        group.add_argument(*names, dest=name, action="append", metavar=value, help=meaning)


def merged(given: dict[str, str], opts: Namespace) -> dict[str, str]:
    """Return the arguments *given* by ``-a`` with those given as options.

    Raises ValueError, one line for a person, for one that is given twice with other values.
    """
    asked = dict(given)
    for name in NAMES:
        for value in getattr(opts, name) or ():
            if asked.setdefault(name, value) != value:
                other = "-a " if name in given else "--"
                option = f"--{name.replace('_', '-')}"
                raise ValueError(
                    f"{other}{name}={asked[name]} and {option} {value} differ; give one of them"
                )
    return asked

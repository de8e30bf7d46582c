"""What commands about the store are given: a publisher, days, a file; checked and understood."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newsscraper.console.lookup import publisher_called
from newsscraper.feeds.identity import check_host, is_local, path_of
from newsscraper.messages.redaction import without_user
from newsscraper.messages.terminal import refuse
from newsscraper.publisher.facts import Publisher
from newsscraper.store.clock import Clock
from newsscraper.window import Window


def add_output(parser: ArgumentParser) -> None:
    """Add ``-O``, the file to write, and what chooses the articles that it is of."""
    parser.add_argument("-O", "--overwrite-output", metavar="FILE", help="the file to write")
    parser.add_argument("--publisher", metavar="NAME", help="only this publisher's")
    add_days(parser)


def output_of(args: list[str], opts: Namespace, usage: str) -> Path:
    """Return the file that ``-O`` names; UsageError with *usage* if it names none, or args do."""
    if args or not opts.overwrite_output:
        raise UsageError(f"give the file to write: {usage}")
    return file_named(opts.overwrite_output)


def add_days(parser: ArgumentParser) -> None:
    """Add ``--since`` and ``--until``."""
    parser.add_argument("--since", metavar="DAY", help="first day: 2026-01-31, yesterday, 7d")
    parser.add_argument("--until", metavar="DAY", help="last day: 2026-01-31")


def window_of(opts: Namespace, publisher: type[Publisher]) -> Window:
    """Return the days of ``--since`` and ``--until``; refuse what are none."""
    from newsscraper.crawl.arguments import read_arguments  # loads what only a crawl needs
    from newsscraper.crawl.bad_argument import BadArgument

    given = {"since": opts.since, "until": opts.until}
    try:
        today = Clock().today(publisher.timezone)
        arguments = read_arguments(
            {name: day for name, day in given.items() if day is not None}, publisher, today
        )
    except BadArgument as error:
        refuse(str(error))
    return arguments.window


def publisher_named(name: str | None, settings: BaseSettings) -> type[Publisher]:
    """Return the publisher *name*, a nameless one for None; refuse an unknown name."""
    if name is None:
        return Publisher
    try:
        return publisher_called(name, settings)
    except ValueError as error:
        refuse(str(error))


def file_named(name: str) -> Path:
    """Return the path of the file *name*, which may be a URI; ValueError for one of elsewhere."""
    check_host(name)
    if "://" in name and not is_local(name):
        raise ValueError(f"{without_user(name)} is no file of this machine; name a file")
    return path_of(name)

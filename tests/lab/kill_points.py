"""Kills its own process at a named point: chaos.py lets a crawl load this as `sitecustomize`.

The variable `KILL_AT` says where: the name of a point and the number of the call that is deadly,
`after_commit:17`, or counted from another point on, `in_closing>after_commit:1`. Only functions
are wrapped: the product has no hook for it and knows nothing of it. `KILL_WITH` may name another
signal than SIGKILL: with SIGSTOP the process waits there for whoever started it.
"""

import atexit
import functools
import os
import signal
import sys
from pathlib import Path

TORN_BYTES = 7
"""So many bytes of a row are missing where it is torn."""


def die():
    os.kill(os.getpid(), signal.Signals[os.environ.get("KILL_WITH", "SIGKILL")])


class Countdown:
    """Kills the process when it is called for the nth time."""

    def __init__(self, calls):
        self.left = calls

    def __call__(self):
        self.left -= 1
        if not self.left:
            die()


def wrap(owner, name, before=None, after=None):
    """Let *before* and *after* be called with the arguments of each call of a function."""
    function = getattr(owner, name)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        if before:
            before(*args, **kwargs)
        result = function(*args, **kwargs)
        if after:
            after(*args, **kwargs)
        return result

    setattr(owner, name, wrapper)


def ignoring_arguments(hit):
    return lambda *args, **kwargs: hit()


def at_import(hit):
    """Start-up: before the module of the crawl itself is imported."""

    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name == "newsscraper.spiders.base":
                hit()

    sys.meta_path.insert(0, Finder())


def at_start(hit):
    """Start-up: before the engine runs, with settings read and components not yet built."""
    from scrapy.crawler import Crawler

    wrap(Crawler, "_apply_settings", before=ignoring_arguments(hit))


def at_opening(hit):
    """Start-up: before the spider is opened, with all components built."""
    from scrapy.core.engine import ExecutionEngine

    wrap(ExecutionEngine, "open_spider_async", before=ignoring_arguments(hit))


def in_transaction(hit):
    """After a statement that changes the store, before its commit."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    from newsscraper.store.statements import Prepared

    @event.listens_for(Engine, "after_cursor_execute")
    def executed(connection, cursor, statement, *args):
        if statement.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            hit()

    # What is prepared goes past SQLAlchemy and its events.
    wrap(Prepared, "execute", after=ignoring_arguments(hit))


def before_commit(hit):
    from sqlalchemy.engine.default import DefaultDialect

    wrap(DefaultDialect, "do_commit", before=ignoring_arguments(hit))


def after_commit(hit):
    from sqlalchemy.engine.default import DefaultDialect

    wrap(DefaultDialect, "do_commit", after=ignoring_arguments(hit))


def after_row(hit):
    """While exporting: a row was handed to the feed, which may have it in its buffer."""
    from newsscraper.feeds import delivery

    wrap(delivery, "write", after=ignoring_arguments(hit))


def in_row(hit):
    """While exporting: of a row, all but its last bytes are in the file."""
    from newsscraper.feeds import delivery

    def tear(exporter, *args, **kwargs):
        if hit.left == 1:  # a row is torn where its writer dies, and only there
            file = exporter.stream if hasattr(exporter, "stream") else exporter.file
            file.flush()
            os.ftruncate(file.fileno(), os.fstat(file.fileno()).st_size - TORN_BYTES)
        hit()

    wrap(delivery, "write", after=tear)


def before_fsync(hit):
    wrap(os, "fsync", before=ignoring_arguments(hit))


def after_fsync(hit):
    wrap(os, "fsync", after=ignoring_arguments(hit))


def of_feed(hit):
    """Count only where a file beside the feed takes the feed's name."""

    def renamed(source, target, **kwargs):
        if Path(target).name.startswith("feed"):
            hit()

    return renamed


def before_rename(hit):
    wrap(os, "replace", before=of_feed(hit))


def after_rename(hit):
    """Between the rename of the feed and its bookkeeping."""
    wrap(os, "replace", after=of_feed(hit))


def before_append(hit):
    """When what a run has written beside a feed is about to be appended to it."""
    from newsscraper.feeds import held_file

    wrap(held_file, "append", before=ignoring_arguments(hit))


def in_append(hit):
    """While it is appended: a part of it is there, and ends in the midst of a row."""
    from newsscraper.feeds import held_file

    def tear(part, file):
        if hit.left == 1:
            content = part.read_bytes()
            file.write(content[: len(content) * 2 // 3])
            file.flush()
        hit()

    wrap(held_file, "append", before=tear)


def after_append(hit):
    """Between the appending and its bookkeeping."""
    from newsscraper.feeds import held_file

    wrap(held_file, "append", after=ignoring_arguments(hit))


def in_closing(hit):
    """When the spider is about to be closed."""
    from scrapy.core.engine import ExecutionEngine

    wrap(ExecutionEngine, "close_spider_async", before=ignoring_arguments(hit))


def at_exit(hit):
    """When all is done but the process has not yet ended."""
    atexit.register(hit)


POINTS = {
    point.__name__: point
    for point in (
        at_import,
        at_start,
        at_opening,
        in_transaction,
        before_commit,
        after_commit,
        after_row,
        in_row,
        before_fsync,
        after_fsync,
        before_rename,
        after_rename,
        before_append,
        in_append,
        after_append,
        in_closing,
        at_exit,
    )
}


def install(setting):
    """Patch what *setting* names; a point after `>` counts from the one before it on."""
    path, _, calls = setting.partition(":")
    first, _, then = path.partition(">")
    deadly = Countdown(int(calls))
    POINTS[first](functools.partial(POINTS[then], deadly) if then else deadly)


if "KILL_AT" in os.environ:
    install(os.environ["KILL_AT"])

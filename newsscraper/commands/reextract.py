"""`scrapy reextract ARCHIVE …`: stored pages read again, and what is read otherwise today."""

import argparse
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.console.store_options import file_named
from newsscraper.failures import Exit
from newsscraper.messages.hints import hint
from newsscraper.messages.redaction import visible
from newsscraper.messages.terminal import refuse, tell, write_lines, writing
from newsscraper.messages.wording import in_columns, number

if TYPE_CHECKING:
    from newsscraper.console.reextract_job import Report

_MOST_PER_CORE: int = 4
"""Processes: more than one for a core helps only where disks are slow."""

_SHOWN: int = 60
"""Characters of a value in the table's samples."""


class Command(StoreCommand):
    """Read archives again by today's extraction."""

    when_stopped = "stopped by a signal; the same line run again goes on"
    usage = "ARCHIVE … [--apply] [--insert] [--feed] [--jobs N | --dask ADDRESS] [-O FILE]"
    summary = "Read the pages of WARC files and folders again, and compare with the store"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""
        super().add_options(parser)
        parser.add_argument(
            "-O",
            "--overwrite-output",
            metavar="FILE",
            help="the file to write: what differs (.jsonl), or without a store the articles",
        )
        for name, text in (
            ("apply", "let the revisions of the store be what is read today"),
            ("insert", "put articles into the store that it does not know"),
            ("feed", "let feeds deliver once more what is changed or put in"),
        ):
            parser.add_argument(f"--{name}", action="store_true", help=text)
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--jobs", metavar="N", help="processes at a time; one for each core")
        how.add_argument("--dask", metavar="ADDRESS", help="a Dask scheduler whose workers do it")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError for what cannot be used."""
        if not args:
            raise UsageError(f"give the archives to read: {hint('reextract recorded/*.warc.gz')}")
        if opts.feed and not (opts.apply or opts.insert):
            raise UsageError("--feed goes with --apply or --insert, which change something")
        if opts.jobs is not None:
            _check_jobs(opts.jobs)
        if opts.dask is not None and find_spec("distributed") is None:
            raise UsageError("--dask needs distributed: pip install 'newsscraper[dask]'")
        from newsscraper.archives.archive_files import archive_files
        from newsscraper.reports.export_formats import check_format  # loads all exporters

        self.archives = archive_files(args)
        name = opts.overwrite_output
        self.target = file_named(name) if name else None
        if self.target:
            check_format(self.target)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the archives, print what differs, and say what came of it."""
        from newsscraper.console import reextract_job  # loads sqlalchemy

        work = reextract_job.Rereading(
            self.archives,
            self.target,
            _jobs(opts.jobs, len(self.archives)),
            opts.dask,
            applies=opts.apply,
            inserts=opts.insert,
            feeds=opts.feed,
        )
        try:
            with writing():
                report = reextract_job.reextract(work, self.project_settings)
        except ValueError as error:
            refuse(str(error))
        write_lines(_table(report))
        for line in _words(report, self.target):
            tell(visible(line))
        if not report.found:
            refuse("no page of a known publisher gave an article", Exit.NOTHING_FOUND)
        if report.is_damaged:
            refuse("some archives are damaged; all that could be read was", Exit.PARTIAL)


def _check_jobs(jobs: str) -> None:
    """Raise UsageError for more processes than can be of any use: each takes about 100 MB."""
    most = _MOST_PER_CORE * _cores()
    if not jobs.isascii() or not jobs.isdecimal() or not 1 <= int(jobs) <= most:
        cores = number(_cores(), "core")
        text = f"from 1 to {most}, {_MOST_PER_CORE} for each of {cores}, and not {jobs}"
        raise UsageError(f"--jobs takes a number of processes, {text}")


def _jobs(asked: str | None, archives: int) -> int:
    """Return how many processes are to read; say so where that is fewer than were asked for."""
    if asked and int(asked) > archives:
        tell(f"{number(archives, 'process')} at work, for each archive is read by one")
    return int(asked or _cores())


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _table(report: "Report") -> Iterator[str]:
    """Yield a line for each field that differs, and a sample of each way."""
    changes = list(report.diff.changes())
    if not changes:
        return
    rows = [["publisher field", "compared", "gained", "lost", "changed"]]
    for each in changes:
        counts = (each.compared, each.gained, each.lost, each.changed)
        rows.append([f"{each.publisher} {each.field}", *map(str, counts)])
    yield from in_columns(rows)
    for each in changes:
        for way, samples in each.samples.items():
            first = samples[0]
            values = f"{_short(first.before)} -> {_short(first.after)}"
            yield f"{each.publisher} {each.field} {way}: {values} {visible(first.url or '')}"


def _short(value: Any) -> str:
    text = visible(" ".join(repr(value).split()))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _words(report: "Report", target: Path | None) -> Iterator[str]:
    """Yield what is said of the pages, the articles and the archives."""
    for archive, fault in report.faults.items():
        yield f"{archive} cannot be read: {fault}"
    for archive, count in report.damage.items():
        yield f"{archive} is damaged: {number(count, 'record')} cannot be read"
    others = (f"{count} {name}" for name, count in report.counts.items() if name != "articles")
    yield f"{number(report.found, 'article page')} read; others: {', '.join(others) or 'none'}"
    compared = sum(report.diff.compared.values())
    if report.store and (report.found or compared):
        said = [f"{number(compared, 'article')} compared with {report.store.name}"]
        said += [f"{count} {name}" for name, count in report.articles.items()]
        changed = number(sum(1 for _ in report.diff.changes()), "field")
        yield "; ".join([*said, f"{changed} read otherwise"])
    if target and (report.found or compared):
        what = "what differs" if report.store else number(report.written, "article")
        yield f"{what} in {target}"

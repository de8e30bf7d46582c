"""`scrapy publishers`: what is known of each publisher, from its class."""

import argparse
import os
from pathlib import Path

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import BaseCommand
from newsscraper.console.lookup import publisher_called
from newsscraper.failures import Exit
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import tell, write_lines, writing


class Command(BaseCommand):
    """Show the publishers, or keep the pages about them true."""

    requires_crawler_process = False
    usage = "[NAME] | --check | --refresh"
    summary = "Show the publishers: hosts, lists, backfill, access, and how well each is known"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""
        super().add_options(parser)
        parser.add_argument(
            "--check",
            action="store_true",
            help="end with code 1 if README.md or docs/publishers.md is stale",
        )
        parser.add_argument(
            "--refresh", action="store_true", help="write README.md's table and docs/publishers.md"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError for a name that is none, or more than is asked for."""
        from newsscraper.console import generated_pages

        if len(args) + opts.check + opts.refresh > 1:
            raise UsageError("give one publisher, --check or --refresh, or nothing")
        for name in args:
            publisher_called(name, self.project_settings)
        self.stale = {}
        self.sheets = generated_pages.sheets(self.project_settings)
        if opts.check or opts.refresh:
            self.stale = generated_pages.stale(self.sheets)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the sheets, name what is stale, or write it."""
        if opts.check:
            self._tell_stale()
        elif opts.refresh:
            self._refresh()
        else:
            chosen = [each for each in self.sheets if not args or each.name in args]
            write_lines([line for each in chosen for line in (*each.block(), "")][:-1])

    def _tell_stale(self) -> None:
        for path in self.stale:
            tell(f"{_short(path)} is stale; write it anew: {hint('publishers --refresh')}")
        self.exitcode = Exit.UNEXPECTED if self.stale else Exit.COMPLETE

    def _refresh(self) -> None:
        with writing():
            for path, text in self.stale.items():
                path.write_text(text, encoding="utf-8")
                tell(f"{_short(path)} written")


def _short(path: Path) -> str:
    return os.path.relpath(path)

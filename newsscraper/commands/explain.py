"""`scrapy explain URL`, `scrapy explain PAGE --url URL`: why an article is as it is."""

import argparse
import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError
from scrapy.http import HtmlResponse

from newsscraper.article.rights import reservation_of
from newsscraper.console.base_command import BaseCommand
from newsscraper.console.lookup import publisher_of
from newsscraper.console.page_fetch import NotFetched, fetch
from newsscraper.console.saved_page import read_saved_page
from newsscraper.failures import CannotGoOn, Exit, Fate, verdict_on
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import is_smart, refuse, tell, write_lines
from newsscraper.page.fetch_time import fetched_at
from newsscraper.spiders.base import NewsSpider
from newsscraper.store.clock import Clock

if TYPE_CHECKING:
    from newsscraper.store.home import Place


class Command(BaseCommand):
    """Explain what a page gives."""

    usage = "URL | PAGE --url URL [--json]"
    summary = "Show where each field of an article is from, and what was cut out of its text"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--url`` and ``--json``."""
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="where the page in PAGE was fetched from")
        parser.add_argument("--json", action="store_true", help="print JSON for a program")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be used, and log less than the project does."""
        # Of a fetch only what went wrong is of interest. An option `-L` comes later and holds.
        self.project_settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
        super().process_options(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError unless there is one page, whose address is known.

        ValueError for a store that cannot be.
        """
        from newsscraper.store.location import store_place  # loads sqlalchemy

        if len(args) != 1:
            what = "give a URL, or a page and its address"
            raise UsageError(f"{what}: {hint('explain PAGE --url URL')}")
        if not opts.url and (args[0] == "-" or Path(args[0]).is_file()):
            what = "standard input" if args[0] == "-" else args[0]
            raise UsageError(f"{what} has no address; add --url URL, where it was fetched from")
        self.store = store_place(self.project_settings)
        if self.store and not self._is_there(self.store, is_saved=bool(opts.url)):
            self.store = None

    def _is_there(self, store: "Place", *, is_saved: bool) -> bool:
        """Tell whether there is a store, which a page that is saved can do without.

        Of a server that cannot be asked, the explanation of such a page says why.
        """
        try:
            return store.exists()
        except CannotGoOn:
            if is_saved:
                return True
            raise

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the explanation; without an article, end with exit code 4."""
        from newsscraper.console.explanation import explain
        from newsscraper.console.known_article import known_of  # loads sqlalchemy

        url = opts.url or args[0]
        publisher = publisher_of(url, self.project_settings)
        address = publisher.article_urls.match(url)
        known = known_of(address.key, self.store) if address and self.store else {}
        if opts.url:
            response = read_saved_page(args[0], url, self.largest_page)
        else:
            response = self._fetch(url, publisher, known)
        found = explain(response, publisher, known)
        if found.article:
            found.article.fetched_at = fetched_at(response, Clock().now())
            left_out = reservation_of(found.article.rights, self.project_settings)
            found = replace(found, left_out=left_out)
        else:
            self.exitcode = Exit.NOTHING_FOUND
        is_coloured = is_smart(sys.stdout) and not os.environ.get("NO_COLOR")
        write_lines([found.to_json()] if opts.json else found.lines(is_coloured=is_coloured))

    def _fetch(
        self, url: str, publisher: type[NewsSpider], known: dict[str, object]
    ) -> HtmlResponse:
        """Fetch the page while no run of the publisher does; refuse when it does not come."""
        assert self.crawler_process
        with ExitStack() as stack:
            try:
                self._hold(publisher.name, stack)
                return fetch(self.crawler_process, publisher, url)
            except CannotGoOn as error:
                refuse(str(error), error.exit_code)
            except NotFetched as error:
                for name, value in known.items():
                    tell(f"{name}: {value}")
                is_refused = verdict_on(error.error).fate == Fate.REFUSED
                refuse(str(error), Exit.REFUSED if is_refused else Exit.NOTHING_FOUND)

    def _hold(self, name: str, stack: ExitStack) -> None:
        """Keep runs of the publisher away, if there is a store that they would use."""
        from newsscraper.store.locks import publisher_lock

        if self.store:
            stack.callback(publisher_lock(self.store, name, Clock()).release)

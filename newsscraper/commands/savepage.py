"""`scrapy savepage`: a page into fixtures/, with its golden file beside it."""

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.http import HtmlResponse

from newsscraper.article.extraction import PartOfArticle
from newsscraper.console.base_command import BaseCommand
from newsscraper.console.lookup import publisher_of
from newsscraper.console.page_fetch import NotFetched, fetch
from newsscraper.console.saved_page import (
    golden_path,
    page_path,
    read_saved_page,
    read_whole_article,
    saved_pages,
    write_golden,
)
from newsscraper.failures import Exit
from newsscraper.items import Article
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse, writing
from newsscraper.page.opening import NoArticle
from newsscraper.spiders.base import NewsSpider


class Command(BaseCommand):
    """Save a page as a fixture."""

    usage = "URL | FILE --url URL | --refresh"
    summary = "Save a page under fixtures/, with the article read from it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--url`` and ``--refresh``."""
        super().add_options(parser)
        parser.add_argument("--url", nargs="?", help="where the page in FILE was fetched from")
        parser.add_argument(
            "--refresh", action="store_true", help="rewrite all golden files and no page"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be used, and log less than the project does."""
        # Of a fetch only what went wrong is of interest. An option `-L` comes later and holds.
        self.project_settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
        super().process_options(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError unless there is one thing to do."""
        is_one = not args and not opts.url if opts.refresh else len(args) == 1
        if not is_one:
            raise UsageError("give a URL, or FILE --url URL, or --refresh alone")
        if args and not opts.url and Path(args[0]).is_file():
            raise UsageError(f"{args[0]} is a file; say where it was fetched from: --url URL")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Save one page, or read all saved pages again."""
        if opts.refresh:
            self._refresh()
        elif opts.url:
            publisher = self._publisher(opts.url)
            self._save(read_saved_page(args[0], opts.url, self.largest_page), publisher)
        else:
            publisher = self._publisher(args[0])
            self._save(self._fetch(args[0], publisher), publisher)

    def _publisher(self, url: str) -> type[NewsSpider]:
        return publisher_of(url, self.project_settings)

    def _refresh(self) -> None:
        """Rewrite the golden files that the pages still give; the others are named."""
        for page, url in saved_pages():
            if golden_path(page).exists():
                response = read_saved_page(str(page), url, self.largest_page)
                if not self._save_golden(page, response, self._publisher(url)):
                    self.exitcode = Exit.NOTHING_FOUND

    def _save(self, response: HtmlResponse, publisher: type[NewsSpider]) -> None:
        try:
            page = page_path(response.url)
            with writing():
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_bytes(response.body)
        except ValueError as error:
            refuse(str(error))
        print(f"{page} saved")
        if article := self._save_golden(page, response, publisher):
            for name, place in article.sources.items():
                print(f"  {name:20} {place}")
            print("Read the golden file with care before you commit it.")

    def _save_golden(
        self, page: Path, response: HtmlResponse, publisher: type[NewsSpider]
    ) -> Article | None:
        try:
            article = read_whole_article(response, publisher)
        except NoArticle as reason:
            print(f"{page} gives no golden file: {reason}")
            if isinstance(reason, PartOfArticle) and reason.next_page:
                print(f"To save more of it: {hint(f'savepage {reason.next_page}')}")
            return None
        write_golden(page, article)
        print(f"{golden_path(page)} saved")
        return article

    def _fetch(self, url: str, publisher: type[NewsSpider]) -> HtmlResponse:
        assert self.crawler_process
        try:
            return fetch(self.crawler_process, publisher, url)
        except NotFetched as reason:
            refuse(str(reason), Exit.UNEXPECTED)

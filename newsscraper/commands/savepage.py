"""`scrapy savepage`: a page into fixtures/, with its golden file beside it."""

import argparse
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request
from scrapy.commands import ScrapyCommand
from scrapy.http import HtmlResponse, Response

from newsscraper.console import publisher_of, refuse, refuse_unknown_options
from newsscraper.extraction import NoArticle, read_article
from newsscraper.saved_page import (
    golden_path,
    page_path,
    read_saved_page,
    saved_pages,
    write_golden,
)
from newsscraper.spiders.base import NewsSpider


class Command(ScrapyCommand):
    """Save a page as a fixture."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "WARNING"}

    def syntax(self) -> str:
        """Describe the arguments."""
        return "URL | FILE --url URL | --refresh"

    def short_desc(self) -> str:
        """Describe the command."""
        return "Save a page under fixtures/, with the article read from it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--url`` and ``--refresh``."""
        super().add_options(parser)
        parser.add_argument("--url", help="where the page in FILE was fetched from")
        parser.add_argument(
            "--refresh", action="store_true", help="rewrite all golden files and no page"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Save one page, or read all saved pages again."""
        refuse_unknown_options("savepage", args)
        if opts.refresh and not args:
            self._refresh()
        elif opts.refresh or len(args) != 1:
            refuse("give a URL, or FILE --url URL, or --refresh alone")
        elif opts.url:
            self._save(read_saved_page(args[0], opts.url), self._publisher(opts.url))
        else:
            self._fetch(args[0])

    def _publisher(self, url: str) -> type[NewsSpider]:
        assert self.settings
        return publisher_of(url, self.settings)

    def _refresh(self) -> None:
        for page, url in saved_pages():
            if golden_path(page).exists():
                response = read_saved_page(str(page), url)
                write_golden(page, read_article(response, self._publisher(url)))
                print(f"{golden_path(page)} rewritten")

    def _save(self, response: Response, publisher: type[NewsSpider]) -> None:
        page = page_path(response.url)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(response.body)
        print(f"{page} saved")
        try:
            article = read_article(response, publisher)
        except NoArticle as reason:
            print(f"no golden file: {reason}")
            return
        write_golden(page, article)
        print(f"{golden_path(page)} saved: read it with care before you commit it")
        for name, place in article.sources.items():
            print(f"  {name:20} {place}")

    def _fetch(self, url: str) -> None:
        """Fetch *url* as a crawl would: robots.txt, pace and replay included."""
        publisher = self._publisher(url)
        fetched: list[Response] = []

        class PageSpider(publisher):  # type: ignore[valid-type, misc]
            async def start(self) -> AsyncIterator[Any]:
                yield Request(url, callback=fetched.append)

        assert self.crawler_process
        self.crawler_process.crawl(PageSpider)
        self.crawler_process.start()
        if not fetched:
            refuse(f"{url} was not fetched; the log above says why", code=1)
        self._save(HtmlResponse(fetched[0].url, body=fetched[0].body), publisher)

"""`scrapy extract PAGE --url URL`: one saved page to one JSON line."""

import argparse
import json
from dataclasses import asdict

from scrapy.exceptions import UsageError

from newsscraper.article.extraction import PartOfArticle
from newsscraper.console.base_command import BaseCommand
from newsscraper.console.lookup import publisher_of
from newsscraper.console.saved_page import read_saved_page, read_whole_article
from newsscraper.failures import Exit
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse, tell, write_lines
from newsscraper.page.fetch_time import fetched_at
from newsscraper.page.opening import NoArticle
from newsscraper.store.clock import Clock


class Command(BaseCommand):
    """Print the article of a saved page."""

    requires_crawler_process = False

    usage = "PAGE --url URL"
    summary = "Print the article of a saved page (.html, .html.gz or -) as one JSON line"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--url``."""
        super().add_options(parser)
        parser.add_argument("--url", nargs="?", help="where the page was fetched from")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError unless there are one page and its address."""
        if len(args) != 1 or not opts.url:
            raise UsageError(f"give one page and its address: {hint('extract PAGE --url URL')}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the article; without one, say why and end with exit code 4."""
        publisher = publisher_of(opts.url, self.project_settings)
        response = read_saved_page(args[0], opts.url, self.largest_page)
        try:
            article = read_whole_article(response, publisher)
        except PartOfArticle as part:
            tell(f"{args[0]}: {part}")
            article = part.article
        except NoArticle as reason:
            refuse(f"no article in {args[0]}: {reason}", Exit.NOTHING_FOUND)
        article.fetched_at = fetched_at(response, Clock().now())
        write_lines([json.dumps(asdict(article), ensure_ascii=False)])

"""`scrapy extract PAGE --url URL`: one saved page to one JSON line."""

import argparse
import json
import sys
from dataclasses import asdict

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsscraper.console import refuse, refuse_unknown_options
from newsscraper.downloader.replay import fetched_at
from newsscraper.extraction import NoArticle, PartOfArticle
from newsscraper.lookup import publisher_of
from newsscraper.saved_page import read_saved_page, read_whole_article


class Command(ScrapyCommand):
    """Print the article of a saved page."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Describe the arguments."""
        return "PAGE --url URL"

    def short_desc(self) -> str:
        """Describe the command."""
        return "Print the article of a saved page (.html, .html.gz or -) as one JSON line"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--url``."""
        super().add_options(parser)
        parser.add_argument("--url", nargs="?", help="where the page was fetched from")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be used, in one line."""
        refuse_unknown_options("extract", args)
        if len(args) != 1 or not opts.url:
            refuse("give one page and its address: scrapy extract PAGE --url URL")
        try:
            super().process_options(args, opts)
        except UsageError as error:
            refuse(str(error))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the article; without one, say why and end with exit code 4."""
        assert self.settings
        publisher = publisher_of(opts.url, self.settings)
        response = read_saved_page(args[0], opts.url)
        try:
            article = read_whole_article(response, publisher)
        except PartOfArticle as part:
            print(f"{args[0]}: {part}", file=sys.stderr)
            article = part.article
        except NoArticle as reason:
            refuse(f"no article in {args[0]}: {reason}", code=4)
        article.fetched_at = fetched_at(response)
        line = json.dumps(asdict(article), ensure_ascii=False)
        sys.stdout.buffer.write(f"{line}\n".encode())

"""`scrapy search WORDS`: articles of the store that have these words, the best first."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from scrapy.exceptions import UsageError

from newsscraper.console.base_command import StoreCommand
from newsscraper.console.store_options import add_output, file_named, publisher_named, window_of
from newsscraper.messages.hints import hint
from newsscraper.messages.redaction import visible
from newsscraper.messages.terminal import is_smart, refuse, tell, write_lines, writing
from newsscraper.messages.wording import number

if TYPE_CHECKING:
    from newsscraper.console.search_job import Hit

_MARKED: Final = ("\x1b[1;33m", "\x1b[0m")
"""Yellow, and as before."""
_PLAIN: Final = ("", "")


class Command(StoreCommand):
    """Find articles by their words."""

    usage = "WORDS [--publisher NAME] [--since DAY] [--until DAY] [-O FILE]"
    summary = "Find articles of the store by the words of headline and body, the best first"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""
        super().add_options(parser)
        add_output(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Raise UsageError or ValueError without a word, and for a file of no known format."""
        from newsscraper.reports.export_formats import check_format  # loads all exporters

        if not args:
            raise UsageError(f"give the words to search for: {hint('search banjir rob')}")
        name = opts.overwrite_output
        self.target = file_named(name) if name else None
        if self.target:
            check_format(self.target)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the best articles, or write all that are found."""
        from newsscraper.console import search_job  # loads sqlalchemy
        from newsscraper.console.export_job import ExportChoice
        from newsscraper.store.text_search import match_of

        window = window_of(opts, publisher_named(opts.publisher, self.project_settings))
        try:
            choice = ExportChoice(opts.publisher, window, match=match_of(" ".join(args)))
            if self.target:
                with writing(self.target):
                    count = search_job.write(choice, self.target, self.project_settings)
                tell(f"{number(count, 'article')} in {self.target}")
                return
            hits, count = search_job.best(choice, self.project_settings)
        except ValueError as error:
            refuse(str(error))
        write_lines(_lines(hits))
        rest = f"; the best {len(hits)} are shown, -O FILE writes all" if count > len(hits) else ""
        tell(f"{number(count, 'article')} found{rest}")


def _lines(hits: "list[Hit]") -> Iterator[str]:
    """Yield three lines for each article, and an empty one."""
    marks = _MARKED if is_smart(sys.stdout) else _PLAIN
    for article, piece in hits:
        day = (article.date_published or "")[:16].replace("T", " ")
        yield f"{day}  {article.publisher}  {visible(' '.join((article.headline or '').split()))}"
        yield f"    {_marked(piece, marks)}"
        yield f"    {visible(article.url or '')}"
        yield ""


def _marked(piece: str, marks: tuple[str, str]) -> str:
    """Return a *piece* of text in one line, with *marks* around what was found."""
    from newsscraper.store.text_search import HIT

    parts = " ".join(piece.split()).replace(HIT[1], HIT[0]).split(HIT[0])
    shown = [visible(part) for part in parts]
    for place in range(1, len(shown), 2):
        shown[place] = shown[place].join(marks)
    return "".join(shown)

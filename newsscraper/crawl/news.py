"""The first words of a crawl's last line: how many articles came, and into which files."""

from collections.abc import Iterator
from typing import Final

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.ending import Ending
from newsscraper.feeds.outbox import Sent
from newsscraper.messages.wording import number

_MOST_NAMED: Final = 3
"""Of more feeds the number is told."""


def news(ending: Ending) -> str:
    """Return how many articles the files hold, and how many of them are new.

    Those of a run without files are all new.
    """
    new = ending.count(Stat.SCRAPED)
    if not ending.delivered:
        return number(new, "article")
    if len(ending.delivered) > _MOST_NAMED:
        return f"{number(new, 'article')} for {len(ending.delivered)} feeds"
    files = ", ".join(_files(ending.delivered))
    is_told = any(sent.rows != new for sent in ending.delivered)
    return f"{files} ({new} new)" if is_told else files


def _files(delivered: tuple[Sent, ...]) -> Iterator[str]:
    """Yield what each feed got; only the first says of what."""
    for place, sent in enumerate(delivered):
        rows = str(sent.rows) if place else number(sent.rows, "article")
        yield f"{rows} {_where(sent)}"


def _where(sent: Sent) -> str:
    if sent.name == "stdout:":
        return "on stdout"
    name = f"{sent.files} files, the last {sent.name}" if sent.files > 1 else sent.name
    return f"{'added to' if sent.is_added else 'in'} {name}"


def is_any(ending: Ending) -> bool:
    """Tell whether anything came that the last line names first."""
    return ending.has_new or any(sent.rows for sent in ending.delivered)

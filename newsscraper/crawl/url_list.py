"""The list of article URLs that a run is asked for, in the argument or in a file."""

import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from newsscraper.crawl.bad_argument import BadArgument, NothingAsked
from newsscraper.messages.redaction import redact, visible
from newsscraper.messages.wording import number
from newsscraper.normalize.article_urls import ArticleUrls

_READ: Final = 65_536
"""Characters that are read of a line."""

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a list: about a million URLs."""

NAMED: Final = 5
"""So many of the lines that are left out are named."""

_LONGEST: Final = 200
"""Characters of a line that are shown."""

_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class Line(NamedTuple):
    """A line of a list, or an item between its commas."""

    noun: str
    """What it is called."""
    number: int
    """Counted from 1; comments and empty lines count, too."""
    text: str

    def __str__(self) -> str:
        """Say which line it is; its text is shown only if it is an address.

        The list may be any file, with secrets in it.
        """
        if not _ADDRESS.fullmatch(self.text):
            return f"{self.noun} {self.number}"
        shown = self.text if len(self.text) <= _LONGEST else f"{self.text[:_LONGEST]}…"
        return f"{self.noun} {self.number} ({visible(redact(shown))})"


class UrlList(NamedTuple):
    """A list that was read."""

    urls: tuple[str, ...]
    """Canonical article URLs, each once."""
    skipped: tuple[Line, ...] = ()
    """The first lines that are no article URL of the publisher."""
    skipped_count: int = 0
    """How many there are."""


def read_urls(
    value: str, article_urls: ArticleUrls, others: Collection[ArticleUrls] = ()
) -> UrlList:
    """Return the list of *value*: addresses with commas, or ``@FILE`` with one a line.

    What belongs to one of the *others*, which are crawled beside it, is theirs. Raises BadArgument
    when the file cannot be read, or has no article URL, and NothingAsked when all are of others.
    """
    urls: dict[str, None] = {}
    skipped: list[Line] = []
    count = theirs = 0
    for line in _lines(value):
        if article := article_urls.match(line.text):
            urls[article.url] = None
        elif any(each.match(line.text) for each in others):
            theirs += 1
        elif (count := count + 1) <= NAMED:
            skipped.append(line)
    if not urls and theirs:
        raise NothingAsked("urls: none of them is its own")
    if not urls:
        names = " or ".join(each.publisher for each in (article_urls, *others))
        raise BadArgument(_none_good(value, skipped, count, names))
    return UrlList(tuple(urls), tuple(skipped), count)


def _none_good(value: str, lines: list[Line], count: int, publisher: str) -> str:
    if not lines:
        return f"urls={value[:_LONGEST]} names no URL"
    named = ", ".join(map(str, lines))
    more = f", and {count - len(lines)} more" if count > len(lines) else ""
    if count == 1:
        return f"urls: {named} is no article URL of {publisher}"
    each = f"{number(count, lines[0].noun)} is an article URL of {publisher}"
    return f"urls: none of {each}: {named}{more}"


def _lines(value: str) -> Iterator[Line]:
    is_file = value.startswith("@")
    noun = "line" if is_file else "item"
    for place, text in enumerate(_of_file(value) if is_file else value.split(","), 1):
        if text.strip() and not text.startswith("#"):
            yield Line(noun, place, text.strip())


def _of_file(value: str) -> Iterator[str]:
    """Yield the lines of the file that *value* names; raises BadArgument if it cannot be read.

    A pipe or a device may never end, and what is too large is no list.
    """
    path = Path(value[1:])
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode) and not stat.S_ISDIR(facts.st_mode):
            raise BadArgument(f"urls={value} is no file, but a pipe or a device")
        if facts.st_size > LARGEST:
            raise BadArgument(f"urls={value} is larger than {LARGEST // 1024**2} MiB")
        with path.open(encoding="utf-8-sig") as file:
            while line := file.readline(_READ):
                yield line
                while not line.endswith("\n") and line:  # the rest of what is no URL
                    line = file.readline(_READ)
    except BadArgument:
        raise
    except (OSError, ValueError) as error:
        raise BadArgument(f"urls={value}: the file cannot be read ({_reason(error)})") from None


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it is not UTF-8 text"

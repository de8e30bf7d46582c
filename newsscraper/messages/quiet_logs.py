"""Logs without secrets, and without characters that a page could use to trick a terminal."""

import logging
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.log import get_scrapy_root_handler

from newsscraper.messages.redaction import learn, redact, visible

_SCRAPYS: Final[dict[str, str | tuple[str, ...]]] = {
    "scrapy.utils.log": "",
    "scrapy.addons": "Enabled ",
    "scrapy.middleware": "Enabled ",
    "scrapy.crawler": "Overridden settings",
    "scrapy.core.engine": ("Spider opened", "Closing spider", "Spider closed"),
    "scrapy.extensions.memusage": "Peak memory",
    "scrapy.statscollectors": "Dumping ",
}
"""Logger of Scrapy -> how those of its messages begin that tell a person little."""


class QuietFormatter(logging.Formatter):
    """Formats a record as another formatter does, tracebacks included, and cleans the result."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.formatter = formatter

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or the lines, to be written."""
        return visible(redact(self.formatter.format(record)))


class QuietLogs:
    """Scrapy add-on that puts its formatter into Scrapy's log handler.

    Scrapy writes all settings that were changed into the log, passwords included.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Have the log cleaned once more before the first request.

        Scrapy makes its handler anew when the settings are complete.
        """
        crawler.signals.connect(quieten, signals.spider_opened)
        return cls()

    def update_settings(self, settings: BaseSettings) -> None:
        """Learn the secrets among *settings*, and have the log cleaned of them."""
        learn(settings)
        quieten()


def quieten() -> None:
    """Have what Scrapy's log handler writes cleaned."""
    handler = get_scrapy_root_handler()
    if handler and handler.formatter and not isinstance(handler.formatter, QuietFormatter):
        handler.setFormatter(QuietFormatter(handler.formatter))


def demote() -> None:
    """Have Scrapy log what it is made of, and its stats, at the level DEBUG."""
    for name in _SCRAPYS:
        logging.getLogger(name).addFilter(_demoted)


def _demoted(record: logging.LogRecord) -> bool:
    if record.levelno == logging.INFO and str(record.msg).startswith(_SCRAPYS[record.name]):
        record.levelno, record.levelname = logging.DEBUG, logging.getLevelName(logging.DEBUG)
    return True

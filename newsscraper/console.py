"""What the commands say to a person, and how they find a publisher."""

import sys
from collections.abc import Iterable
from typing import NoReturn

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newsscraper.spiders.base import NewsSpider


def refuse(reason: str, code: int = 2) -> NoReturn:
    """Say *reason* in one line on stderr and end with exit code *code*."""
    print(f"newsscraper: {' '.join(reason.split())}", file=sys.stderr)
    raise SystemExit(code)


def refuse_unknown_options(command: str, args: Iterable[str]) -> None:
    """Refuse options that argparse left over."""
    for option in args:
        if option.startswith("-") and option != "-":
            refuse(f"unknown option {option}; scrapy {command} -h lists the options")


def publishers(settings: BaseSettings) -> dict[str, type[NewsSpider]]:
    """Return the project's publishers by name."""
    loader = get_spider_loader(settings)
    spiders = {name: loader.load(name) for name in sorted(loader.list())}
    return {name: spider for name, spider in spiders.items() if issubclass(spider, NewsSpider)}


def publisher_of(url: str, settings: BaseSettings) -> type[NewsSpider]:
    """Return the publisher that *url* belongs to; refuse a URL of none."""
    for publisher in publishers(settings).values():
        if publisher.article_urls.canonical(url):
            return publisher
    refuse(f"{url} is no URL of a known publisher; scrapy list shows them")

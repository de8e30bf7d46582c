"""The project's publishers, by name and by URL."""

from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newsscraper.console.spider_loader import spider_in_module
from newsscraper.messages.hints import hint
from newsscraper.messages.terminal import refuse
from newsscraper.normalize.urls import normalize_url
from newsscraper.spiders.base import NewsSpider


class UnknownPublisher(ValueError):
    """A name, or a URL, of no known publisher; its text is one line for a person."""


def spider_names(settings: BaseSettings) -> list[str]:
    """Return the names of all spiders, of publishers and others."""
    names: list[str] = get_spider_loader(settings).list()
    return names


def publishers(settings: BaseSettings) -> dict[str, type[NewsSpider]]:
    """Return the project's publishers by name."""
    loader = get_spider_loader(settings)
    spiders = {name: loader.load(name) for name in sorted(loader.list())}
    return {name: spider for name, spider in spiders.items() if issubclass(spider, NewsSpider)}


def publisher_called(name: str, settings: BaseSettings) -> type[NewsSpider]:
    """Return the publisher *name*. Raises UnknownPublisher."""
    alone = spider_in_module(name, settings)
    if alone and issubclass(alone, NewsSpider):
        return alone
    known = publishers(settings)
    if name not in known and name in spider_names(settings):
        raise UnknownPublisher(
            f"{name!r} is a spider, but no publisher: derive it from NewsSpider, or run it "
            f"alone with {hint('runspider FILE')}"
        )
    if name not in known:
        raise UnknownPublisher(f"there is no publisher {name!r}; known are {', '.join(known)}")
    return known[name]


def owner_of(url: str, settings: BaseSettings) -> type[NewsSpider]:
    """Return the publisher that *url* belongs to. Raises UnknownPublisher."""
    for publisher in chain(_named_in(url, settings), _all(settings)):
        if publisher.article_urls.canonical(url):
            return publisher
    raise UnknownPublisher(f"{url} is no URL of a known publisher")


def _named_in(url: str, settings: BaseSettings) -> Iterator[type[NewsSpider]]:
    """Yield the publishers whose name is a part of the host of *url*; only they are loaded."""
    host = urlsplit(normalize_url(url) or "").hostname or ""
    for name in host.split("."):
        spider = spider_in_module(name, settings)
        if spider and issubclass(spider, NewsSpider):
            yield spider


def _all(settings: BaseSettings) -> Iterator[type[NewsSpider]]:
    yield from publishers(settings).values()


def publisher_of(url: str, settings: BaseSettings) -> type[NewsSpider]:
    """Return the publisher that *url* belongs to; refuse a URL of none."""
    try:
        return owner_of(url, settings)
    except UnknownPublisher as error:
        refuse(f"{error}; {hint('list')} shows them")

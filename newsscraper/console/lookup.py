"""The project's publishers, by name and by URL."""

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newsscraper.messages.terminal import refuse
from newsscraper.spiders.base import NewsSpider


def publishers(settings: BaseSettings) -> dict[str, type[NewsSpider]]:
    """Return the project's publishers by name."""
    loader = get_spider_loader(settings)
    spiders = {name: loader.load(name) for name in sorted(loader.list())}
    return {name: spider for name, spider in spiders.items() if issubclass(spider, NewsSpider)}


def publisher_called(name: str, settings: BaseSettings) -> type[NewsSpider]:
    """Return the publisher *name*; ValueError, one line for a person, for an unknown name."""
    known = publishers(settings)
    if name not in known:
        raise ValueError(f"there is no publisher {name!r}; known are {', '.join(known)}")
    return known[name]


def publisher_of(url: str, settings: BaseSettings) -> type[NewsSpider]:
    """Return the publisher that *url* belongs to; refuse a URL of none."""
    found = [each for each in publishers(settings).values() if each.article_urls.canonical(url)]
    if not found:
        refuse(f"{url} is no URL of a known publisher; scrapy list shows them")
    return found[0]

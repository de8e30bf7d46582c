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


def publisher_of(url: str, settings: BaseSettings) -> type[NewsSpider]:
    """Return the publisher that *url* belongs to; refuse a URL of none."""
    found = owner_of(url, settings)
    if found is None:
        refuse(f"{url} is no URL of a known publisher; scrapy list shows them")
    return found


def owner_of(url: str, settings: BaseSettings) -> type[NewsSpider] | None:
    """Return the publisher that *url* belongs to, if there is one."""
    owners = (each for each in publishers(settings).values() if each.article_urls.canonical(url))
    return next(owners, None)

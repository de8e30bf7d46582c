"""A publisher of which one run asks something: the spider, as the crawl sees it."""

from typing import Any

from scrapy import Spider

from newsscraper.crawl.arguments import Arguments, read_arguments
from newsscraper.publisher.facts import Publisher
from newsscraper.store.clock import Clock


class AskedPublisher(Publisher, Spider):
    """What one run asks of a publisher, and the clock by which it goes."""

    arguments: Arguments
    clock: Clock
    """The clock of the run."""

    def __init__(self, name: str | None = None, **given: Any) -> None:
        super().__init__(name)
        self.clock = Clock()
        understood = given.get("arguments")
        if isinstance(understood, Arguments):
            del given["arguments"]
        if not isinstance(understood, Arguments) or understood.given != given:
            today = self.clock.today(self.timezone)
            understood = read_arguments(given, type(self), today)
        self.arguments = understood

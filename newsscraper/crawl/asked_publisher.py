"""A publisher of which one run asks something: the spider, as the crawl sees it."""

from typing import TYPE_CHECKING, Any

from scrapy import Spider

from newsscraper.publisher.facts import Publisher
from newsscraper.store.clock import Clock

if TYPE_CHECKING:  # only a crawl needs them, and commands that read a page load this, too
    from newsscraper.crawl.arguments import Arguments
    from newsscraper.feeds.together import Together


class AskedPublisher(Publisher, Spider):
    """What one run asks of a publisher, and the clock by which it goes."""

    arguments: "Arguments"
    clock: Clock
    """The clock of the run."""
    together: "Together | None"
    """The runs of the process that share its feeds; None if it is alone."""

    def __init__(self, name: str | None = None, **given: Any) -> None:
        from newsscraper.crawl.arguments import Arguments, read_arguments

        super().__init__(name)
        self.clock = Clock()
        self.together = None
        if not isinstance(given.get("together"), str):  # what a command line gives is a str
            self.together = given.pop("together", None)
        understood = given.get("arguments")
        if isinstance(understood, Arguments):
            del given["arguments"]
        if not isinstance(understood, Arguments) or understood.given != given:
            today = self.clock.today(self.timezone)
            understood = read_arguments(given, type(self), today)
        self.arguments = understood

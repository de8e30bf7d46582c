"""A spider that brings its run: the base of all publishers' spiders."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from scrapy.crawler import Crawler

from newsscraper.crawl.asked_publisher import AskedPublisher

if TYPE_CHECKING:  # see `_run_class`
    from newsscraper.crawl.run import Run


class SpiderWithRun(AskedPublisher):
    """Puts its run among the extensions, and has it at hand."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider, and put its run before all extensions, whatever these are.

        Errors of the others count, too. ``scrapy shell`` makes its extensions before the spider.
        """
        if not crawler.settings.frozen:
            kind = _run_class()
            crawler.settings.setdefault_in_component_priority_dict("EXTENSIONS", kind, -1)
        return super().from_crawler(crawler, *args, **kwargs)

    @cached_property
    def run(self) -> "Run":
        """What the parts of the crawl share.

        ``scrapy shell`` makes its extensions before it has a spider: there it is one by itself.
        """
        kind = _run_class()
        return self.crawler.get_extension(kind) or kind(self.crawler, self)


def _run_class() -> "type[Run]":
    from newsscraper.crawl.run import Run  # loads sqlalchemy, which only a crawl needs

    return Run

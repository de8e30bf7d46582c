"""Contracts for `scrapy check`."""

from types import MethodType
from typing import Any

from scrapy.contracts import Contract
from scrapy.exceptions import ContractFail

from newsscraper.article.extraction import missing_fields
from newsscraper.items import Article
from newsscraper.publisher.facts import Publisher


class ExampleContract(Contract):
    """Requests the spider's own ``example_url``, and wants a whole article from it.

    ``@example`` alone serves every publisher. Scrapy's ``@scrapes`` asks only whether an item has
    a field, and a dataclass always has them all.
    """

    name = "example"

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """Set the URL: the example of the publisher whose method the callback is."""
        callback: MethodType = args["callback"]
        publisher = callback.__self__
        assert isinstance(publisher, Publisher)
        return args | {"url": publisher.example_url}

    def post_process(self, output: list[Any]) -> None:
        """Fail for an article that a crawl would drop."""
        for article in output:
            if isinstance(article, Article) and (missing := missing_fields(article)):
                raise ContractFail(f"The example has no {', no '.join(missing)}")

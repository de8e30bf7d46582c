"""Feeds as the settings name them, and the slots that Scrapy writes them through."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlparse

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import (
    FeedExporter,
    FeedSlot,
    FeedStorageProtocol,
    UriParamsCallableT,
    apply_uri_params,
)
from scrapy.utils.misc import build_from_crawler, load_object


class Slots:
    """The feeds of the settings by URI template, and a slot for each batch of theirs.

    Raises NotConfigured when there are none, or one cannot be written as it is asked for. A
    FeedExporter that is connected to no signal reads the settings, so that whatever Scrapy
    understands by them, refuses in them or warns of is the same here.
    """

    def __init__(self, crawler: Crawler, spider: Spider) -> None:
        self._crawler = crawler
        self._spider = spider
        self._settings = FeedExporter(crawler)

    @property
    def templates(self) -> list[str]:
        """The URI templates, such as ``out-%(batch_id)d.jsonl``, in the order of the settings."""
        return list(self._settings.feeds)

    def options(self, template: str) -> dict[str, Any]:
        """Return Scrapy's options of a feed, defaults included."""
        options: dict[str, Any] = self._settings.feeds[template]
        return options

    def uri(self, template: str, number: int) -> str:
        """Return the URI of a feed's batch *number*."""
        return apply_uri_params(template, self._uri_params(template, number))

    def slot(self, template: str, number: int, uri: str) -> FeedSlot:
        """Return the slot of a feed's batch *number*; nothing is opened yet."""
        options = self.options(template)
        return FeedSlot(
            storage=self._storage(uri, options),
            uri=uri,
            format=options["format"],
            store_empty=options["store_empty"],
            batch_id=number,
            uri_template=template,
            filter=self._settings.filters[template],
            feed_options=options,
            spider=self._spider,
            exporters=self._settings.exporters,
            settings=self._crawler.settings,
            crawler=self._crawler,
        )

    def _storage(self, uri: str, options: dict[str, Any]) -> FeedStorageProtocol:
        """Return the storage for the scheme of *uri*; a Windows drive is none, and means a file."""
        kinds = self._settings.storages
        kind = kinds.get(urlparse(uri).scheme, kinds["file"])
        return build_from_crawler(kind, self._crawler, uri, feed_options=options)

    def _uri_params(self, template: str, number: int) -> dict[str, Any]:
        """Return the values of a template's parameters, as Scrapy documents them."""
        now = datetime.now(UTC)
        params = {name: getattr(self._spider, name) for name in dir(self._spider)}
        params["time"] = _for_a_name(now.replace(microsecond=0))
        params["batch_time"] = _for_a_name(now)
        params["batch_id"] = number
        asked = self.options(template)["uri_params"]
        if not asked:
            return params
        function: UriParamsCallableT = load_object(asked)
        chosen = function(params, self._spider)
        return params if chosen is None else chosen


def _for_a_name(moment: datetime) -> str:
    """Return *moment* as file names may hold it: no colons."""
    return moment.isoformat().replace(":", "-")

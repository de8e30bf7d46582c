"""Which revisions a run is to deliver that the store has already."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select

from newsscraper.arguments import Arguments
from newsscraper.store import articles, feeds


def wanted(feed: feeds.Feed, spider: Any, *, replaces: bool) -> Iterator[Select[int, str]]:
    """Yield queries for what *feed* is to get from the store in this run of *spider*.

    An incremental run delivers what was stored since the last delivery; another every article of
    its window or list, but for those that a file which it continues holds already (a feed that
    *replaces* its file begins anew). Exact duplicates are left out, unless `FEED_DUPLICATES` is
    set.
    """
    with_duplicates = spider.crawler.settings.getbool("FEED_DUPLICATES")
    for query in _new_or_asked_for(feed, spider, replaces, with_duplicates):
        yield query if with_duplicates else feeds.without_duplicates(query)


def _new_or_asked_for(
    feed: feeds.Feed, spider: Any, replaces: bool, with_duplicates: bool
) -> Iterator[Select[int, str]]:
    if spider.arguments.is_incremental:
        yield feeds.since_last_delivery(feed)
        return
    for query in _asked_for(spider, spider.arguments, with_duplicates):
        yield query if replaces else feeds.lacking(query, feed)


def _asked_for(
    spider: Any, arguments: Arguments, with_duplicates: bool
) -> Iterator[Select[int, str]]:
    if arguments.urls:
        keys = [spider.article_urls.key(url) for url in arguments.urls]
        for chunk in articles.chunked(keys):
            yield feeds.of_keys(spider.name, chunk, with_duplicates=with_duplicates)
        return
    query = feeds.of_days(spider.name, arguments.since, arguments.until)
    if arguments.sections:
        fronts = [road.url for road in spider.walks.roads()]
        query = feeds.of_sections(query, arguments.sections, fronts)
    yield query

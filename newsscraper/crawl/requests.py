"""The requests of a crawl: what each is for, and where it led."""

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Any, Final

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsscraper.article.draft import Draft

NOT_MODIFIED = 304

Callback = Callable[..., Any]
Errback = Callable[[Failure], Iterator[Request]]


_ROAD: Final = "road"
_KEY: Final = "key"
_BEGUN: Final = "begun"
"""Names of the callbacks' arguments."""


class Priority(IntEnum):
    """What is asked for first.

    Articles come before the next index page, so that newer ones are done first; one that was begun
    comes before all others.
    """

    INDEX = 0
    RELATED = 10
    ARTICLE = 20
    WHOLE = 30


def index_request(
    url: str, road: str, conditions: dict[str, bytes], callback: Callback, errback: Errback
) -> Request:
    """Return the request for a page of the road at *road*.

    *conditions* are headers that ask for it only if it has changed.
    """
    return Request(
        url,
        callback,
        errback=errback,
        headers=conditions,
        meta={"handle_httpstatus_list": [NOT_MODIFIED]} if conditions else None,
        priority=Priority.INDEX.value,
        cb_kwargs={_ROAD: road},
    )


def article_request(
    key: str,
    url: str,
    priority: Priority,
    callback: Callback,
    errback: Errback,
    begun: Draft | None = None,
) -> Request:
    """Return the request for the article *key*, or for a further page of it.

    It carries what the pages before have given: if the run ends, the article is begun anew.
    """
    given = {_KEY: key} | ({_BEGUN: begun} if begun else {})
    return Request(url, callback, errback=errback, priority=priority.value, cb_kwargs=given)


def is_further_page(request: Request) -> bool:
    """Tell whether *request* is for a page of an article of which another was there."""
    return _BEGUN in request.cb_kwargs


def road_of(request: Request) -> str | None:
    """Return the URL of the road of which *request* is a page; None if it is no index page."""
    return request.cb_kwargs.get(_ROAD)


def key_of(request: Request) -> str | None:
    """Return the key of the article that *request* asks for; None if it asks for none."""
    return request.cb_kwargs.get(_KEY)


def page_asked(request: Request) -> str:
    """Return the URL that was asked for, before any redirect."""
    return str(request.meta.get("redirect_urls", [request.url])[0])


def way_of(request: Request | None) -> str:
    """Return the URL that was asked for, and where redirects led from there."""
    if request is None:
        return "an unknown URL"
    first = page_asked(request)
    return first if first == request.url else f"{first}, redirected to {request.url}"


def asked_for(response: Response) -> Request:
    """Return the request that *response* answers."""
    assert response.request
    return response.request

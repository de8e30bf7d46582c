"""JSON that publishers serve in place of pages: an article, or a list of articles."""

import json
from typing import Any, Final, NamedTuple

import jmespath
from jmespath.exceptions import JMESPathError
from scrapy.http import Response, TextResponse

from newsscraper.page.decoding import page_text

LONGEST: Final = 8 * 1024 * 1024
"""Bytes of an answer; a list of a hundred whole articles has about one million."""


class JsonAnswer(NamedTuple):
    """What an answer says that is one article as JSON, or a list with nothing else."""

    address: str
    """JMESPath of the address of the article's page."""
    robots: str | None = None
    """JMESPath of what the robots meta tag of that page says, in a list."""
    closed: str | None = None
    """JMESPath of whether only a password opens the article."""

    def address_in(self, article: dict[str, Any]) -> str | None:
        """Return the address of the page of an *article*."""
        found = _found(self.address, article)
        return found if isinstance(found, str) else None

    def robots_in(self, article: dict[str, Any]) -> list[str]:
        """Return the directives for the page of an *article*."""
        found = _found(self.robots, article) if self.robots else None
        return [word for word in found if isinstance(word, str)] if isinstance(found, list) else []

    def is_closed(self, article: dict[str, Any]) -> bool:
        """Tell whether the text of an *article* is kept from those without the password."""
        return self.closed is not None and _found(self.closed, article) is True


def _found(query: str, article: dict[str, Any]) -> Any:
    try:
        return jmespath.search(query, article)
    except JMESPathError:
        return None


def json_of(response: Response) -> Any | None:
    """Return the object or the list that *response* is; None when it is no JSON.

    Its type says little: a saved answer comes as HTML.
    """
    body = response.body.strip()
    is_like_it = body[:1] + body[-1:] in (b"{}", b"[]") and len(body) <= LONGEST
    if not is_like_it or not isinstance(response, TextResponse):
        return None
    try:
        return json.loads(page_text(response))
    except (ValueError, RecursionError):
        return None

"""Tells whether a page that came is the list that was asked for."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from scrapy.http import Response

from newsscraper.normalize.urls import normalize_url
from newsscraper.page.fetched_page import Page

_FILE: Final = re.compile(r"/(?:index\.\w{3,5})?$")
_FIRST: Final = re.compile(r"/[01]$")
_FIRST_PAGE: Final = frozenset({("page", "0"), ("page", "1"), ("p", "1")})
_PAGE_PART: Final = re.compile(
    r"(?:(?:page|halaman|hal|p)?[-_]?\d+|page|halaman|hal|p)(?:\.\w{3,5})?"
)
"""A part of a path that says only which page of a list it is."""
_PAGE_END: Final = re.compile(r"(?:[-_](?:page|halaman|hal|p))?(?:[-_]?\d+)?(?:\.\w{3,5})?$")
"""The same at the end of a part that says more."""
_MIRROR: Final = re.compile(r"^(?:www|m)\.")


def asked_url(response: Response) -> str:
    """Return the URL that was asked for, before any redirect."""
    request = response.request
    return str(request.meta.get("redirect_urls", [request.url])[0]) if request else response.url


def is_same_list(asked: str, landed: str) -> bool:
    """Tell whether two URLs are spellings of one list page.

    Host mirrors, a trailing slash, and a number that means the first page make no difference.
    """
    return _spelling(asked) == _spelling(landed)


def is_page_of(road: str, url: str) -> bool:
    """Tell whether *url* may be a page of the list that begins at *road*.

    Their paths are the same but for numbers and the word page; no value of their queries is another
    but for numbers.
    """
    here, there = urlsplit(normalize_url(road) or road), urlsplit(normalize_url(url) or url)
    ours, theirs = (dict(parse_qsl(each.query)) for each in (here, there))
    names = (ours.keys() & theirs.keys()) - {"page", "p"}
    is_same = all(ours[name] == theirs[name] or theirs[name].isdecimal() for name in names)
    return is_same and _without_page(here.path) == _without_page(there.path)


def _without_page(path: str) -> list[str]:
    parts = [part for part in path.lower().split("/") if part]
    kept = [part for part in parts if not _PAGE_PART.fullmatch(part)]
    if kept:
        kept[-1] = _PAGE_END.sub("", kept[-1])
    return [part for part in kept if part not in ("", "index")]


def names_another(asked: str, canonical: str) -> bool:
    """Tell whether a page's *canonical* link names another list than that of the URL *asked*.

    The first page of the same list is none, and what its query leaves out says nothing.
    """
    (host, path, query), (its_host, its_path, its_query) = map(_spelling, (asked, canonical))
    if host != its_host or _differ(dict(query), dict(its_query)):
        return True
    return path != its_path and not (its_path and path.startswith(f"{its_path}/"))


def _differ(query: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two queries disagree on anything but the page."""
    names = (query.keys() & other.keys()) - {"page", "p"}
    return any(query[name] != other[name] for name in names)


def canonical_of(page: Page) -> str | None:
    """Return the canonical link of a page, as one URL."""
    links: Iterator[str] = (
        link.get("href", "") for link in page.root.iter("link") if link.get("rel") == "canonical"
    )
    return next(filter(None, (normalize_url(link, page.url) for link in links if link)), None)


def _spelling(url: str) -> tuple[str, str, frozenset[tuple[str, str]]]:
    parts = urlsplit(normalize_url(url) or url)
    path = _FIRST.sub("", _FILE.sub("", parts.path))
    query = frozenset(parse_qsl(parts.query, keep_blank_values=True)) - _FIRST_PAGE
    return _MIRROR.sub("", parts.netloc), path, query

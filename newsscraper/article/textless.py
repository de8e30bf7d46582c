"""Recognises what is no article: photo series, films, quizzes and live scores, without a text."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from newsscraper.normalize.lazy_pattern import lazy_pattern
from newsscraper.normalize.urls import normalize_url
from newsscraper.page.fetched_page import ARTICLE_TYPES, Page
from newsscraper.page.nodes import text_of
from newsscraper.publisher.facts import Publisher

_OTHER_TYPES: Final = frozenset(
    {
        *("VideoObject", "VideoGallery", "Movie", "Clip", "BroadcastEvent", "TVEpisode"),
        *("ImageGallery", "MediaGallery", "AudioObject", "PodcastEpisode"),
        *("Quiz", "SportsEvent"),
    }
)
"""Types of JSON-LD blocks that stand for such a page, where no block is an article."""
_OTHER_KINDS: Final = lazy_pattern(
    r"video(?:\..+)?|music\..+|(?:multiple|single)?(?:foto|photo)s?(?:news)?|gallery|galeri|quiz|kuis"
    r"|live ?score|film",
    re.IGNORECASE,
)
"""What such a page says of its kind in a meta tag: ``og:type``, ``contenttype``."""
_KIND_TAGS: Final = ("og:type", "contenttype", "content_type", "articletype")
_PICTURES: Final = ("gallery", "video", "infographic")
"""Kinds of article of which a publisher may state by which places its pages say so."""
_GALLERIES: Final = etree.XPath(
    "boolean(descendant::*[contains(concat(' ', @class, ' '), ' gallery ') or "
    "contains(concat(' ', @class, ' '), ' photo-gallery ') or "
    "contains(concat(' ', @class, ' '), ' galeri ') or "
    "contains(concat(' ', @class, ' '), ' livescore ')])"
)
_PARAGRAPHS: Final = etree.XPath(
    "descendant::p[not(ancestor::*[self::a or self::aside or self::figure or self::footer"
    " or self::li or self::nav])]"
)
_ONE_PIECE: Final = lazy_pattern(
    r"\d{5}|/(?!(?:19|20)\d\d(?!\d))\d{4}(?!\d)|/[^/.?-]+(?:[.-][^/.?-]+){2,}(?:\?|$)"
)
"""What addresses of single pieces have: a number that is no year, or three words at the end."""
_A_TEXT: Final = 60
"""Words in paragraphs that may be the text of an article: captions and teasers have fewer."""


def is_textless(page: Page, publisher: type[Publisher]) -> bool:
    """Tell whether *page*, which has no body, is none to have one, by its address or by itself.

    What the page says of itself counts only if no text lies anywhere: else the layout may have
    changed, and a film stand above a story. An address, or a sign that the publisher states, counts
    unless the page has both a text and an article's JSON-LD.
    """
    is_article = bool(ARTICLE_TYPES & page.json_ld_types)
    if has_textless_address(page.url, publisher) or _has_sign(page, publisher):
        return not (is_article and _has_text(page))
    return not is_article and _says_so(page) and not _has_text(page)


def _has_sign(page: Page, publisher: type[Publisher]) -> bool:
    """Tell whether *page* has what only pages of pictures have, as the publisher states."""
    return any(
        page.read(place) for kind in _PICTURES for place in publisher.kind_signs.get(kind, ())
    )


def has_textless_address(url: str, publisher: type[Publisher]) -> bool:
    """Tell whether *url* is that of a photo series, a film or the like."""
    address = (normalize_url(url) or "").partition("://")[2]
    return any(re.match(pattern, address, re.IGNORECASE) for pattern in publisher.may_lack_text)


def unknown_addresses(urls: Iterable[str], publisher: type[Publisher]) -> list[str]:
    """Return which of *urls*, none an article's, may be of articles in a form nobody has seen.

    They are on the publisher's hosts, look like the address of one piece, and are not known to lead
    to photo series, films and the like.
    """
    addresses = publisher.article_urls
    return [
        url
        for url in urls
        if (spelling := addresses.canonical(url))
        and urlsplit(spelling).netloc not in addresses.without
        and _ONE_PIECE().search(spelling.partition("://")[2])
        and not has_textless_address(url, publisher)
    ]


def _says_so(page: Page) -> bool:
    kinds = (kind.strip() for tag in _KIND_TAGS for kind in page.metas.get(tag, ()))
    is_other = any(_OTHER_KINDS().fullmatch(kind) for kind in kinds)
    return is_other or bool(_OTHER_TYPES & page.json_ld_types) or bool(_GALLERIES(page.main))


def _has_text(page: Page) -> bool:
    words = 0
    for paragraph in _PARAGRAPHS(page.main):
        words += len(text_of(paragraph).split())
    return words >= _A_TEXT

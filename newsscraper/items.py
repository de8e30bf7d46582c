"""The article, the one record that every feed holds.

Names are schema.org's ``NewsArticle`` terms in snake case where it has one. Dates are ISO 8601
strings with an offset. A value that is not there is None (an empty list for lists).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, TypedDict

EXTRACTION: Final = 2
"""Version of what is read out of pages, raised when a page gives other values than before.

What an older one read is then no other revision: see `newsscraper.store.rereading`.
"""


class BodyPart(TypedDict):
    """One block of the body."""

    kind: str
    """``paragraph``, ``subhead``, ``list_item`` or ``quote``."""
    text: str


def text_of_parts(parts: Iterable[BodyPart]) -> str:
    """Return the body that has these *parts*: a blank line stands between them."""
    return "\n\n".join([part["text"] for part in parts])


class Image(TypedDict):
    """The lead picture."""

    url: str
    caption: str | None
    credit: str | None


class Link(TypedDict):
    """Another article that the page points at."""

    url: str
    headline: str | None
    date_published: str | None


class Syndication(TypedDict):
    """Where a story ran first."""

    publisher: str
    headline: str | None
    url: str | None


class Rights(TypedDict):
    """What the page says about its use."""

    robots: list[str]
    """Directives of robots meta tags and the X-Robots-Tag header, lower case."""
    tdm_reservation: bool | None
    tdm_policy: str | None


class Claim(TypedDict):
    """What another place of the page says of a field."""

    value: Any
    source: str


@dataclass
class Article:
    """One article of one publisher."""

    key: str | None = None
    """Identity: ``mediaindonesia:851796``, or with its id space, ``mediaindonesia:podium:2663``."""

    publisher: str | None = None
    """The spider's name."""

    url: str | None = None
    """The page's canonical link if it has the same key, else the requested URL, normalised."""

    kind: str = "news"
    """news, opinion, column, editorial, gallery, video, infographic, advertorial or fact_check."""

    headline: str | None = None
    """As the reader sees it, punctuation whole."""

    description: str | None = None
    """The meta description as it stands."""

    section: str | None = None
    """Slug of the section: ``fashion``."""

    section_name: str | None = None
    """Label of the section as printed: ``Fesyen``."""

    authors: list[str] = field(default_factory=list)
    """Reporters and writers: persons only."""

    editors: list[str] = field(default_factory=list)
    """Editors: persons only."""

    byline: str | None = None
    """The reporter line as printed, house names and affiliations included."""

    date_published: str | None = None
    """First publication, ISO 8601 in the publisher's zone."""

    date_modified: str | None = None
    """Latest change that the page tells of; None unless it is after ``date_published``."""

    date_published_raw: str | None = None
    """The visible date text."""

    date_precision: str | None = None
    """``day``, ``minute`` or ``second``, of ``date_published``."""

    image: Image | None = None
    """The lead picture."""

    body: str | None = None
    """Plain text, one blank line between parts."""

    body_parts: list[BodyPart] = field(default_factory=list)
    """The parts of the body in order; ``body`` is exactly their texts joined."""

    keywords: list[str] = field(default_factory=list)
    """The tags that a reader sees, without ``#``."""

    sign_off: str | None = None
    """Desk code cut from the end of the body: ``AP/OL-10``."""

    dateline: str | None = None
    """Place cut from the start of the body: ``Jakarta``."""

    related: list[Link] = field(default_factory=list)
    """"Berita Lainnya", duplicates removed."""

    read_also: list[Link] = field(default_factory=list)
    """In-text "Baca juga" links, duplicates removed."""

    word_count: int = 0
    """Words of the body."""

    language: str = "id"
    """Language of the publisher, declared and not detected."""

    free_access: bool | None = None
    """False for a paywalled teaser, None when the page does not say."""

    syndicated_from: Syndication | None = None
    """From "Artikel ini telah tayang di …", and from an agency's credit: ``(Ant/OL-1)``."""

    rights: Rights | None = None
    """None when the page says nothing."""

    content_hash: str | None = None
    """SHA-256 hex of headline, blank line, body in UTF-8."""

    revision: int = 1
    """1, then 2 … when the publisher changes headline or body."""

    duplicate_of: str | None = None
    """Key of the article that this one repeats."""

    similarity: float | None = None
    """How much of it, 0 to 1."""

    sources: dict[str, str] = field(default_factory=dict)
    """Field -> the place that supplied it: ``"authors": "css div.author-2"``."""

    conflicts: dict[str, list[Claim]] = field(default_factory=dict)
    """Field -> other usable values, where they differ."""

    fetched_at: str | None = None
    """When the page was fetched, UTC."""

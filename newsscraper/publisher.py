"""What a publisher states about itself: facts, and no crawl."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from newsscraper.body import BodyRules
from newsscraper.normalize.urls import ArticleUrls
from newsscraper.places import Place, css


class Publisher:
    """The facts of one publisher; its spider class states them as class attributes."""

    name: str
    """Short name: the spider's, and the first part of every key."""

    timezone: ClassVar[str] = "Asia/Jakarta"
    """Zone of the publisher's dates and days."""

    language: ClassVar[str] = "id"
    """Language of the publisher's texts."""

    houses: ClassVar[tuple[str, ...]] = ()
    """The publisher's own names, which sign stories and are no persons."""

    index_url: ClassVar[str]
    """First page of the index that lists all sections."""

    sections: ClassVar[tuple[str, ...]]
    """Slugs of the section fronts."""

    section_url: ClassVar[str]
    """Address of a section front, with ``{section}``."""

    example_url: ClassVar[str]
    """A live article, for ``scrapy check``."""

    floor: ClassVar[float] = 0.9
    """Share of article pages that must give headline, body and date, or the layout has changed."""

    article_urls: ClassVar[ArticleUrls]
    """What the publisher's article URLs look like."""

    kinds: ClassVar[Mapping[str, str]] = {}
    """Section slug -> kind of article; any other section is ``news``."""

    index_items: ClassVar[Sequence[Place]]
    """Where an index page lists its articles; the first place that has any is read."""

    pagination: ClassVar[Place]
    """Where an index page links to its other pages."""

    main: ClassVar[css | None] = None
    """What holds the article, away from menus and sidebars; css places look only there."""

    body_rules: ClassVar[BodyRules]
    """How bodies are read."""

    sources: ClassVar[Mapping[str, Sequence[Place]]]
    """Field -> the places to look for it, best first."""

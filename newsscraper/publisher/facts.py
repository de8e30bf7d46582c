"""What a publisher states about itself: facts, and no crawl."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.json_document import JsonAnswer
from newsscraper.page.places import Place, css
from newsscraper.publisher.any_paging import Paging
from newsscraper.publisher.body_rules import BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.fact_checks import check_facts
from newsscraper.roads.any_road import Road


class Publisher:
    """The facts of one publisher; its spider class states them as class attributes.

    They are checked when a class with a name is made; wrong ones raise WrongFacts.
    """

    name: str
    """Short name: the spider's, and the first part of every key."""

    title: ClassVar[str] = ""
    """Name that readers know: CNN Indonesia."""

    evidence: ClassVar[Evidence | None] = None
    """What the facts rest on; the docstring of the class says more."""

    reach: ClassVar[str] = "not known"
    """How far back its lists lead, in words: ``days since 2019``."""

    access: ClassVar[str] = "not known"
    """What its robots.txt and its servers allow, in words."""

    timezone: ClassVar[str] = "Asia/Jakarta"
    """Zone of the publisher's dates and days."""

    language: ClassVar[str] = "id"
    """Language of the publisher's texts."""

    houses: ClassVar[tuple[str, ...]] = ()
    """The publisher's own names, which sign stories and are no persons."""

    roads: ClassVar[Sequence[Road]]
    """The ways to find articles, best first: one that is refused or dead gives way to the next."""

    sections: ClassVar[tuple[str, ...]]
    """Slugs of the sections; a road with ``{section}`` in its URL stands for one for each."""

    is_part_of_all: ClassVar[bool] = True
    """Whether ``scrapy crawl --all`` crawls it, too."""

    example_url: ClassVar[str]
    """A live article, for ``scrapy check``."""

    floor: ClassVar[float] = 0.9
    """Share of article pages that must give headline, body and date, or the layout has changed."""

    article_urls: ClassVar[ArticleUrls]
    """What the publisher's article URLs look like."""

    may_lack_text: ClassVar[tuple[str, ...]] = ()
    """Regexes of addresses, without the scheme, of photo series, films, quizzes and live scores."""

    identity: ClassVar[Sequence[Place]] = ()
    """Where a page names its own article, by number or URL, beside canonical link and og:url."""

    kinds: ClassVar[Mapping[str, str]] = {}
    """Section slug -> kind of article; any other section is ``news``."""

    kind_signs: ClassVar[Mapping[str, Sequence[Place]]] = {}
    """Kind of article -> places that only pages of this kind have, in whatever section."""

    index_items: ClassVar[Sequence[Place]]
    """Where an index page lists its articles; the first place that has any is read."""

    pagination: ClassVar[Place | None] = None
    """Where an index page links to its other pages; a dated index needs no links.

    Links to another path, numbers left aside, are to another list, and are not followed.
    """

    paging: ClassVar[Paging | None] = None
    """How articles are spread over several pages, where they are."""

    json_answer: ClassVar[JsonAnswer | None] = None
    """Where an article that comes as JSON says where its page is; places of `json` read it."""

    main: ClassVar[css | None] = None
    """What holds the article, away from menus and sidebars; css places look only there."""

    body_rules: ClassVar[BodyRules]
    """How bodies are read."""

    sources: ClassVar[Mapping[str, Sequence[Place]]]
    """Field -> the places to look for it, best first."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Check the facts of the new class."""
        super().__init_subclass__(**arguments)
        check_facts(cls)

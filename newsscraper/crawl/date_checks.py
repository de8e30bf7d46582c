"""Dates check each other: that of a list, that of the address, and the article's own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.taken import Wanted
from newsscraper.items import Article
from newsscraper.normalize.dates import read_date
from newsscraper.normalize.disagreement import Way, disagreement
from newsscraper.window import day_of

if TYPE_CHECKING:  # they load sqlalchemy, which only a crawl needs
    from newsscraper.crawl.frontier import Frontier
    from newsscraper.crawl.run import Run

LIST: Final = "list"
ADDRESS: Final = "url published"
"""Sources of dates, as ``conflicts`` name them."""

_COUNTED: Final[Mapping[tuple[str, Way], Stat]] = {
    (LIST, Way.SWAPPED): Stat.LIST_DATES_SWAPPED,
    (LIST, Way.YEAR): Stat.LIST_DATES_IN_YEAR,
    (LIST, Way.MONTH): Stat.LIST_DATES_IN_MONTH,
    (ADDRESS, Way.SWAPPED): Stat.ADDRESS_DATES_SWAPPED,
    (ADDRESS, Way.YEAR): Stat.ADDRESS_DATES_IN_YEAR,
    (ADDRESS, Way.MONTH): Stat.ADDRESS_DATES_IN_MONTH,
}


class _Told(NamedTuple):
    """A date that another place than the page gives an article."""

    source: str
    value: str


def check_dates(run: "Run", article: Article, asked: str) -> set[int]:
    """Note in *article*, which was asked for as *asked*, which other dates disagree with its own.

    Its own date is never changed. Return the walks of this run whose lists are wrong by it.
    """
    key, own = str(article.key), article.date_published
    if own is None or asked not in ("", key):  # a redirect led to another article
        return set()
    probes = run.frontier.probes
    listed = probes.listed(run.store, key)
    wrong = probes.learn(run.store, key, own, listed)
    told = list(_told(run, article, listed))
    run.counts.add(Stat.DATES_COMPARED, int(bool(told)))
    _note(run, article, told)
    return wrong


def _told(run: "Run", article: Article, listed: str | None) -> Iterator[_Told]:
    """Yield the other dates of *article*; a list takes that of an address where there is one."""
    address = run.publisher.article_urls.match(str(article.url))
    read = (
        read_date(address.published, timezone=run.publisher.timezone)
        if (address and address.published)
        else None
    )
    if read:
        yield _Told(ADDRESS, read.value)
    if listed and not (read and read.value == listed):
        yield _Told(LIST, listed)


def _note(run: "Run", article: Article, told: Iterable[_Told]) -> None:
    """Count *article* if any of the dates *told* disagrees with its own, and keep those."""
    own = day_of(str(article.date_published))
    ways = {each: way for each in told if (way := disagreement(day_of(each.value), own))}
    run.counts.add(Stat.DATE_CONFLICTS, int(bool(ways)))
    for each, way in ways.items():
        if stat := _COUNTED.get((each.source, way)):
            run.counts.add(stat)
        claims = article.conflicts.setdefault("date_published", [])
        if each.source not in [claim["source"] for claim in claims]:
            claims.append({"value": each.value, "source": each.source})


def reopened(frontier: "Frontier", walks: Iterable[int]) -> Iterator[Wanted]:
    """Yield what *walks* passed by for a date that is wrong, to be fetched after all."""
    for walk in walks:
        after: str | None = ""
        while after is not None:
            with frontier.store.writing() as transaction:
                rows, after = frontier.probes.passed_by(transaction, walk, after)
                wanted = frontier.fetch_anyway(transaction, rows)
            yield from wanted

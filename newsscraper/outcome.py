"""The outcome of a crawl: its exit code and the last line of its log."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from newsscraper.downloader.refusals import BURST, REASON
from newsscraper.redaction import redact, visible

if TYPE_CHECKING:
    from newsscraper.run import Run

_ENOUGH_PAGES: Final = 10
"""Fewer article pages say nothing about a publisher's layout."""

_UNSOUND: Final = frozenset({1, 2, 3, 4, 5, 6, 8})
"""Exit codes of failed runs: they deliver nothing, so that the last good file stays."""

_REASONS: Final = {
    "robots_txt": "is forbidden by robots.txt",
    "robots_error": "cannot be asked for, as robots.txt cannot be had",
    "no_answer": "does not answer",
    "redirected_away": "leads off the site",
    "challenge_page": "answers with a challenge page",
    "wall_page": "answers with a login or consent page",
}
"""Reason of a verdict -> what is said of the page; others are named."""


@dataclass(frozen=True)
class Outcome:
    """How a crawl ended."""

    exit_code: int
    """As the README's table says."""
    text: str
    log_level: int = logging.ERROR
    """The level that the last line deserves."""

    @classmethod
    def of(cls, run: "Run", reason: str, unwritten: Sequence[str] = (), held: int = 0) -> "Outcome":
        """Return how *run*, closed for *reason*, ended: the gravest cause wins.

        *unwritten*: feeds that could not be delivered, each with its reason. *held*: the
        publisher's articles in the store.
        """
        facts = _Facts(run, reason, unwritten, held)
        found = next(filter(None, (judge(facts) for judge in _JUDGES)))
        return replace(found, text=visible(redact(found.text)))

    @property
    def is_sound(self) -> bool:
        """Tell whether feeds may be delivered."""
        return self.exit_code not in _UNSOUND


NOT_STARTED: Final = Outcome(1, "Failed: the crawl did not start; the log above says why.")


class _Facts:
    """What the judges look at."""

    def __init__(self, run: "Run", reason: str, unwritten: Sequence[str], held: int) -> None:
        self.run = run
        spider: Any = run.crawler.spider
        self.spider = spider
        self.reason = reason
        self.unwritten = unwritten
        self.held = held
        walks: list[Any] = list(spider.begun.values())
        substitutes = [walk for walk in walks if walk.is_substitute]
        self.is_replaced = any(walk.has_articles for walk in substitutes)
        """Whether a road that was refused was left for others, which gave articles."""
        self.walks = [walk for walk in walks if not walk.is_substitute]
        """Those down the roads that the run set out for."""

    def stat(self, name: str) -> int:
        """Return a number of the crawl's stats."""
        assert self.run.crawler.stats
        return int(self.run.crawler.stats.get_value(name, 0))

    @property
    def has_articles(self) -> bool:
        """Tell whether any index page listed an article."""
        return self.is_replaced or any(walk.has_articles for walk in self.walks)

    @property
    def failed(self) -> int:
        """Articles that could not be had."""
        return self.stat("articles/failed")

    @property
    def counts(self) -> str:
        """The numbers of the last line."""
        articles = number(self.stat("item_scraped_count"), "article")
        others = (
            f"{count} {outcome.replace('_', ' ')}"
            for outcome in ("given_up", "gone", "refused", "not_rechecked")
            if (count := self.stat(f"articles/{outcome}"))
        )
        repeated = self.stat("articles/exact_duplicates")
        duplicates = [number(repeated, "exact duplicate")] if repeated else []
        return ", ".join([articles, f"{self.failed} failed", *others, *duplicates])


def _unexpected(facts: _Facts) -> Outcome | None:
    if not (count := facts.run.tracebacks.count):
        return None
    errors = number(count, "unexpected error")
    return Outcome(1, f"Failed: {errors}, which the log above shows; {facts.counts}.")


def _refused_to_begin(facts: _Facts) -> Outcome | None:
    refusal = facts.run.refusal
    return Outcome(refusal.exit_code, f"Not begun: {refusal}.") if refusal else None


def _not_written(facts: _Facts) -> Outcome | None:
    if failure := facts.run.store.failure:
        return Outcome(3, f"Failed: {failure}; {facts.counts}.")
    if not facts.unwritten:
        return None
    causes = "; ".join(facts.unwritten)
    text = f"Failed: {causes}; the next run delivers it; {facts.counts}, all safe in the store."
    return Outcome(3, text)


def _no_feed(facts: _Facts) -> Outcome | None:
    has_feeds = facts.run.feeds and (facts.run.has_begun or facts.reason == "shutdown")
    if has_feeds or not facts.run.crawler.settings.getdict("FEEDS"):
        return None
    return Outcome(1, f"Failed: no feed was written, the log above says why; {facts.counts}.")


def _stopped(facts: _Facts) -> Outcome | None:
    if facts.reason != "shutdown":
        return None
    return Outcome(11, f"Stopped by a signal: {facts.counts}.")


def _limited(facts: _Facts) -> Outcome | None:
    """Judge a crawl that one of Scrapy's limits ended."""
    if facts.reason in ("finished", "cannot_go_on"):
        return None
    return Outcome(0, f"Stopped ({facts.reason}): {facts.counts}.", logging.WARNING)


def _not_opened(facts: _Facts) -> Outcome | None:
    if facts.run.is_opened:
        return None
    return NOT_STARTED


def _out_of_memory(facts: _Facts) -> Outcome | None:
    if facts.reason != "memusage_exceeded":
        return None
    return Outcome(1, f"Failed: MEMUSAGE_LIMIT_MB is exceeded; {facts.counts}.")


def _turned_away(facts: _Facts) -> Outcome | None:
    if facts.reason != REASON:
        return None
    text = f"Refused: a burst of {BURST} refusals by the publisher; {facts.counts}"
    return Outcome(5, f"{text}; the next run goes on.")


def _refused(facts: _Facts) -> Outcome | None:
    """Judge a crawl in which every walk was refused; one of several only makes it partial."""
    verdicts = [walk.unread[1] for walk in facts.walks if walk.unread]
    refused = [verdict for verdict in verdicts if verdict.outcome == "refused"]
    if not refused or len(refused) < len(facts.walks) or facts.is_replaced:
        return None
    return Outcome(5, f"Refused: {_roads(facts.walks)}; {facts.counts}.")


def _nothing_listed(facts: _Facts) -> Outcome | None:
    is_read = all(walk.unread or walk.pages for walk in facts.walks)
    if not facts.walks or not is_read or facts.has_articles:
        return None
    return Outcome(4, f"Nothing found: {_roads(facts.walks)}; {facts.counts}.")


def _layout_changed(facts: _Facts) -> Outcome | None:
    read, whole = facts.stat("article_pages/read"), facts.stat("article_pages/whole")
    if read < _ENOUGH_PAGES or whole >= read * facts.spider.floor:
        return None
    gave = f"of {read} article pages {whole} gave headline, body and date"
    return Outcome(6, f"Layout changed: {gave}; {facts.counts}.")


def _partial(facts: _Facts) -> Outcome | None:
    pages = sum(facts.stat(f"index_pages/{outcome}") for outcome in ("failed", "refused"))
    if facts.is_replaced:  # what these would list, the others list, too
        pages -= sum(walk.unread is not None for walk in facts.walks)
    elif facts.has_articles:
        pages -= sum(walk.is_quiet for walk in facts.walks)
    given_up = {kind: facts.stat(f"articles/given_up/{kind}") for kind in ("failed", "refused")}
    if not facts.failed and not pages and not given_up["refused"]:
        return None
    unread = f"; {number(pages, 'index page')} could not be read" if pages else ""
    is_hopeless = not pages and facts.failed == given_up["failed"]
    again = "" if is_hopeless else "; the next run tries again"
    return Outcome(7, f"Partial: {facts.counts}{unread}{again}.", logging.WARNING)


def _complete(facts: _Facts) -> Outcome | None:
    store = facts.run.store
    if facts.is_replaced:
        text = f"Complete: {facts.counts}, by other roads: {_roads(facts.walks)}."
        return Outcome(0, text, logging.WARNING)
    has_new = facts.stat("item_scraped_count") or facts.stat("articles/exact_duplicates")
    if has_new or not store.path:
        return Outcome(0, f"Complete: {facts.counts}.", logging.INFO)
    text = f"Complete: 0 new; {store.name} holds {facts.held}: scrapy export -O FILE"
    return Outcome(0, text, logging.INFO)


_JUDGES: Final[tuple[Callable[[_Facts], Outcome | None], ...]] = (
    _unexpected,
    _not_opened,
    _out_of_memory,
    _refused_to_begin,
    _no_feed,
    _not_written,
    _stopped,
    _turned_away,
    _refused,
    _nothing_listed,
    _layout_changed,
    _partial,
    _limited,
    _complete,
)
"""In the order of gravity: 1, 2 and 8, 3, 11, 5, 4, 6, 7, 0."""


def _roads(walks: Sequence[Any]) -> str:
    """Say what became of the first of *walks*, and how many more there are."""
    first = walks[0]
    page, why = first.road.url, "lists no article"
    if first.unread:
        page, verdict = first.unread
        status = f"answers {verdict.status}" if verdict.reason.startswith("http_") else None
        why = _REASONS.get(verdict.reason) or status or f"cannot be read ({verdict.reason})"
    more = f"; the same goes for {len(walks) - 1} more" if len(walks) > 1 else ""
    return f"{page} {why}{more}"


def number(count: int, noun: str) -> str:
    """Return *count* with *noun*, in the plural where it must be."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

"""Judges how a crawl ended: the first judge that has something to say decides."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from newsscraper.crawl.by_another import not_begun
from newsscraper.crawl.changes_said import changed, still_changed
from newsscraper.crawl.counts import Stat
from newsscraper.crawl.ending import Ending
from newsscraper.crawl.last_line import (
    next_step,
    roads,
    said,
    said_calmly,
    said_of_nothing_new,
    still_to_fetch,
    suspected,
)
from newsscraper.crawl.news import is_any
from newsscraper.crawl.outcome import NOT_STARTED, Outcome
from newsscraper.downloader.refusals import BURST, REASON
from newsscraper.failures import Exit
from newsscraper.messages.hints import store_hint
from newsscraper.messages.redaction import redact, visible
from newsscraper.messages.wording import number

_ENOUGH_PAGES: Final = 10
"""Fewer article pages say nothing about a publisher's layout."""

_ENOUGH_REFUSED: Final = 10
"""Fewer refused articles say nothing of an incremental run, or where others are stored."""

_SHUT: Final = "it lets no honest user agent in: ask the publisher"

_GIVEN_UP: Final = (Stat.GIVEN_UP_FAILED, Stat.GIVEN_UP_REFUSED, Stat.INDEX_PAGES_GIVEN_UP)
"""Numbers of what no run tries any more."""


def judge(ending: Ending) -> Outcome:
    """Return how the crawl ended: the gravest cause wins."""
    found = next(filter(None, (each(ending) for each in JUDGES)))
    return replace(found, text=visible(redact(found.text)))


def _unexpected(ending: Ending) -> Outcome | None:
    if not ending.errors:
        return None
    errors = number(ending.errors, "unexpected error")
    return _failed(Exit.UNEXPECTED, f"{errors}, which the log above shows", ending)


def _not_opened(ending: Ending) -> Outcome | None:
    return None if ending.is_opened else NOT_STARTED


def _not_begun(ending: Ending) -> Outcome | None:
    return not_begun(ending.stopped_by) if ending.stopped_by else None


def _no_feed(ending: Ending) -> Outcome | None:
    is_made = ending.has_feeds and (ending.has_begun or ending.reason == "shutdown")
    if is_made or not ending.wants_feeds:
        return None
    return _failed(Exit.UNEXPECTED, "no feed was written, the log above says why", ending)


def _in_use(ending: Ending) -> Outcome | None:
    """Judge a crawl whose publisher is another's by now, or that waited for a file in vain."""
    if ending.loss and ending.loss.exit_code == Exit.HELD:
        return _failed(Exit.HELD, str(ending.loss), ending)
    if not ending.in_use:
        return None
    text = f"Not delivered: {'; '.join(ending.in_use)}; {_to_deliver(ending)}"
    return Outcome(Exit.HELD, text)


def _not_written(ending: Ending) -> Outcome | None:
    if ending.store_failure:
        return _failed(Exit.NOT_WRITTEN, ending.store_failure, ending)
    lost = [str(ending.loss)] if ending.loss else []
    lost += [ending.unrecorded] if ending.unrecorded else []
    if not lost and not ending.unwritten:
        return None
    causes = "; ".join([*lost, *ending.unwritten])
    return Outcome(Exit.NOT_WRITTEN, f"Failed: {causes}; {_to_deliver(ending)}")


def _to_deliver(ending: Ending) -> str:
    """Say that nothing is lost of what was not delivered, unless the store was a temporary one."""
    if ending.store_name is None:
        return f"{said(ending)}, all in a temporary store."
    return f"the next run delivers it; {said(ending)}, all safe in the store."


def _failed(code: Exit, cause: str, ending: Ending) -> Outcome:
    return Outcome(code, f"Failed: {cause}; {said(ending)}.")


def _stopped(ending: Ending) -> Outcome | None:
    if ending.reason != "shutdown":
        return None
    return Outcome(Exit.STOPPED, f"Stopped by a signal: {said(ending)}.")


def _turned_away(ending: Ending) -> Outcome | None:
    """Judge a crawl that a burst of refusals ended, maybe before any list came."""
    if ending.reason != REASON:
        return None
    walks = [walk for walk in ending.set_out if walk.is_turned_away and not walk.has_articles]
    where, next_run = "", "the next run goes on"
    if walks and not ending.has_articles:
        where = f"; {roads(walks)}"
        next_run = f"if later runs come to the same, {_SHUT}"
    text = f"Refused: a burst of {BURST} refusals by the publisher{where}; {said(ending)}"
    return Outcome(Exit.REFUSED, f"{text}; {next_run}.")


def _refused(ending: Ending) -> Outcome | None:
    """Judge a crawl in which every walk was refused; one of several only makes it partial."""
    walks = ending.set_out
    if not walks or ending.is_replaced or not all(walk.is_turned_away for walk in walks):
        return None
    return Outcome(Exit.REFUSED, f"Refused: {roads(walks)}; {said(ending, has_cause=True)}.")


def _all_refused(ending: Ending) -> Outcome | None:
    """Judge a crawl all of whose articles were refused; a few say nothing where others came."""
    count = ending.turned_away
    is_asked_by_hand = not ending.is_incremental and not ending.open.has_stored
    if count < (1 if is_asked_by_hand else _ENOUGH_REFUSED):
        return None
    articles = f"all {count} articles were refused" if count > 1 else "the article was refused"
    return Outcome(Exit.REFUSED, f"Refused: {articles}; {said(ending)}.")


def _nothing_listed(ending: Ending) -> Outcome | None:
    walks = ending.set_out
    is_read = all(walk.unread or walk.is_begun for walk in walks)
    if not walks or not is_read or ending.has_articles:
        return None
    return Outcome(
        Exit.NOTHING_FOUND, f"Nothing found: {roads(walks)}; {said(ending, has_cause=True)}."
    )


def _layout_changed(ending: Ending) -> Outcome | None:
    read, whole = ending.count(Stat.ARTICLE_PAGES_READ), ending.count(Stat.ARTICLE_PAGES_WHOLE)
    if read < _ENOUGH_PAGES or whole >= read * ending.floor:
        return None
    gave = f"of {read} article pages {whole} gave headline, body and date"
    return Outcome(Exit.LAYOUT_CHANGED, f"Layout changed: {gave}; {said(ending)}{changed(ending)}.")


def _changed(ending: Ending) -> Outcome | None:
    """Judge a crawl that shows, as none before, that the publisher's pages have changed.

    Or in which most dates disagree with those of the lists in the same way.
    """
    cause = changed(ending)
    if not cause:
        return None
    text = f"Changed: {said(ending)}{cause}{still_changed(ending)}."
    return Outcome(Exit.CHANGED, text, logging.WARNING)


def _limited(ending: Ending) -> Outcome | None:
    """Judge a crawl that one of Scrapy's limits ended."""
    if ending.reason in ("finished", "cannot_go_on"):
        return None
    numbers = f"{said(ending)}{changed(ending)}{still_to_fetch(ending)}"
    text = f"Stopped ({ending.reason}): {numbers}; the same line again goes on."
    return Outcome(Exit.PARTIAL, text, logging.WARNING)


def _unbelievable(ending: Ending) -> Outcome | None:
    """Judge a crawl whose articles have more in common than can be true: they stay open."""
    if not ending.suspicion:
        return None
    why = f"{suspected(ending.suspicion)}, which is believed when a run a day later sees the same"
    text = f"Partial: {said(ending)}{changed(ending)}; {why}{next_step(ending)}"
    return Outcome(Exit.PARTIAL, text, logging.WARNING)


def _partial(ending: Ending) -> Outcome | None:
    """Judge a crawl that owes something; one that gives something up says so once."""
    owed = ending.open.articles.owed + ending.unread + max(ending.failed_for_now, 0)
    given_up = sum(map(ending.count, _GIVEN_UP))
    others = ending.missing or ending.skipped or ending.untold
    if not owed and not given_up and not others:
        return None
    numbers = f"{said(ending)}{changed(ending)}{still_to_fetch(ending)}"
    text = f"Partial: {numbers}{next_step(ending)}"
    return Outcome(Exit.PARTIAL, text, logging.WARNING)


def _up_to_date(ending: Ending) -> Outcome | None:
    """Judge a crawl that has done what was due, while something waits, or is not for it.

    Or it asked for a page that was given up before, and it failed again.
    """
    if not ending.open.is_any and not ending.count(Stat.INDEX_PAGES_FAILED_AGAIN):
        return None
    said_so = f"{said_calmly(ending)}{_by_other_roads(ending)}{still_changed(ending)}"
    text = f"Up to date: {said_so}{next_step(ending)}"
    return Outcome(Exit.COMPLETE, text, logging.WARNING)


def _complete(ending: Ending) -> Outcome:
    """Judge a crawl of a publisher of whom nothing is open."""
    level = logging.WARNING if ending.is_replaced or ending.changes else logging.INFO
    if is_any(ending) or ending.is_replaced:
        text = f"Complete: {said(ending)}{_by_other_roads(ending)}{still_changed(ending)}."
    else:
        news = f"{said_of_nothing_new(ending)}{still_changed(ending)}"
        text = f"Complete: {news}: {store_hint('export -O FILE')}"
    return Outcome(Exit.COMPLETE, text, level)


def _by_other_roads(ending: Ending) -> str:
    return f", by other roads: {roads(ending.set_out)}" if ending.is_replaced else ""


JUDGES: Final[tuple[Callable[[Ending], Outcome | None], ...]] = (
    _unexpected,
    _not_opened,
    _not_begun,
    _no_feed,
    _in_use,
    _not_written,
    _stopped,
    _turned_away,
    _refused,
    _all_refused,
    _nothing_listed,
    _layout_changed,
    _limited,
    _unbelievable,
    _partial,
    _changed,
    _up_to_date,
    _complete,
)
"""In the order of gravity: 1, 2 and 8, 3, 11, 5, 4, 6, 7, 9, 0."""

"""The words of a crawl's last line: its numbers, what is open, and the next command."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.ending import Ending, WalkEnd
from newsscraper.crawl.news import is_any, news
from newsscraper.crawl.tally import Suspicion
from newsscraper.failures import OpenReason, Reason
from newsscraper.messages.hints import store_hint
from newsscraper.messages.wording import number
from newsscraper.store.states import InCommon

_SAID: Final[dict[Reason | OpenReason, str]] = {
    Reason.ROBOTS_TXT: "is forbidden by robots.txt",
    Reason.ROBOTS_ERROR: "cannot be asked for, as robots.txt cannot be had",
    Reason.NO_ANSWER: "does not answer",
    Reason.NO_ARTICLES: "lists no article",
    Reason.REDIRECTED_AWAY: "leads off the site",
    Reason.CHALLENGE_PAGE: "answers with a challenge page",
    Reason.WALL_PAGE: "answers with a login or consent page",
}
"""Reason of a verdict -> what is said of the page; others are named."""

_REFUSERS: Final = {
    Reason.ROBOTS_TXT: "robots.txt",
    Reason.ROBOTS_ERROR: "no robots.txt to be had",
    Reason.TDM_RESERVED: "TDM reserved",
}
"""Reason of a refusal -> what refused; others are named."""

_OTHER_COUNTS: Final = {
    Stat.GIVEN_UP: "given up",
    Stat.GONE: "gone",
    Stat.REFUSED: "refused",
    Stat.NOT_RECHECKED: "not rechecked",
    Stat.NOT_ARTICLE: "without text",
    Stat.SHRUNK: "shrunk",
}
"""Numbers that the last line names when they are not zero."""

_IN_COMMON: Final = {
    InCommon.GONE: "answer 404 or 410",
    InCommon.ELSEWHERE: "lead elsewhere",
    InCommon.SAME_TEXT: "have the same text as others",
    InCommon.MIXED: "answer 404 or 410, lead elsewhere, or have the same text as others",
}

_FEW_DAYS: Final = 3
"""So many days are named; of more, the first and the last."""


def said(ending: Ending, *, has_cause: bool = False) -> str:
    """Return the numbers of the last line, then what is open and not owed by the run.

    A line that *has a cause* names the unread page already.
    """
    return _joined(ending, news(ending), has_cause=has_cause)


def said_calmly(ending: Ending) -> str:
    """Return the same of a crawl that has done all that it was to do."""
    return said(ending) if is_any(ending) else _joined(ending, "0 new")


def said_of_nothing_new(ending: Ending) -> str:
    """Return the same of one that stored nothing and left nothing open: where all is, first."""
    where = f"0 new; {ending.store_name} holds {ending.held}"
    numbers = _numbers(ending)
    is_zero = len(numbers) == 1 and not ending.failed
    return where if is_zero else f"{where}; {', '.join(numbers)}"


def _joined(ending: Ending, first: str, *, has_cause: bool = False) -> str:
    numbers = _numbers(ending, has_cause=has_cause)
    if first == "0 new" and not ending.failed and ending.open.articles.waiting:
        numbers = numbers[1:]  # the number of those that failed earlier follows
    return "; ".join([", ".join([first, *numbers]), *_left_open(ending)])


def _numbers(ending: Ending, *, has_cause: bool = False) -> list[str]:
    unread = [] if has_cause else _unread(ending)
    others = [*_skipped(ending), *_untold(ending)]
    return [f"{ending.failed} failed", *_lost(ending), *unread, *others]


def _lost(ending: Ending) -> Iterator[str]:
    for stat, words in _OTHER_COUNTS.items():
        if count := ending.count(stat):
            yield f"{count} {words}{_by_whom(ending) if stat == Stat.REFUSED else ''}"
    if ending.is_list and (led := ending.open.elsewhere):
        yield f"{led} led elsewhere"
    if repeated := ending.count(Stat.EXACT_DUPLICATES):
        yield number(repeated, "exact duplicate")


def _unread(ending: Ending) -> Iterator[str]:
    if ending.unread:
        yield f"{number(ending.unread, 'index page')} unread{_of(ending.open.owed_pages.days)}"
    if given_up := ending.count(Stat.INDEX_PAGES_GIVEN_UP):
        yield f"{number(given_up, 'index page')} given up"
    if again := ending.count(Stat.INDEX_PAGES_FAILED_AGAIN):
        yield f"{number(again, 'index page')} given up earlier failed again"


def _skipped(ending: Ending) -> Iterator[str]:
    if ending.skipped:
        yield f"{number(ending.skipped, 'line')} of urls skipped"


def _untold(ending: Ending) -> Iterator[str]:
    if ending.untold:
        yield f"dates of {number(ending.untold, 'list')} not checked"


def _by_whom(ending: Ending) -> str:
    """Say by whom articles were refused, with numbers if there are several."""
    found = sorted(ending.refusals.items(), key=lambda each: (-each[1], each[0]))
    words = [(_refuser(reason), count) for reason, count in found]
    if len(words) == 1:
        return f" ({words[0][0]})"
    return f" ({', '.join(f'{count} {name}' for name, count in words)})" if words else ""


def _refuser(reason: str) -> str:
    known = {str(each): words for each, words in _REFUSERS.items()}
    return known.get(reason) or reason.replace("http_", "HTTP ").replace("_", " ")


def _left_open(ending: Ending) -> Iterator[str]:
    left = ending.open
    if left.articles.not_found:
        yield f"{left.articles.not_found} not found (404)"
    when = _time(ending)
    if count := left.articles.waiting:
        waits = "waits for its" if count == 1 else "wait for their"
        yield f"{count} failed earlier {waits} next try ({when})"
    if count := left.waiting_pages.count:
        waits = "waits for its" if count == 1 else "wait for their"
        of = _of(left.waiting_pages.days)
        yield f"{number(count, 'index page')} unread{of} {waits} next try ({when})"
    if count := left.articles.outside:
        yield f"{number(count, 'article')} that this run was not for {_is(count)} open"
    if count := left.outside_pages.count:
        of = _of(left.outside_pages.days)
        yield f"{number(count, 'index page')} unread{of} that this run was not for"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _time(ending: Ending) -> str:
    """Return when the next try is; its day, too, if that is not today."""
    if ending.next_try is None:
        return "soon"
    is_today = ending.now is not None and ending.now.date() == ending.next_try.date()
    return format(ending.next_try, "%H:%M" if is_today else "%Y-%m-%d %H:%M")


def _of(days: Sequence[date]) -> str:
    if not days:
        return ""
    if len(days) <= _FEW_DAYS:
        return f" ({', '.join(map(str, days))})"
    return f" ({len(days)} days from {days[0]} to {days[-1]})"


def suspected(suspicion: Suspicion) -> str:
    """Return what too many articles have in common."""
    return f"{suspicion.count} of {suspicion.of} articles {_IN_COMMON[suspicion.kind]}"


def still_to_fetch(ending: Ending) -> str:
    """Return how many articles are due, and were not asked for."""
    return f"; {ending.to_fetch} still to fetch" if ending.to_fetch else ""


def next_step(ending: Ending) -> str:
    """Return the end of the line: the next command to run, where there is one, or a full stop."""
    left = ending.open
    if ending.store_name is None:
        return "; the next run tries again." if ending.is_to_be_tried else "."
    gaps = f": {store_hint(f'coverage {ending.publisher} --gaps')}"
    if left.articles.owed or left.articles.not_found or left.articles.waiting or ending.failed:
        return f"; the next run tries again{gaps}" if ending.is_to_be_tried else gaps
    if ending.unread:
        return "; to read what is unread, run the same line again."
    if ending.count(Stat.GIVEN_UP) or (ending.is_list and ending.count(Stat.REFUSED)):
        return gaps
    return _elsewhere(ending)


def _elsewhere(ending: Ending) -> str:
    """Return the command for what is open, and not within the run's reach."""
    days = ending.open.outside_pages.days
    if days and not ending.open.articles.outside:
        window = f"-a since={days[0]} -a until={days[-1]}"
        return f": {store_hint(f'crawl {ending.publisher} {window}')}"
    left = ending.open.articles.outside + ending.open.outside_pages.count
    return f": {store_hint(f'coverage {ending.publisher} --gaps')}" if left else "."


def roads(walks: Sequence[WalkEnd]) -> str:
    """Say what became of the first of *walks*, and how many more there are."""
    first = walks[0]
    page, why = first.first_page, "lists no article"
    if first.unread:
        page, verdict = first.unread
        status = f"answers {verdict.status}" if verdict.reason.startswith("http_") else None
        why = _SAID.get(verdict.reason) or status or f"cannot be read ({verdict.reason})"
    more = f"; the same goes for {len(walks) - 1} more" if len(walks) > 1 else ""
    return f"{page} {why}{more}"

"""The words of a crawl's last line for what has changed on the publisher's pages."""

from typing import Final

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.ending import Ending
from newsscraper.crawl.tally import ENOUGH
from newsscraper.messages.wording import number, with_example

_DATES: Final = {
    Stat.LIST_DATES_SWAPPED: "the list's have day and month swapped",
    Stat.LIST_DATES_IN_YEAR: "the list's differ in the year",
    Stat.LIST_DATES_IN_MONTH: "the list's differ in the month",
    Stat.ADDRESS_DATES_SWAPPED: "the address's have day and month swapped",
    Stat.ADDRESS_DATES_IN_YEAR: "the address's differ in the year",
    Stat.ADDRESS_DATES_IN_MONTH: "the address's differ in the month",
}
"""Ways in which dates disagree."""


def changed(ending: Ending) -> str:
    """Return what has changed: dates that disagree, and what no run has told of the pages."""
    news = [each for each in ending.changes if not each.is_told]
    if not news:
        return _disagreeing(ending)
    first = with_example(news[0].text, news[0].url)
    more = f", and {number(len(news) - 1, 'other change')}" if news[1:] else ""
    return f"{_disagreeing(ending)}; {first}{more}"


def still_changed(ending: Ending) -> str:
    """Return the fields that have changed, as an earlier run has told."""
    fields = dict.fromkeys(each.field for each in ending.changes if each.is_told)
    return f"; still changed: {', '.join(fields)}" if fields else ""


def _disagreeing(ending: Ending) -> str:
    """Return in how many articles dates disagree in the same way; nothing if not in most."""
    compared = ending.count(Stat.DATES_COMPARED)
    for stat, words in _DATES.items():
        count = ending.count(stat)
        if compared >= ENOUGH and count * 2 > compared:
            return f"; in {count} of {compared} the page's date and {words}"
    return ""

"""What a command line asks of the publishers that it names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newsscraper.console.lookup import publisher_called, publishers
from newsscraper.crawl.arguments import Arguments, read_arguments
from newsscraper.crawl.bad_argument import NothingAsked
from newsscraper.messages.hints import hint
from newsscraper.publisher.facts import Publisher
from newsscraper.spiders.base import NewsSpider
from newsscraper.store.clock import Clock


@dataclass(frozen=True)
class NamedPublishers:
    """What is asked of each publisher."""

    of: Mapping[type[Publisher], Arguments]
    left_out: Sequence[str] = ()
    """What to say of publishers of which nothing is asked, and of lines that belong to none."""
    skipped: int = 0
    """How many such lines there are, of several publishers; a single one tells its own."""

    @property
    def names(self) -> list[str]:
        """The publishers' names."""
        return [publisher.name for publisher in self.of]


def named(names: Sequence[str], settings: BaseSettings, *, is_all: bool) -> list[type[NewsSpider]]:
    """Return the publishers that are named, or all; each once.

    Raises UsageError when none is named, and UnknownPublisher.
    """
    if is_all and names:
        raise UsageError("name publishers or give --all, not both")
    if is_all:
        return [each for each in publishers(settings).values() if each.is_part_of_all]
    if not names:
        raise UsageError(f"name one publisher: {hint('crawl NAME')}; {hint('list')} shows them")
    return [publisher_called(name, settings) for name in dict.fromkeys(names)]


def asked_of(found: Sequence[type[Publisher]], given: Mapping[str, str]) -> NamedPublishers:
    """Return what the arguments *given* ask of each publisher.

    One of which they ask nothing, as all of it is of others, is left out. Raises BadArgument.
    """
    clock, remarks = Clock(), []
    asked: dict[type[Publisher], Arguments] = {}
    for each in found:
        others = [other for other in found if other is not each]
        try:
            today = clock.today(each.timezone)
            asked[each] = read_arguments(given, each, today, others)
        except NothingAsked as reason:
            remarks.append(f"{each.name} is left out; {reason}")
    if len(found) == 1:
        return NamedPublishers(asked)
    first = next(iter(asked.values()))
    of_none = _skipped(first, [each.name for each in found])
    whole = {each: replace(its, skipped=(), skipped_count=0) for each, its in asked.items()}
    return NamedPublishers(whole, (*remarks, *of_none), first.skipped_count)


def _skipped(arguments: Arguments, names: Sequence[str]) -> Iterator[str]:
    for line in arguments.left_out:
        yield f"urls: {line} of {' or '.join(names)}: skipped"

"""Spider arguments: the strings of ``-a NAME=VALUE`` checked and understood."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from newsscraper.crawl.bad_argument import BadArgument, NothingAsked
from newsscraper.crawl.url_list import Line, UrlList, read_urls
from newsscraper.messages.redaction import redact
from newsscraper.messages.wording import number
from newsscraper.normalize.dates import EARLIEST
from newsscraper.publisher.facts import Publisher
from newsscraper.window import Window

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = re.compile(r"([1-9]\d{0,4})d")
_NUMBER = re.compile(r"\d{1,6}")


@dataclass(frozen=True)
class Arguments:
    """What one run was asked for."""

    today: date
    """The publisher's day when the run was asked for."""
    since: date | None = None
    until: date | None = None
    sections: tuple[str, ...] = ()
    """Section slugs; empty means the publisher's main index."""
    urls: tuple[str, ...] = ()
    """Canonical article URLs; given, they are fetched and no others."""
    skipped: tuple[Line, ...] = ()
    """The first lines of ``urls`` that are no article URL."""
    skipped_count: int = 0
    """How many such lines there are."""
    related: int = 1
    """Hops of "Berita Lainnya" links to follow."""
    max_pages: int | None = None
    recheck: int = 0
    """Hours."""
    given: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The arguments as they were given."""

    @property
    def window(self) -> Window:
        """The days of ``since`` and ``until``."""
        return Window(self.since, self.until)

    @property
    def told(self) -> Mapping[str, str]:
        """The arguments as the store may have them: without passwords."""
        return {name: redact(value) for name, value in self.given.items()}

    @property
    def left_out(self) -> Iterator[str]:
        """What to say of the lines of ``urls`` that are left out."""
        for line in self.skipped:
            yield f"{line} is no article URL"
        if more := self.skipped_count - len(self.skipped):
            yield f"{number(more, 'other line')} {'is' if more == 1 else 'are'} no article URL"

    @property
    def is_incremental(self) -> bool:
        """Tell whether the run is for what is new, and not for a window or a list of URLs."""
        return not self.urls and not self.window


class _Asked(NamedTuple):
    """By what values are understood."""

    publisher: type[Publisher]
    today: date
    others: Collection[type[Publisher]] = ()


def read_arguments(
    raw: Mapping[str, str],
    publisher: type[Publisher],
    today: date,
    others: Collection[type[Publisher]] = (),
) -> Arguments:
    """Return *raw* understood; *today* is the publisher's day.

    What is meant for *others*, which are crawled beside it, is none of its own. Raises BadArgument
    for an unknown name or a wrong value, and NothingAsked when all is meant for others. Names with
    a leading underscore belong to whoever schedules the run (Scrapyd passes ``_job``) and are left
    alone.
    """
    given = {name: value for name, value in raw.items() if not name.startswith("_")}
    for name in given:
        if name not in NAMES:
            raise BadArgument(f"unknown argument {name!r}; known are {', '.join(NAMES)}")
    asked = _Asked(publisher, today, others)
    values = {name: _READERS[name](name, str(value), asked) for name, value in given.items()}
    if "urls" in values:
        values |= {"related": 0} | values | values["urls"]._asdict()
    return _checked(Arguments(today, **values, given=dict(raw)))


def _checked(arguments: Arguments) -> Arguments:
    """Return *arguments*; raises BadArgument when two of them do not go together."""
    given, today = arguments.given, arguments.today
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise BadArgument(f"since={given['since']} is after until={given['until']}")
    if arguments.since and arguments.since > today:
        raise BadArgument(f"since={given['since']} is in the future; today is {today}")
    if arguments.until and arguments.until < EARLIEST:
        raise BadArgument(f"until={given['until']} is before {EARLIEST}, when no news was online")
    if arguments.urls and arguments.recheck:
        raise BadArgument("recheck has no meaning with urls; leave one of them out")
    return arguments


def _since(name: str, value: str, asked: _Asked) -> date:
    if value == "today":
        return asked.today
    if value == "yesterday":
        return asked.today - timedelta(days=1)
    if days := _DAYS.fullmatch(value):
        return asked.today - timedelta(days=int(days[1]) - 1)
    return _day(name, value, "a day such as 2026-01-31, today, yesterday or 7d")


def _until(name: str, value: str, asked: _Asked) -> date:
    return _day(name, value, "a day such as 2026-01-31")


def _day(name: str, value: str, wanted: str) -> date:
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadArgument(f"{name}={value} is not {wanted}")


def _sections(name: str, value: str, asked: _Asked) -> tuple[str, ...]:
    fronted = [each for each in (asked.publisher, *asked.others) if _has_fronts(each)]
    if asked.publisher not in fronted:
        kind = NothingAsked if fronted else BadArgument
        raise kind(f"{name}: {asked.publisher.name} has no section fronts")
    if value == "all":
        return asked.publisher.sections
    wanted = tuple(dict.fromkeys(slug.strip() for slug in value.split(",") if slug.strip()))
    for slug in wanted or (value,):
        if not any(slug in each.sections for each in fronted):
            raise BadArgument(f"{name}: {_without(slug, fronted)}")
    own = tuple(slug for slug in wanted if slug in asked.publisher.sections)
    if not own:
        raise NothingAsked(f"{name}: {asked.publisher.name} has none of {', '.join(wanted)}")
    return own


def _has_fronts(publisher: type[Publisher]) -> bool:
    return any(road.is_by_section for road in publisher.roads)


def _without(slug: str, publishers: Collection[type[Publisher]]) -> str:
    """Say that no publisher has a section, and which one has if there is but one."""
    if len(publishers) > 1:
        return f"none of {', '.join(each.name for each in publishers)} has {slug!r}"
    [only] = publishers
    return f"{only.name} has no {slug!r}; it has all, {', '.join(only.sections)}"


def _urls(name: str, value: str, asked: _Asked) -> UrlList:
    others = [each.article_urls for each in asked.others]
    return read_urls(value, asked.publisher.article_urls, others)


def _number(name: str, value: str, asked: _Asked) -> int:
    if _NUMBER.fullmatch(value):
        return int(value)
    raise BadArgument(f"{name}={value} is not a whole number from 0 up")


def _positive(name: str, value: str, asked: _Asked) -> int:
    if count := _number(name, value, asked):
        return count
    raise BadArgument(f"{name}={value} is not a whole number from 1 up")


_READERS: dict[str, Callable[[str, str, _Asked], Any]] = {
    "since": _since,
    "until": _until,
    "sections": _sections,
    "urls": _urls,
    "related": _number,
    "max_pages": _positive,
    "recheck": _number,
}

NAMES: Final = tuple(_READERS)
"""The arguments that a spider takes."""

"""Spider arguments: the strings of ``-a NAME=VALUE`` checked and understood."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsscraper.publisher import Publisher

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = re.compile(r"([1-9]\d{0,4})d")
_NUMBER = re.compile(r"\d{1,6}")


class BadArgument(ValueError):
    """An argument that cannot be used; its text is one line for a person."""


@dataclass(frozen=True)
class Window:
    """Inclusive days in the publisher's own zone; None is open."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def contains(self, day: date) -> bool:
        """Tell whether *day* lies inside."""
        return not self.is_before(day) and (self.until is None or day <= self.until)

    def is_before(self, day: date) -> bool:
        """Tell whether *day* is older than the window."""
        return self.since is not None and day < self.since


@dataclass(frozen=True)
class Arguments:
    """What one run was asked for."""

    since: date | None = None
    until: date | None = None
    sections: tuple[str, ...] = ()
    """Section slugs; empty means the publisher's main index."""
    urls: tuple[str, ...] = ()
    """Canonical article URLs; given, they are fetched and no others."""
    related: int = 1
    """Hops of "Berita Lainnya" links to follow."""
    max_pages: int | None = None
    recheck: int = 0
    """Hours."""

    @property
    def window(self) -> Window:
        """The days of ``since`` and ``until``."""
        return Window(self.since, self.until)

    @property
    def is_incremental(self) -> bool:
        """Tell whether the run is for what is new, and not for a window or a list of URLs."""
        return not self.urls and not self.window


def read_arguments(raw: Mapping[str, str], publisher: type[Publisher]) -> Arguments:
    """Return *raw* understood.

    Raises BadArgument for an unknown name or a wrong value. Names with a leading underscore
    belong to whoever schedules the run (Scrapyd passes ``_job``) and are left alone.
    """
    given = {name: value for name, value in raw.items() if not name.startswith("_")}
    known = [field.name for field in fields(Arguments)]
    for name in given:
        if name not in known:
            raise BadArgument(f"unknown argument {name!r}; known are {', '.join(known)}")
    values = {name: _READERS[name](name, str(value), publisher) for name, value in given.items()}
    if "urls" in values:
        values.setdefault("related", 0)
    arguments = Arguments(**values)
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise BadArgument(f"since={given['since']} is after until={given['until']}")
    if arguments.urls and arguments.recheck:
        raise BadArgument("recheck has no meaning with urls; leave one of them out")
    return arguments


def _since(name: str, value: str, publisher: type[Publisher]) -> date:
    today = datetime.now(ZoneInfo(publisher.timezone)).date()
    if value in {"today", "yesterday"}:
        return today - timedelta(days=value == "yesterday")
    if days := _DAYS.fullmatch(value):
        return today - timedelta(days=int(days[1]) - 1)
    return _day(name, value, "a day such as 2026-01-31, today, yesterday or 7d")


def _until(name: str, value: str, publisher: type[Publisher]) -> date:
    return _day(name, value, "a day such as 2026-01-31")


def _day(name: str, value: str, wanted: str) -> date:
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadArgument(f"{name}={value} is not {wanted}")


def _sections(name: str, value: str, publisher: type[Publisher]) -> tuple[str, ...]:
    if value == "all":
        return publisher.sections
    wanted = tuple(dict.fromkeys(slug.strip() for slug in value.split(",") if slug.strip()))
    for slug in wanted or (value,):
        if slug not in publisher.sections:
            known = ", ".join(publisher.sections)
            raise BadArgument(f"{name}: {publisher.name} has no {slug!r}; it has all, {known}")
    return wanted


def _urls(name: str, value: str, publisher: type[Publisher]) -> tuple[str, ...]:
    urls = []
    for address in _addresses(name, value):
        article = publisher.article_urls.match(address)
        if article is None:
            raise BadArgument(f"{name}: {address!r} is no article URL of {publisher.name}")
        urls.append(article.url)
    if not urls:
        raise BadArgument(f"{name}={value} names no URL")
    return tuple(dict.fromkeys(urls))


def _addresses(name: str, value: str) -> Iterator[str]:
    lines = value.split(",")
    if value.startswith("@"):
        try:
            lines = Path(value[1:]).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, ValueError) as error:
            raise BadArgument(
                f"{name}={value}: the file cannot be read ({_reason(error)})"
            ) from None
    return (line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it is not UTF-8 text"


def _number(name: str, value: str, publisher: type[Publisher]) -> int:
    if _NUMBER.fullmatch(value):
        return int(value)
    raise BadArgument(f"{name}={value} is not a whole number from 0 up")


def _positive(name: str, value: str, publisher: type[Publisher]) -> int:
    if number := _number(name, value, publisher):
        return number
    raise BadArgument(f"{name}={value} is not a whole number from 1 up")


_READERS: dict[str, Callable[[str, str, Any], Any]] = {
    "since": _since,
    "until": _until,
    "sections": _sections,
    "urls": _urls,
    "related": _number,
    "max_pages": _positive,
    "recheck": _number,
}

"""What publishers state about themselves, as a person reads it: on a terminal, in Markdown."""

import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self
from zoneinfo import ZoneInfo

from newsscraper.publisher.evidence_level import LEVELS
from newsscraper.publisher.facts import Publisher
from newsscraper.roads.any_road import Road

_COLUMNS: Final = ("hosts", "lists", "window", "reach", "pages", "zone", "access", "evidence")
"""The attributes of a sheet that a table shows."""
_HEAD: Final = """\
<!-- Written by `scrapy publishers --refresh` from the classes in newsscraper/spiders. -->
# Publishers

| column | meaning |
|---|---|
| lists | what leads to articles, best first: one that is refused or dead gives way to the next |
| window | where a run with `since` begins |
| reach | how far back the lists lead, as far as that is known |
| pages | how an article on several pages comes: whole, or it fails as `not_whole` |
| zone | of days and times |
| access | what robots.txt and the servers allow, as far as that is known |
| evidence | how well the pages are known, and the month of the newest report |
""".splitlines()
_LEVELS: Final = [f"- **{level}**: {meaning}" for level, meaning in LEVELS.items()]


@dataclass(frozen=True)
class Sheet:
    """One publisher, in words."""

    name: str
    title: str
    hosts: str
    lists: str
    window: str
    reach: str
    pages: str
    zone: str
    access: str
    evidence: str
    sections: tuple[str, ...]
    about: str
    """What its class says of it: paragraphs, with blank lines between."""
    is_part_of_all: bool

    @classmethod
    def of(cls, publisher: type[Publisher]) -> Self:
        """Return the sheet of a *publisher*."""
        return cls(
            name=publisher.name,
            title=publisher.title or publisher.name,
            hosts=", ".join(_hosts(publisher)),
            lists=", ".join(dict.fromkeys(map(_road, publisher.roads))),
            window="begins at its last day"
            if publisher.roads[0].is_by_day
            else "reads newer pages",
            reach=publisher.reach,
            pages=publisher.paging.label if publisher.paging else "one",
            zone=datetime(2026, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(publisher.timezone)).tzname()
            or publisher.timezone,
            access=publisher.access,
            evidence=str(publisher.evidence or "not stated"),
            sections=publisher.sections,
            about=inspect.cleandoc(publisher.__doc__ or ""),
            is_part_of_all=publisher.is_part_of_all,
        )

    def block(self) -> Iterator[str]:
        """Yield its lines on a terminal."""
        yield f"{self.name}: {self.title}"
        for column in _COLUMNS:
            yield f"  {column:<8}  {getattr(self, column)}"
        if not self.is_part_of_all:
            yield "  no part of crawl --all"


def _hosts(publisher: type[Publisher]) -> Iterator[str]:
    urls = publisher.article_urls
    if urls.hosts:
        yield f"{len(urls.hosts)} subdomains of {urls.domain}"
    elif urls.domain:
        yield f"{urls.domain} and its subdomains"
    else:
        yield urls.host.removeprefix("www.")


def _road(road: Road) -> str:
    return f"{road.label} of each section" if "{section}" in road.url else road.label


def readme_table(sheets: Iterable[Sheet]) -> list[str]:
    """Return the lines of the README's table: the publishers whose lists lead equally far back."""
    names: dict[str, list[str]] = {}
    for each in sheets:
        names.setdefault(each.reach, []).append(f"`{each.name}`")
    return list(_markdown(("backfill", "publishers"), _rows(names)))


def _rows(names: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield a row for each reach, that of the most publishers first."""
    for reach in sorted(names, key=lambda reach: -len(names[reach])):
        yield reach, ", ".join(names[reach])


def page(sheets: Sequence[Sheet]) -> list[str]:
    """Return the lines of the page about all publishers."""
    rows = [(f"[`{each.name}`](#{each.name})", *_cells(each)) for each in sheets]
    lines = [
        *_HEAD,
        "",
        "Levels of evidence, where `+` and `-` say a little more or less:",
        "",
        *_LEVELS,
    ]
    lines += ["", *_markdown(("name", *_COLUMNS), rows)]
    for each in sheets:
        lines += ["", f"## {each.name}", "", f"{each.title}. Sections: {_sections(each)}.", ""]
        lines += each.about.splitlines()
        if not each.is_part_of_all:
            lines += ["", "It is no part of `crawl --all`."]
    return lines


def _cells(sheet: Sheet) -> Iterator[str]:
    return (getattr(sheet, column) for column in _COLUMNS)


def _sections(sheet: Sheet) -> str:
    return ", ".join(f"`{slug}`" for slug in sheet.sections) or "none"


def _markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    for row in (header, ["---"] * len(header), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"

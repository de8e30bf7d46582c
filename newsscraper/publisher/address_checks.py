"""Checks of the facts that are addresses: article URLs, the example, the pages of roads."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from string import Formatter
from typing import Any, Final
from urllib.parse import urlsplit

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.publisher.faults import StatedFacts, check_slugs, fault_of, is_list, is_slug
from newsscraper.roads.any_road import Road
from newsscraper.window import Window

_DAYS: Final = (
    (date(2024, 3, 15), date(2024, 3, 14)),
    (date(2024, 3, 1), date(2024, 2, 29)),
    (date(2024, 1, 1), date(2023, 12, 31)),
)
"""A day and the one before it: the day, the month, the year is another."""
_FLAGS: Final = re.IGNORECASE | re.ASCII
"""As `ArticleUrls` compiles its patterns."""


def check_article_urls(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with the patterns of article URLs."""
    if not isinstance(value, ArticleUrls):
        yield f"{value!r} is no ArticleUrls"
    elif is_slug(facts.get("name")) and value.publisher != facts["name"]:
        yield f"publisher: {value.publisher!r} is not the name, {facts.get('name')!r}"
    elif fault := fault_of(lambda: _groups_of(value.number)):
        yield f"number: {value.number!r} is no template: {fault}"
    elif not isinstance(value.paths, Mapping):
        yield f"paths: {value.paths!r} is no mapping of id spaces to lists of patterns"
    else:
        for space, patterns in value.paths.items():
            faults = _faults_of_patterns(patterns, _groups_of(value.number))
            yield from (f"paths: {space!r}: {fault}" for fault in faults)


def _groups_of(number: str) -> set[str]:
    """Return the groups of which an id is put together."""
    return {name for _, name, _, _ in Formatter().parse(number) if name}


def _faults_of_patterns(patterns: Any, wanted: set[str]) -> Iterator[str]:
    """Yield which *patterns* are none, or lack a group of those *wanted*."""
    if not is_list(patterns):
        yield f"{patterns!r} is no list of patterns"
        return
    for pattern in patterns:
        if fault := fault_of(partial(re.compile, pattern, _FLAGS)):
            yield f"{pattern!r} is no pattern: {fault}"
            continue
        for group in sorted(wanted - set(re.compile(pattern, _FLAGS).groupindex)):
            yield f"{pattern!r} has no group {group!r}, which the number needs"


def check_patterns(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield which items of a list are no patterns."""
    yield from _faults_of_patterns(value, set())


def check_example_url(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with the example, if ``article_urls`` can tell."""
    urls = facts.get("article_urls")
    if not isinstance(value, str):
        yield f"{value!r} is no URL"
    elif any(check_article_urls(urls, facts)):
        return  # told at that fact
    elif isinstance(urls, ArticleUrls) and urls.match(value) is None:
        yield f"{value!r} is no article URL by article_urls"


def check_roads(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with the roads."""
    if not is_list(value) or not value:
        yield f"{value!r} is no list of roads"
        return
    sections = facts.get("sections", ())
    slugs = ["berita"] if any(check_slugs(sections, facts)) else sections
    for number, road in enumerate(value):
        fault = _fault_of_road(road, slugs) if isinstance(road, Road) else f"{road!r} is no road"
        if fault:
            yield f"[{number}]: {fault}"


def _fault_of_road(road: Road, sections: Sequence[str]) -> str | None:
    """Return what is wrong with a road; one for each section is tried out on the first."""
    if fault := fault_of(lambda: list(road.by_section(sections))):
        return f"{road.url!r} stands not for every section: {fault}"
    first = next(iter(road.by_section(sections)), None)
    if first is None:
        return f"{road.url!r} needs sections, and there are none"
    if fault := fault_of(lambda: _pages(first)):
        return f"{road.url!r} is no template of pages: {fault}"
    for page in {page for pair in _pages(first) for page in pair}:
        if not _is_web_address(page):
            return f"{road.url!r} makes {page!r}, which is no http or https URL"
    if fault := fault_of(lambda: _check_days(first)):
        return f"the days of {road.url!r} cannot be read back: {fault}"
    return None


def _pages(road: Road) -> list[tuple[str, str]]:
    """Return the first pages of some days, each with that of the day before."""
    return [(road.first_page(Window(), day), road.first_page(Window(), eve)) for day, eve in _DAYS]


def _is_web_address(page: str) -> bool:
    parts = urlsplit(page)
    is_whole = "{" not in page and "}" not in page
    return parts.scheme in ("http", "https") and bool(parts.hostname) and is_whole


def _check_days(road: Road) -> None:
    """Raise an error when pages have dates, and that of a day is not told from the day before."""
    pages = _pages(road)
    is_dated = any(day != eve for day, eve in pages)
    if any(road.is_further(eve, day) != is_dated for day, eve in pages):
        raise ValueError("one is taken for another")

"""Checks of the facts that say where on a page something stands, and how bodies are read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from functools import partial
from typing import Any, Final

import jmespath
from lxml import etree

from newsscraper.page.json_document import JsonAnswer
from newsscraper.page.places import Place, between, css, json_html, xpath
from newsscraper.publisher.any_paging import Paging
from newsscraper.publisher.body_rules import BodyRules
from newsscraper.publisher.faults import StatedFacts, fault_of, is_list

READABLE_FIELDS: Final = frozenset(
    "headline url description section section_name authors editors byline date_published "
    "date_modified date_published_raw image body keywords related free_access".split()
)
"""The fields of an article that ``sources`` may say where to find."""

_FIELDS_OF_ELEMENTS: Final = frozenset("section_name date_published_raw body related".split())
"""Those that are read from elements: a text has no lines, links or paragraphs."""
_TEXTS: Final = re.compile(r"(?:@[\w:.*-]+|attribute::[\w:.*-]+|text\(\))\s*")
"""The last step of a query that finds attributes or texts."""


def check_sources(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield the fields that cannot be read, and what is wrong with the places of the others."""
    if not isinstance(value, Mapping):
        yield f"{value!r} is no mapping of fields to lists of places"
        return
    for name, places in value.items():
        if name not in READABLE_FIELDS:
            meant = get_close_matches(str(name), READABLE_FIELDS, n=1)
            advice = f"; is {meant[0]!r} meant?" if meant else ""
            yield f"{name!r} is no field that can be read{advice}"
        check = _check_elements if name in _FIELDS_OF_ELEMENTS else check_places
        yield from (f"{name!r}: {fault}" for fault in check(places, facts))


def check_places(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with a list of places."""
    if not is_list(value):
        yield f"{value!r} is no list of places"
        return
    for number, place in enumerate(value):
        yield from (f"[{number}]: {fault}" for fault in check_place(place, facts))


def _check_elements(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with a list of places where elements have to stand."""
    faults = list(check_places(value, facts))
    yield from faults
    for number, place in enumerate([] if faults else value):
        if not _finds_elements(place):
            yield f"[{number}]: {str(place)!r} finds texts; this field is read from elements"


def _finds_elements(place: Place) -> bool:
    if not isinstance(place, (css, xpath)):
        return isinstance(place, (between, json_html))
    if _TEXTS.fullmatch(place.find.path.rpartition("/")[2]):
        return False
    return isinstance(place.find(etree.Element("html")), list)


def check_place(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with one place."""
    if not isinstance(value, Place):
        yield f"{value!r} is no place"
    elif fault := fault_of(value.prepare):
        yield f"{str(value)!r} is not valid: {fault}"


def check_optional_place(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with a place that need not be there."""
    if value is not None:
        yield from check_place(value, facts)


def check_json_answer(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with the queries for articles as JSON, which need not be there."""
    if value is None:
        return
    if not isinstance(value, JsonAnswer):
        yield f"{value!r} is no JsonAnswer"
        return
    for query in filter(None, (value.address, value.robots)):
        if fault := fault_of(partial(jmespath.compile, query)):
            yield f"{query!r} is not valid: {fault}"


def check_main(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with the place of the article, which only CSS may name."""
    if value is None or isinstance(value, css):
        yield from check_optional_place(value, facts)
    else:
        yield f"{value!r} is no css place"


def check_paging(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with the places of paging, which need not be there."""
    if value is None:
        return
    if not isinstance(value, Paging):
        yield f"{value!r} is no Paging"
        return
    for field in fields(value):
        if field.type in (Place, Place | None):
            check = check_place if field.type is Place else check_optional_place
            found = check(getattr(value, field.name), facts)
            yield from (f"{field.name}: {fault}" for fault in found)


def check_body_rules(value: Any, facts: StatedFacts) -> Iterator[str]:
    """Yield what is wrong with the queries and the patterns of body rules."""
    if not isinstance(value, BodyRules):
        yield f"{value!r} is no BodyRules"
        return
    if fault := fault_of(lambda: value.all_junk):
        yield f"junk: {value.junk!r} is not valid: {fault}"
    if fault := fault_of(lambda: value.all_read_also):
        yield f"read_also: {value.read_also!r} is not valid: {fault}"
    yield from (f"sign_off: {fault}" for fault in _faults_of_pattern(value.sign_off, "code"))
    yield from (f"dateline: {fault}" for fault in _faults_of_pattern(value.dateline, "place"))
    if value.leads is not None:
        yield from (f"leads: {fault}" for fault in _faults_of_pattern(value.leads))


def _faults_of_pattern(value: Any, *groups: str) -> Iterator[str]:
    """Yield what is wrong with a pattern that has to have *groups*."""
    if not isinstance(value, re.Pattern):
        yield f"{value!r} is no compiled pattern"
        return
    for group in groups:
        if group not in value.groupindex:
            yield f"{value.pattern!r} has no group {group!r}"

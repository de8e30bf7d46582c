"""Checks the facts of a publisher when its class is made: a mistake is an error at import."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final
from zoneinfo import ZoneInfo

from newsscraper.publisher import address_checks, place_checks
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.faults import Check, StatedFacts, check_slugs, fault_of, is_list, is_slug

_MISSING: Final = object()


class WrongFacts(TypeError):
    """The facts of a publisher cannot be right; the text names the class and each field."""

    def __init__(self, publisher: type, faults: Iterable[str]) -> None:
        lines = "".join(f"\n  {fault}" for fault in faults)
        super().__init__(f"wrong facts in {publisher.__module__}.{publisher.__qualname__}:{lines}")


def check_facts(publisher: type) -> None:
    """Raise WrongFacts when a fact of the class *publisher* is missing or cannot be right.

    A class without a name is a base for others, and not checked. What comes unchanged from a class
    that has a name was checked there.
    """
    if not hasattr(publisher, "name"):
        return
    named = next((base for base in publisher.__mro__[1:] if hasattr(base, "name")), object)
    facts = {name: getattr(publisher, name) for name in _CHECKS if hasattr(publisher, name)}
    faults = [f"{name}: is missing" for name in _CHECKS if name not in facts]
    for name, value in facts.items():
        if value is not getattr(named, name, _MISSING):
            faults += [f"{name}: {fault}" for fault in _CHECKS[name](value, facts)]
    faults += _misspelt(publisher)
    if faults:
        raise WrongFacts(publisher, faults)


def _misspelt(publisher: type) -> Iterator[str]:
    """Yield the attributes of a class that are no facts, and are spelt nearly like one."""
    for name in vars(publisher):
        if name in _CHECKS or any(hasattr(base, name) for base in publisher.__mro__[1:]):
            continue
        if meant := get_close_matches(name, _CHECKS, n=1, cutoff=0.8):
            yield f"{name}: is no fact; is {meant[0]!r} meant?"


def _name(value: Any, facts: StatedFacts) -> Iterator[str]:
    if not is_slug(value):
        yield f"{value!r} is no slug"


def _timezone(value: Any, facts: StatedFacts) -> Iterator[str]:
    if fault_of(lambda: ZoneInfo(value)):
        yield f"{value!r} is no known time zone; write it like 'Asia/Jakarta'"


def _texts(value: Any, facts: StatedFacts) -> Iterator[str]:
    if not is_list(value) or not all(isinstance(text, str) for text in value):
        yield f"{value!r} is no list of texts"


def _kinds(value: Any, facts: StatedFacts) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{value!r} is no mapping of section slugs to kinds"
        return
    slugs = (slug for pair in value.items() for slug in pair)
    yield from (f"{slug!r} is no slug" for slug in slugs if not is_slug(slug))


def _kind_signs(value: Any, facts: StatedFacts) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{value!r} is no mapping of kinds to lists of places"
        return
    for kind, places in value.items():
        if not is_slug(kind):
            yield f"{kind!r} is no slug"
        yield from (f"{kind!r}: {fault}" for fault in place_checks.check_places(places, facts))


def _text(value: Any, facts: StatedFacts) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{value!r} is no text"


def _evidence(value: Any, facts: StatedFacts) -> Iterator[str]:
    if value is not None and not isinstance(value, Evidence):
        yield f"{value!r} is no Evidence"


def _floor(value: Any, facts: StatedFacts) -> Iterator[str]:
    if not isinstance(value, (int, float)) or not 0 <= value <= 1:
        yield f"{value!r} is no share between 0 and 1"


_CHECKS: Final[Mapping[str, Check]] = {
    "name": _name,
    "timezone": _timezone,
    "language": _text,
    "title": _text,
    "evidence": _evidence,
    "reach": _text,
    "access": _text,
    "houses": _texts,
    "sections": check_slugs,
    "roads": address_checks.check_roads,
    "article_urls": address_checks.check_article_urls,
    "example_url": address_checks.check_example_url,
    "floor": _floor,
    "identity": place_checks.check_places,
    "may_lack_text": address_checks.check_patterns,
    "kinds": _kinds,
    "kind_signs": _kind_signs,
    "index_items": place_checks.check_places,
    "pagination": place_checks.check_optional_place,
    "paging": place_checks.check_paging,
    "json_answer": place_checks.check_json_answer,
    "main": place_checks.check_main,
    "body_rules": place_checks.check_body_rules,
    "sources": place_checks.check_sources,
}
"""Every fact that a publisher has, stated or by default, and its check."""

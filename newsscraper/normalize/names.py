"""Names of persons out of bylines: roles, houses, degrees and affiliations told apart."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from newsscraper.normalize.organisations import is_organisation, is_web_address
from newsscraper.normalize.posts import is_post
from newsscraper.normalize.roles import editors_of, writers_of
from newsscraper.normalize.text import letters_of
from newsscraper.normalize.titles import is_degree, without_titles

_SUFFIX = re.compile(r"\s+[-\u2013\u2014].*$|\s+(?:dkk|et al)\.?$")
_FOOTNOTE = re.compile(r"\s*(?:\*+\)?|[\u00b9\u00b2\u00b3])(?=\s*(?:[,;/|&]|$))")
# What is in brackets is beside the name; a part of a rank, a title or a degree is not.
_BRACKET = re.compile(
    r"\s*\((?!(?:purn(?:awirawan)?|alm|h\.?\s?c|cand|hons|mar|han|ped|[kpet])\.?\))[^()]*\)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"^\s*\(([^()]*)\)\s*$")
_SEPARATOR = re.compile(
    r"\s*([,;/|&+\\\u2022\u00b7])\s*(?:(?:dan|and)\b\s*)?|\s+(?:dan|DAN|and|serta|bersama)\s+"
)
_GREAT_SEPARATOR = ";"
"""Behind it another person begins, even where the one before has an affiliation."""
_ACRONYM = re.compile(r"\b(?!V?III?\b)[A-Z]{3,}\b")
_MOST_WORDS = 5
_MOST_CAPITALS = 8
"""Words of a name in which each has a capital, but for these: ``I Gusti Ayu Putu Mas Sri``."""
_PARTICLES = frozenset(
    "al ad an ar as at az bin binti boru br da das de del den di do el van von".split()
)
_VOWELS = frozenset("aeiouy")
_SHORT = 2
"""Letters of a word in capitals that is an acronym, or an initial."""
_INITIALS = 3
"""Letters of what signs in small ones and is none."""
_LONGEST = 1_000
"""Characters; what is longer is no byline."""


def people(byline: str, houses: Iterable[str] = ()) -> list[str]:
    """Return the names of persons in *byline*, in order, each once.

    *houses* are the publisher's own names. They, agencies and teams are left out, and so is a
    name that runs into an affiliation without a separator (old opinion pages): where the name
    ends cannot be known. An editor is no writer.
    """
    return list(_people(byline, tuple(houses)))


def editors(line: str, houses: Iterable[str] = ()) -> list[str]:
    """Return the editors whom *line* names; a line with only another role's label names none."""
    return list(_editors(line, tuple(houses))) if _may_be_one(line) else []


@lru_cache(maxsize=512)
def _people(byline: str, houses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names: a staff writes its bylines again and again."""
    return _persons(writers_of(byline), houses) if _may_be_one(byline) else ()


@lru_cache(maxsize=512)
def _editors(line: str, houses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the editors: of them a house has even fewer."""
    return _persons(editors_of(line), houses)


def _may_be_one(byline: str) -> bool:
    return len(byline) <= _LONGEST and "://" not in byline


def _persons(text: str, houses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the persons in *text*, which has no roles.

    Only beside others that are written so is what is all in capitals a name, and no acronym.
    """
    not_people = set(map(letters_of, houses))
    names: dict[str, str] = {}
    is_affiliation, may_shout = False, True
    for separator, piece in _pieces(_bare(text), not_people):
        name = _SUFFIX.sub("", piece)
        bare = without_titles(name)
        if is_affiliation and separator != _GREAT_SEPARATOR:
            continue  # the institute of a post, or its town
        is_affiliation = is_post(bare)
        if is_affiliation or _is_house(name, not_people) or not _is_person(name, bare):
            continue
        if may_shout or not bare.isupper():
            names.setdefault(name.casefold(), name)
            may_shout = bare.isupper()
    return tuple(names.values())


def _bare(text: str) -> str:
    """Return *text* without what is in brackets beside the names, and signs around them."""
    text = _IN_BRACKETS.sub(r"\1", _FOOTNOTE.sub("", text))
    if "(" not in text:
        text = text.rstrip(") ")
    return _BRACKET.sub("", text).lstrip("-\u2013\u2014 ")


def _pieces(text: str, not_degrees: Collection[str]) -> Iterator[tuple[str | None, str]]:
    """Yield the separator before each part, and the part, with the degrees behind its commas."""
    name, separator, before = "", None, None
    for number, piece in enumerate(_SEPARATOR.split(text)):
        if number % 2:
            separator = piece
        elif name and separator == "," and _is_degree(_SUFFIX.sub("", piece), not_degrees):
            name = f"{name}, {piece.strip().lstrip('.')}"
        else:
            if name:
                yield before, name
            name, before = piece.strip().lstrip("."), separator
    if name:
        yield before, name


def _is_degree(piece: str, not_degrees: Collection[str]) -> bool:
    is_name = letters_of(piece) in not_degrees or is_web_address(piece)
    return not is_name and is_degree(piece)


def _is_house(name: str, houses: Collection[str]) -> bool:
    """Tell whether *name* is a house, or one of its teams: ``Litbang Harian Contoh``."""
    letters = letters_of(name)
    return letters in houses or any(len(house) > 5 and house in letters for house in houses)


def _is_person(name: str, bare: str) -> bool:
    """Tell whether *name*, which is *bare* without titles, is that of a person."""
    if any(character.isdigit() or character in "@:[]{}<>" for character in name):
        return False
    if any(map(is_organisation, (bare, name.partition(",")[0]))):
        return False
    words = bare.split()
    # In a line of capitals a name of several words is one; a single word is an acronym.
    if _ACRONYM.search(bare) and not (bare.isupper() and len(words) > 1 and _has_long(words)):
        return False
    return _sounds(bare) and _has_length(words)


def _has_long(words: list[str]) -> bool:
    """Tell whether one of *words* in capitals is no acronym: ``SRI ADI``, but not ``FH UI``."""
    return any(len(word) > _SHORT and _sounds(word) for word in words)


def _sounds(name: str) -> bool:
    """Tell whether *name* can be spoken, and is more than somebody's initials."""
    if not name.isascii():
        return any(map(str.isalpha, name))
    letters = letters_of(name)
    return len(letters) > (_INITIALS if name.islower() else 1) and not _VOWELS.isdisjoint(letters)


def _has_length(words: list[str]) -> bool:
    if len(words) <= _MOST_WORDS:
        return True
    are_capital = (word[0].isupper() or word.rstrip(".") in _PARTICLES for word in words)
    return len(words) <= _MOST_CAPITALS and all(are_capital)

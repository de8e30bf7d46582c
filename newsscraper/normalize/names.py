"""Names of persons out of bylines: roles, houses, degrees and affiliations told apart."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from newsscraper.normalize.text import letters_of
from newsscraper.normalize.titles import is_degree, without_titles

_ROLE = (
    r"(?:penulis|reporter|pewarta|wartawan|kontributor|laporan|(?:ditulis )?oleh|by|editor"
    r"|redaktur|penyunting)"
)
_LABEL = re.compile(rf"^\s*\(?\s*{_ROLE}\s*:\s*", re.IGNORECASE)
_BARE_LABEL = re.compile(r"^(?:(?:Ditulis )?[Oo]leh|OLEH|By|Editor)\s+(?=[A-Z])")
_EDITOR_LABEL = re.compile(r"\b(?:editor|redaktur|penyunting)\s*:", re.IGNORECASE)
# A byline that goes on with another role: what follows names somebody else.
_NEXT_ROLE = re.compile(
    rf"\s*[|/,;(]?\s*(?:\b|(?-i:(?<=[a-z])(?=[A-Z]))){_ROLE}\s*:.*$", re.IGNORECASE | re.DOTALL
)
_SUFFIX = re.compile(r"(?:^|\s+)[-\u2013]\s*\S+$|\s+dkk\.?$")
# What is in brackets is beside the name; a part of a rank, a title or a degree is not.
_BRACKET = re.compile(
    r"\s*\((?!(?:purn(?:awirawan)?|alm|h\.?\s?c|cand|hons|mar|han|ped|[kpet])\.?\))[^()]*\)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*([,;/|&])\s*(?:(?:dan|and)\b\s*)?|\s+(?:dan|DAN|and)\s+")
_GREAT_SEPARATOR = ";"
"""Behind it another person begins, even where the one before has an affiliation."""
# A publisher's own names are its facts, `Publisher.houses`; here is what signs in any house.
_TEAMS = (
    "tim redaksi admin kontributor litbang dinas biro kantor media humas dok ist istimewa "
    "foto teks antara ant afp reuters xinhua medcom instagram twitter facebook youtube tiktok"
)
"""Words with which the name of a team, an agency or a network begins."""
_OTHER_HOUSES = (
    "ap|associated press|al jazeera|anadolu|anadolu agency|bbc|bernama|bloomberg|cnbc|cnn|dpa|dw"
    "|efe|goal|kompas|kyodo|nhk|republika|ria novosti|sputnik|tass|tempo|the guardian|tribun|voa"
    "|yonhap|rekan|dkk|et al|lain-lain|kawan-kawan|ro|adv|advertorial|rilis|siaran pers"
)
"""Whole names under which houses print the stories of others, and advertisements."""
_ORGANISATION = re.compile(
    rf"^(?:{_TEAMS.replace(' ', '|')})\b|^(?:{_OTHER_HOUSES})\.?$"
    r"|\.(?:com|id|net|org)\b|\b(?:news|tv|redaksi)$",
    re.IGNORECASE,
)
# Posts and institutes. Hakim and Guru alone are common names.
_POSTS = (
    "advokat aktivis alumni alumnus analis anggota asosiasi badan bendahara budayawan bupati "
    "candidate ceo center dekan deputi dewan direktur dokter dosen economist ekonom fakultas "
    "fellow founder gubernur ikatan inspektur institut jaksa jurnalis kementerian kepala "
    "ketua kolumnis komisi komisioner konsultan koordinator lecturer lembaga mahasiswa "
    "manajer mantan menteri partai pakar pegiat pemerhati pemimpin pendiri peneliti pengajar "
    "pengamat pengurus penulis penyair perencana perkumpulan politikus politisi praktisi "
    "presiden psikolog pusat rektor researcher sastrawan school sekjen sekretaris seniman "
    "sosiolog spesialis staf universitas university wakil yayasan"
)
_AFFILIATION = re.compile(
    rf"\b(?:{_POSTS.replace(' ', '|')}|guru (?:besar|sdn?|sm[apk]n?|di|pada)"
    r"|hakim (?:agung|konstitusi)|wali ?kota)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b(?!V?III?\b)[A-Z]{3,}\b")
_MOST_WORDS = 5
_MOST_CAPITALS = 8
"""Words of a name in which each has a capital, but for these: ``I Gusti Ayu Putu Mas Sri``."""
_PARTICLES = frozenset(
    "al ad an ar as at az bin binti boru br da das de del den di do el van von".split()
)
_LONGEST = 1_000
"""Characters; what is longer is no byline."""


def people(byline: str, houses: Iterable[str] = ()) -> list[str]:
    """Return the names of persons in *byline*, in order, each once.

    *houses* are the publisher's own names. They, agencies and teams are left out, and so is a
    name that runs into an affiliation without a separator (old opinion pages): where the name
    ends cannot be known.
    """
    return list(_people(byline, tuple(houses)))


@lru_cache(maxsize=512)
def _people(byline: str, houses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names: a staff writes its bylines again and again."""
    if len(byline) > _LONGEST or "://" in byline:
        return ()
    not_people = set(map(letters_of, houses))
    names: dict[str, str] = {}
    is_affiliation = False
    for separator, piece in _pieces(_unlabelled(byline), not_people):
        name = _SUFFIX.sub("", piece)
        bare = without_titles(name)
        if is_affiliation and separator != _GREAT_SEPARATOR:
            continue  # the institute of a post, or its town
        is_affiliation = _AFFILIATION.search(bare) is not None
        if not is_affiliation and not _is_house(name, not_people) and _is_person(name, bare):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _unlabelled(byline: str) -> str:
    """Return *byline* without the role before the names, other roles, and brackets beside names.

    ``Oleh`` before one word is a part of the name: ``Oleh Sujana``.
    """
    text, labels = _LABEL.subn("", byline)
    text = _NEXT_ROLE.sub("", text)
    if "(" not in text:
        text = text.rstrip(") ")
    text = _BRACKET.sub("", text)
    if labels:
        return text
    rest = _BARE_LABEL.sub("", text)
    first, *others = rest.split(",")
    is_name = (
        text.startswith("Oleh") and " " not in without_titles(first) and all(map(is_degree, others))
    )
    return text if is_name else rest


def editors(line: str, houses: Iterable[str] = ()) -> list[str]:
    """Return the editors whom *line* names; a line with only another role's label names none."""
    if len(line) > _LONGEST:
        return []
    if label := _EDITOR_LABEL.search(line):
        return people(line[label.end() :], houses)
    return [] if _LABEL.match(line) else people(line, houses)


def _pieces(text: str, not_degrees: Collection[str]) -> Iterator[tuple[str | None, str]]:
    """Yield the separator before each part, and the part, with the degrees behind its commas."""
    name, separator, before = "", None, None
    for number, piece in enumerate(_SEPARATOR.split(text)):
        if number % 2:
            separator = piece
        elif name and separator == "," and _is_degree(_SUFFIX.sub("", piece), not_degrees):
            name = f"{name}, {piece}"
        else:
            if name:
                yield before, name
            name, before = piece.strip(), separator
    if name:
        yield before, name


def _is_degree(piece: str, not_degrees: Collection[str]) -> bool:
    return letters_of(piece) not in not_degrees and is_degree(piece)


def _is_house(name: str, houses: Collection[str]) -> bool:
    """Tell whether *name* is a house, or one of its teams: ``Litbang Harian Contoh``."""
    letters = letters_of(name)
    return letters in houses or any(len(house) > 5 and house in letters for house in houses)


def _is_person(name: str, bare: str) -> bool:
    """Tell whether *name*, which is *bare* without titles, is that of a person."""
    if any(character.isdigit() or character in "@:[]{}<>" for character in name):
        return False
    if any(map(_ORGANISATION.search, (bare, name.partition(",")[0]))):
        return False
    # In a line of capitals a name of several words is one; a single word is an acronym.
    if _ACRONYM.search(bare) and not (bare.isupper() and " " in bare):
        return False
    return letters_of(bare) != "" and _has_length(bare.split())


def _has_length(words: list[str]) -> bool:
    if len(words) <= _MOST_WORDS:
        return True
    are_capital = (word[0].isupper() or word.rstrip(".") in _PARTICLES for word in words)
    return len(words) <= _MOST_CAPITALS and all(are_capital)

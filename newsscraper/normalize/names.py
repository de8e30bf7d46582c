"""Names of persons out of bylines: roles, houses, degrees and affiliations told apart."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from newsscraper.normalize.text import letters_of

_ROLE = (
    r"(?:penulis|reporter|pewarta|wartawan|kontributor|laporan|oleh|by|editor|redaktur|penyunting)"
)
_LABEL = re.compile(rf"^\s*{_ROLE}\s*:\s*", re.IGNORECASE)
_BARE_LABEL = re.compile(r"^(?:Oleh|By|Editor)\s+(?=[A-Z])")
_EDITOR_LABEL = re.compile(r"\b(?:editor|redaktur|penyunting)\s*:", re.IGNORECASE)
# A byline that goes on with another role: what follows names somebody else.
_NEXT_ROLE = re.compile(rf"\s*[|/,;(]?\s*\b{_ROLE}\s*:.*$", re.IGNORECASE | re.DOTALL)
_SUFFIX = re.compile(r"(?:^|\s+)[-\u2013]\s+\S+$")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_SEPARATOR = re.compile(r"\s*([,;/|&])\s*(?:(?:dan|and)\b\s*)?|\s+(?:dan|and)\s+")
_DEGREE = re.compile(
    r"(?:[SMD]\.?[A-Z][A-Za-z]{0,4}\.?|S\.?\s?H\.?|Ph\.?\s?D\.?|Dr\.?|Lc\.?|MBA|MPH|LL\.?M\.?|Sp\.?\s?[A-Z]\w*\.?)"
    r"(?:\s+[A-Z]\.?\w{0,4}\.?)?"
)
# A publisher's own names are its facts, `Publisher.houses`; here is what signs in any house.
_TEAMS = (
    "tim redaksi admin kontributor litbang dinas biro kantor media humas dok ist istimewa "
    "antara ant afp reuters xinhua medcom instagram twitter facebook youtube tiktok"
)
"""Words with which the name of a team, an agency or a network begins."""
_OTHER_HOUSES = (
    "ap|associated press|al jazeera|anadolu|anadolu agency|bbc|bernama|bloomberg|cnbc|cnn|dpa|dw"
    "|efe|goal|kompas|kyodo|nhk|republika|ria novosti|sputnik|tass|tempo|the guardian|tribun|voa"
    "|yonhap|ro|adv|advertorial|rilis|siaran pers"
)
"""Whole names under which houses print the stories of others, and advertisements."""
_ORGANISATION = re.compile(
    rf"^(?:{_TEAMS.replace(' ', '|')})\b|^(?:{_OTHER_HOUSES})$"
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
    rf"\b(?:{_POSTS.replace(' ', '|')}|guru (?:besar|s[dm]|di|pada)|hakim (?:agung|konstitusi)"
    r"|wali ?kota)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_MOST_WORDS = 5
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
    text = _NEXT_ROLE.sub("", _BARE_LABEL.sub("", _LABEL.sub("", byline)))
    not_people = set(map(letters_of, houses))
    names: dict[str, str] = {}
    for piece in _pieces(_BRACKET.sub("", text), not_people):
        name = _SUFFIX.sub("", piece)
        if _AFFILIATION.search(name):
            break  # a post, and what follows is its institute and town
        if not _is_house(name, not_people) and _is_person(name):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def editors(line: str, houses: Iterable[str] = ()) -> list[str]:
    """Return the editors whom *line* names; a line with only another role's label names none."""
    if len(line) > _LONGEST:
        return []
    if label := _EDITOR_LABEL.search(line):
        return people(line[label.end() :], houses)
    return [] if _LABEL.match(line) else people(line, houses)


def _pieces(text: str, not_degrees: Collection[str]) -> Iterator[str]:
    """Yield the parts between separators, a degree joined to the name before its comma."""
    name, separator = "", None
    for number, piece in enumerate(_SEPARATOR.split(text)):
        if number % 2:
            separator = piece
        elif name and separator == "," and _is_degree(_SUFFIX.sub("", piece), not_degrees):
            name = f"{name}, {piece}"
        else:
            if name:
                yield name
            name = piece.strip()
    if name:
        yield name


def _is_degree(piece: str, not_degrees: Collection[str]) -> bool:
    return letters_of(piece) not in not_degrees and _DEGREE.fullmatch(piece) is not None


def _is_house(name: str, houses: Collection[str]) -> bool:
    """Tell whether *name* is a house, or one of its teams: ``Litbang Harian Contoh``."""
    letters = letters_of(name)
    return letters in houses or any(len(house) > 5 and house in letters for house in houses)


def _is_person(name: str) -> bool:
    if any(character.isdigit() or character in "@:[]{}<>" for character in name):
        return False
    if _ORGANISATION.search(name):
        return False
    # In a line of capitals a name of several words is one; a single word is an acronym.
    if _ACRONYM.search(name) and not (name.isupper() and " " in name):
        return False
    return letters_of(name) != "" and len(name.split()) <= _MOST_WORDS

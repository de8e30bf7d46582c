"""Names of persons out of bylines: roles, houses, degrees and affiliations told apart."""

import re
from collections.abc import Iterable, Iterator

_ROLE = (
    r"(?:penulis|reporter|pewarta|wartawan|kontributor|laporan|oleh|by|editor|redaktur|penyunting)"
)
_LABEL = re.compile(rf"^\s*{_ROLE}\s*:\s*", re.IGNORECASE)
_BARE_LABEL = re.compile(r"^(?:Oleh|By)\s+(?=[A-Z])")
# A byline that goes on with another role: what follows names somebody else.
_NEXT_ROLE = re.compile(rf"\s*[|/,;(]?\s*\b{_ROLE}\s*:.*$", re.IGNORECASE | re.DOTALL)
_SUFFIX = re.compile(r"\s+[-\u2013]\s+\S+$")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_SEPARATOR = re.compile(r"\s*[,;/|&]\s*|\s+(?:dan|and)\s+")
_DEGREE = re.compile(
    r"(?:[SMD]\.?[A-Z][A-Za-z]{0,4}\.?|S\.?\s?H\.?|Ph\.?\s?D\.?|Dr\.?|Lc\.?|MBA|MPH|LL\.?M\.?|Sp\.?\s?[A-Z]\w*\.?)"
    r"(?:\s+[A-Z]\.?\w{0,4}\.?)?"
)
# Houses, agencies and teams, which sign many stories and are nobody.
_ORGANISATION = re.compile(
    r"^(?:tim|redaksi|kantor|media|humas|dok|ist|istimewa|antara|ant|afp|reuters|xinhua|medcom"
    r"|instagram|twitter|facebook|youtube|tiktok)\b|\.(?:com|id|net|org)\b|\b(?:news|tv|redaksi)$",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"\b(?:ketua|wakil|anggota|direktur|dosen|guru besar|rektor|dekan|peneliti|pengamat|pakar"
    r"|pengajar|mahasiswa|alumnus|alumni|presiden|menteri|mantan|staf|kepala|sekretaris|bendahara"
    r"|pendiri|pemimpin|manajer|praktisi|aktivis|advokat|pengurus|koordinator|pegiat|universitas"
    r"|institut|fakultas|kementerian|lembaga|badan|yayasan|partai|komisi|perkumpulan|ikatan"
    r"|asosiasi|pusat|center|school|university)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_MOST_WORDS = 6


def people(byline: str, houses: Iterable[str] = ()) -> list[str]:
    """Return the names of persons in *byline*, in order, each once.

    *houses* are the publisher's own names. They, agencies and teams are left out, and so is a
    name that runs into an affiliation without a separator (old opinion pages): where the name
    ends cannot be known.
    """
    text = _NEXT_ROLE.sub("", _BARE_LABEL.sub("", _LABEL.sub("", byline)))
    text = _BRACKET.sub("", _SUFFIX.sub("", text))
    not_people = set(map(_letters, houses))
    names: dict[str, str] = {}
    for name in _pieces(text):
        if _letters(name) not in not_people and _is_person(name):
            names.setdefault(name.casefold(), name)
    return list(names.values())


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts between separators, a degree joined to the name before it."""
    name = ""
    for piece in _SEPARATOR.split(text):
        if name and _DEGREE.fullmatch(piece):
            name = f"{name}, {piece}"
            continue
        if name:
            yield name
        name = piece.strip()
    if name:
        yield name


def _is_person(name: str) -> bool:
    if any(character.isdigit() or character in "@:[]{}<>" for character in name):
        return False
    if _ORGANISATION.search(name) or _AFFILIATION.search(name):
        return False
    if _ACRONYM.search(name) and not name.isupper():
        return False
    return _letters(name) != "" and len(name.split()) <= _MOST_WORDS


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
